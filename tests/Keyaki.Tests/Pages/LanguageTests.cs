using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Keyaki.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Pages;

/// <summary>What a resident reads, in the language that they chose: on every page from the home page over payment and my page to the
/// door.</summary>
public sealed partial class LanguageTests
{
    [Theory, BothDatabases]
    public async Task 選んだ言語は_どの画面でも選び直せ_次の画面でも覚えている(string database)
    {
        await using var city = await City.Start(database);
        var visitor = city.Visitor();
        Assert.Equal("ja", (await visitor.Open("/sign-in")).Page.DocumentElement.GetAttribute("lang"));
        await visitor.Open("/?lang=en");
        foreach (var page in new[] { "/", "/sign-in", "/procedures/bulky-waste", "/search?q=sofa", "/account/new", "/no-such-page" })
        {
            await visitor.Open(page);
            Assert.Equal("en", visitor.Page.DocumentElement.GetAttribute("lang"));
            Assert.Equal(["日本語", "やさしい日本語"], visitor.Page.QuerySelectorAll(".languages a, .languages .link-button")
                .Select(a => a.TextContent));
        }
        await visitor.Open("/search?q=sofa");
        await visitor.Follow("日本語");
        Assert.StartsWith("/search?q=sofa", visitor.Path, StringComparison.Ordinal);
        Assert.Equal("ja", (await visitor.Open("/sign-in")).Page.DocumentElement.GetAttribute("lang"));
        // An officer who reads the public pages in English stays in a Japanese office.
        var tanaka = await city.Officer("tanaka");
        await tanaka.Open("/?lang=en");
        Assert.Equal("ja", (await tanaka.Open("/office")).Page.DocumentElement.GetAttribute("lang"));
    }

    [Theory, BothDatabases]
    public async Task 途中まで入力した画面で言語を変えても_入力したものは残り_間違いとも言われない(string database)
    {
        await using var city = await City.Start(database);
        string? Typed(Visitor v, string name) => (v.Page.QuerySelector($"[name='{name}']") as IHtmlInputElement)?.Value;
        var guest = await ApplyTests.Guest(city);
        await guest.Open("/procedures/cancer-screening/apply");
        await guest.Press("入力を始める");
        var page = guest.Path;
        guest.Fill("氏名", "清瀬 花子").Fill("フリガナ", "漢字").Fill("生年月日/月", "13");
        await guest.Press("English");
        Assert.Equal("en", guest.Page.DocumentElement.GetAttribute("lang"));
        Assert.StartsWith(page, guest.Path, StringComparison.Ordinal);
        Assert.Equal(("清瀬 花子", "漢字", "13"), (Typed(guest, "name"), Typed(guest, "kana"), Typed(guest, "birth.month")));
        Assert.Empty(guest.Errors);
        await guest.Press("やさしい日本語");
        Assert.Equal("漢字", Typed(guest, "kana"));

        var visitor = await city.Visitor().Open("/guest");
        visitor.Fill("メールアドレス", "natsu@");
        await visitor.Press("English");
        Assert.Equal("natsu@", Typed(visitor, "mail"));
        Assert.Empty(visitor.Errors);
        Assert.Empty(city.Simulator.Mails.Mails);
        // The enter key sends the form and does not change the language.
        var first = visitor.Page.QuerySelectorAll("button").First(b => b.Closest("form")?.Id == "form" || b.GetAttribute("form") == "form");
        Assert.False(first.HasAttribute("formaction"));
    }

    [Theory, BothDatabases]
    public async Task 町の名前には_やさしい日本語ではかなの_英語ではローマ字の読みが付く(string database)
    {
        await using var city = await City.Start(database);
        var guest = await ApplyTests.Guest(city);
        await guest.Open("/procedures/cancer-screening/apply");
        await guest.Press("入力を始める");
        async Task<List<string>> Towns(string language)
        {
            await guest.Open(guest.Path.Split('?')[0] + "?lang=" + language);
            return [.. guest.Page.QuerySelectorAll("select[name$='.town'] option").Skip(1).Select(o => o.TextContent)];
        }
        Assert.Contains("Nakakiyoto 5-chome (中清戸五丁目)", await Towns("en"));
        Assert.Contains("中清戸五丁目（なかきよとごちょうめ）", await Towns("easy"));
        Assert.Contains("中清戸五丁目", await Towns("ja"));
        guest.Fill("町名", "中清戸五丁目").Fill("番地", "900番地1");
        await guest.Press("English");
        Assert.Equal("中清戸五丁目", (guest.Page.QuerySelector("select[name$='.town']") as IHtmlSelectElement)?.Value);
        Assert.All(city.Services.GetRequiredService<CityProfile>().Addresses,
            town => Assert.Matches("^[A-Z][a-z]+ [1-9]-chome$", town.Latin));
    }

    [Fact]
    public async Task 市と課の名前には_やさしい日本語では読みが_英語では意味と読みが付く()
    {
        await using var city = await City.Start(BothDatabases.Sqlite);
        var visitor = city.Visitor();
        await visitor.Open("/procedures/bulky-waste?lang=en");
        Assert.EndsWith("｜Kiyose City", visitor.Page.Title, StringComparison.Ordinal);
        Assert.Equal("Environment Section (Kankyō-ka, 環境課)", visitor.Page.QuerySelector(".contact strong")?.TextContent);
        Assert.Contains("city hall; ask for Kankyō-ka, 環境課", visitor.Text, StringComparison.Ordinal);
        await visitor.Open("/procedures/bulky-waste?lang=easy");
        Assert.Equal("環境課（かんきょうか）", visitor.Page.QuerySelector(".contact strong")?.TextContent);
        await visitor.Open("/procedures/bulky-waste?lang=ja");
        Assert.Equal("環境課", visitor.Page.QuerySelector(".contact strong")?.TextContent);
        Assert.All(city.Services.GetRequiredService<CityProfile>().Departments,
            d => Assert.True(d.Kana is not null && d.Latin is not null && d.English is not null, d.Name));
    }

    [Fact]
    public async Task 計画とソースコードの画面も_見出しと案内は選んだ言語で_計画の文は日本語だと書いてある()
    {
        await using var city = await City.Start(BothDatabases.Sqlite);
        var visitor = await city.Visitor().Open("/plan?lang=en");
        Assert.Equal("en", visitor.Page.DocumentElement.GetAttribute("lang"));
        Assert.Contains("The plan itself is written in Japanese", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("Cashless: paying by card or phone", visitor.Page.QuerySelectorAll("h2").Select(h => h.TextContent));
        foreach (var url in new[] { "/plan", "/plan/schedule", "/plan/systems", "/plan/background", "/plan/words", "/plan/versions",
            "/plan/committee", "/source" })
        {
            await visitor.Open(url);
            // The shell, the navigation and what is not marked as Japanese: no sentence of it is.
            Assert.DoesNotMatch(Japanese(), visitor.Page.QuerySelector("h1")?.TextContent);
            var stays = Names(city.Services.GetRequiredService<CityProfile>());
            Assert.Equal([], Texts(visitor.Page, stays).Where(text => Japanese().IsMatch(text)).Select(text => $"{url}: {text}"));
        }
        Assert.Contains("けいかくの 文は ふつうの 日本語です", (await visitor.Open("/plan?lang=easy")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task 計画のどの画面でも_計画の文でない見出しは選んだ言語で読める()
    {
        await using var city = await City.Told(BothDatabases.Sqlite);
        var files = Directory.GetFiles(Path.Combine(City.Root, "cities", "kiyose", "plan"), "*.json");
        var plan = string.Concat(files.Select(File.ReadAllText));
        var visitor = await city.Visitor().Open("/plan?lang=en");
        var (open, seen, wrong) = (new Queue<string>(["/plan"]), new HashSet<string>(["/plan"]), new SortedSet<string>());
        var kinds = new Dictionary<string, int>();
        while (open.TryDequeue(out var url))
        {
            // Of each kind of page three are enough.
            var kind = string.Join('/', url.Split('?')[0].Split('/').Take(3));
            if ((kinds[kind] = kinds.GetValueOrDefault(kind) + 1) > 3) continue;
            await visitor.Open(url);
            // What officers wrote in the program itself is as Japanese as the plan: the names of meetings and of versions.
            foreach (var heading in visitor.Page.QuerySelectorAll("main :is(h1, h2, h3):not([id^=meeting-], .change-card *)")
                .Select(h => h.TextContent.Trim()))
                if (Japanese().IsMatch(heading) && !plan.Contains($"\"{Numbered().Replace(heading, "")}\"", StringComparison.Ordinal))
                    wrong.Add($"{url}: {heading}");
            foreach (var link in visitor.Page.QuerySelectorAll("main a[href^='/plan']").Select(a => a.GetAttribute("href") ?? ""))
                if (!link.Contains("data", StringComparison.Ordinal) && !link.Contains(".pdf", StringComparison.Ordinal)
                    && !link.Contains("print", StringComparison.Ordinal) && seen.Add(link.Split('#')[0])) open.Enqueue(link.Split('#')[0]);
        }
        Assert.True(seen.Count > 20);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    // The number of a chapter or an initiative, and the section of the plan before a title.
    [GeneratedRegex("^(第[0-9]+章 |[0-9A-Z（）()IVXⅠ-Ⅹ.-]+ )")]
    private static partial Regex Numbered();

    [Fact]
    public async Task 英語で開いた住民の画面に_名前と市の資料のほかは日本語の文がない()
    {
        await using var city = await City.Told(BothDatabases.Sqlite);
        var stays = Names(city.Services.GetRequiredService<CityProfile>());
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        await Walk(city, "en", (path, page) =>
        {
            foreach (var text in Texts(page, stays))
                if (Japanese().IsMatch(text)) wrong.Add($"{path}: {text.Trim()}");
        });
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task やさしい日本語で開いた住民の画面に_むずかしい言葉がない()
    {
        await using var city = await City.Told(BothDatabases.Sqlite);
        var stays = Names(city.Services.GetRequiredService<CityProfile>());
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        await Walk(city, "easy", (path, page) =>
        {
            foreach (var text in Texts(page, stays))
                if (Hard.FirstOrDefault(word => text.Contains(word, StringComparison.Ordinal)) is { } hard)
                    wrong.Add($"{path}: 「{hard}」 {text.Trim()}");
        });
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>Words of offices and of polite writing that somebody who learns Japanese does not know.</summary>
    static readonly string[] Hard =
    [
        "申請", "申し込", "申込", "取り下げ", "取下げ", "手続", "受け付け", "審査", "決済", "手数料", "領収", "確認", "入力", "送信", "登録", "削除", "保存", "下書き", "期限", "該当",
        "必要", "いたします", "ございません", "お問い合わせ", "お手数", "恐れ入り", "お越し", "ください。）", "本人", "端末", "認証", "利用者", "窓口", "郵送", "補正", "交付", "記入", "提出",
        "当日", "前日",
    ];

    /// <summary>What may stay Japanese on an English page, and why.</summary>
    static List<string> Names(CityProfile city) =>
    [
        .. new List<string?>
        {
            // The languages by their own names.
            "日本語", "やさしい日本語",
            // The city and its hall as they stand on the door and on an envelope.
            city.City.Name, city.City.Address, city.Hall.Name, city.Hall.Place,
            // The person's own name and street number.
            "清瀬 花子", "キヨセ ハナコ", "清瀬　花子", "キヨセ　ハナコ", "900番地1",
            // What an officer wrote in the story.
            "領収書に書かれた型番と違います。領収書のとおりに書いてください。",
            // Numbers of a payment slip: who holds it looks for the words as they are printed on it.
            "eL番号", "案件特定キー", "確認番号",
            // Kinds of accounts, beside their names in English: so they stand in a bank book.
            "当座", "普通", "貯蓄",
            // Eras, beside their names in Latin letters: so they stand on every paper.
            "明治", "大正", "昭和", "平成", "令和",
        }
        // Sections and towns: who asks for them needs them as they are written.
        .Concat(city.Departments.SelectMany(d => new[] { d.Name, d.Division, city.ContactOf(d.Code, TestClock.StoryDay.Day()).Place }))
            .Concat(city.Addresses.Select(a => a.Town))
        .OfType<string>().Where(name => name.Length > 0).Distinct().OrderByDescending(name => name.Length),
    ];

    /// <summary>What stands on a page, without what is marked as Japanese (what an officer wrote) and what the person answered.</summary>
    static IEnumerable<string> Texts(IHtmlDocument page, List<string> stays) =>
        from text in page.Descendants<IText>()
        let around = text.ParentElement
        where around is not null && around.LocalName is not ("script" or "style")
            && around.Closest("body > * [lang=ja], .readback dd, data") is null
        select stays.Aggregate(text.TextContent, (left, name) => left.Replace(name, "", StringComparison.Ordinal)).Trim();

    /// <summary>Opens what a visitor and what somebody with cases can reach by links, two pages of each kind.</summary>
    static async Task Walk(City city, string language, Action<string, IHtmlDocument> look)
    {
        var hanako = await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        foreach (var (visitor, starts) in new[] { (city.Visitor(),
            new[] { "/", "/search?q=", "/guest", "/account/new", "/account/forgot", "/sign-in/wait", "/no-such-page" }),
            (hanako, new[] { "/", "/my" }) })
        {
            await visitor.Open("/?lang=" + language);
            var (open, seen) = (new Queue<string>(starts), new Dictionary<string, int>(StringComparer.Ordinal));
            var asked = new HashSet<string>(starts, StringComparer.Ordinal);
            while (open.TryDequeue(out var url))
            {
                var kind = Changing().Replace(url.Split('?')[0], "*");
                if ((seen[kind] = seen.GetValueOrDefault(kind) + 1) > 2) continue;
                await visitor.Open(url);
                if (visitor.Page.QuerySelector("main") is null) continue;
                look(visitor.Path, visitor.Page);
                foreach (var link in visitor.Page.QuerySelectorAll("a[href]:not([hreflang])").Select(a => a.GetAttribute("href") ?? ""))
                    if (link.StartsWith('/') && !Elsewhere.Any(e => link.StartsWith(e, StringComparison.Ordinal))
                        && !link.Contains("lang=", StringComparison.Ordinal) && !Papers().IsMatch(link)
                        && asked.Add(link)) open.Enqueue(link);
            }
        }
    }

    // The plan is a document of the city in Japanese; what lies in the office or leaves the visit is no resident's page.
    static readonly string[] Elsewhere = ["/plan", "/office", "/_dev", "/files", "/sign-out", "/source"];

    [GeneratedRegex("[ぁ-んァ-ヶ一-龥]")]
    private static partial Regex Japanese();

    [GeneratedRegex("[0-9a-f-]{36}|[0-9]+$")]
    private static partial Regex Changing();

    [GeneratedRegex("/result/|\\.ics|/leave")]
    private static partial Regex Papers();
}

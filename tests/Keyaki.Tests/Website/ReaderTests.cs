using System.Net;
using AngleSharp.Dom;
using Keyaki.Kernel;
using Keyaki.Tests.Pages;
using Keyaki.Website;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InWebsite;

/// <summary>The readers' side of the site: what they find, how it is counted, what they say and ask.</summary>
public sealed class ReaderTests
{
    const string Notice = "はじめてのスマートフォン相談室", Browser = "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0";
    const string Library = "/bunka/kouza/1000041.html", Waste = "/kurashi/gomi/1000003.html", Resident = "/kurashi/todokede/1000053.html";

    [Theory, BothDatabases]
    public async Task 公開したものだけが見つかり_題と本文と質問と同じ意味の言葉で見つかって_終えると見つからない(string database)
    {
        await using var city = await City.Start(database);
        var (tanaka, page) = await WebsiteTests.Written(city);
        Assert.DoesNotContain(page.Url(), await Found(city, "老眼鏡"));
        await WebsiteTests.Propose(tanaka, page);
        Assert.DoesNotContain(page.Url(), await Found(city, Notice));
        await WebsiteTests.Decide(city, Notice);
        foreach (var words in new[] { "老眼鏡", "スマートフォン相談室", "すまーとふぉん 老眼鏡", $"{page.Number}" })
            Assert.Contains(page.Url(), await Found(city, words));
        Assert.Equal(page.Url(), (await Found(city, "相談室"))[0]);

        Assert.Contains(Waste, await Found(city, "大物ごみ"));
        var asked = await Search(city, "家の中まで取りに来て");
        Assert.Contains(Waste, Site(asked));
        Assert.Contains("よくある質問", asked.Text, StringComparison.Ordinal);
        foreach (var words in new[] { "letter of proxy", "resident record" })
            Assert.Contains(Resident.Replace(".html", ".en.html", StringComparison.Ordinal), Site(await Search(city, words, "en")));
        Assert.DoesNotContain(Resident, await Found(city, "resident record somebody else"));
        Assert.Contains("ja", (await Search(city, "老眼鏡", "en")).Page.QuerySelectorAll(".answer").Select(a => a.GetAttribute("lang")));

        var ito = await city.Officer("ito");
        await ito.Open(WebsitePaths.End(page.Id));
        await ito.Choose("取り下げた（断り書きを付けて残す）").Fill("読む人への断り書き", "去年の案内です。").Press("公開を終える");
        Assert.DoesNotContain(page.Url(), await Found(city, "老眼鏡"));
        Assert.False(await city.Read(db => db.Set<SearchDocument>().AnyAsync(d => d.RecordId == page.Id)));
    }

    [Theory, BothDatabases]
    public async Task 手続があればそれが先に出て_市のページはその後で_どちらもないときだけ見つからなかった言葉に数える(string database)
    {
        await using var city = await City.Start(database);
        var reader = await Search(city, "住民票の写し");
        var links = reader.Page.QuerySelectorAll(".answer a").Select(a => a.GetAttribute("href") ?? "").ToList();
        Assert.StartsWith("/procedures/", links[0], StringComparison.Ordinal);
        Assert.True(links.IndexOf(Resident) > 0);
        Assert.Equal("/shisei/koho/", (await Search(city, "市報")).Page.QuerySelector(".answer a")?.GetAttribute("href"));

        await Search(city, "俳句");
        Assert.Equal(0, await city.Read(db => db.Set<Keyaki.Procedures.UnfoundWord>().CountAsync()));
        await Search(city, "ぬるはちの魚");
        Assert.Equal(1, await city.Read(db => db.Set<Keyaki.Procedures.UnfoundWord>().CountAsync()));
        Assert.Equal(HttpStatusCode.OK, (await Search(city, new string('住', 500))).Status);
        Assert.True(city.Queries.Last.Count <= 8);
    }

    [Theory, BothDatabases]
    public async Task 役に立ったかは一度だけ数え_ひとことを付けられ_クッキーもしるしも要らず_ほかのサイトからは送れない(string database)
    {
        await using var city = await City.Start(database);
        var raw = await city.Visitor().Raw(Library);
        Assert.False(raw.Headers.Contains("Set-Cookie"));
        Assert.DoesNotContain("__RequestVerificationToken", await raw.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var reader = await city.Visitor().Open(Library);
        await reader.Fill("分かりにくかったところなど", "開館の時間が見つかりません。").Press("いいえ");
        Assert.Equal((HttpStatusCode.OK, "教えていただき、ありがとうございました"), (reader.Status, reader.Heading));
        Assert.Contains("電話", reader.Text, StringComparison.Ordinal);
        await (await city.Visitor().Open(Library)).Press("いいえ");
        await (await city.Visitor().Open("/bunka/kouza/1000041.en.html")).Press("Yes");
        var said = Assert.Single(await city.Read(db => db.Set<Opinion>().ToListAsync()));
        Assert.Equal((false, "開館の時間が見つかりません。"), (said.Helped, said.Words));

        await (await city.Visitor().Open(Waste)).Press("はい");
        await city.Visitor().Post("/helpful/1000003", ("helped", "perhaps"));
        Assert.Equal(HttpStatusCode.NotFound, (await city.Visitor().Post("/helpful/9999999", ("helped", "yes"))).Status);
        using var elsewhere = new HttpRequestMessage(HttpMethod.Post, "/helpful/1000053")
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("helped", "no")]), Headers = { { "Origin", "https://example.com" } },
        };
        Assert.False((await city.Visitor().Send(elsewhere)).IsSuccessStatusCode);
        Assert.Equal(2, await city.Read(db => db.Set<Opinion>().CountAsync()));
        await city.Visitor().Post("/helpful/1000004", ("helped", "yes"), ("words", new string('長', 5_000)));
        Assert.Equal(Opinion.Longest, (await city.Read(db => db.Set<Opinion>().OrderByDescending(o => o.Id).FirstAsync())).Words?.Length);
    }

    [Theory, BothDatabases]
    public async Task 見られた回数は日ごとに数え_自動で回るものと先読みは数えず_課の職員が必要の多い順に見る(string database)
    {
        await using var city = await City.Start(database);
        var counts = city.Services.GetRequiredService<VisitCounts>();
        for (var i = 0; i < 3; i++) await city.Visitor().Calls(Browser).Open(Waste);
        await city.Visitor().Calls(Browser).Open("/kurashi/gomi/1000035.html");
        await city.Visitor().Calls("Mozilla/5.0 (compatible; Googlebot/2.1)").Open(Waste);
        await city.Visitor().Open(Waste);
        await city.Visitor().Calls(Browser).Open("/kurashi/gomi/");
        await counts.Write();
        await city.Visitor().Calls(Browser).Open(Waste);
        await counts.Write();
        await counts.Write();
        Assert.Equal([(1_000_003, 4L), (1_000_035, 1L)], await city.Read(async db => (await db.Set<Visits>().OrderBy(v => v.Number)
            .ToListAsync()).ConvertAll(v => (v.Number, v.Count))));

        await (await city.Visitor().Open("/kurashi/gomi/1000035.html")).Press("いいえ");
        var suzuki = await (await city.Officer("suzuki")).Open(ListNeeds.Url);
        Assert.True(Before(suzuki, "犬の登録事項", "粗大ごみ収集の申込"));
        Assert.DoesNotContain("図書館", suzuki.Page.QuerySelector("main")?.TextContent ?? "", StringComparison.Ordinal);
        Assert.True(Before(await suzuki.Follow("閲覧の多い順"), "粗大ごみ収集の申込", "犬の登録事項"));
        await suzuki.Follow("粗大ごみ収集の申込");
        Assert.Contains("閲覧 4回 役に立った 0件", suzuki.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("粗大ごみ", (await (await city.Officer("tanaka")).Open(ListNeeds.Url)).Page.QuerySelector("main")?.TextContent
            ?? "", StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task お問い合わせは課の仕事になり_番号が残り_メールを書いた人には回答のアドレスが届き_ほかの課には見えない(string database)
    {
        await using var city = await City.Start(database);
        var reader = await (await city.Visitor().Open(Resident)).Follow("このページについて問い合わせる");
        await reader.Press("送信する");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, reader.Status);
        reader.Fill("お問い合わせの内容", "土曜日も受け取れますか。").Fill("回答を受け取るメールアドレス", "だれか");
        await reader.Press("送信する");
        Assert.Contains("土曜日も受け取れますか。", reader.Page.QuerySelector("textarea")?.TextContent ?? "", StringComparison.Ordinal);
        await reader.Fill("回答を受け取るメールアドレス", "reader@example.jp").Press("送信する");
        var inquiry = await city.Read(db => db.Set<Inquiry>().SingleAsync());
        Assert.Contains($"{inquiry.Number}", reader.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("土曜日も", reader.Text, StringComparison.Ordinal);

        var suzuki = await city.Officer("suzuki");
        Assert.Equal(HttpStatusCode.NotFound, (await suzuki.Open(ShowInquiry.Of(inquiry.Id))).Status);
        var tanaka = await (await city.Officer("tanaka")).Open("/office");
        Assert.Contains($"お問い合わせに答える（番号 {inquiry.Number}）", tanaka.Text, StringComparison.Ordinal);
        await (await tanaka.Open(ListInquiries.Url)).Follow($"{inquiry.Number}");
        Assert.DoesNotContain("reader@example.jp", tanaka.Text, StringComparison.Ordinal);
        await tanaka.Fill("回答", "土曜日の午前も受け取れます。").Press("回答を送る");
        Assert.Equal(HttpStatusCode.OK, tanaka.Status);
        await Until("メールが届きません", () => city.Simulator.Mails.Mails.Any(m => m.Recipients.Contains("reader@example.jp")));
        var mail = city.Simulator.Mails.Mails.Single(m => m.Recipients.Contains("reader@example.jp"));
        Assert.DoesNotContain("土曜日", mail.Text, StringComparison.Ordinal);
        var at = mail.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).First(w => w.Contains("/inquiry/answer/",
            StringComparison.Ordinal));
        var answer = await city.Visitor().Open(at[at.IndexOf("/inquiry", StringComparison.Ordinal)..]);
        Assert.Contains("土曜日の午前も受け取れます。", answer.Text, StringComparison.Ordinal);
        await tanaka.Open(ShowInquiry.Of(inquiry.Id) + "/close");
        Assert.Null(tanaka.Page.QuerySelector("main form.form"));

        await (await city.Visitor().Open(AskCity.Url(1_000_053))).Fill("お問い合わせの内容", "字が小さいです。").Press("送信する");
        var second = await city.Read(db => db.Set<Inquiry>().SingleAsync(i => i.ClosedAt == null));
        await (await tanaka.Open(ShowInquiry.Of(second.Id))).Follow("回答せずに対応済みにする");
        await tanaka.Fill("何をしたか", "字を大きくした。").Press("対応済みにする");
        Assert.DoesNotContain("お問い合わせに答える", (await tanaka.Open("/office")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task よくある質問は分類ごとに三つの言葉で並び_文字の大きさは選べ_くらしの出来事から市のページへ行ける(string database)
    {
        await using var city = await City.Start(database);
        var faq = await city.Visitor().Open("/faq/");
        Assert.True(Before(faq, "くらし", "粗大ごみは家の中まで"));
        Assert.True(Before(faq, "粗大ごみは家の中まで", "防災・安全"));
        Assert.False((await city.Visitor().Raw("/faq/")).Headers.Contains("Set-Cookie"));
        var english = await city.Visitor().Open("/faq/en/");
        Assert.Contains("Can somebody else get my resident record?", english.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("住民票の写しを代わりの人が", english.Text, StringComparison.Ordinal);
        var japanese = english.Page.QuerySelector("details[lang=ja]")?.TextContent ?? "";
        Assert.Contains("粗大ごみは家の中まで", japanese, StringComparison.Ordinal);
        await english.Follow("Copy of the resident record");
        Assert.Equal(3, faq.Page.QuerySelectorAll("input[name=text-size]").Length);

        var life = await city.Visitor().Open("/life/garbage?lang=en");
        Assert.Contains(life.Page.QuerySelectorAll("main a"), a => a.GetAttribute("href") == "/kurashi/gomi/en/");
        Assert.Contains(life.Page.QuerySelectorAll("main a"), a => a.GetAttribute("href") == Waste.Replace(".html", ".en.html",
            StringComparison.Ordinal));
        Assert.Equal([], city.Services.GetRequiredService<CityProfile>().Files<SitePlan>().Events.Select(e => e.Code)
            .Except(city.Services.GetRequiredService<CityProfile>().Files<Keyaki.Procedures.LifeEvents>().All.Select(e => e.Code)));
    }

    static Task<Visitor> Search(City city, string words, string language = "ja") =>
        city.Visitor().Open($"/search?q={Uri.EscapeDataString(words)}&lang={language}");

    static List<string> Site(Visitor found) => [.. found.Page.QuerySelectorAll(".answer h3 a").Select(a => a.GetAttribute("href") ?? "")];

    static async Task<List<string>> Found(City city, string words) => Site(await Search(city, words));

    static bool Before(Visitor page, string first, string then) => (page.Page.QuerySelector("main")?.TextContent ?? "") is var text
        && text.IndexOf(first, StringComparison.Ordinal) is >= 0 and var at && text.IndexOf(then, StringComparison.Ordinal) > at;

    static async Task Until(string otherwise, Func<bool> holds)
    {
        for (var i = 0; i < 300; i++)
        {
            if (holds()) return;
            await Task.Delay(100);
        }
        Assert.Fail(otherwise);
    }
}

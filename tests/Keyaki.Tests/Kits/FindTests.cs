using System.Net;
using Keyaki.Contracts.Documents;
using Keyaki.Documents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Payments;
using Keyaki.Procedures;
using Keyaki.Residents;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Kits;

/// <summary>庁内検索: everything that an officer may see, and nothing else.</summary>
public sealed class FindTests
{
    static Task<Visitor> Search(Visitor officer, string words) => officer.Open($"{FindAll.Url}?q={Uri.EscapeDataString(words)}");

    /// <summary>What was found, as 「住民：清瀬 花子」.</summary>
    static List<string> Shown(Visitor officer) =>
    [
        .. from section in officer.Page.QuerySelectorAll("main section")
           from hit in section.QuerySelectorAll(".case > :first-child")
           select $"{section.QuerySelector("h2")?.FirstChild?.TextContent.Trim()}：{hit.TextContent.Trim()}",
    ];

    static async Task<List<string>> Found(Visitor officer, string words) => Shown(await Search(officer, words));

    static Task<DocumentFace> Filed(City city, string department, string subject) => city.Turns.Run((services, db, ct) =>
        services.GetRequiredService<IDocuments>().File(db, new("test", city.Clock.NewId(), subject, department,
            department == "kankyo" ? "kankyo-hojo" : "shimin-shomei", new(2026, 11, 24), new(2026, 11, 24), null, ""), ct));

    static Task<Charge> Owed(City city, string department, string description) => city.Turns.Run((_, db, _) =>
    {
        var charge = Charge.Open(new("test", city.Clock.NewId(), new Yen(300), description, "0042-7788", city.Clock.GetUtcNow().AddDays(1),
            city.Clock.NewId(), "/my", department), 1, city.Clock);
        db.Add(charge);
        return Task.FromResult(charge);
    });

    [Theory, BothDatabases]
    public async Task 人と申請と文書と支払いと職員と計画と画面が_名前の二文字から一度に見つかる(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        await Filed(city, "kankyo", "生ごみ処理機器購入費補助金の交付");
        await Owed(city, "kankyo", "収集手数料（粗大ごみ）");
        var number = (await city.Case(id)).Number;
        var suzuki = await city.Officer("suzuki");
        Assert.Equal([$"申請：生ごみ処理機器購入費補助金の交付申請（受付番号 {number}）", "支払い：収集手数料（粗大ごみ）　300円", "文書：生ごみ処理機器購入費補助金の交付"],
            (await Found(suzuki, "ごみ")).FindAll(f => !f.StartsWith("推進計画", StringComparison.Ordinal)));
        var tanaka = await city.Officer("tanaka");
        Assert.Equal(["住民：清瀬 さくら", "住民：清瀬 太郎", "住民：清瀬 花子"], (await Found(tanaka, "清瀬"))[..3]);
        Assert.Contains("職員：田中 恵", await Found(tanaka, "田中"));
        Assert.Contains("画面：申請の受付箱", await Found(tanaka, "受付箱"));
        Assert.Contains(await Found(tanaka, "RPA"), f => f.StartsWith("推進計画：", StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task カナでも_ひらがなでも_幅が違っても_漢字一文字の姓でも見つかる(string database)
    {
        await using var city = await City.Start(database);
        var tanaka = await city.Officer("tanaka");
        foreach (var words in new[] { "マツヤマ", "まつやま", "ﾏﾂﾔﾏ", "マツヤマ　イチロウ" })
            Assert.Contains("住民：松山 一郎", await Found(tanaka, words));
        Assert.Equal("住民：旭 健二", (await Found(tanaka, "旭"))[0]);
        foreach (var words in new[] { "めぐみ", "市民課　主事", "主事 田中" }) Assert.Contains("職員：田中 恵", await Found(tanaka, words));
    }

    [Theory, BothDatabases]
    public async Task 姓と名のあいだに空白を入れなくても_住民も申請も職員も見つかる(string database)
    {
        await using var city = await City.Start(database);
        await city.Copies();
        var tanaka = await city.Officer("tanaka");
        foreach (var words in new[] { "清瀬花子", "キヨセハナコ", "瀬花", "清瀬　花子" })
        {
            var found = await Found(tanaka, words);
            Assert.Contains("住民：清瀬 花子", found);
            Assert.Contains(found, f => f.StartsWith("申請：", StringComparison.Ordinal));
        }
        foreach (var words in new[] { "田中恵", "たなかめぐみ", "田中恵 主事" }) Assert.Contains("職員：田中 恵", await Found(tanaka, words));
    }

    [Theory, BothDatabases]
    public async Task 番号は_ハイフンがあってもなくても_全角でも_ちょうど合うものが先に出る(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        await city.Composter("松山 一郎", model: "A");
        var number = $"{(await city.Case(id)).Number}";
        var suzuki = await city.Officer("suzuki");
        foreach (var typed in new[] { number, number.Replace("-", "", StringComparison.Ordinal), number.ToLowerInvariant(), Wide(number) })
            Assert.Equal([$"申請：生ごみ処理機器購入費補助金の交付申請（受付番号 {number}）"], await Found(suzuki, typed));
        // The phone that was given with the application.
        foreach (var typed in new[] { "042-000-0001", "0420000001", "０４２－０００－０００１", "042 000 0001", "000-0001" })
            Assert.Equal(2, (await Found(suzuki, typed)).Count);
        var document = await Filed(city, "kankyo", "別の文書");
        for (var i = 0; i < 10; i++) await Filed(city, "kankyo", $"{document.Number}に関すること{i}");
        Assert.Equal("文書：別の文書", (await Found(suzuki, document.Number))[0]);
        Assert.Equal("文書：別の文書", (await Found(suzuki, document.Number[(document.Number.IndexOf(' ', StringComparison.Ordinal) + 1)..]))[0]);
        await Owed(city, "kankyo", "手数料");
        Assert.Equal(["支払い：手数料　300円"], await Found(suzuki, "00427788"));

        var tanaka = await city.Officer("tanaka");
        var hanako = await city.Read(db => db.Set<Person>().SingleAsync(p => p.Name == "清瀬 花子"));
        Assert.Equal(["住民：清瀬 花子"], await Found(tanaka, hanako.AddressNumber));
        // Of the account that is linked to the record.
        Assert.Equal(["住民：旭 健二"], await Found(tanaka, "042-000-0005"));
        static string Wide(string text) => string.Concat(text.Select(c => (char)(c + 0xFEE0)));
    }

    [Theory, BothDatabases]
    public async Task ほかの課のものは_名前でも番号でも件数でも_あるかないかさえ分からない(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter("松山 一郎");
        var document = await Filed(city, "kankyo", "鶴亀の補助金（松山 一郎）");
        await Owed(city, "kankyo", "鶴亀の手数料");
        var number = $"{(await city.Case(id)).Number}";
        var tanaka = await city.Officer("tanaka");
        var nothing = Main(await Search(tanaka, "鶴鶴"), "鶴鶴");
        foreach (var words in new[] { "鶴亀", number, document.Number, "鶴亀の手数料", "補助金" })
        {
            Assert.Empty(await Found(tanaka, words));
            Assert.Equal(nothing, Main(tanaka, words));
        }
        Assert.Empty(await Found(await city.Officer("yamamoto"), "042-000-0001"));
        // A section without the power over the register, and one that holds power over all payments.
        Assert.Equal(["申請", "文書"], (await Found(await city.Officer("suzuki"), "松山")).Select(f => f.Split('：')[0]));
        Assert.Equal(["支払い：鶴亀の手数料　300円"], await Found(await city.Officer("kobayashi"), "鶴亀"));
        static string Main(Visitor officer, string words) =>
            (officer.Page.QuerySelector("main")?.InnerHtml ?? "").Replace(words, "…", StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task ほかの課に新しいものがいくらあっても_自分の課の古いものが出る(string database)
    {
        await using var city = await City.Start(database);
        await Filed(city, "shimin", "鶴亀の古い証明");
        for (var i = 0; i < 60; i++) await Filed(city, "kankyo", $"鶴亀の補助金{i}");
        Assert.Equal(["文書：鶴亀の古い証明"], await Found(await city.Officer("tanaka"), "鶴亀"));
        var suzuki = await city.Officer("suzuki");
        Assert.Equal(FindAll.Most, (await Found(suzuki, "鶴亀")).Count);
        Assert.Contains("10件以上", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Follow("文書の一覧でもっと見る");
        Assert.Contains("60件あります。", suzuki.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 支援措置のある方は_住所からは見つからず_見つかっても住所は出ない(string database)
    {
        await using var city = await City.Start(database);
        await city.Composter("野塩 美咲");
        foreach (var login in new[] { "tanaka", "ito", "suzuki" })
        {
            var officer = await city.Officer(login);
            foreach (var words in new[] { "野塩四丁目", "中里五丁目", "四丁目" }) Assert.Empty(await Found(officer, words));
            await Search(officer, "野塩");
            Assert.NotEmpty(Shown(officer));
            Assert.DoesNotContain("丁目", officer.Text, StringComparison.Ordinal);
        }
    }

    [Theory, BothDatabases]
    public async Task 名前を変えると新しい名前で見つかり_古い名前では見つからず_除票になると消える(string database)
    {
        await using var city = await City.Start(database);
        var tanaka = await city.Officer("tanaka");
        Task Change(Action<Person> change) => city.Turns.Run(async (_, db, _) =>
        {
            change(await db.Set<Person>().AsTracking().SingleAsync(p => p.Kana == "マツヤマ ヨウコ"));
            return true;
        });
        Assert.Contains("住民：松山 陽子", await Found(tanaka, "松山"));
        await Change(p => p.Name = "中里 陽子");
        Assert.DoesNotContain(await Found(tanaka, "松山"), f => f.Contains("陽子", StringComparison.Ordinal));
        Assert.Contains("住民：中里 陽子", await Found(tanaka, "中里"));
        await Change(p => p.ClosedOn = new(2026, 11, 1));
        Assert.Empty(await Found(tanaka, "中里 陽子"));
        await Change(p => p.ClosedOn = null);
        Assert.Equal(["住民：中里 陽子"], await Found(tanaka, "中里 陽子"));
        await city.Turns.Run(async (_, db, _) =>
        {
            db.Remove(await db.Set<Person>().SingleAsync(p => p.Kana == "マツヤマ ヨウコ"));
            return true;
        });
        Assert.Empty(await Found(tanaka, "中里 陽子"));
        Assert.Equal(0, await city.Read(db => db.Set<SearchDocument>()
            .CountAsync(d => d.Kind == "person" && !db.Set<Person>().Any(p => p.Id == d.RecordId))));
    }

    [Theory, BothDatabases]
    public async Task 画面に出た方は全員が一つの記録に残り_だれも出なければ残らない(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter("清瀬 花子");
        var tanaka = await city.Officer("tanaka");
        await Search(tanaka, "清瀬");
        var entry = await city.Read(db => db.Set<JournalEntry>().SingleAsync(e => e.Code == "kits.find"));
        Assert.Equal(3, entry.Persons.Split(' ').Length);
        Assert.Equal(("find", "{}"), (entry.Purpose, entry.Facts));
        await Search(tanaka, "いません");
        await Search(tanaka, "受付箱");
        Assert.Equal(1, await city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == "kits.find")));
        await Search(await city.Officer("suzuki"), $"{(await city.Case(id)).Number}");
        var (account, person) = await city.Person("清瀬 花子");
        Assert.Equal(new[] { account, person ?? Guid.Empty }.Order(), (await city.Read(db => db.Set<JournalEntry>()
            .Where(e => e.Code == "kits.find" && e.Department == "kankyo").Select(e => e.Persons).SingleAsync())).Split(' ')
            .Select(Guid.Parse).Order());
        var hanako = await (await city.SignedIn(ActorKind.Resident, account)).Open("/my/journal");
        Assert.Contains("庁内検索でさがした", hanako.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 変な言葉でも_空白だけでも_長すぎても_画面は答える(string database)
    {
        await using var city = await City.Start(database);
        var tanaka = await city.Officer("tanaka");
        foreach (var (words, said) in new[]
        {
            ("", "一度にさがせます"), ("　 \t", "一度にさがせます"), ("き", "言葉が短すぎます"), ("a b", "言葉が短すぎます"), ("%", "言葉が短すぎます"), ("😀", "言葉が短すぎます"),
            (new string('あ', 101), "言葉が長すぎます"), (new string('a', 1500), "言葉が長すぎます"), ("%%清瀬いません%", "見つかりませんでした"),
            ("'; DROP TABLE kernel_search; --", "見つかりませんでした"), ("\"清瀬\" OR アア*", "見つかりませんでした"), ("アアア NEAR(a b)", "見つかりませんでした"),
            ("\ud800清瀬いません", "見つかりませんでした"), ("ン00000*", "見つかりませんでした"), ("清瀬 ' & | ! <-> :*", "清瀬 花子"), ("👪清瀬", "清瀬 花子"),
        })
        {
            await Search(tanaka, words);
            Assert.True(tanaka.Status is HttpStatusCode.OK && tanaka.Text.Contains(said, StringComparison.Ordinal),
                $"{words}: {tanaka.Status} {tanaka.Text}");
        }
        // An address has an end.
        Assert.InRange((int)(await Search(tanaka, new string('a', 10_000))).Status, 400, 499);
    }

    [Theory, BothDatabases]
    public async Task 庁内検索の問い合わせは_何が見つかっても13回までで_種類が増えても1つずつ(string database)
    {
        await using var city = await City.Start(database);
        await city.Composter();
        await Filed(city, "shimin", "清瀬の証明");
        await Owed(city, "shimin", "清瀬の手数料");
        var tanaka = await city.Officer("tanaka");
        await Search(tanaka, "清瀬");
        Assert.True(city.Queries.Last.Count <= 13, string.Join('\n', city.Queries.Last.Sql));
    }

    [Theory, BothDatabases]
    public async Task 庁内のどの画面の上にも検索の欄があり_入れて押すと検索の画面に進む(string database)
    {
        await using var city = await City.Start(database);
        var tanaka = await city.Officer("tanaka");
        foreach (var page in new[] { "/office", "/office/cases", "/office/me", "/office/residents" })
        {
            await tanaka.Open(page);
            await tanaka.Fill("庁内検索", "清瀬 花子").Press("検索する");
            Assert.Equal("庁内検索", tanaka.Heading);
            Assert.Equal("住民：清瀬 花子", Shown(tanaka)[0]);
        }
        // Its own page has one field, and the sign-in has none.
        Assert.Single(tanaka.Page.QuerySelectorAll("[type=search]"));
        Assert.Empty((await city.Visitor().Open("/office/sign-in")).Page.QuerySelectorAll("[type=search]"));
    }

    [Theory, BothDatabases]
    public async Task 物語の町では_索引にあるのは今ある記録とちょうど同じだけ(string database)
    {
        await using var city = await City.Told(database);
        await city.Settle();
        await city.Turns.Run(async (services, db, ct) =>
        {
            var rows = await db.Set<SearchDocument>().AsNoTracking().ToListAsync(ct);
            foreach (var indexed in services.GetServices<IIndexed>())
            {
                var wished = (await TaskCheck.All(db, indexed.Of, ct)).Select(indexed.Entry).OfType<Indexed>()
                    .Select(i => $"{i.Id} {SearchGrams.Mark(indexed.Kind)} {SearchGrams.Mark(indexed.Kind, i.Scope)} "
                        + SearchGrams.Index(i.Text));
                Assert.Equal(wished.Order(StringComparer.Ordinal),
                    rows.Where(r => r.Kind == indexed.Kind).Select(r => $"{r.RecordId} {r.Grams}").Order(StringComparer.Ordinal));
            }
            Assert.Equal(await db.Set<Document>().CountAsync(ct), rows.Count(r => r.Kind == "document"));
            Assert.True(rows.Count > 20);
            return true;
        });
    }
}

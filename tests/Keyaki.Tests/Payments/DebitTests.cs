using System.Net;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InPayments;

/// <summary>口座振替: 小林さん records and asks, 中村係長 checks, the bank answers, and the rest is paid at a shop.</summary>
public sealed class DebitTests
{
    static readonly DateOnly Due = new(2026, 11, 30);

    [Theory, BothDatabases]
    public async Task 口座振替ができなかった人は_知らせを受けて納付書をもらい_コンビニで納めると完納になる(string database)
    {
        await using var city = await City.Start(database);
        var (refused, paid) = (await IncomingTests.Owed(city, "秋津 太郎", 10_000, Due), await IncomingTests.Owed(city, "秋津 花", 20_000,
            Due));
        foreach (var claim in new[] { refused, paid }) await Mandate(city, claim);
        Assert.All(await city.Read(db => db.Set<DebitMandate>().ToListAsync()), m => Assert.DoesNotContain("1234567", m.SealedAccount));

        var kobayashi = await Request(city, Due);
        var request = kobayashi.Path;
        Assert.Contains("30,000円", kobayashi.Text, StringComparison.Ordinal);
        Assert.Contains("みずほ 東京営業部 …567", kobayashi.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await kobayashi.Raw(request + "/file")).StatusCode);
        await kobayashi.Open(request + "/check");
        Assert.Contains("自分が作った依頼は、ほかの人が確認します。", kobayashi.Text, StringComparison.Ordinal);
        // What is asked for already is not asked for once more.
        Assert.Contains("引き落とすものはありません", (await Request(city, Due)).Text, StringComparison.Ordinal);
        var file = await Agreed(city, request);
        var lines = Lines(city, file);
        Assert.Empty(lines.Refused);
        Assert.Equal(["1", "1"], lines.Rows.Select(r => r.Values["new"]));
        Assert.Equal(file, await (await (await city.Officer("kobayashi")).Raw(request + "/file")).Content.ReadAsByteArrayAsync());

        city.Clock.Pass(TimeSpan.FromDays(8));
        var customer = await Customer(city, refused);
        var answer = Answer(city, lines, row => row == customer ? "1" : "0");
        kobayashi = await IncomingTests.Take(city, "口座振替の結果", answer);
        Assert.Contains("振替不能", kobayashi.Text, StringComparison.Ordinal);
        Assert.Contains("資金不足", kobayashi.Text, StringComparison.Ordinal);
        var balances = await city.Read(db => db.BalancesOf([refused.Id, paid.Id], default));
        Assert.Equal((10_000, 0), (balances[refused.Id].OwedFigure, balances[paid.Id].OwedFigure));
        Assert.Contains("振替不能 1件", (await kobayashi.Open(request)).Text, StringComparison.Ordinal);
        await IncomingTests.Take(kobayashi, "口座振替の結果", answer);
        Assert.Contains("もう取り込んであります", kobayashi.Text, StringComparison.Ordinal);

        await kobayashi.Open(DebitDesk.Refused);
        Assert.Contains("秋津 太郎", kobayashi.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("秋津 花", kobayashi.Text, StringComparison.Ordinal);
        // A letter says why, and that the bank is asked again on a day; before that day nobody asks.
        Assert.Contains("手紙（印刷を待っている）", kobayashi.Text, StringComparison.Ordinal);
        var again = (await city.Read(db => db.Set<DebitLine>().SingleAsync(l => l.Claim == refused.Id))).AgainOn ?? default;
        Assert.True(again > city.Clock.Today());
        var letter = (await Letters(city)).Single();
        Assert.Equal(("資金不足", "10,000円", $"{EraDate.Of(again)}"), (letter["why"], letter["amount"], letter["next"]));
        Assert.Contains("引き落とすものはありません", (await Request(city, new(2026, 12, 25))).Text, StringComparison.Ordinal);
        Assert.True(new DateOnly(2026, 12, 25) < again);
        var second = await Request(city, again);
        Assert.Contains("10,000円", second.Text, StringComparison.Ordinal);
        await second.Press("申し出を取り下げる");
        await IncomingTests.Slip(city, refused);
        var day = city.Clock.Today();
        await IncomingTests.Take(kobayashi, "コンビニの速報・確報",
            IncomingTests.Store(city, day, ("01", await IncomingTests.Bars(city, refused), 10_000, "1015")));
        Assert.Contains("記帳した（納期限後）", kobayashi.Text, StringComparison.Ordinal);
        Assert.Contains("完納", (await kobayashi.Open(ClaimPaths.Claim(refused.Id))).Text, StringComparison.Ordinal);
        Assert.Contains("振替できなかったものはありません", (await kobayashi.Open(DebitDesk.Refused)).Text, StringComparison.Ordinal);
        Assert.Contains("引き落とすものはありません", (await Request(city, new(2026, 12, 25))).Text, StringComparison.Ordinal);
        Assert.Equal(Yen.Zero, await city.Read(db => db.SumOfAll(default)));
    }

    [Theory, BothDatabases]
    public async Task 納付書の番号でオンラインから申し込め_受け付けてから引き落とし_できなかったことはマイページに届く(string database)
    {
        await using var city = await City.Start(database);
        var claim = await IncomingTests.Owed(city, "清瀬 花子", 10_000, Due);
        await IncomingTests.Slip(city, claim);
        var slip = await IncomingTests.Issued(city, claim);
        var hanako = await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        await Apply(hanako, slip.Key, slip.Confirmation == "000000" ? "000001" : "000000");
        Assert.Contains("この番号の納付書が見つかりません", hanako.Text, StringComparison.Ordinal);
        await Apply(hanako, string.Join('-', slip.Key.Chunk(4).Select(c => new string(c))), slip.Confirmation);
        Assert.Contains("市が確認しています", hanako.Text, StringComparison.Ordinal);
        Assert.Contains("…567", hanako.Text, StringComparison.Ordinal);
        await Apply(hanako, slip.Key, slip.Confirmation);
        Assert.Contains("申し込みがもうあります", hanako.Text, StringComparison.Ordinal);

        Assert.Contains("引き落とすものはありません", (await Request(city, Due)).Text, StringComparison.Ordinal);
        var kobayashi = await (await city.Officer("kobayashi")).Open(DebitDesk.Mandates + "?waiting=true");
        await kobayashi.Press("受け付ける");
        Assert.Equal(HttpStatusCode.OK, kobayashi.Status);
        var request = (await Request(city, Due)).Path;
        var lines = Lines(city, await Agreed(city, request));
        city.Clock.Pass(TimeSpan.FromDays(8));
        await IncomingTests.Take(city, "口座振替の結果", Answer(city, lines, _ => "2"));
        hanako = await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        Assert.Contains("口座から引き落とせませんでした", (await hanako.Open("/my/messages")).Text, StringComparison.Ordinal);
        await hanako.Follow("口座から引き落とせませんでした");
        var told = await city.Read(db => db.Set<DebitLine>().SingleAsync());
        Assert.NotNull(told.ToldAt);
        // Without an account at the bank there is no second try: they pay by slip.
        Assert.Null(told.AgainOn);
        Assert.Contains("納付書で納めてください", hanako.Text, StringComparison.Ordinal);
        Assert.Empty(await Letters(city));
        kobayashi = await (await city.Officer("kobayashi")).Open(DebitDesk.Refused);
        Assert.Contains("マイページ", kobayashi.Text, StringComparison.Ordinal);
        await kobayashi.Press("手紙も書く");
        Assert.Equal("", (await Letters(city)).Single()["next"]);
        Assert.DoesNotContain("手紙も書く", kobayashi.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 作った後に変わったものがあれば_ファイルは渡されず_やめて作り直せる(string database)
    {
        await using var city = await City.Start(database);
        var (one, two) = (await IncomingTests.Owed(city, "秋津 太郎", 10_000, Due), await IncomingTests.Owed(city, "秋津 花", 20_000, Due));
        foreach (var claim in new[] { one, two }) await Mandate(city, claim);
        var request = (await Request(city, Due)).Path;
        await Agreed(city, request);
        await city.Turns.Run(async (services, db, ct) => await services.GetRequiredService<Bookkeeper>().Collect(db, one,
            new("bank-1", one.Key, new(4_000), CollectionMethod.Bank, city.Clock.Today()), null, ct));
        var kobayashi = await (await city.Officer("kobayashi")).Open(request);
        Assert.Contains("作った後に変わったものが1件あります", kobayashi.Text, StringComparison.Ordinal);
        Assert.NotEqual("application/octet-stream", (await kobayashi.Raw(request + "/file")).Content.Headers.ContentType?.MediaType);
        await kobayashi.Press("この依頼をやめる");
        Assert.Contains("26,000円", (await Request(city, Due)).Text, StringComparison.Ordinal);
        Assert.Contains("銀行が休みです", (await Request(city, new(2026, 12, 5))).Text, StringComparison.Ordinal);
        Assert.Contains("明日からの日", (await Request(city, city.Clock.Today())).Text, StringComparison.Ordinal);
    }

    static Task<List<IReadOnlyDictionary<string, string>>> Letters(City city) => city.Read(async db =>
        (await db.Set<PaperLetter>().Where(l => l.Code == RefusedLetter.Name).ToListAsync())
            .ConvertAll(l => l.Open(city.Services.GetRequiredService<MasterKey>()).Facts));

    static FileFormat Format(City city) => city.Services.GetRequiredService<CityProfile>().Files<FileFormats>()["account-transfer"];

    /// <summary>A request, whose results nobody has counted yet.</summary>
    static FileContent Lines(City city, byte[] file) =>
        FileReading.Read(Format(city) with { Totals = [Format(city).Totals[0]] }, file, Due);

    static Task<string> Customer(City city, Claim claim) =>
        city.Read(db => db.Set<DebitLine>().Where(l => l.Claim == claim.Id).Select(l => l.Customer).SingleAsync());

    static async Task Mandate(City city, Claim claim)
    {
        var kobayashi = await (await city.Officer("kobayashi")).Open(ClaimPaths.Debtor(claim.Debtor));
        await kobayashi.Follow("口座振替の申し込みを記録する");
        await Account(kobayashi.Choose("市都民税（普通徴収）")).Press("申し込みを記録する");
        Assert.True(kobayashi.Status is HttpStatusCode.OK, kobayashi.Text);
    }

    static Visitor Account(Visitor who) => who.Fill("金融機関の名前", "みずほ").Fill("支店の名前", "東京営業部").Fill("預金の種類", "普通")
        .Fill("口座番号", "1234567").Fill("口座名義", "アキツ タロウ");

    static async Task Apply(Visitor hanako, string key, string confirmation)
    {
        await hanako.Open(DebitDesk.Apply);
        await Account(hanako.Fill("案件特定キー", key).Fill("確認番号", confirmation)).Press("口座振替を申し込む");
    }

    static async Task<Visitor> Request(City city, DateOnly day)
    {
        var kobayashi = await (await city.Officer("kobayashi")).Open(DebitDesk.Home);
        return await kobayashi.Fill("引落日/年", $"{day.Year}").Fill("引落日/月", $"{day.Month}").Fill("引落日/日", $"{day.Day}")
            .Press("依頼の一覧を作る");
    }

    static async Task<byte[]> Agreed(City city, string request)
    {
        var nakamura = await (await city.Officer("nakamura")).Open(request);
        await nakamura.Follow("依頼を確かめる");
        await nakamura.Choose("この依頼を認めますか/はい").Press("確かめた結果を記録する");
        Assert.Contains("銀行に渡せる", nakamura.Text, StringComparison.Ordinal);
        return await (await nakamura.Raw(request + "/file")).Content.ReadAsByteArrayAsync();
    }

    /// <summary>What a bank sends back: the same rows with results, and totals that count them.</summary>
    static byte[] Answer(City city, FileContent lines, Func<string, string> result)
    {
        var format = Format(city);
        var made = FileWriting.Write(format with { Totals = [.. format.Totals.Select(t => t with { Written = true })] },
            Values(Role.Head, lines.Head), lines.Rows.Select(r =>
            {
                var row = Values(Role.Row, r.Values);
                row["result"] = result(row["customer"]);
                return (IReadOnlyDictionary<string, string>)row;
            }));
        Assert.Empty(made.Refused);
        return made.Content;

        Dictionary<string, string> Values(Role role, Values? of) => format.Records[role].Places.Where(p => p.Name.Length > 0)
            .ToDictionary(p => p.Name, p => of?[p.Name] ?? "");
    }
}

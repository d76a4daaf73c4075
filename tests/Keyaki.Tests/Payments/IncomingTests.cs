using System.Net;
using System.Text;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InPayments;

/// <summary>収納の入り口: 小林さん makes slips and takes in what shops, banks and 共通納税 tell of them.</summary>
public sealed class IncomingTests
{
    static readonly DateOnly PaidOn = new(2026, 11, 20);

    [Theory, BothDatabases]
    public async Task 納付書は債権の画面から作れ_作り直しても同じキーで_限度額は印刷の前に言われ_ほかの課には見えない(string database)
    {
        await using var city = await City.Start(database);
        var (small, large) = (await Owed(city, "秋津 太郎", 10_000), await Owed(city, "秋津 花", 300_001));
        var kobayashi = await Slip(city, small);
        Assert.Contains("見本と印刷されます", kobayashi.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("印刷の前に確かめてください", kobayashi.Text, StringComparison.Ordinal);
        var batch = kobayashi.Path;
        var pdf = await kobayashi.Raw(batch + "/1.pdf");
        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (pdf.StatusCode, pdf.Content.Headers.ContentType?.MediaType));
        var first = await city.Read(db => db.Set<IssuedSlip>().SingleAsync());
        Assert.Matches("^2026[0-9]{16}$", first.Key);
        Assert.Equal((small.Id, first.Key[2..], 0, 10_000), (first.Claim, first.StoreKey, first.Reissue, first.Figure));
        var told = await (await kobayashi.Raw(batch + "/el-qr.csv")).Content.ReadAsStringAsync();
        Assert.Contains($"{first.Key},{first.Confirmation},901,", told, StringComparison.Ordinal);

        await Slip(city, small);
        var both = await city.Read(db => db.Set<IssuedSlip>().OrderBy(s => s.Reissue).ToListAsync());
        Assert.Equal((2, first.Key, first.Confirmation, 1), (both.Count, both[1].Key, both[1].Confirmation, both[1].Reissue));
        Assert.Contains("300,000円を超えるので", (await Slip(city, large)).Text, StringComparison.Ordinal);

        var suzuki = await city.Officer("tanaka");
        Assert.NotEqual(HttpStatusCode.OK, (await suzuki.Open(batch)).Status);
        Assert.NotEqual(HttpStatusCode.OK, (await suzuki.Raw(batch + "/1.pdf")).StatusCode);
        foreach (var sql in new[] { "UPDATE payments_slips SET \"Key\" = 'x'", "DELETE FROM payments_slips" })
            Assert.Contains("only appended to", (await Assert.ThrowsAnyAsync<Exception>(() => city.Turns.Run((_, db, ct) =>
                db.Database.ExecuteSqlRawAsync(sql, ct)))).ToString(), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 期別の未納の全部に納付書を作り_納めた人には作らず_0円や未納より多い額は断られる(string database)
    {
        await using var city = await City.Start(database);
        var (one, two, paid) = (await Owed(city, "秋津 太郎", 10_000), await Owed(city, "秋津 花", 300_001), await Owed(city, "秋津 次郎",
            5_000));
        await city.Turns.Run(async (services, db, ct) => await services.GetRequiredService<Bookkeeper>().Collect(db, paid,
            new("bank-1", paid.Key, new(5_000), CollectionMethod.Bank, PaidOn), null, ct));
        var kobayashi = await (await city.Officer("kobayashi")).Open(SlipDesk.OfDebtor(one.Debtor));
        foreach (var (yen, why) in new[] { ("0", "1円以上"), ("10001", "それより多い納付書は作りません") })
        {
            await kobayashi.Choose("令和8年度 市都民税（普通徴収） 第1期").Fill("金額", yen).Press("納付書を作る");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, kobayashi.Status);
            Assert.Contains(why, kobayashi.Text, StringComparison.Ordinal);
        }
        await kobayashi.Open(SlipDesk.Home);
        kobayashi.Fill("収入項目", "市都民税").Fill("期別", "1");
        await Day(kobayashi, "支払期限", city.Clock.Today().AddDays(10)).Press("件数を確かめる");
        Assert.Contains("印刷の前に確かめてください", kobayashi.Text, StringComparison.Ordinal);
        Assert.Contains("300,000円を超えるので", kobayashi.Text, StringComparison.Ordinal);
        Assert.Equal(0, await city.Read(db => db.Set<IssuedSlip>().CountAsync()));
        await kobayashi.Press("件の納付書を作る");
        await city.Services.GetRequiredService<RunWorker>().RunAll(default);
        var made = await city.Read(db => db.Set<IssuedSlip>().Select(s => s.Claim).ToListAsync());
        Assert.Superset(new HashSet<Guid> { one.Id, two.Id }, made.ToHashSet());
        Assert.DoesNotContain(paid.Id, made);
        Assert.Equal(made.Count, made.Distinct().Count());
        Assert.Contains("納付書を開く（PDF）", (await kobayashi.Open(kobayashi.Path)).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task コンビニの速報は消し込まれ_確報で確かめられ_違いと取消しが分かり_同じファイルは二度入らない(string database)
    {
        await using var city = await City.Start(database);
        var (whole, late, other) = (await Owed(city, "秋津 太郎", 10_000, new(2026, 12, 25)), await Owed(city, "秋津 花", 20_000),
            await Owed(city, "秋津 次郎", 30_000, new(2026, 12, 25)));
        foreach (var claim in new[] { whole, late, other }) await Slip(city, claim);
        var (a, b, c) = (await Bars(city, whole), await Bars(city, late), await Bars(city, other));
        var unknown = Unknown(city, a, 7);
        var preliminary = Store(city, ("01", a, 10_000, "0900"), ("01", b, 20_000, "0901"), ("01", b, 20_000, "0902"),
            ("01", c, 30_000, "0903"), ("01", unknown, 10_000, "0904"));
        var kobayashi = await Take(city, "コンビニの速報・確報", preliminary);
        Assert.Contains("二重納付", kobayashi.Text, StringComparison.Ordinal);
        Assert.Contains("90,000円", kobayashi.Text, StringComparison.Ordinal);
        Assert.Contains("300円", kobayashi.Text, StringComparison.Ordinal); // five fees of 60
        Assert.Equal(0, await Fees(city)); // not before the shops confirm
        Assert.Equal(new long[] { 0, 0, 0 }, await Left(city, whole, late, other));
        Assert.Contains("秋津 花", (await kobayashi.Open(ToSettle.Url + "?list=Double")).Text, StringComparison.Ordinal);
        Assert.Contains("秋津 花", (await kobayashi.Open(ToSettle.Url + "?list=Late")).Text, StringComparison.Ordinal);
        Assert.Contains(unknown, (await kobayashi.Open(ToSettle.Url)).Text, StringComparison.Ordinal);
        Assert.Equal(5, await Collected(city));

        await Take(kobayashi, "コンビニの速報・確報", preliminary);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, kobayashi.Status);
        Assert.Contains("もう取り込んであります", kobayashi.Text, StringComparison.Ordinal);

        // 確報: one as told, one with another yen, one that a shop takes back; nothing is posted twice.
        await Take(kobayashi, "コンビニの速報・確報", Store(city, ("02", a, 10_000, "0900"), ("02", b, 19_000, "0902"), ("03", c, 30_000,
            "0903")));
        Assert.Contains("確報で確かめた", kobayashi.Text, StringComparison.Ordinal);
        Assert.Contains("速報は20,000円、確報は19,000円です。", kobayashi.Text, StringComparison.Ordinal);
        Assert.Equal(5, await Collected(city));
        Assert.Equal(new long[] { 0, 0, 30_000 }, await Left(city, whole, late, other));
        Assert.Equal(60, await Fees(city)); // of the one that is as told
        await Take(kobayashi, "コンビニの速報・確報", Store(city, ("02", c, 30_000, "0903"), ("03", c, 30_000, "0903"), ("03", c, 30_000,
            "0959")));
        foreach (var words in new[] { "取り消した速報の入金です", "もう取り消してあります", "取り消す速報がありません" })
            Assert.Contains(words, kobayashi.Text, StringComparison.Ordinal);
        Assert.Equal(Yen.Zero, await city.Read(db => db.SumOfAll(default)));

        await kobayashi.Open(IncomingDesk.Differences);
        Assert.Contains("確報は19,000円です", kobayashi.Text, StringComparison.Ordinal);
        await kobayashi.Press("済みにする");
        Assert.DoesNotContain("確報は19,000円です", kobayashi.Text, StringComparison.Ordinal);
        city.Clock.Pass(TimeSpan.FromDays(20));
        await (await city.Officer("kobayashi")).Open(IncomingDesk.Differences);
        Assert.Contains("確報が来ていません", (await (await city.Officer("kobayashi")).Open(IncomingDesk.Differences)).Text,
            StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 切れたファイルと合計や改行の違うファイルは_どこがなぜかを言って断られ_何も記帳されない(string database)
    {
        await using var city = await City.Start(database);
        var claim = await Owed(city, "秋津 太郎", 10_000);
        await Slip(city, claim);
        var good = Store(city, ("02", await Bars(city, claim), 10_000, "0900"));
        var lines = string.Join("\r\n", Enumerable.Range(0, 4).Select(i => Encoding.ASCII.GetString(good, i * 120, 120))) + "\r\n";
        var wrongTotal = (byte[])good.Clone();
        wrongTotal[240 + 8]++; // the count of the total record
        foreach (var (bytes, why) in new[]
        {
            (good[..^60], "4行目の61桁目：レコードが60バイトです。"), (good[..360], "終わりのレコードがありません"), (wrongTotal,
                "合計件数が合いません"),
            (Encoding.ASCII.GetBytes(lines.Replace("\r\n2", "\n2", StringComparison.Ordinal)), "改行がほかの行と違います"),
            (Encoding.ASCII.GetBytes("これは違う"), "レコード"), ([.. good, .. good], "つながっています"),
        })
        {
            var kobayashi = await Take(city, "コンビニの速報・確報", bytes);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, kobayashi.Status);
            Assert.Contains(why, kobayashi.Text, StringComparison.Ordinal);
        }
        Assert.Equal(0, await Collected(city));
        Assert.Equal(0, await city.Read(db => db.Set<IncomingFile>().CountAsync()));

        // One row whose bars are not read right is refused by itself, with its place; the others are taken.
        var broken = (await Bars(city, claim))[..^1] + "0";
        var bars = await Bars(city, claim);
        var taken = await Take(city, "コンビニの速報・確報", Store(city, ("02", bars == broken ? broken[..^1] + "1" : broken, 10_000,
            "0900"),
            ("02", bars, 10_000, "0901")));
        Assert.Contains("読めない行", taken.Text, StringComparison.Ordinal);
        Assert.Contains("16桁目：", taken.Text, StringComparison.Ordinal);
        Assert.Equal(1, await Collected(city));
        Assert.Contains("違いのある入金（1件）", (await taken.Open(IncomingDesk.Home)).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 共通納税の結果は確認番号も合ったときだけ消し込まれ_領収済通知書は枚数と合計が合ったときだけ入る(string database)
    {
        await using var city = await City.Start(database);
        var (one, two) = (await Owed(city, "秋津 太郎", 10_000), await Owed(city, "秋津 花", 20_000));
        await Slip(city, one);
        await Slip(city, two);
        var (a, b) = (await Issued(city, one), await Issued(city, two));
        var formats = city.Services.GetRequiredService<CityProfile>().Files<FileFormats>();
        Dictionary<string, string> Row(IssuedSlip slip, string confirmation, string payment) => new()
        {
            ["key"] = slip.Key, ["confirmation"] = confirmation, ["item"] = "901", ["amount"] = $"{slip.Figure - 1000}",
            ["paidOn"] = $"{PaidOn:yyyy-MM-dd}", ["channel"] = "4", ["payment"] = payment,
        };
        var wrong = b.Confirmation == "000000" ? "000001" : "000000";
        var made = FileWriting.Write(formats["common-tax-receipts"], new Dictionary<string, string>(),
            [Row(a, a.Confirmation, "P1"), Row(b, wrong, "P2"), Row(a, a.Confirmation, "P1")]);
        var kobayashi = await Take(city, "eL-QR（共通納税）の納付結果", made.Content);
        Assert.Contains("一部納付", kobayashi.Text, StringComparison.Ordinal);
        Assert.Contains("確認番号か税目・料金番号が、出した納付書と違います。", kobayashi.Text, StringComparison.Ordinal);
        Assert.Contains("前に記帳した", kobayashi.Text, StringComparison.Ordinal);
        Assert.Equal(new long[] { 1_000, 20_000 }, await Left(city, one, two));

        var format = city.Services.GetRequiredService<CityProfile>().Files<SlipFormat>();
        var ocr = string.Join('\n', format.Lines.Select(l => l.Write(b.Invoice(two))));
        foreach (var (count, sum, lines, why) in new[]
        {
            ("2", "20000", ocr, "枚数が合いません"), ("1", "20001", ocr, "合計が合いません"), ("1", "20000", ocr[..^1],
                "2行目：OCRの2行目は28桁"),
            ("2", "40000", ocr + "\n" + ocr, "同じ納付書が2度あります"), ("1", "20000", ocr[..^1] + (ocr[^1] == '0' ? '1' : '0'),
                "1枚目："),
        })
        {
            await Batch(kobayashi, count, sum, lines);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, kobayashi.Status);
            Assert.Contains(why, kobayashi.Text, StringComparison.Ordinal);
        }
        Assert.Equal(2, await Collected(city));
        await Batch(kobayashi, "1", "20000", ocr);
        Assert.Contains("記帳した", kobayashi.Text, StringComparison.Ordinal);
        Assert.Equal(new long[] { 1_000, 0 }, await Left(city, one, two));
        await Batch(kobayashi, "1", "20000", ocr);
        Assert.Contains("もう取り込んであります", kobayashi.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 大きいファイルは途中から続けられ_同時に二度処理されても_どの行も一度だけ記帳される(string database)
    {
        await using var city = await City.Start(database);
        var claim = await Owed(city, "秋津 太郎", 10_000);
        await Slip(city, claim);
        var bars = await Bars(city, claim);
        var rows = Enumerable.Range(0, 1_100).Select(i => ("02", i == 1_099 ? bars : Unknown(city, bars, i + 1), 10_000L, "0900"))
            .ToArray();
        var worker = city.Services.GetRequiredService<RunWorker>();
        await Take(city, "コンビニの速報・確報", Store(city, rows));
        await Task.WhenAll(worker.RunAll(default), worker.RunAll(default)); // and a third one runs by itself
        await worker.RunAll(default);
        Assert.Equal(1_100, await Collected(city));
        Assert.Equal(1_100, await city.Read(db => db.Set<IncomingRow>().CountAsync(r => r.Outcome == RowOutcome.Posted)));
        Assert.Equal(new long[] { 0 }, await Left(city, claim));
        Assert.Equal(Yen.Zero, await city.Read(db => db.SumOfAll(default)));
        Assert.Equal(66_000, await Fees(city));
        Assert.Equal(1_100, (await city.Read(db => db.Set<Run>().SingleAsync(r => r.Kind == MatchFile.Code))).Done);
    }

    /// <summary>A claim, without a page.</summary>
    internal static async Task<Claim> Owed(City city, string name, long yen, DateOnly? due = null)
    {
        var debtor = Debtor.Of(city.Clock.NewId(), DebtorKind.Person, name, null, null, city.Clock.GetUtcNow());
        var claim = new Claim
        {
            Id = city.Clock.NewId(), Key = $"{debtor.Id:N}", Item = "resident-tax", Year = 2026, Term = 1, Debtor = debtor.Id,
            Due = due ?? new(2026, 6, 30), At = city.Clock.GetUtcNow(),
        };
        await city.Turns.Run(async (services, db, ct) =>
        {
            db.Add(debtor);
            return await services.GetRequiredService<Bookkeeper>().Determine(db, claim, new(yen), "当初", null, ct);
        });
        return claim;
    }

    internal static async Task<Visitor> Slip(City city, Claim claim)
    {
        var kobayashi = await (await city.Officer("kobayashi")).Open(ClaimPaths.Claim(claim.Id));
        await kobayashi.Follow("納付書を作る");
        await kobayashi.Press("納付書を作る");
        Assert.Equal(HttpStatusCode.OK, kobayashi.Status);
        return kobayashi;
    }

    internal static Task<IssuedSlip> Issued(City city, Claim claim) =>
        city.Read(db => db.Set<IssuedSlip>().OrderBy(s => s.Id).LastAsync(s => s.Claim == claim.Id));

    internal static async Task<string> Bars(City city, Claim claim) =>
        city.Services.GetRequiredService<CityProfile>().Files<SlipFormat>().Store.Write((await Issued(city, claim)).Invoice(claim));

    /// <summary>Bars of a slip that nobody made.</summary>
    static string Unknown(City city, string like, int n)
    {
        var store = city.Services.GetRequiredService<CityProfile>().Files<SlipFormat>().Store;
        var values = store.Read(like, PaidOn);
        return Encoding.ASCII.GetString(store.Layout.Write(store.Layout.Places.Where(p => p.Name.Length > 0).ToDictionary(p => p.Name,
            p => p.Name == "key" ? $"{n:000000000000000000}" : values[p.Name])));
    }

    static byte[] Store(City city, params (string Kind, string Bars, long Yen, string At)[] rows) => Store(city, PaidOn, rows);

    internal static byte[] Store(City city, DateOnly day, params (string Kind, string Bars, long Yen, string At)[] rows)
    {
        var made = FileWriting.Write(city.Services.GetRequiredService<CityProfile>().Files<FileFormats>()["store-receipts"],
            new Dictionary<string, string> { ["made"] = $"{day:yyyy-MM-dd}", ["company"] = "912345" },
            rows.Select(r => (IReadOnlyDictionary<string, string>)new Dictionary<string, string>
            {
                ["kind"] = r.Kind, ["paidOn"] = $"{day:yyyy-MM-dd}", ["paidAt"] = r.At, ["bars"] = r.Bars, ["shop"] = "0001",
                ["branch"] = "123", ["amount"] = $"{r.Yen}", ["fee"] = "60",
            }));
        Assert.Empty(made.Refused);
        return made.Content;
    }

    internal static async Task<Visitor> Take(City city, string source, byte[] bytes) =>
        await Take(await city.Officer("kobayashi"), source, bytes);

    internal static async Task<Visitor> Take(Visitor kobayashi, string source, byte[] bytes)
    {
        await kobayashi.Open(IncomingDesk.Take);
        return await kobayashi.Choose(source).Attach("ファイル", "kekka.dat", bytes).Press("取り込んで消し込む");
    }

    static async Task Batch(Visitor kobayashi, string count, string sum, string lines)
    {
        await kobayashi.Open(IncomingDesk.Bank);
        await Day(kobayashi, "領収日", PaidOn).Fill("枚数", count).Fill("合計の金額", sum).Fill("OCRの行", lines)
            .Press("取り込んで消し込む");
    }

    static Visitor Day(Visitor visitor, string label, DateOnly day) =>
        visitor.Fill(label + "/年", $"{day.Year}").Fill(label + "/月", $"{day.Month}").Fill(label + "/日", $"{day.Day}");

    /// <summary>How often money came in by a file.</summary>
    static Task<long> Fees(City city) => city.Read(db => db.Entries().Where(e => e.Account == Account.Expense).SumAsync(e => e.Figure));

    static Task<int> Collected(City city) => city.Read(db => db.Postings()
        .CountAsync(p => p.Kind == PostingKind.Collect && p.Payment != null && p.Payment.StartsWith(IncomingContent.Begins)));

    static async Task<long[]> Left(City city, params Claim[] claims)
    {
        var balances = await city.Read(db => db.BalancesOf([.. claims.Select(c => c.Id)], default));
        return [.. claims.Select(c => balances[c.Id].OwedFigure)];
    }
}

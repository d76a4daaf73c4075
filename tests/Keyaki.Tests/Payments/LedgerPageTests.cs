using System.Net;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InPayments;

/// <summary>債権と収納: 小林さん determines, collects and settles; 中村係長 looks at a large repayment.</summary>
public sealed class LedgerPageTests
{
    [Theory, BothDatabases]
    public async Task 債務者を登録して調定し_一部と残りを収納すると完納になり_記帳から債権へ_債権から記帳へ歩ける(string database)
    {
        await using var city = await City.Start(database);
        var kobayashi = await Registered(city, "秋津 太郎");
        await Determine(kobayashi, "軽自動車税（種別割）", "1", "10800", "2026-05-31");
        Assert.Contains("納期限後・未納", kobayashi.Text, StringComparison.Ordinal);
        Assert.Contains("延滞金の計算書", kobayashi.Text, StringComparison.Ordinal);
        await Collect(kobayashi, "4000");
        Assert.Contains("納期限後・一部納付", kobayashi.Text, StringComparison.Ordinal);
        var claim = kobayashi.Path;
        Assert.Contains("秋津 太郎", (await kobayashi.Open(ToSettle.Url + "?list=Partial")).Text, StringComparison.Ordinal);
        Assert.Contains("6,800円", kobayashi.Text, StringComparison.Ordinal);
        Assert.Contains("秋津 太郎", (await kobayashi.Open(ToSettle.Url + "?list=Late")).Text, StringComparison.Ordinal);
        await kobayashi.Open(claim);
        await Collect(kobayashi, "6800");
        Assert.Contains("完納", kobayashi.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("秋津 太郎", (await kobayashi.Open(ToSettle.Url + "?list=Partial")).Text, StringComparison.Ordinal);

        await kobayashi.Open(claim);
        await kobayashi.Open(kobayashi.Page.QuerySelector("a[href*='/postings/']")?.GetAttribute("href") ?? "");
        Assert.Contains("歳入", kobayashi.Text, StringComparison.Ordinal);
        Assert.Contains("小林", kobayashi.Text, StringComparison.Ordinal);
        await kobayashi.Follow("軽自動車税");
        Assert.Equal(claim, kobayashi.Path);
        var codes = await city.Read(db => db.Set<JournalEntry>().Where(j => j.RecordKind == ClaimDeeds.Kind && !j.Code.Contains("look"))
            .OrderBy(j => j.At).Select(j => j.Code).ToListAsync());
        Assert.Equal(["payments.determine", "payments.collect", "payments.collect"], codes);
    }

    [Theory, BothDatabases]
    public async Task 減額で過誤納になったお金は未納に充当され_残りは二人目が認めると還付され_集計は円まで合う(string database)
    {
        await using var city = await City.Start(database);
        var kobayashi = await Registered(city, "秋津 太郎");
        var debtor = kobayashi.Path;
        await Determine(kobayashi, "市都民税（普通徴収）", "1", "60000", "2026-06-30");
        var first = kobayashi.Path;
        await Collect(kobayashi, "60000");
        await kobayashi.Open(debtor);
        await Determine(kobayashi, "市都民税（普通徴収）", "2", "3000", "2026-08-31");
        await (await kobayashi.Open(first)).Follow("調定を変更する");
        await kobayashi.Choose("本税・元本").Fill("変更後の調定額", "40000").Fill("理由", "減額更正").Press("調定を変更する");
        Assert.Contains("過誤納が20,000円あります", kobayashi.Text, StringComparison.Ordinal);
        Assert.Contains("20,000円", (await kobayashi.Open(ToSettle.Url + "?list=Overpaid")).Text, StringComparison.Ordinal);

        // What is owed comes before what goes back.
        await PayBack(kobayashi, first, "20000");
        Assert.Contains("確認を待っている還付", kobayashi.Text, StringComparison.Ordinal);
        await kobayashi.Press("未納に充当する");
        Assert.Contains("過誤納が17,000円あります", kobayashi.Text, StringComparison.Ordinal);
        await kobayashi.Press("申し出を取り下げる");
        await PayBack(kobayashi, first, "17000");
        Assert.Equal(0, await city.Read(db => db.Postings().CountAsync(p => p.Kind == PostingKind.Refund)));
        var nakamura = await (await city.Officer("nakamura")).Open(first);
        await nakamura.Follow("還付を確かめる");
        Assert.Contains("減額更正のため", nakamura.Text, StringComparison.Ordinal);
        await nakamura.Choose("この還付を認めますか/はい").Press("確かめた結果を記録する");
        Assert.Equal(HttpStatusCode.OK, nakamura.Status);
        Assert.DoesNotContain("過誤納が", nakamura.Text, StringComparison.Ordinal);
        // One notice: how much, why, and how it comes back.
        var notice = (await city.Read(db => db.Set<PaperLetter>().SingleAsync(l => l.Code == RefundNotice.Name)))
            .Open(city.Services.GetRequiredService<MasterKey>());
        Assert.Equal(("秋津 太郎", "17,000円", "減額更正のため", "口座に振り込みます", ""), (notice.Name, notice.Facts["amount"],
            notice.Facts["why"], notice.Facts["transfer"], notice.Facts["counter"]));
        await TaskCheck.Agrees(city);

        await kobayashi.Open(Report.Url + "?by=Year");
        var row = Assert.Single(kobayashi.Page.QuerySelectorAll("tbody tr"),
            r => r.TextContent.Contains("市都民税", StringComparison.Ordinal) && r.TextContent.Contains("徴収課", StringComparison.Ordinal));
        var refund = await city.Read(db => db.Entries().Where(e => e.Account == Account.Cash && e.Figure < 0).SumAsync(e => -e.Figure));
        Assert.True(refund >= 17_000, $"{refund}");
        foreach (var yen in new[] { "43,000円", "60,000円", $"{new Yen(refund)}" }) Assert.Contains(yen, row.TextContent, StringComparison.Ordinal);
        Assert.Contains("借方と貸方が合っています", kobayashi.Text, StringComparison.Ordinal);
        var file = await (await kobayashi.Raw(Report.Url + "/file?by=Year")).Content.ReadAsStringAsync();
        Assert.Contains("市都民税（普通徴収）,徴収課,43000,60000," + refund, file.Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 不明金は手がかりとともに並び_分かったら消し込め_取り消せばまた不明金になり_返すこともできる(string database)
    {
        await using var city = await City.Start(database);
        var kobayashi = await Registered(city, "秋津 太郎");
        await Determine(kobayashi, "学童クラブ育成料", "1", "4500", "2026-12-28");
        var claim = kobayashi.Path;
        var key = await city.Read(db => db.Claims().Where(c => c.Item == "afterschool-fee").Select(c => c.Key).SingleAsync());
        await Money(kobayashi, "", "4500", "アキツタロウ");
        Assert.Contains("不明金です", kobayashi.Text, StringComparison.Ordinal);
        var posting = kobayashi.Path;
        Assert.Contains("アキツタロウ", (await kobayashi.Open(ToSettle.Url)).Text, StringComparison.Ordinal);
        await (await kobayashi.Open(posting)).Follow("債権に消し込む");
        await kobayashi.Fill("納付書の番号", "ABCD-EFGH-J").Fill("分かった理由", "本人から電話").Press("この債権に消し込む");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, kobayashi.Status);
        await kobayashi.Fill("納付書の番号", key).Press("この債権に消し込む");
        Assert.Equal(claim, kobayashi.Path);
        Assert.Contains("完納", kobayashi.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("アキツタロウ", (await kobayashi.Open(ToSettle.Url)).Text, StringComparison.Ordinal);

        // The same slip once more: twice paid. The matching is taken back, and the money is nobody's again.
        await Money(kobayashi, key, "4500", "");
        Assert.Contains("秋津 太郎", (await kobayashi.Open(ToSettle.Url + "?list=Double")).Text, StringComparison.Ordinal);
        await kobayashi.Open(claim);
        await kobayashi.Follow("不明金の消込");
        await kobayashi.Follow("この記帳を取り消す");
        await kobayashi.Press("この記帳を取り消す");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, kobayashi.Status); // no reason
        await kobayashi.Fill("取り消す理由", "別の方のお金だった").Press("この記帳を取り消す");
        Assert.Contains("取り消された", kobayashi.Text, StringComparison.Ordinal);
        await (await kobayashi.Open(posting)).Follow("送った人に返す");
        await kobayashi.Choose("金融機関").Fill("返す理由", "だれのお金か分からない").Press("返したことを記帳する");
        Assert.DoesNotContain("不明金です", kobayashi.Text, StringComparison.Ordinal);
        Assert.Contains("完納", (await kobayashi.Open(claim)).Text, StringComparison.Ordinal);
        Assert.Equal(Yen.Zero, await city.Read(db => db.SumOfAll(default)));
    }

    [Theory, BothDatabases]
    public async Task 自分の課の項目でない債権と_権限のない操作は見えず_連帯の債務者は全員が分かる(string database)
    {
        await using var city = await City.Start(database);
        var kobayashi = await Registered(city, "秋津 太郎");
        await Determine(kobayashi, "固定資産税・都市計画税", "1", "12000", "2026-12-28");
        var claim = kobayashi.Path;
        var suzuki = await city.Officer("suzuki");
        Assert.Equal(HttpStatusCode.Forbidden, (await suzuki.Open(claim)).Status);
        await (await kobayashi.Open(AddDebtor.Url)).Choose("連帯（複数人がそれぞれ全額を負う）").Fill("氏名または名称", "秋津 太郎ほか1名")
            .Press("債務者を登録する");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, kobayashi.Status);
        await kobayashi.Fill("連帯する人の氏名", "秋津 太郎\n秋津 花").Press("債務者を登録する");
        Assert.Contains("秋津 花", kobayashi.Text, StringComparison.Ordinal);
        await kobayashi.Follow("秋津 太郎");
        Assert.Contains("連帯している債務", kobayashi.Text, StringComparison.Ordinal);
        Assert.Contains("固定資産税", kobayashi.Text, StringComparison.Ordinal); // the same person as before
    }

    [Theory, BothDatabases]
    public async Task 窓口の現金は記帳されて集計に入り_取り消すと差し引かれる(string database)
    {
        await using var city = await City.Start(database);
        var kobayashi = await (await city.Officer("kobayashi")).Open(NoteCash.Url);
        await kobayashi.Fill("件数", "2").Fill("金額の合計", "600").Fill("何の支払いか", "証明書").Press("現金の収納を記録する");
        Assert.Equal([600L], await city.Read(db => db.Entries().Where(e => e.Account == Account.Cash).Select(e => e.Figure).ToListAsync()));
        Assert.Contains("600円", (await kobayashi.Open(Report.Url)).Text, StringComparison.Ordinal);
        // What the note of cash posted is mended there and not in the ledger.
        var posting = await city.Read(db => db.Postings().Where(p => p.Kind == PostingKind.Collect).Select(p => p.Id).SingleAsync());
        Assert.DoesNotContain("この記帳を取り消す", (await kobayashi.Open(ClaimPaths.Posting(posting))).Text, StringComparison.Ordinal);
        await (await kobayashi.Open(NoteCash.Url)).Press("この記録を取り消す");
        Assert.Equal(0, await city.Read(db => db.Entries().Where(e => e.Account == Account.Cash).SumAsync(e => e.Figure)));
        Assert.Equal(0, await city.Read(db => db.Entries().Where(e => e.Account == Account.Revenue).SumAsync(e => e.Figure)));
    }

    static async Task<Visitor> Registered(City city, string name)
    {
        var officer = await (await city.Officer("kobayashi")).Open(FindDebtor.Url);
        await officer.Follow("債務者を登録する");
        await officer.Choose("個人").Fill("氏名または名称", name).Fill("住所（送付先）", "中里五丁目900番地1").Press("債務者を登録する");
        Assert.Equal((HttpStatusCode.OK, name), (officer.Status, officer.Heading));
        return officer;
    }

    static async Task Determine(Visitor officer, string item, string term, string yen, string due)
    {
        await officer.Follow("調定する");
        await officer.Fill("収入項目", item).Fill("期別", term).Fill("調定額", yen).Fill("納期限/年", due.Split('-')[0]).Fill("納期限/月", due.Split('-')[1]).Fill("納期限/日", due.Split('-')[2]).Fill("理由", "当初賦課").Press("調定する");
        Assert.True(officer.Status is HttpStatusCode.OK, $"{(int)officer.Status} {officer.Path} {officer.Text}");
    }

    static async Task Collect(Visitor officer, string yen)
    {
        await officer.Follow("収納する");
        await officer.Fill("受け取った額", yen).Choose("金融機関").Press("収納を記帳する");
        Assert.True(officer.Status is HttpStatusCode.OK, $"{(int)officer.Status} {officer.Path} {officer.Text}");
    }

    static async Task Money(Visitor officer, string key, string yen, string from)
    {
        await officer.Open(TakeMoney.Url);
        await officer.Fill("納付書の番号", key).Fill("入金の額", yen).Choose("金融機関").Fill("振込名義など、手がかり", from)
            .Press("入金を記帳する");
        Assert.True(officer.Status is HttpStatusCode.OK, $"{(int)officer.Status} {officer.Path} {officer.Text}");
    }

    static async Task PayBack(Visitor officer, string claim, string yen)
    {
        await (await officer.Open(claim)).Follow("還付する");
        await officer.Fill("還付する額", yen).Choose("市の賦課決定が変わった（増額の後の減額など）").Choose("口座に振り込む").Fill("理由", "減額更正のため").Press("還付する");
        Assert.True(officer.Status is HttpStatusCode.OK, $"{(int)officer.Status} {officer.Path} {officer.Text}");
    }
}

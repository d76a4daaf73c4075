using System.Net;
using AngleSharp.Dom;
using FsCheck;
using FsCheck.Fluent;
using Keyaki.Approvals;
using Keyaki.Kernel;
using Keyaki.Plan;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Plan;

using Visitor = Keyaki.Tests.Pages.Visitor;

/// <summary>The committee: from the agenda over the electronic decision to what a department has done; and what an initiative costs and
/// risks.</summary>
public sealed class CommitteeTests
{
    static readonly byte[] Pdf = "%PDF-1.4\npaper\n%%EOF"u8.ToArray();

    static Visitor Date(Visitor v, string label, string year, string month, string day) =>
        v.Fill($"{label}/年", year).Fill($"{label}/月", month).Fill($"{label}/日", day);

    /// <summary>A meeting of yesterday with a paper and one decision for the department of environment.</summary>
    static async Task<(Visitor Secretary, string Url)> Held(City city)
    {
        var kobayashi = await city.Officer("kobayashi");
        await kobayashi.Open(WriteMeeting.NewUrl);
        kobayashi.Choose("どの会議か/DX推進委員会").Fill("会議の名前", "令和8年度 第2回").Fill("場所", "第1会議室").Fill("議題 1/議題の名前", "RPAの進み具合")
            .Fill("議題 1/計画の画面", "6.1.4").Attach("議題 1/資料", "資料1.pdf", Pdf);
        await Date(kobayashi, "日", "2026", "11", "23").Fill("議事の要点", "利用を広げる課を話し合いました。").Fill("決定 1/決めたこと", "環境課でRPAを試す")
            .Fill("決定 1/担当の課", "環境課").Press("保存する");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, kobayashi.Status);
        Assert.Contains("資料1.pdf", kobayashi.Text, StringComparison.Ordinal);
        await Date(kobayashi, "いつまでに", "2026", "12", "5").Press("保存する");
        Assert.Contains("準備中", kobayashi.Text, StringComparison.Ordinal);
        return (kobayashi, kobayashi.Path);
    }

    static async Task Approve(City city, string login)
    {
        var officer = await city.Officer(login);
        await (await (await officer.Open(Pile.Url)).Follow("の議事と決定")).Press("承認する");
    }

    static Task Sweep(City city) => city.Sweep();

    [Theory, BothDatabases]
    public async Task 会議の決定は_3つの職が決裁してから公開され_担当の課が済んだと報告する(string database)
    {
        await using var city = await City.Start(database);
        var (kobayashi, url) = await Held(city);
        Assert.Equal(HttpStatusCode.OK, (await (await city.Officer("suzuki")).Open(url)).Status);
        await kobayashi.Follow("資料1.pdf");
        Assert.Equal(HttpStatusCode.OK, kobayashi.Status);
        var nakamura = await (await city.Officer("nakamura")).Open(url + "/edit");
        await (await kobayashi.Open(url)).Follow("決裁に回す");
        await kobayashi.Press("決裁に回す");
        Assert.Contains("決裁中", kobayashi.Text, StringComparison.Ordinal);
        // Who had it open is told; who opens it now is not given a form.
        await nakamura.Press("保存する");
        Assert.Equal(HttpStatusCode.Conflict, nakamura.Status);
        Assert.Contains("この会議は「決裁中」になりました", nakamura.Text, StringComparison.Ordinal);
        Assert.Contains("差し戻されたときに直せます", (await kobayashi.Open(url + "/edit")).Text, StringComparison.Ordinal);
        await (await nakamura.Open(Pile.Url)).Follow("の議事と決定");
        foreach (var words in new[] { "環境課でRPAを試す", "利用を広げる課を話し合いました。", "資料1.pdf", "担当：環境課" })
            Assert.Contains(words, nakamura.Text, StringComparison.Ordinal);
        await nakamura.Press("承認する");
        await Approve(city, "kato");
        var visitor = await city.Visitor().Open("/plan/committee");
        Assert.Contains("RPAの進み具合", visitor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("環境課でRPAを試す", visitor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("資料1.pdf", visitor.Text, StringComparison.Ordinal);
        await Approve(city, "yoshida");
        Assert.Contains("環境課でRPAを試す", (await visitor.Open("/plan/committee")).Text, StringComparison.Ordinal);
        var suzuki = await (await city.Officer("suzuki")).Open("/office");
        Assert.Contains("環境課でRPAを試す", suzuki.Text, StringComparison.Ordinal);
        await (await suzuki.Open(CommitteeDesk.Url)).Follow("済んだと報告する");
        await suzuki.Press("済んだと報告する");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, suzuki.Status);
        await suzuki.Fill("何をしたか", "2つの仕事で試しました").Press("済んだと報告する");
        Assert.Contains("2つの仕事で試しました", suzuki.Text, StringComparison.Ordinal);
        await visitor.Open("/plan/committee");
        Assert.Contains("済み", visitor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("2つの仕事で試しました", visitor.Text, StringComparison.Ordinal);
        await TaskCheck.Agrees(city);
    }

    [Theory, BothDatabases]
    public async Task 差し戻された会議は_直してもう一度回せる(string database)
    {
        await using var city = await City.Start(database);
        var (kobayashi, url) = await Held(city);
        await (await kobayashi.Open(url + "/propose")).Press("決裁に回す");
        var nakamura = await city.Officer("nakamura");
        await (await nakamura.Open(Pile.Url)).Follow("の議事と決定");
        await nakamura.Fill("差戻しの理由", "期限が早すぎます").Press("理由を付けて差し戻す");
        Assert.Contains("期限が早すぎます", (await kobayashi.Open(url)).Text, StringComparison.Ordinal);
        Assert.Contains("期限が早すぎます", (await (await kobayashi.Open("/office/messages")).Follow("差し戻された")).Text, StringComparison.Ordinal);
        await kobayashi.Open(url + "/edit");
        await Date(kobayashi, "いつまでに", "2027", "1", "31").Press("保存する");
        await (await kobayashi.Open(url + "/propose")).Press("決裁に回す");
        Assert.Contains("決裁中", kobayashi.Text, StringComparison.Ordinal);
        Assert.Contains("差し戻されたときに直せます", (await kobayashi.Open(url + "/edit")).Text, StringComparison.Ordinal);
        Assert.Empty(kobayashi.Page.QuerySelectorAll("main form textarea"));
        Assert.Equal(1, await city.Read(db => db.Set<StoredFile>().CountAsync(f => f.Name == "資料1.pdf" && f.UsedBy != null)));
        await TaskCheck.Agrees(city);
    }

    [Theory, BothDatabases]
    public async Task 二人が同じ会議を書くと_後の人に今の内容が言われ_書いたものは残る(string database)
    {
        await using var city = await City.Start(database);
        var (kobayashi, url) = await Held(city);
        var nakamura = await (await city.Officer("nakamura")).Open(url + "/edit");
        await (await kobayashi.Open(url + "/edit")).Fill("場所", "3階 会議室").Press("保存する");
        await nakamura.Fill("場所", "4階 会議室").Press("保存する");
        Assert.Equal(HttpStatusCode.Conflict, nakamura.Status);
        Assert.Contains("場所は「3階 会議室」", nakamura.Text, StringComparison.Ordinal);
        Assert.Equal("4階 会議室", nakamura.Page.QuerySelector("input[name=place]")?.GetAttribute("value"));
    }

    [Theory, BothDatabases]
    public async Task 期限の近い決定と過ぎた決定は_担当の課に一度ずつ知らせ_過ぎたものは赤い言葉で出る(string database)
    {
        await using var city = await City.Start(database);
        var (kobayashi, url) = await Held(city);
        await (await kobayashi.Open(url + "/propose")).Press("決裁に回す");
        foreach (var login in new[] { "nakamura", "kato", "yoshida" }) await Approve(city, login);
        await Sweep(city);
        Assert.Empty((await (await city.Officer("suzuki")).Open("/office/messages")).Page.QuerySelectorAll(".news li"));
        foreach (var days in new[] { 6, 0, 6, 0 })
        {
            city.Clock.Pass(TimeSpan.FromDays(days));
            await Sweep(city);
        }
        var suzuki = await (await city.Officer("suzuki")).Open("/office/messages");
        Assert.Equal(["会議で決まったことの期限が過ぎています", "会議で決まったことの期限が近づいています"], suzuki.Page.QuerySelectorAll(".news a").Select(a => a.TextContent));
        Assert.Contains("期限を過ぎています", (await city.Visitor().Open("/plan/committee")).Page.QuerySelector(".red")?.TextContent ?? "",
            StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 部会を置くと会議で選べ_同じ名前の部会は置けず_終えると選べない(string database)
    {
        await using var city = await City.Start(database);
        var kobayashi = await city.Officer("kobayashi");
        Assert.Contains("どの部会があるかはわかりません", (await kobayashi.Open(CommitteeDesk.Url)).Text, StringComparison.Ordinal);
        foreach (var _ in new[] { 1, 2 })
            await (await kobayashi.Open(OpenGroup.Url)).Fill("部会の名前", "練習部会").Fill("検討すること", "窓口の手続を調べます。").Press("部会を置く");
        Assert.Contains("もうあります", Assert.Single(kobayashi.Errors), StringComparison.Ordinal);
        Assert.Contains("練習部会", (await kobayashi.Open(WriteMeeting.NewUrl)).Text, StringComparison.Ordinal);
        await (await kobayashi.Open(CommitteeDesk.Url)).Press("この部会を終える");
        Assert.Contains("終わりました", kobayashi.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("練習部会", (await kobayashi.Open(WriteMeeting.NewUrl)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void 開いていない会議と_何も書かれていない会議は決裁に回せない()
    {
        var meeting = new Meeting { Id = Guid.Empty, By = Guid.Empty, At = DateTimeOffset.UnixEpoch };
        meeting.Write(null, "第1回", new(2026, 12, 1), "会議室", null);
        Assert.Contains("会議の日", Assert.Throws<Rule>(() => meeting.Propose(1, new(2026, 11, 24))).Sentence, StringComparison.Ordinal);
        Assert.Contains("議事の要点か決定", Assert.Throws<Rule>(() => meeting.Propose(0, new(2026, 12, 2))).Sentence, StringComparison.Ordinal);
        meeting.Propose(1, new(2026, 12, 1));
    }

    [Theory, BothDatabases]
    public async Task 費用は出所とともに入り_足され_同じ年度は新しいものが数えられ_リスクは表に並ぶ(string database)
    {
        await using var city = await City.Start(database);
        var kobayashi = await city.Officer("kobayashi");
        Assert.Contains("金額はまだ入っていません", (await kobayashi.Open(CostDesk.Url)).Text, StringComparison.Ordinal);
        foreach (var (year, kind, yen) in new[] { ("令和8年度", "予算額", "1,200,000"), ("令和8年度", "予算額", "１５０００００円"), ("令和7年度", "決算額", "900000") })
        {
            await kobayashi.Open(EnterAmount.Url("6.1.4"));
            await kobayashi.Choose($"年度/{year}").Choose($"種類/{kind}").Fill("金額", yen).Press("金額を入れる");
            Assert.Contains("出所を入力してください", Assert.Single(kobayashi.Errors), StringComparison.Ordinal);
            await kobayashi.Fill("出所", "練習の予算書 10ページ").Press("金額を入れる");
        }
        await (await kobayashi.Open(EnterAmount.Url("6.1.8"))).Choose("年度/令和8年度").Choose("種類/予算額").Fill("金額", "500000").Fill("出所", "練習の予算書")
            .Press("金額を入れる");
        await kobayashi.Open(CostDesk.Url);
        Assert.Contains("2,000,000円", kobayashi.Text, StringComparison.Ordinal);
        Assert.Contains("900,000円", kobayashi.Text, StringComparison.Ordinal);
        await kobayashi.Open(WriteRisk.NewUrl("6.1.4"));
        kobayashi.Fill("どんなリスクか", "詳しい職員が異動する").Choose("起こりやすさ/中").Choose("起きたときの影響/高");
        await kobayashi.Fill("していること", "手順を書き残す").Fill("担当の課", "DX推進課").Press("保存する");
        Assert.Contains("詳しい職員が異動する", kobayashi.Page.QuerySelector("td.risk-3 li")?.TextContent ?? "", StringComparison.Ordinal);
        Assert.Contains("重大 1 件", (await kobayashi.Open(CostDesk.Url)).Text, StringComparison.Ordinal);
        var nakamura = await city.Officer("nakamura");
        foreach (var officer in new[] { kobayashi, nakamura }) await (await officer.Open(ShowCosts.Url("6.1.4"))).Follow("詳しい職員が異動する");
        await kobayashi.Choose("今もあるか/なくなった").Press("保存する");
        await nakamura.Fill("していること", "二人で担当する").Press("保存する");
        Assert.Equal(HttpStatusCode.Conflict, nakamura.Status);
        Assert.Contains("二人で担当する", nakamura.Page.QuerySelector("#measure")?.TextContent ?? "", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("suzuki")).Open(ShowCosts.Url("6.1.4"))).Status);
    }

    [Fact]
    public void 年度ごとの合計を足すと_全体の合計になる() =>
        Prop.ForAll(ArbMap.Default.ArbFor<(byte, bool, uint)[]>(), given =>
        {
            var amounts = new List<Amount>();
            foreach (var (year, settled, yen) in given)
                amounts.Add(Amount.Make(Guid.Empty, "x", 2022 + year % 5, settled ? AmountKind.Settled : AmountKind.Budget, new Yen(yen),
                    "台帳", amounts, Guid.Empty, new(2026, 11, 24), DateTimeOffset.UnixEpoch));
            var (years, total) = (CostDesk.ByYear(amounts), Sum.Of("合計", amounts));
            return amounts.Select(a => (a.Year, a.Kind, a.Revision)).Distinct().Count() == amounts.Count
                && Yen.Sum(years.Select(y => y.Budget ?? Yen.Zero)) == (total.Budget ?? Yen.Zero)
                    && Yen.Sum(years.Select(y => y.Settled ?? Yen.Zero)) == (total.Settled ?? Yen.Zero);
        }).QuickCheckThrowOnFailure();
}

using System.Net;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Payments;
using Keyaki.Simulator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Refund = Keyaki.Payments.Refund;

namespace Keyaki.Tests.InPayments;

/// <summary>オンラインで納める: what stands in the ledger is paid at the payment company, all or a part; whatever happens at the same time,
/// no yen is lost.</summary>
public sealed class PayClaimTests
{
    static readonly DateOnly Due = new(2027, 2, 1);

    [Theory, BothDatabases]
    public async Task 納めるものを債権の画面から支払うと_収納され_領収の内容が見られる(string database)
    {
        await using var city = await City.Start(database);
        var (visitor, claim) = await Owing(city, 42_000);
        await Begin(visitor, claim);
        Assert.Empty(visitor.Page.QuerySelectorAll("input[name=amount]"));
        await visitor.Press("決済会社の画面へ進む");
        await PayingTests.Pay(city, Checkout(visitor), Behaviour.Success);
        await Holds(city, claim, paid: 42_000, owed: 0, over: 0);

        await visitor.Open(Links.MyClaim(claim.Id));
        foreach (var words in new[] { "納付済み", "お支払いを確認しました", "領収番号", "納付がありました" })
            Assert.Contains(words, visitor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("オンラインで納める", visitor.Text, StringComparison.Ordinal);
        await visitor.Follow("領収の内容を見る");
        Assert.Contains("市都民税", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("清瀬 花子 様", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("領収の内容", (await visitor.Open(MyPayments.Url)).Text, StringComparison.Ordinal);

        // The money is posted by the program alone, as what was owed and by a method of the item.
        var came = await city.Read(db => db.Postings().SingleAsync(p => p.Kind == PostingKind.Collect));
        Assert.Equal((Match.Whole, (Guid?)null), (came.Found, came.By));
    }

    [Theory, BothDatabases]
    public async Task 項目が認めるものは一部だけ納められ_残りはまた納められるが_納める額より多くは選べない(string database)
    {
        await using var city = await City.Start(database);
        var (visitor, claim) = await Owing(city, 30_000, "health-insurance-tax");
        await Begin(visitor, claim);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.Fill("今、納める額", "30001").Press("決済会社の画面へ進む"))
            .Status);
        Assert.Contains("1円から30,000円まで", visitor.Text, StringComparison.Ordinal);
        await visitor.Fill("今、納める額", "10000").Press("決済会社の画面へ進む");
        await PayingTests.Pay(city, Checkout(visitor), Behaviour.Success);
        await Holds(city, claim, paid: 10_000, owed: 20_000, over: 0);
        await Begin(visitor, claim);
        await visitor.Press("決済会社の画面へ進む");
        await PayingTests.Pay(city, Checkout(visitor), Behaviour.Success);
        await Holds(city, claim, paid: 30_000, owed: 0, over: 0);
        Assert.Equal([10_000, 20_000], await city.Read(db => db.Set<Capture>().OrderBy(c => c.CapturedAt).Select(c => c.Figure)
            .ToListAsync()));
        Assert.Equal(2, (await visitor.Open(Links.MyClaim(claim.Id))).Page.QuerySelectorAll("a[href$='/receipt']")
            .Count(a => a.Closest("table") is not null));
    }

    [Theory, BothDatabases]
    public async Task 支払っている間にコンビニでも納めると_過納として職員の一覧に残り_カードへ返せる(string database)
    {
        await using var city = await City.Start(database);
        var (visitor, claim) = await Owing(city, 42_000);
        await (await Begin(visitor, claim)).Press("決済会社の画面へ進む");
        await MyPaymentsTests.Pay(city, claim, 42_000);
        await PayingTests.Pay(city, Checkout(visitor), Behaviour.Success);
        await Holds(city, claim, paid: 42_000, owed: 0, over: 42_000);
        Assert.Contains("多く納めています", (await visitor.Open(Links.MyClaim(claim.Id))).Text, StringComparison.Ordinal);

        var kobayashi = await (await city.Officer("kobayashi")).Open(ToSettle.Url + "?list=Double");
        Assert.Contains("清瀬 花子", kobayashi.Text, StringComparison.Ordinal);
        var charge = await city.Read(db => db.Set<Charge>().Select(c => c.Id).SingleAsync());
        Assert.Contains("還付は、債権の画面で決めます", (await kobayashi.Open(PaymentPaths.Office(charge))).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await kobayashi.Open(PaymentPaths.GiveBack(charge))).Status);

        await GiveBack(kobayashi, claim, "42000");
        Assert.Contains("別の職員の確認を待っている還付", kobayashi.Text, StringComparison.Ordinal);
        Assert.Empty(city.Simulator.Payments.Refunds);
        var nakamura = await (await city.Officer("nakamura")).Open(ClaimPaths.Claim(claim.Id));
        await (await nakamura.Follow("還付を確かめる")).Choose("この還付を認めますか/はい").Press("確かめた結果を記録する");
        await PayingTests.Until("カードへ返りません", async () => await city.Read(db => db.Set<Refund>().AnyAsync(r => r.DoneAt != null)));
        Assert.Equal(42_000, Assert.Single(city.Simulator.Payments.Refunds).Amount);
        await Holds(city, claim, paid: 42_000, owed: 0, over: 0);
        Assert.Equal(1, await city.Read(db => db.Postings().CountAsync(p => p.Kind == PostingKind.Refund)));
        Assert.Equal(Yen.Zero, await city.Read(db => db.SumOfAll(default)));
    }

    [Theory, BothDatabases]
    public async Task 決済会社が断った還付は_記帳を取り消すとやり直せず_返している間は記帳を取り消せない(string database)
    {
        await using var city = await City.Start(database);
        var (visitor, claim) = await Owing(city, 3_000, "nursery-fee");
        await (await Begin(visitor, claim)).Press("決済会社の画面へ進む");
        await MyPaymentsTests.Pay(city, claim, 3_000);
        await PayingTests.Pay(city, Checkout(visitor), Behaviour.Success);
        await Holds(city, claim, paid: 3_000, owed: 0, over: 3_000);
        // Somebody gave it back in the company's own screen: it says no.
        var capture = await city.Read(db => db.Set<Capture>().SingleAsync());
        city.Simulator.Payments.GiveBack(capture.ProviderPayment, 3_000, partial: false, null);
        var kobayashi = await city.Officer("kobayashi");
        await GiveBack(kobayashi, claim, "3000");
        await PayingTests.Until("断られません", async () => await city.Read(db => db.Set<Refund>().AnyAsync(r => r.FailedAt != null)));
        var page = PaymentPaths.Office(capture.ChargeId);
        Assert.Contains("やり直しても返せないときは", (await kobayashi.Open(page)).Text, StringComparison.Ordinal);
        var twin = await (await city.Officer("kobayashi")).Open(page);

        await (await kobayashi.Follow("この還付の記帳を取り消して")).Follow("この記帳を取り消す");
        await kobayashi.Fill("取り消す理由", "決済会社が返せないため").Press("この記帳を取り消す");
        await Holds(city, claim, paid: 3_000, owed: 0, over: 3_000);
        Assert.Equal(RefundState.GivenUp, (await city.Read(db => db.Set<Refund>().SingleAsync())).State);
        Assert.DoesNotContain("返金をやり直す", (await kobayashi.Open(page)).Text, StringComparison.Ordinal);
        Assert.Contains("いまやり直せません", (await twin.Press("返金をやり直す")).Text, StringComparison.Ordinal);
        Assert.Equal(Yen.Zero, await city.Read(db => db.SumOfAll(default)));
        // It goes by bank now; the card takes nothing more.
        await (await kobayashi.Open(ClaimPaths.Claim(claim.Id))).Follow("還付する");
        Assert.DoesNotContain("支払ったカードなどに返す", kobayashi.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 決済会社が返している還付の記帳は取り消せない(string database)
    {
        await using var city = await City.Start(database);
        var (visitor, claim) = await Owing(city, 3_000, "nursery-fee");
        await (await Begin(visitor, claim)).Press("決済会社の画面へ進む");
        await MyPaymentsTests.Pay(city, claim, 3_000);
        await PayingTests.Pay(city, Checkout(visitor), Behaviour.Success);
        await Holds(city, claim, paid: 3_000, owed: 0, over: 3_000);
        var kobayashi = await city.Officer("kobayashi");
        await GiveBack(kobayashi, claim, "3000");
        var posting = await city.Read(db => db.Postings().Where(p => p.Kind == PostingKind.Refund).Select(p => p.Id).SingleAsync());
        await (await kobayashi.Open(ClaimPaths.Posting(posting))).Follow("この記帳を取り消す");
        await kobayashi.Fill("取り消す理由", "間違い").Press("この記帳を取り消す");
        Assert.Contains("決済会社が断ったときだけ", kobayashi.Text, StringComparison.Ordinal);
        await Holds(city, claim, paid: 3_000, owed: 0, over: 0);
    }

    [Theory, BothDatabases]
    public async Task 二度押しても戻っても支払いは一つで_会社が止まっていても待てば進み_二度の引き落としは返る(string database)
    {
        await using var city = await City.Start(database);
        var (visitor, claim) = await Owing(city, 42_000);
        await Begin(visitor, claim);
        var twice = await (await city.SignedIn(ActorKind.Resident, (await MyPaymentsTests.As(city, "清瀬 花子")).Account))
            .Open(PayClaim.Of(claim.Id));
        city.Simulator.Payments.Outage = true;
        await visitor.Press("決済会社の画面へ進む");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, visitor.Status);
        Assert.Contains("納める額は変わっていません", visitor.Text, StringComparison.Ordinal);
        city.Simulator.Payments.Outage = false;
        await visitor.Follow("もう一度試す");
        await twice.Press("決済会社の画面へ進む");
        Assert.Equal(Checkout(visitor), Checkout(twice));
        await (await Begin(visitor, claim)).Press("決済会社の画面へ進む");
        Assert.Equal(Checkout(twice), Checkout(visitor));
        Assert.Contains("オンラインの支払いを始めています", (await twice.Open(Links.MyClaim(claim.Id))).Text, StringComparison.Ordinal);
        Assert.Equal(1, await city.Read(db => db.Set<Charge>().CountAsync()));

        await PayingTests.Pay(city, Checkout(visitor), Behaviour.DoubleSuccess);
        await PayingTests.Until("二度目が返りません", async () => await city.Read(db => db.Set<Refund>().AnyAsync(r => r.DoneAt != null)));
        await Holds(city, claim, paid: 42_000, owed: 0, over: 0);
        Assert.Equal(42_000, Assert.Single(city.Simulator.Payments.Refunds).Amount);
    }

    [Theory, BothDatabases]
    public async Task 一部の額を変えて始め直すと前の支払い画面は閉じ_期限の後に届いたお金も納めたことになる(string database)
    {
        await using var city = await City.Start(database);
        var (visitor, claim) = await Owing(city, 30_000, "nursery-fee");
        await (await Begin(visitor, claim)).Fill("今、納める額", "5000").Press("決済会社の画面へ進む");
        var first = Checkout(visitor);
        await (await Begin(visitor, claim)).Fill("今、納める額", "8000").Press("決済会社の画面へ進む");
        Assert.NotEqual(first, Checkout(visitor));
        Assert.Equal([ChargeState.Cancelled, ChargeState.Started],
            await city.Read(db => db.Set<Charge>().OrderBy(c => c.Number).Select(c => c.State).ToListAsync()));
        await PayingTests.Pay(city, Checkout(visitor), Behaviour.LateSuccess, seconds: 1900);
        await PayingTests.Until("断られません", async () => await city.Read(db => db.Set<Charge>()
            .AnyAsync(c => c.State == ChargeState.Failed)));
        city.Clock.Pass(TimeSpan.FromMinutes(31));
        await city.Services.GetRequiredService<Watch>().Look(default);
        city.Clock.Pass(TimeSpan.FromMinutes(1));
        await Holds(city, claim, paid: 8_000, owed: 22_000, over: 0);
    }

    [Theory, BothDatabases]
    public async Task ほかの人の債権は番号を変えても納められず_納め終えたものと窓口の記録からも始められない(string database)
    {
        await using var city = await City.Start(database);
        var (visitor, claim) = await Owing(city, 42_000);
        var stranger = await MyPaymentsTests.Owe(city, null, "秋津 太郎", 77_000, Due);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Open(PayClaim.Of(stranger.Id))).Status);
        await Begin(visitor, claim);
        visitor.Page.QuerySelector("main form[method=post]")?.SetAttribute("action", PayClaim.Of(stranger.Id));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Press("決済会社の画面へ進む")).Status);
        await MyPaymentsTests.Pay(city, claim, 42_000);
        Assert.Equal(Links.MyClaim(claim.Id), (await visitor.Open(PayClaim.Of(claim.Id))).Path);
        Assert.Equal(0, await city.Read(db => db.Set<Charge>().CountAsync()));
        // Both of those who owe together may pay; a receipt is only of who paid.
        var joint = await MyPaymentsTests.Joint(city, (await MyPaymentsTests.As(city, "清瀬 花子")).Person ?? throw new NotHere());
        await (await Begin(visitor, joint)).Press("決済会社の画面へ進む");
        await PayingTests.Pay(city, Checkout(visitor), Behaviour.Success);
        await Holds(city, joint, paid: 36_000, owed: 0, over: 0);
        var charge = await city.Read(db => db.Set<Charge>().Select(c => c.Id).SingleAsync());
        var other = await city.SignedIn(ActorKind.Resident, (await MyPaymentsTests.As(city, "松山 一郎")).Account);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Open(PaymentPaths.Receipt(charge))).Status);
    }

    static async Task<(Visitor Visitor, Claim Claim)> Owing(City city, long yen, string item = "resident-tax")
    {
        var hanako = await MyPaymentsTests.As(city, "清瀬 花子");
        var claim = await MyPaymentsTests.Owe(city, hanako.Person ?? throw new NotHere(), "清瀬 花子", yen, Due, item);
        return (await city.SignedIn(ActorKind.Resident, hanako.Account), claim);
    }

    static async Task<Visitor> Begin(Visitor visitor, Claim claim)
    {
        await (await visitor.Open(Links.MyClaim(claim.Id))).Follow("オンラインで納める");
        Assert.Equal((HttpStatusCode.OK, PayClaim.Of(claim.Id)), (visitor.Status, visitor.Path));
        return visitor;
    }

    static string Checkout(Visitor visitor) => visitor.Page.QuerySelector("a.button-main")?.GetAttribute("href")?.Split('/')[^1]
        ?? throw new InvalidOperationException($"{(int)visitor.Status} {visitor.Path} {visitor.Text}");

    static async Task GiveBack(Visitor officer, Claim claim, string yen)
    {
        await (await officer.Open(ClaimPaths.Claim(claim.Id))).Follow("還付する");
        await officer.Fill("還付する額", yen).Choose("支払ったカードなどに返す").Fill("理由", "二重納付のため").Press("還付する");
        Assert.True(officer.Status is HttpStatusCode.OK, $"{(int)officer.Status} {officer.Path} {officer.Text}");
    }

    static Task Holds(City city, Claim claim, long paid, long owed, long over) => PayingTests.Until(
        $"納めた額が{paid}円、残りが{owed}円、過納が{over}円になりません", async () =>
        {
            var balance = await city.Read(async db => (await db.BalancesOf([claim.Id], default))[claim.Id]);
            return (balance.Paid.Amount, balance.OwedFigure, balance.OverpaidFigure) == (paid, owed, over);
        });
}

using Keyaki.Kernel;
using Keyaki.Payments;
using static Keyaki.Tests.Rules.Owing;

namespace Keyaki.Tests.Rules;

/// <summary>督促と分納: who is reminded of what on a day, and how a promise to pay in parts stands.</summary>
public sealed class DemandTests
{
    static readonly Determination Tax = Claim();

    // 日数は地方税法329条1項・371条1項ほか。税外は条例が未確認で、例の日数。指定期限は例の10日を、閉庁日なら次の開庁日へ。
    [Theory]
    [InlineData("地方税は20日以内", "resident-tax", "2026-06-30", "2026-07-20", "2026-07-10", "2026-07-21",
        "地方税法329条1項、371条1項ほか")]
    [InlineData("公債権は地方自治法による", "afterschool-fee", "2026-06-30", "2026-07-20", "2026-07-01", "2026-07-13",
        "地方自治法231条の3第1項")]
    [InlineData("介護保険料も地方自治法による", "care-premium", "2026-07-31", "2026-08-20", "2026-08-20", "2026-08-31",
        "地方自治法231条の3第1項")]
    [InlineData("私債権は施行令による", "lunch", "2026-09-30", "2026-10-20", "2026-10-20", "2026-10-30", "地方自治法施行令171条")]
    public void 督促状は納期限の後20日までに_指定期限を決めて出す(string source, string item, string due, string latest, string sent,
        string term, string article)
    {
        var of = Claim(item, due);
        var demand = Ledger((of, 10_000)).Demand(of, Recovery.None, On(sent), Figures, City.Calendar);
        Assert.Equal((On(latest), On(term), article, 10_000, source),
            (Demanding.Latest(of, Figures), demand.Term, demand.Article, demand.Owed.Amount, source));
    }

    [Fact]
    public void 督促するのは納期限の翌日から_納められていない間()
    {
        var ledger = Ledger((Tax, 10_000));
        Assert.Equal(NoDemand.NotDue, ledger.WhyNot(Tax, Recovery.None, On("2026-06-30"), Figures));
        Assert.Null(ledger.WhyNot(Tax, Recovery.None, On("2026-07-01"), Figures));
        Assert.Null(ledger.Pays(Tax, 9_999, "2026-06-30").WhyNot(Tax, Recovery.None, On("2026-07-01"), Figures));
        Assert.Equal(NoDemand.Paid, ledger.Pays(Tax, 10_000, "2026-07-01").WhyNot(Tax, Recovery.None, On("2026-07-02"), Figures));
    }

    [Fact]
    public void 督促は一つの調定に一度だけ()
    {
        var ledger = Ledger((Tax, 10_000));
        var after = Recovery.None with { Demand = ledger.Demand(Tax, Recovery.None, On("2026-07-10"), Figures, City.Calendar) };
        Assert.Equal(NoDemand.Said, ledger.WhyNot(Tax, after, On("2026-08-10"), Figures));
        Says("督促は、もう出してあります。", Said(() => ledger.Demand(Tax, after, On("2026-08-10"), Figures, City.Calendar)));
    }

    [Theory]
    [InlineData(StayKind.Disaster, "resident-tax", true)]
    [InlineData(StayKind.Business, "resident-tax", true)]
    [InlineData(StayKind.SaleByOffice, "resident-tax", false)] // 換価の猶予は、督促を止めない
    [InlineData(StayKind.SaleByWish, "resident-tax", false)]
    [InlineData(StayKind.Extension, "lunch", true)]
    public void 徴収の猶予と履行延期の間は督促せず_終わった翌日から督促する(StayKind kind, string item, bool stops)
    {
        var of = Claim(item);
        var (ledger, recovery) = (Ledger((of, 10_000)), Recovery.None.Stayed(of, kind, "2026-07-01", "2026-12-31"));
        Assert.Equal(stops ? NoDemand.Stayed : null, ledger.WhyNot(of, recovery, On("2026-12-31"), Figures));
        Assert.Null(ledger.WhyNot(of, recovery, On("2027-01-01"), Figures));
        recovery.Stays[0].Revoke(On("2026-10-01"));
        Assert.Equal(stops ? NoDemand.Stayed : null, ledger.WhyNot(of, recovery, On("2026-09-30"), Figures));
        Assert.Null(ledger.WhyNot(of, recovery, On("2026-10-01"), Figures));
    }

    [Fact]
    public void 守られている分納の間は督促せず_破られた翌日から督促する()
    {
        var ledger = Ledger((Tax, 10_000));
        Portion[] parts = [new(On("2026-07-31"), new(4_000)), new(On("2026-08-31"), new(6_000))];
        var plan = PaymentPlan.Make(ledger, [Tax], parts, On("2026-07-10"));
        var recovery = Recovery.None with { Plans = [plan] };
        Assert.Equal(NoDemand.InParts, ledger.WhyNot(Tax, recovery, On("2026-07-31"), Figures));
        Assert.Null(ledger.WhyNot(Tax, recovery, On("2026-08-01"), Figures));
        Assert.Equal(NoDemand.InParts, ledger.Pays(Tax, 4_000, "2026-07-31").WhyNot(Tax, recovery, On("2026-08-31"), Figures));
        plan.End(On("2026-07-20"));
        Assert.Null(ledger.WhyNot(Tax, recovery, On("2026-07-20"), Figures));
    }

    [Fact]
    public void 執行停止の間と時効の後は督促しない()
    {
        var ledger = Ledger((Tax, 10_000));
        var stopped = Recovery.None.With(Tax, RecoveryKind.Suspension, "2026-08-01", SuspensionGround.NoMeans);
        Assert.Equal(NoDemand.Suspended, ledger.WhyNot(Tax, stopped, On("2026-08-01"), Figures));
        Assert.Null(ledger.WhyNot(Tax, stopped.With(Tax, RecoveryKind.Resumption, "2026-09-01"), On("2026-09-01"), Figures));
        Assert.Null(ledger.WhyNot(Tax, Recovery.None, On("2031-06-30"), Figures));
        Assert.Equal(NoDemand.Gone, ledger.WhyNot(Tax, Recovery.None, On("2031-07-01"), Figures));
    }

    [Fact]
    public void その日に督促するものは_期限の早いものから並ぶ()
    {
        var (late, paid) = (Claim(due: "2026-08-31", key: "2"), Claim(due: "2026-06-30", key: "3"));
        var next = Claim(due: "2026-10-31", key: "4");
        var ledger = Ledger((late, 1_000), (Tax, 1_000), (paid, 1_000), (next, 1_000)).Pays(paid, 1_000, "2026-06-30");
        Assert.Equal(["1", "2"], ledger.ToDemand(_ => Recovery.None, On("2026-09-01"), Figures).Select(of => of.Key));
    }

    // 総額を回数で割って千円未満を初回に寄せる（期割の端数と同じ寄せ方）。手で計算した。
    [Theory]
    [InlineData(100_000, 3, "34000 33000 33000")]
    [InlineData(56_400, 4, "14400 14000 14000 14000")]
    [InlineData(12_345, 1, "12345")]
    [InlineData(2_500, 3, "834 833 833")] // 1回が千円に満たなければ円で分ける
    public void 分納の額は千円で分け_残りは初回に入れる(long sum, int parts, string amounts)
    {
        var portions = PaymentPlan.Even(new(sum), parts, On("2026-08-31"));
        Assert.Equal(amounts, string.Join(' ', portions.Select(p => p.Amount.Amount)));
        Assert.Equal(On("2026-08-31").AddMonths(parts - 1), portions[^1].Due);
        Assert.Equal(sum, portions.Sum(p => p.Amount.Amount));
    }

    [Theory]
    [InlineData(10_000, 3_000, "3000 3000 3000 1000")]
    [InlineData(9_000, 3_000, "3000 3000 3000")]
    [InlineData(500, 3_000, "500")]
    public void 一回の額を決めた分納は_残りが終わりの回になる(long sum, long each, string amounts)
    {
        var portions = PaymentPlan.Each(new(sum), new(each), On("2026-08-31"));
        Assert.Equal(amounts, string.Join(' ', portions.Select(p => p.Amount.Amount)));
        Says("120回まで", Said(() => PaymentPlan.Each(new(sum), Yen.Zero, On("2026-08-31"))));
        Assert.Null(Said(() => PaymentPlan.Each(new(12_000), new(100), On("2026-08-31"))));
        Says("120回まで", Said(() => PaymentPlan.Each(new(12_001), new(100), On("2026-08-31"))));
    }

    [Fact]
    public void 分納の約束は_未納の全額を日の順に分け_一つの調定に一つだけ()
    {
        var second = Claim(due: "2026-08-31", key: "2");
        var ledger = Ledger((Tax, 10_000), (second, 5_000));
        Portion[] parts = [new(On("2026-10-31"), new(8_000)), new(On("2026-11-30"), new(7_000))];
        var plan = PaymentPlan.Make(ledger, [second, Tax], parts, On("2026-10-01"));
        Assert.Equal(["1", "2"], plan.Keys);
        (string Field, Func<object> Act)[] refused =
        [
            ("合計は15,000円です", () => PaymentPlan.Make(ledger, [Tax], parts, On("2026-10-01"))),
            ("早い順", () => PaymentPlan.Make(ledger, [Tax, second], [parts[1], parts[0]], On("2026-10-01"))),
            ("早い順", () => PaymentPlan.Make(ledger, [Tax, second], parts, On("2026-11-01"))),
            ("1円以上", () => PaymentPlan.Make(ledger, [Tax, second], [], On("2026-10-01"))),
            ("もう分納の約束があります", () => PaymentPlan.Make(ledger, [Tax, second], parts, On("2026-10-01"), plan)),
            ("納められています", () => PaymentPlan.Make(ledger.Pays(second, 5_000, "2026-08-31"), [Tax, second], parts, On("2026-10-01"))),
            ("一人の滞納者", () => PaymentPlan.Make(ledger, [Tax, second with { Debtor = Officer }], parts, On("2026-10-01"))),
            ("一つ以上", () => PaymentPlan.Make(ledger, [], parts, On("2026-10-01"))),
        ];
        Assert.All(refused, r => Assert.Contains(r.Field, Said(r.Act), StringComparison.Ordinal));
        plan.End(On("2026-10-01"));
        PaymentPlan.Make(ledger, [Tax, second], parts, On("2026-10-01"), plan);
    }

    // 10,000円と5,000円を、7月から3回5,000円ずつ。手で数えた。
    [Theory]
    [InlineData("期日までは破られていない", 0, "2026-07-31", 0, null, "2026-07-31:5000")]
    [InlineData("期日の翌日に破られる", 0, "2026-08-01", 5_000, "2026-08-01", "2026-07-31:5000")]
    [InlineData("足りない分だけ遅れている", 4_000, "2026-08-01", 1_000, "2026-08-01", "2026-07-31:1000")]
    [InlineData("二回分遅れても、破られた日は初めの日", 4_999, "2026-09-01", 5_001, "2026-08-01", "2026-07-31:1")]
    [InlineData("遅れて納めれば、また守られている", 10_000, "2026-09-01", 0, null, "2026-09-30:5000")]
    [InlineData("多く納めた分は、次の回に数える", 7_000, "2026-08-01", 0, null, "2026-08-31:3000")]
    [InlineData("すべて納めた", 15_000, "2027-01-01", 0, null, "")]
    public void 分納の約束がどこまで守られているかが分かる(string why, long paid, string today, long behind, string? broken, string next)
    {
        var second = Claim(due: "2026-08-31", key: "2");
        var ledger = Ledger((Tax, 10_000), (second, 5_000));
        var plan = PaymentPlan.Make(ledger, [Tax, second], PaymentPlan.Even(new(15_000), 3, On("2026-07-31")), On("2026-07-10"));
        foreach (var (of, amount) in plan.Counting(ledger, new(paid))) ledger = ledger.Pays(of, amount.Amount, "2026-07-31");
        var standing = plan.Standing(ledger, On(today));
        Assert.Equal((new Yen(paid), new Yen(behind), broken is null ? null : On(broken), why),
            (standing.Paid, standing.Behind, standing.BrokenSince, why));
        Assert.Equal(next, standing.Next is { } part ? $"{part.Due:yyyy-MM-dd}:{part.Amount.Amount}" : "");
    }

    [Fact]
    public void 分納のお金は納期限の早い調定から数え_約束の前の納付と取り消した納付は数えない()
    {
        var second = Claim(due: "2026-08-31", key: "2");
        var ledger = Ledger((second, 5_000), (Tax, 10_000)).Pays(Tax, 2_000, "2026-07-01");
        var plan = PaymentPlan.Make(ledger, [second, Tax], PaymentPlan.Even(new(13_000), 2, On("2026-09-30")), On("2026-09-01"));
        Assert.Equal([("1", 8_000L), ("2", 1_000L)], plan.Counting(ledger, new(9_000)).Select(c => (c.Of.Key, c.Amount.Amount)));
        var paid = ledger.Pays(Tax, 3_000, "2026-09-30");
        Assert.Equal(3_000, plan.Standing(paid, On("2026-09-30")).Paid.Amount);
        var back = paid.With(paid.Reverse(paid.Postings[^1], "速報の取消し", On("2026-10-02")));
        Assert.Equal(0, plan.Standing(back, On("2026-10-02")).Paid.Amount);
    }

    [Fact]
    public void 減額で未納がなくなれば_分納は終わっている()
    {
        var ledger = Ledger((Tax, 10_000));
        var plan = PaymentPlan.Make(ledger, [Tax], PaymentPlan.Even(new(10_000), 2, On("2026-07-31")), On("2026-07-10"));
        var none = ledger.Then(l => l.Determine(Tax, Yen.Zero, "減免", On("2026-07-20")));
        Assert.Equal((null, null), (plan.Standing(none, On("2026-12-01")).BrokenSince, plan.Standing(none, On("2026-12-01")).Next));
    }
}

using Keyaki.Kernel;
using Keyaki.Payments;
using static Keyaki.Tests.Rules.Owing;

namespace Keyaki.Tests.Rules;

/// <summary>時効: until when a claim lives, by its law and by what happened. Last days are counted by hand.</summary>
public sealed class LimitationTests
{
    static Limitation Of(Determination of, Recovery recovery, Ledger? ledger = null) =>
        Limitation.Of(ledger ?? Ledger((of, 100_000)), of, recovery, Figures);

    static string? Last(Determination of, Recovery recovery, Ledger? ledger = null) =>
        Of(of, recovery, ledger).Last?.ToString("yyyy-MM-dd");

    // 納期限の翌日から数え、応当日の前の日に終わる（民法143条2項）。
    [Theory]
    [InlineData("地方税は5年", "resident-tax", "2026-06-30", "2031-06-30", "地方税法18条1項")]
    [InlineData("国民健康保険税も5年", "health-insurance-tax", "2026-07-31", "2031-07-31", "地方税法18条1項")]
    [InlineData("介護保険料は2年", "care-premium", "2026-07-31", "2028-07-31", "介護保険法200条1項")]
    [InlineData("後期高齢者医療保険料は2年", "elderly-premium", "2026-07-31", "2028-07-31", "高齢者の医療の確保に関する法律160条1項")]
    [InlineData("公債権は5年", "afterschool-fee", "2026-06-30", "2031-06-30", "地方自治法236条1項")]
    [InlineData("私債権は5年", "lunch", "2026-06-30", "2031-06-30", "民法166条1項1号")]
    [InlineData("2月28日が納期限なら、3月1日から", "resident-tax", "2027-02-28", "2032-02-29", "地方税法18条1項")]
    public void 何もしなければ_納期限の翌日から法の年数で完成する(string why, string item, string due, string last, string article)
    {
        var of = Claim(item, due);
        var time = Of(of, Recovery.None);
        Assert.Equal((On(last), article, why), (time.Last, Assert.Single(time.Lines).Article, why));
        Assert.False(time.IsComplete(On(last)));
        Assert.True(time.IsComplete(On(last).AddDays(1)));
        Assert.Equal(On(last).AddDays(1), time.CompleteOn);
        Assert.Equal(item is not "lunch", time.IsGone(On(last).AddDays(1)));
    }

    // 地方税の督促は発した日から起算して10日を経過した日の翌日から（地方税法18条の2第1項2号）。ほかは督促の翌日から（地方自治法236条4項）。
    [Theory]
    [InlineData("resident-tax", "2026-07-15", "2031-07-25")]
    [InlineData("care-premium", "2026-07-15", "2028-07-15")]
    [InlineData("afterschool-fee", "2026-07-15", "2031-07-15")]
    [InlineData("lunch", "2026-07-15", "2031-07-15")]
    public void 督促で新たに数える(string item, string sent, string last)
    {
        var of = Claim(item);
        Assert.Equal(last, Last(of, Recovery.None.Demanded(of, sent)));
    }

    [Fact]
    public void 一部の納付と分納の約束と承認で新たに数え_充当では数え直さない()
    {
        var tax = Claim();
        var paid = Ledger((tax, 100_000)).Pays(tax, 10_000, "2028-03-10");
        Assert.Equal("2033-03-10", Last(tax, Recovery.None, paid));
        // Taken back, it never came.
        Assert.Equal("2031-06-30", Last(tax, Recovery.None, paid.With(paid.Reverse(paid.Postings[^1], "誤り", On("2028-03-12")))));
        Assert.Equal("2033-05-01", Last(tax, Recovery.None.With(tax, RecoveryKind.Acknowledgement, "2028-05-01")));
        var plan = PaymentPlan.Make(Ledger((tax, 100_000)), [tax], [new(On("2029-12-31"), new(100_000))], On("2029-04-01"));
        Assert.Equal("2034-04-01", Last(tax, Recovery.None with { Plans = [plan] }));
        var other = Claim(due: "2026-08-31", key: "2");
        var over = Ledger((tax, 100_000), (other, 10_000)).Pays(other, 30_000, "2027-04-01")
            .Then(l => l.Appropriate(other, On("2027-05-01")));
        Assert.Equal((80_000, "2031-06-30"), (over.Owed(tax).Amount, Last(tax, Recovery.None, over)));
    }

    // 猶予の日数だけ延びる（地方税法18条の2第4項）。2026年9月1日から2027年8月31日までは365日。
    [Theory]
    [InlineData("猶予の日数だけ延びる", StayKind.SaleByWish, "resident-tax", "2026-09-01", "2027-08-31", "2032-06-29")]
    [InlineData("納期限の前からの猶予は、翌日から数える", StayKind.Disaster, "resident-tax", "2026-06-01", "2026-07-10", "2031-07-10")]
    [InlineData("履行延期は承認で、延びた期限の翌日から", StayKind.Extension, "lunch", "2026-09-01", "2027-08-31", "2032-08-31")]
    public void 猶予で時効が延びる(string why, StayKind kind, string item, string from, string until, string last)
    {
        var of = Claim(item);
        Assert.Equal((last, why), (Last(of, Recovery.None.Stayed(of, kind, from, until)), why));
    }

    [Fact]
    public void 猶予の間に納めると_残りの猶予の日数も延びる()
    {
        var tax = Claim();
        // 2027年3月1日の翌日から5年と、3月2日から8月31日までの183日。
        Assert.Equal("2032-08-31", Last(tax, Recovery.None.Stayed(tax, StayKind.SaleByWish, "2026-09-01", "2027-08-31"),
            Ledger((tax, 100_000)).Pays(tax, 10_000, "2027-03-01")));
    }

    [Fact]
    public void 差押と交付要求の間は完成せず_終わると新たに数える()
    {
        var tax = Claim();
        var seized = Recovery.None.Demanded(tax, "2026-07-15").With(tax, RecoveryKind.Seizure, "2026-09-01");
        Assert.Null(Of(tax, seized).Last);
        Assert.False(Of(tax, seized).IsComplete(On("2039-01-01")));
        // Money during it does not end what goes on.
        Assert.Null(Last(tax, seized, Ledger((tax, 100_000)).Pays(tax, 1_000, "2026-10-01")));
        Assert.Equal("2040-04-01", Last(tax, seized.With(tax, RecoveryKind.Release, "2035-04-01")));
        Assert.Null(Of(tax, seized.With(tax, RecoveryKind.Seizure, "2026-10-01").With(tax, RecoveryKind.Release, "2035-04-01")).Last);
        Assert.Equal("2033-01-31", Last(tax, seized.With(tax, RecoveryKind.Sale, "2027-01-01")
            .With(tax, RecoveryKind.Distribution, "2028-01-31")));
        var shared = Recovery.None.With(tax, RecoveryKind.ShareClaim, "2027-01-01").With(tax, RecoveryKind.ShareEnd, "2029-05-01");
        Assert.Equal("2034-05-01", Last(tax, shared));
    }

    [Theory]
    [InlineData("満了の前の催告は、6か月猶予する", "2031-06-30", null, "2031-12-31")]
    [InlineData("早い催告は、何も延ばさない", "2030-12-01", null, "2031-06-30")]
    [InlineData("猶予の間の再度の催告は効かない（民法150条2項）", "2031-06-01", "2031-10-01", "2031-12-01")]
    [InlineData("満了した後の催告は効かない", "2031-07-01", null, "2031-06-30")]
    public void 催告は6か月だけ完成を猶予し_重ねられない(string why, string first, string? again, string last)
    {
        var tax = Claim();
        var noticed = Recovery.None.With(tax, RecoveryKind.Notice, first);
        if (again is not null) noticed = noticed.With(tax, RecoveryKind.Notice, again);
        Assert.Equal((last, why), (Last(tax, noticed), why));
    }

    [Fact]
    public void 訴えの間は完成せず_判決が確定すると10年になる()
    {
        var lunch = Claim("lunch");
        var sued = Recovery.None.With(lunch, RecoveryKind.Suit, "2027-01-10");
        Assert.Null(Of(lunch, sued).Last);
        var judged = sued.With(lunch, RecoveryKind.Judgment, "2027-08-20");
        Assert.Equal("2037-08-20", Last(lunch, judged));
        Assert.Equal("2040-01-05", Last(lunch, judged, Ledger((lunch, 100_000)).Pays(lunch, 1_000, "2030-01-05")));
    }

    [Fact]
    public void 完成した後のことは_公債権では何も変えず_私債権では承認だけが数え直す()
    {
        var (tax, lunch) = (Claim(), Claim("lunch"));
        Assert.Equal("2031-06-30", Last(tax, Recovery.None.With(tax, RecoveryKind.Acknowledgement, "2031-07-01")));
        Assert.Equal("2031-06-30", Last(tax, Recovery.None.Demanded(tax, "2031-07-01")));
        Assert.Equal("2036-07-01", Last(lunch, Recovery.None.With(lunch, RecoveryKind.Acknowledgement, "2031-07-01")));
        Assert.Equal("2031-06-30", Last(lunch, Recovery.None.Demanded(lunch, "2031-07-01")));
        // On its last day it still lives.
        Assert.Equal("2036-06-30", Last(tax, Recovery.None.With(tax, RecoveryKind.Acknowledgement, "2031-06-30")));
    }

    [Fact]
    public void 私債権は援用されるまで消えず_援用できるのは完成した後だけ()
    {
        var lunch = Claim("lunch");
        var ledger = Ledger((lunch, 10_000));
        Assert.False(Of(lunch, Recovery.None).IsGone(On("2039-01-01")));
        string? Invoke(Determination of, string day) => Said(() => Ledger((of, 10_000))
            .Take(of, Recovery.None, RecoveryKind.Invocation, On(day), "内容証明が届いた", On(day), Figures));
        Says("まだ完成していません", Invoke(lunch, "2031-06-30"));
        Assert.Null(Invoke(lunch, "2031-07-01"));
        Says("援用がなくても", Invoke(Claim(), "2031-07-01"));
        var invoked = Recovery.None.With(lunch, RecoveryKind.Invocation, "2031-08-01");
        Assert.False(Of(lunch, invoked).IsGone(On("2031-07-31")));
        Assert.True(Of(lunch, invoked).IsGone(On("2031-08-01")));
        // What is paid after that is paid without owing it.
        Assert.True(Of(lunch, invoked, ledger.Pays(lunch, 1_000, "2031-09-01")).IsGone(On("2031-09-01")));
    }

    [Fact]
    public void 時効の表は_起きたことと条文と満了日を順に言う()
    {
        var tax = Claim();
        var recovery = Recovery.None.Demanded(tax, "2026-07-15").With(tax, RecoveryKind.Seizure, "2026-09-01")
            .With(tax, RecoveryKind.Release, "2027-03-31");
        Assert.Equal(
        [
            "2026-07-01 納期限の翌日から数える 地方税法18条1項 2031-06-30",
            "2026-07-15 督促（更新） 地方税法18条の2第1項2号 2031-07-25",
            "2026-09-01 差押（終わるまで完成しない） 民法148条1項 ",
            "2026-12-01 1,000円の納付（承認） 民法152条 ",
            "2027-03-31 差押解除（更新） 民法148条2項 2032-03-31",
        ], Of(tax, recovery, Ledger((tax, 5_000)).Pays(tax, 1_000, "2026-12-01")).Lines
            .Select(l => $"{l.Day:yyyy-MM-dd} {l.What} {l.Article} {l.Last:yyyy-MM-dd}"));
    }

    [Fact]
    public void 令和2年3月までに始まった私債権は_前の民法によるので止まって言う() =>
        Assert.Contains("collection-years/civil", Assert.Throws<MissingRule>(() => Of(Claim("lunch", "2020-03-30"), Recovery.None)).Message,
            StringComparison.Ordinal);
}

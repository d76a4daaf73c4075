using Keyaki.Kernel;
using Keyaki.Payments;
using static Keyaki.Tests.Rules.Owing;

namespace Keyaki.Tests.Rules;

/// <summary>猶予と滞納処分: when a claim is not pressed, what that takes off for lateness, and which step may be taken when.</summary>
public sealed class RecoveryTests
{
    static readonly Determination Tax = Claim();
    static readonly Ledger Owed = Ledger((Tax, 100_000));

    static RecoveryStep Take(Determination of, Recovery recovery, RecoveryKind kind, string day, SuspensionGround? ground = null,
        Ledger? ledger = null) =>
        (ledger ?? Ledger((of, 100_000))).Take(of, recovery, kind, On(day), "した", On("2040-01-01"), Figures, ground);

    static string? Refused(Determination of, Recovery recovery, RecoveryKind kind, string day, SuspensionGround? ground = null,
        Ledger? ledger = null) => Said(() => Take(of, recovery, kind, day, ground, ledger));

    // 地方税は発した日から起算して10日を経過した日（7月20日）までに完納しないとき（地方税法331条1項1号ほか）。
    // 税外は指定期限の翌日から（地方自治法231条の3第3項）。
    [Theory]
    [InlineData("resident-tax", "2026-07-10", "2026-07-21")]
    [InlineData("resident-tax", "2026-12-25", "2027-01-05")]
    [InlineData("nursery-fee", "2026-07-10", "2026-07-21")]
    public void 差し押さえられるのは督促から10日を過ぎてから(string item, string sent, string from)
    {
        var of = Claim(item);
        var demanded = Recovery.None.Demanded(of, sent);
        Assert.Equal(On(from), Recovering.SeizableFrom(of, demanded, Figures));
        Says("差し押さえられるのは、", Refused(of, demanded, RecoveryKind.Seizure, $"{On(from).AddDays(-1):yyyy-MM-dd}"));
        Assert.Equal(RecoveryKind.Seizure, Take(of, demanded, RecoveryKind.Seizure, from).Kind);
        Says("督促していません。", Refused(of, Recovery.None, RecoveryKind.Seizure, from));
    }

    [Theory]
    [InlineData("afterschool-fee")]
    [InlineData("lunch")]
    public void 滞納処分は強制徴収公債権だけで_ほかの債権は裁判所による(string item)
    {
        var of = Claim(item);
        var demanded = Recovery.None.Demanded(of, "2026-07-10");
        foreach (var kind in Enum.GetValues<RecoveryKind>().Where(k => k <= RecoveryKind.Resumption))
            Says("強制徴収公債権ではありません", Refused(of, demanded, kind, "2026-09-01", SuspensionGround.NoMeans));
        Assert.Equal("民法147条1項、地方自治法施行令171条の2", Take(of, demanded, RecoveryKind.Suit, "2026-09-01").Article);
        Says("まだ訴えていません", Refused(of, demanded, RecoveryKind.Judgment, "2026-09-01"));
        Says("滞納処分をしてください", Refused(Tax, demanded, RecoveryKind.Suit, "2026-09-01"));
    }

    [Fact]
    public void 差押から換価と配当へ順に進み_飛ばすことも重ねることもできない()
    {
        var at = Recovery.None.Demanded(Tax, "2026-07-10");
        Says("差し押さえた財産がありません", Refused(Tax, at, RecoveryKind.Sale, "2026-08-01"));
        Says("差し押さえた財産がありません", Refused(Tax, at, RecoveryKind.Release, "2026-08-01"));
        at = at.With(Tax, RecoveryKind.Search, "2026-07-15").With(Tax, RecoveryKind.Seizure, "2026-07-21");
        Says("換価していません", Refused(Tax, at, RecoveryKind.Distribution, "2026-08-01"));
        Says("先に差押を解除", Refused(Tax, at, RecoveryKind.Suspension, "2026-08-01", SuspensionGround.NoMeans));
        at = at.With(Tax, RecoveryKind.Sale, "2026-09-01");
        Assert.Null(Refused(Tax, at, RecoveryKind.Distribution, "2026-09-20", ledger: Owed.Pays(Tax, 100_000, "2026-09-20")));
        at = at.With(Tax, RecoveryKind.Distribution, "2026-09-20");
        Assert.False(at.IsSeized(On("2026-09-20")));
        Assert.True(at.IsSeized(On("2026-09-19")));
        Says("換価していません", Refused(Tax, at, RecoveryKind.Distribution, "2026-09-21"));
    }

    [Fact]
    public void 猶予の間は差し押さえず_換価の猶予の間は換価しない()
    {
        var at = Recovery.None.Demanded(Tax, "2026-07-10");
        Says("差し押さえられません", Refused(Tax, at.Stayed(Tax, StayKind.Business, "2026-07-15", "2026-12-31"), RecoveryKind.Seizure,
            "2026-08-01"));
        var stayed = at.Stayed(Tax, StayKind.SaleByWish, "2026-07-15", "2026-12-31").With(Tax, RecoveryKind.Seizure, "2026-08-01");
        Assert.Equal(RecoveryKind.Seizure, Take(Tax, stayed with { Steps = [] }, RecoveryKind.Seizure, "2026-08-01").Kind);
        Says("換価できません", Refused(Tax, stayed, RecoveryKind.Sale, "2026-12-31"));
        Assert.Null(Refused(Tax, stayed, RecoveryKind.Sale, "2027-01-01"));
    }

    [Fact]
    public void 執行停止には理由が要り_停止の間は差し押さえず_3年の間は取り消せる()
    {
        var at = Recovery.None.Demanded(Tax, "2026-07-10");
        Says("理由を選んで", Refused(Tax, at, RecoveryKind.Suspension, "2026-08-01"));
        Assert.Equal(SuspensionGround.Hardship, Take(Tax, at, RecoveryKind.Suspension, "2026-08-01", SuspensionGround.Hardship).Ground);
        Says("停止していません", Refused(Tax, at, RecoveryKind.Resumption, "2026-08-01"));
        at = at.With(Tax, RecoveryKind.Suspension, "2026-08-01", SuspensionGround.Hardship);
        Says("もう停止しています", Refused(Tax, at, RecoveryKind.Suspension, "2026-09-01", SuspensionGround.NoMeans));
        Says("停止を取り消して", Refused(Tax, at, RecoveryKind.Seizure, "2026-09-01"));
        Assert.Null(Refused(Tax, at, RecoveryKind.Resumption, "2029-08-01"));
        Says("3年続き、消えています", Refused(Tax, at, RecoveryKind.Resumption, "2029-08-02"));
        Assert.Null(Refused(Tax, at.With(Tax, RecoveryKind.Resumption, "2026-09-01"), RecoveryKind.Seizure, "2026-09-01"));
    }

    [Fact]
    public void 経過は日の順に_きょうまでのことを_言葉とともに書く()
    {
        var at = Recovery.None.With(Tax, RecoveryKind.Search, "2026-08-10");
        Says("日の順に", Refused(Tax, at, RecoveryKind.Notice, "2026-08-09"));
        Assert.Null(Refused(Tax, at, RecoveryKind.Notice, "2026-08-10"));
        Says("先の日付", Refused(Tax, at, RecoveryKind.Notice, "2040-01-02"));
        Says("納期限がまだ", Refused(Tax, Recovery.None, RecoveryKind.Search, "2026-06-30"));
        Says("納められています", Refused(Tax, at, RecoveryKind.Notice, "2026-09-01", ledger: Owed.Pays(Tax, 100_000, "2026-08-31")));
        Says("何をしたか", Said(() => Owed.Take(Tax, at, RecoveryKind.Notice, On("2026-09-01"), " ", On("2026-09-01"), Figures)));
    }

    // 地方税法15条3項・4項、15条の5、15条の6。始まりの日を入れて1年。
    [Theory]
    [InlineData("1年ちょうど", StayKind.SaleByWish, "resident-tax", "2026-07-15", "2027-07-14", null)]
    [InlineData("1年と1日", StayKind.SaleByWish, "resident-tax", "2026-07-15", "2027-07-15", "一度に猶予できるのは1年以内です。")]
    [InlineData("前の日まで", StayKind.Disaster, "resident-tax", "2026-07-15", "2026-07-14", "終わりの日は")]
    [InlineData("税に履行延期はない", StayKind.Extension, "resident-tax", "2026-07-15", "2026-12-31", "強制徴収公債権は、履行延期ではなく")]
    [InlineData("私債権に換価の猶予はない", StayKind.SaleByOffice, "lunch", "2026-07-15", "2026-12-31",
        "徴収と換価の猶予は、強制徴収公債権だけ")]
    [InlineData("履行延期は1年を超えてよい", StayKind.Extension, "lunch", "2026-07-15", "2029-12-31", null)]
    public void 猶予できる期間と種類(string why, StayKind kind, string item, string from, string until, string? refusal)
    {
        var of = Claim(item);
        var said = Said(() => Stay.Grant(Ledger((of, 10_000)), of, Recovery.None, kind, On(from), On(until), "事情", Figures));
        Assert.True(refusal is null ? said is null : said?.StartsWith(refusal, StringComparison.Ordinal) == true, $"{why}: {said}");
    }

    [Fact]
    public void 猶予は延ばしても合わせて2年で_重ねられない()
    {
        var first = Recovery.None.Stayed(Tax, StayKind.SaleByWish, "2026-07-15", "2027-07-14");
        string? Next(Recovery after, string from, string until, StayKind kind = StayKind.SaleByWish) =>
            Said(() => Stay.Grant(Owed, Tax, after, kind, On(from), On(until), "事情", Figures));
        Assert.Null(Next(first, "2027-07-15", "2028-07-14"));
        Says("もう猶予があります", Next(first, "2027-07-14", "2027-12-31"));
        var both = first.Stayed(Tax, StayKind.SaleByWish, "2027-07-15", "2028-07-14");
        Says("合わせて2年以内", Next(both, "2028-07-15", "2028-07-15"));
        Assert.Null(Next(both, "2028-07-15", "2028-12-31", StayKind.Disaster));
        both.Stays[1].Revoke(On("2028-07-14"));
        Assert.Null(Next(both, "2028-07-14", "2028-07-14"));
    }

    // 納期限2026年6月30日、100,000円、12月31日まで。内訳は手で計算した（31日×2.8%、ほかの日は9.1%、猶予の間は1.3%）。
    [Theory]
    [InlineData("猶予なし", null, "2026-08-01", "2026-12-31", "31×237 153×3814", 4_000)]
    [InlineData("換価の猶予は1月を過ぎた日から低い割合", StayKind.SaleByWish, "2026-09-01", "2026-12-31",
        "31×237 31×772 122×434", 1_400)]
    [InlineData("初めの1月は2.8%のまま", StayKind.Business, "2026-07-01", "2026-09-30", "31×237 61×217 92×2293", 2_700)]
    [InlineData("災害の猶予は全部を免除", StayKind.Disaster, "2026-09-01", "2026-12-31", "31×237 31×772", 1_000)]
    public void 猶予の間の延滞金(string source, StayKind? kind, string from, string until, string spans, long amount)
    {
        var recovery = kind is { } of ? Recovery.None.Stayed(Tax, of, from, until) : Recovery.None;
        var late = Owed.LateBy(Tax, On("2026-12-31"), Figures, recovery.Reliefs) ?? throw new InvalidOperationException("none");
        Assert.Equal((spans, amount, source),
            (string.Join(' ', late.Spans.Select(s => $"{s.Days}×{s.Amount.Amount}")), late.Amount.Amount, source));
    }

    [Fact]
    public void 取り消された猶予はその日から数えず_執行停止の間の延滞金は全部免除される()
    {
        var stayed = Recovery.None.Stayed(Tax, StayKind.Disaster, "2026-09-01", "2026-12-31");
        stayed.Stays[0].Revoke(On("2026-10-01"));
        Assert.Equal([31, 31, 92], Owed.LateBy(Tax, On("2026-12-31"), Figures, stayed.Reliefs)?.Spans.Select(s => s.Days));
        var stopped = Recovery.None.With(Tax, RecoveryKind.Suspension, "2026-09-01", SuspensionGround.NoMeans);
        Assert.Equal([31, 31], Owed.LateBy(Tax, On("2026-12-31"), Figures, stopped.Reliefs)?.Spans.Select(s => s.Days));
        var again = stopped.With(Tax, RecoveryKind.Resumption, "2026-12-01");
        Assert.Equal([31, 31, 31], Owed.LateBy(Tax, On("2026-12-31"), Figures, again.Reliefs)?
            .Spans.Select(s => s.Days));
    }
}

using FsCheck;
using FsCheck.Fluent;
using Keyaki.Kernel;
using Keyaki.Payments;
using static Keyaki.Tests.Rules.Owing;

namespace Keyaki.Tests.Rules;

/// <summary>不納欠損と年度の帳簿: what leaves what is owed, and how the years tie.</summary>
public sealed class WriteOffTests
{
    static readonly Determination Tax = Claim();

    static Posting Off(Ledger ledger, Determination of, Recovery recovery, WriteOffReason why, string day) =>
        ledger.WriteOff(of, recovery, why, "決裁 8清市第10号", On(day), Figures);

    static string? Refused(Determination of, Recovery recovery, WriteOffReason why, string day, Ledger? ledger = null) =>
        Said(() => Off(ledger ?? Ledger((of, 10_000)), of, recovery, why, day));

    static Recovery Stopped(SuspensionGround ground = SuspensionGround.NoMeans) =>
        Recovery.None.With(Tax, RecoveryKind.Suspension, "2027-04-01", ground);

    [Fact]
    public void 時効が完成した翌日から_私債権は援用があってから_不納欠損にできる()
    {
        Assert.Equal("時効が完成するのは、令和13年7月1日です。", Refused(Tax, Recovery.None, WriteOffReason.Limitation, "2031-06-30"));
        Assert.Null(Refused(Tax, Recovery.None, WriteOffReason.Limitation, "2031-07-01"));
        var lunch = Claim("lunch");
        Says("援用するまで", Refused(lunch, Recovery.None, WriteOffReason.Limitation, "2031-07-01"));
        var invoked = Recovery.None.With(lunch, RecoveryKind.Invocation, "2031-07-02");
        Assert.Null(Refused(lunch, invoked, WriteOffReason.Limitation, "2031-07-02"));
        Says("差押などの間", Refused(Tax, Recovery.None.With(Tax, RecoveryKind.Seizure, "2027-04-01"), WriteOffReason.Limitation,
            "2039-01-01"));
    }

    [Fact]
    public void 執行停止が3年続いた翌日から不納欠損にでき_取り消されていればできない()
    {
        Says("令和12年4月1日", Refused(Tax, Stopped(), WriteOffReason.Suspension, "2030-04-01"));
        Assert.Null(Refused(Tax, Stopped(), WriteOffReason.Suspension, "2030-04-02"));
        Says("停止していません", Refused(Tax, Stopped().With(Tax, RecoveryKind.Resumption, "2030-04-01"), WriteOffReason.Suspension,
            "2030-04-02"));
        // Time goes on meanwhile: it may end the claim first.
        Assert.Contains(WriteOffReason.Limitation, WritingOff.Possible(Ledger((Tax, 1)), Tax,
            Recovery.None.With(Tax, RecoveryKind.Suspension, "2030-04-01", SuspensionGround.NotFound), On("2031-07-01"), Figures));
    }

    [Fact]
    public void 即時消滅は財産がないときだけ_債権放棄は強制徴収公債権でないときだけ()
    {
        Assert.Null(Refused(Tax, Stopped(), WriteOffReason.AtOnce, "2027-04-01"));
        Says("財産がないという理由", Refused(Tax, Stopped(SuspensionGround.Hardship), WriteOffReason.AtOnce, "2027-04-01"));
        Says("放棄せず", Refused(Tax, Recovery.None, WriteOffReason.Waiver, "2027-04-01"));
        var lunch = Claim("lunch");
        Assert.Null(Refused(lunch, Recovery.None, WriteOffReason.Waiver, "2027-04-01"));
        Says("議決または条例", Said(() => Ledger((lunch, 1))
            .WriteOff(lunch, Recovery.None, WriteOffReason.Waiver, "", On("2027-04-01"), Figures)));
        Says("納められています", Refused(lunch, Recovery.None, WriteOffReason.Waiver, "2027-04-01",
            Ledger((lunch, 10_000)).Pays(lunch, 10_000, "2027-01-01")));
    }

    static Ledger WrittenOff(out Ledger before)
    {
        before = Ledger((Tax, 10_000)).Pays(Tax, 3_000, "2026-07-31")
            .Then(l => l.Determine(Tax, new(1_200), "遅れたため", On("2027-01-31"), Part.LateCharge));
        return before.With(Off(before, Tax, Stopped(), WriteOffReason.AtOnce, "2027-05-01"));
    }

    [Fact]
    public void 不納欠損は本税と延滞金の未納をなくし_理由と条文を残し_取り消すと戻る()
    {
        var after = WrittenOff(out var before);
        Assert.Equal((0, 7_000, 1_200), (after.Owed(Tax).Amount, after.WrittenOff(Tax, Part.Principal).Amount,
            after.WrittenOff(Tax, Part.LateCharge).Amount));
        Assert.Equal("即時消滅（地方税法15条の7第5項） 決裁 8清市第10号", after.Postings[^1].Reason);
        var back = after.With(after.Reverse(after.Postings[^1], "財産が見つかった", On("2027-06-01")));
        Assert.Equal((before.Owed(Tax), 0), (back.Owed(Tax), back.Sum(at => at.Account is Account.WrittenOff).Amount));
    }

    [Fact]
    public void 不納欠損にした後のお金は過誤納になり_減額は不納欠損から減る()
    {
        var after = WrittenOff(out _);
        Assert.Equal((500, 7_000), (after.Pays(Tax, 500, "2027-05-02").Overpaid(Tax).Amount, after.WrittenOff(Tax, Part.Principal).Amount));
        var less = after.Then(l => l.Determine(Tax, new(5_000), "減額更正", On("2027-06-01")));
        Assert.Equal((2_000, 0), (less.WrittenOff(Tax, Part.Principal).Amount, less.Overpaid(Tax).Amount));
        var least = after.Then(l => l.Determine(Tax, new(2_000), "減額更正", On("2027-06-01")));
        Assert.Equal((0, 1_000), (least.WrittenOff(Tax, Part.Principal).Amount, least.Overpaid(Tax).Amount));
        var more = after.Then(l => l.Determine(Tax, new(12_000), "増額更正", On("2027-06-01")));
        Assert.Equal((7_000, 2_000), (more.WrittenOff(Tax, Part.Principal).Amount, more.Owed(Tax).Amount));
    }

    // 地方自治法施行令142条1項。
    [Theory]
    [InlineData("納期の末日の年度", IncomeKind.Termed, "2027-03-31", "2026-06-01", "2027-04-20", 2026)]
    [InlineData("納期が4月なら新しい年度", IncomeKind.Termed, "2027-04-30", "2027-03-20", "2027-04-20", 2027)]
    [InlineData("通知が納期の年度の後なら、通知の年度", IncomeKind.Termed, "2027-03-31", "2027-04-01", "2027-05-20", 2027)]
    [InlineData("随時の収入は通知の年度", IncomeKind.Noticed, "2027-04-30", "2027-03-31", "2027-04-20", 2026)]
    [InlineData("通知のない収入は領収の年度", IncomeKind.Unnoticed, "2027-03-31", "2027-03-31", "2027-04-01", 2027)]
    public void 歳入の年度(string why, IncomeKind kind, string due, string noticed, string received, int year) =>
        Assert.Equal((new FiscalYear(year), why), (RevenueYear.Of(kind, On(due), On(noticed), On(received)), why));

    // 出納閉鎖は5月31日（地方自治法235条の5）。繰り越した後は4月1日に次の年度へ移る。
    [Theory]
    [InlineData("2026-03-31", 2026, false)]
    [InlineData("2027-05-31", 2026, false)]
    [InlineData("2027-06-01", 2027, true)]
    [InlineData("2028-03-31", 2027, true)]
    [InlineData("2028-04-01", 2028, true)]
    public void 令和8年度の調定に入るお金は_5月31日まで8年度_6月1日から滞納繰越分(string day, int year, bool carried) =>
        Assert.Equal((new FiscalYear(year), carried), RevenueYear.Book(new(2026), On(day)));

    static string InLines(IReadOnlyList<YearLine> lines) => string.Join(" / ", lines.Select(l => string.Concat(l.Carried ? "滞繰" : "現年",
        $" {l.Brought.Amount}+{l.Determined.Amount}-{l.Received.Amount}-{l.WrittenOff.Amount}={l.Unpaid.Amount} 過{l.Overpaid.Amount}")));

    [Fact]
    public void 年度の帳簿は_6月1日に繰り越し_年度から年度へ円まで続く()
    {
        var next = Claim(due: "2027-06-30", key: "2");
        var ledger = Ledger((Tax, 10_000), (next, 5_000)).Pays(Tax, 2_000, "2027-05-31").Pays(Tax, 1_000, "2027-06-01")
            .Pays(next, 6_000, "2028-04-10").Pays(Tax, 500, "2028-04-10");
        ledger = ledger.With(Off(ledger, Tax, Stopped(), WriteOffReason.AtOnce, "2028-05-01"));
        Assert.Equal("現年 0+10000-2000-0=8000 過0", InLines(YearBook.Of(ledger, new(2026), On("2028-12-31"))));
        Assert.Equal("現年 0+5000-5000-0=0 過1000 / 滞繰 8000+0-1000-0=7000 過0",
            InLines(YearBook.Of(ledger, new(2027), On("2028-12-31"))));
        Assert.Equal("滞繰 7000+0-500-6500=0 過0", InLines(YearBook.Of(ledger, new(2028), On("2028-12-31"))));
        // On 31 May nothing is carried over yet.
        Assert.Equal("現年 0+5000-0-0=5000 過0", InLines(YearBook.Of(ledger, new(2027), On("2027-05-31"))));
        Assert.Equal("現年 0+5000-0-0=5000 過0 / 滞繰 8000+0-1000-0=7000 過0", InLines(YearBook.Of(ledger, new(2027), On("2027-06-01"))));
    }

    [Fact]
    public void 何がどの順に起きても_繰り越した額は前の年度の未済と同じで_帳簿の合計は元帳と同じ()
    {
        var steps = (from does in Gen.Choose(0, 4) from which in Gen.Choose(0, 3)
                     from days in Gen.Choose(0, 300) from yen in Gen.Choose(1, 9)
                     select (does, which, days, yen)).ArrayOf();
        Prop.ForAll(steps.ToArbitrary(), walk =>
        {
            Determination[] claims =
            [Tax, Claim(due: "2027-05-31", key: "2"), Claim("lunch", "2026-10-31", "3"), Claim(due: "2028-01-31", key: "4")];
            var (ledger, day) = (Ledger([.. claims.Select(of => (of, 1_000L))]), On("2026-06-30"));
            foreach (var (does, which, days, yen) in walk)
            {
                var of = claims[which];
                day = day.AddDays(days);
                try
                {
                    ledger = ledger.Then(l => does switch
                    {
                        0 => l.Determine(of, new(yen * 300), "更正", day, which == 1 ? Part.LateCharge : Part.Principal),
                        1 or 2 => l.Collect(new($"p{l.Next}", of.Key, new(yen * 100), CollectionMethod.Bank, day), day)?.Posting,
                        3 => Off(l, of, Recovery.None.With(of, RecoveryKind.Suspension, $"{day:yyyy-MM-dd}", SuspensionGround.NoMeans),
                            of.Item.Class is ClaimClass.Private ? WriteOffReason.Waiver : WriteOffReason.AtOnce, $"{day:yyyy-MM-dd}"),
                        _ => l.Reverse(l.Postings[(days + yen) % l.Postings.Count], "誤り", day),
                    });
                }
                catch (Rule) { }
            }
            return Ties(ledger, day);
        }).QuickCheckThrowOnFailure();
    }

    static bool Ties(Ledger ledger, DateOnly day)
    {
        Yen Sum(Account account) => ledger.Sum(at => at.Account == account);
        if (ledger.Sum(_ => true) != Yen.Zero) return false;
        // Every book is closed by then.
        var books = Enumerable.Range(2026, Math.Max(FiscalYear.Of(day).Year, 2028) - 2026 + 1)
            .Select(y => YearBook.Of(ledger, new(y), On("2100-01-01"))).ToList();
        for (var i = 1; i < books.Count; i++)
            foreach (var line in books[i].Where(l => l.Carried))
                if (line.Brought != Yen.Sum(books[i - 1].Where(l => l.Item.Code == line.Item.Code).Select(l => l.Unpaid))) return false;
        return Yen.Sum(books[^1].Select(l => l.Unpaid)) == Sum(Account.Receivable)
            && Yen.Sum(books.SelectMany(b => b).Select(l => l.WrittenOff)) == Sum(Account.WrittenOff)
            && Yen.Sum(books.SelectMany(b => b).Select(l => l.Overpaid)) == -Sum(Account.Overpaid)
            && Yen.Sum(books.SelectMany(b => b).Select(l => l.Determined)) == -Sum(Account.Revenue);
    }
}

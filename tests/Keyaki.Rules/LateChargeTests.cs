using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Payments;

namespace Keyaki.Tests.Rules;

/// <summary>延滞金と還付加算金: examples that cities print, and each rounding on both sides of its edge.</summary>
public sealed class LateChargeTests
{
    static readonly RuleTables Rules = KiyoseTests.Load().Rules;

    static DateOnly On(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Days and yen of each span.</summary>
    static string Said(Interest of) => string.Join(' ', of.Spans.Select(s => $"{s.Days}×{s.Amount.Amount}"));

    static Interest Late(string due, long yen, string paid) => LateCharge.Of(On(due), new(yen), [], On(paid), Rules, "late-charge");

    // 中央市（山梨県）の例は内訳と答えまで市のページのとおり。ほかは市のページの税額と日から、内訳を手で計算した。
    [Theory]
    [InlineData("中央市（山梨県）「市税の延滞金計算について」", "2026-02-02", 56_400, "2026-05-29", "28×120 88×1228", 1_300)]
    [InlineData("福岡市「市税の延滞金の計算方法」", "2025-09-01", 152_500, "2026-02-05", "30×299 91×3296 36×1364", 4_900)]
    [InlineData("安曇野市「延滞金について」", "2024-05-31", 30_000, "2025-05-31", "30×59 335×2395", 2_400)]
    [InlineData("大府市「延滞金について」", "2023-08-31", 100_000, "2024-02-10", "30×197 133×3170", 3_300)]
    [InlineData("うるう年も365日で割る", "2024-01-31", 100_000, "2024-12-31", "29×190 306×7293", 7_400)]
    public void 延滞金の計算例(string source, string due, long yen, string paid, string spans, long amount)
    {
        var late = Late(due, yen, paid);
        Assert.Equal((spans, amount, source), (Said(late), late.Amount.Amount, source));
    }

    [Theory]
    [InlineData("2026-02-02", "2026-03-02")]
    [InlineData("2026-06-30", "2026-07-31")]
    [InlineData("2026-01-28", "2026-02-28")]
    [InlineData("2026-01-29", "2026-02-28")]
    [InlineData("2026-01-30", "2026-02-28")]
    [InlineData("2026-01-31", "2026-02-28")]
    [InlineData("2026-02-28", "2026-03-31")]
    [InlineData("2024-02-28", "2024-03-28")]
    public void 納期限の翌日から1か月を過ぎる日まで低い割合になる(string due, string last)
    {
        var late = Late(due, 100_000, last);
        Assert.Equal(On(last), Assert.Single(late.Spans).Until);
        Assert.Equal(2, LateCharge.Of(On(due), new(100_000), [], On(last).AddDays(1), Rules, "late-charge").Spans.Count);
    }

    [Fact]
    public void 基礎の額は2000円から_千円未満は切り捨て_加わる額は1000円から百円未満を切り捨てる()
    {
        Assert.Empty(Late("2022-06-30", 1_999, "2026-06-30").Spans);
        Assert.Equal(2_000, Late("2022-06-30", 2_999, "2026-06-30").Spans[0].Principal.Amount);
        (string Paid, long Yen, long Sum, long Amount)[] edges =
        [
            ("2026-06-14", 35_999, 999, 0), ("2026-05-26", 42_000, 1_000, 1_000), ("2026-06-07", 41_000, 1_099, 1_000),
            ("2026-07-27", 28_999, 1_100, 1_100),
        ];
        Assert.All(edges, edge => Assert.Equal((edge.Sum, edge.Amount), Both(Late("2026-01-31", edge.Yen, edge.Paid))));
        Assert.Empty(Late("2026-06-30", 100_000, "2026-06-30").Spans);
    }

    static (long Sum, long Amount) Both(Interest of) => (of.Spans.Sum(s => s.Amount.Amount), of.Amount.Amount);

    [Fact]
    public void 一部を納めた日の翌日からは_残りの額で数える()
    {
        var late = LateCharge.Of(On("2026-06-30"), new(100_000), [(On("2026-09-30"), new(60_500))], On("2026-11-30"), Rules, "late-charge");
        Assert.Equal("31×237 61×1520 61×593", Said(late));
        Assert.Equal((39_000, 2_300), (late.Spans[^1].Principal.Amount, late.Amount.Amount));
    }

    [Fact]
    public void 元帳の調定には_そこに納められたお金から延滞金が数えられ_取り消した入金は数えない()
    {
        var tax = KiyoseTests.Load().Files<Items>().All.Single(i => i.Code == "resident-tax");
        var of = new Determination("1", tax, new(2026), 1, Guid.Empty, On("2026-06-30"));
        var ledger = Ledger.Empty.Then(l => l.Determine(of, new(100_000), "当初", On("2026-06-01")))
            .Then(l => l.Collect(new("p1", "1", new(60_500), CollectionMethod.Bank, On("2026-09-30")), On("2026-10-02"))?.Posting);
        Assert.Equal(2_300, ledger.LateBy(of, On("2026-11-30"), Rules)?.Amount.Amount);
        var back = ledger.With(ledger.Reverse(ledger.Postings[^1], "速報の取消し", On("2026-10-05")));
        Assert.Equal(Late("2026-06-30", 100_000, "2026-11-30").Amount, back.LateBy(of, On("2026-11-30"), Rules)?.Amount);
        // What is taken off counts from the beginning: the smaller amount is what was late.
        var less = ledger.Then(l => l.Determine(of, new(60_500), "減額更正", On("2026-11-01")));
        Assert.Equal(Late("2026-06-30", 60_500, "2026-09-30").Amount, less.LateBy(of, On("2026-11-30"), Rules)?.Amount);
        Assert.Null(ledger.LateBy(of with { Item = tax with { LateCharge = null } }, On("2026-11-30"), Rules));
    }

    [Fact]
    public void 遅れて納めた本税の後で延滞金を調定し_同じ番号で納められる()
    {
        var tax = KiyoseTests.Load().Files<Items>().All.Single(i => i.Code == "resident-tax");
        var of = new Determination("1", tax, new(2025), 4, Guid.Empty, On("2026-02-02"));
        var ledger = Ledger.Empty.Then(l => l.Determine(of, new(56_400), "当初", On("2025-06-01")))
            .Then(l => l.Collect(new("p1", "1", new(56_400), CollectionMethod.Bank, On("2026-05-29")), On("2026-06-01"))?.Posting);
        var late = ledger.LateBy(of, On("2026-11-30"), Rules)?.Amount ?? Yen.Zero;
        Assert.Equal(1_300, late.Amount);
        var both = ledger.Then(l => l.Determine(of, late, "納付が遅れたため", On("2026-06-01"), Part.LateCharge));
        Assert.Equal((1_300, 57_700), (both.Owed(of).Amount, both.Determined(of).Amount));
        Assert.Equal(Match.Whole | Match.Late,
            both.Collect(new("p2", "1", late, CollectionMethod.Bank, On("2026-06-20")), On("2026-06-20"))?.Found);
        // The charge does not grow by itself, and is not counted on itself.
        Assert.Equal(late, both.LateBy(of, On("2026-11-30"), Rules)?.Amount);
    }

    [Fact]
    public void 割合の行がない年に入ると止まり_表と日を言う()
    {
        Assert.Equal("「地方税の延滞金の割合」の表（late-charge/after）に、令和9年1月1日の行がありません。",
            Assert.Throws<MissingRule>(() => Late("2026-06-30", 100_000, "2027-01-01")).Message);
        Assert.NotEmpty(Late("2026-06-30", 100_000, "2026-12-31").Spans);
        Assert.Contains("令和9年1月1日", Assert.Throws<MissingRule>(() =>
            RefundInterest.Of(new(100_000), On("2026-07-01"), On("2027-01-01"), Rules)).Message, StringComparison.Ordinal);
        Assert.Contains("平成25年12月31日", Assert.Throws<MissingRule>(() => Late("2013-12-30", 100_000, "2014-01-31")).Message,
            StringComparison.Ordinal);
        // Where nothing is to be counted no rate is missed.
        Assert.Empty(Late("2026-12-31", 1_999, "2027-06-30").Spans);
    }

    // 割合は地方税法附則3条の2、起算日は17条の4第1項、端数は20条の4の2。内訳は手で計算した。
    [Theory]
    [InlineData(OverpaidBy.Assessment, "2025-06-30", "2025-07-01", "184×1587 41×511", 2_000)]
    [InlineData(OverpaidBy.Mistake, "2025-06-30", "2025-08-01", "153×1320 41×511", 1_800)]
    [InlineData(OverpaidBy.IncomeTax, "2026-01-09", "2026-02-10", "1×12", 0)]
    public void 還付加算金の計算例(OverpaidBy why, string day, string begins, string spans, long amount)
    {
        Assert.Equal(On(begins), RefundInterest.Begins(why, On(day)));
        var interest = RefundInterest.Of(new(350_800), On(begins), On("2026-02-10"), Rules);
        Assert.Equal((spans, amount), (Said(interest), interest.Amount.Amount));
    }
}

using Keyaki.Kernel;
using Keyaki.Residents;

namespace Keyaki.Tests.Rules;

public sealed class ProtectionOrderTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero);
    static readonly Guid Person = Guid.Parse("01912345-6789-7abc-8def-0123456789ab"),
        Officer = Guid.Parse("01912345-6789-7abc-8def-0123456789ac"), Row = Guid.Parse("01912345-6789-7abc-8def-0123456789ad");

    static DateOnly Day(string day) => DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);

    static ProtectionOrder Begin(string from, string until, string today, params ProtectionOrder[] before) =>
        ProtectionOrder.Begin(Person, ProtectionReason.Violence, Day(from), Day(until), before, Day(today), Officer, Row, Now);

    [Theory]
    [InlineData("2020-04-01", "2021-03-31")] // the example of the standard specification: R2.4.1 - R3.3.31
    [InlineData("2026-11-24", "2027-11-23")]
    [InlineData("2027-03-01", "2028-02-29")]
    [InlineData("2028-02-29", "2029-02-28")] // 民法143条2項: no such day next year, so the last day of the month
    public void 支援措置の1年は応当日の前日に終わる(string from, string until) => Assert.Equal(Day(until), ProtectionOrder.YearFrom(Day(from)));

    [Theory]
    [InlineData("2026-11-24", "2027-11-24", "until", "令和9年11月23日まで")]
    [InlineData("2026-11-24", "2026-11-23", "until", "令和8年11月24日より後の日")]
    [InlineData("2025-11-01", "2026-10-31", "until", "今日から後の日")]
    [InlineData("2026-11-25", "2027-11-24", "from", "今日までの日")]
    public void 期間は今日までに始まり1年以内に終わる(string from, string until, string field, string says)
    {
        var refused = Assert.Throws<Rule>(() => Begin(from, until, "2026-11-24"));
        Assert.Equal(field, refused.Field);
        Assert.Contains(says, refused.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void 続いているものがあるか_期間が重なるときは記録できない()
    {
        var before = Begin("2026-06-01", "2027-05-31", "2026-06-01");
        Assert.Contains("すでに記録されています", Assert.Throws<Rule>(() => Begin("2026-11-24", "2027-11-23", "2026-11-24", before)).Sentence,
            StringComparison.Ordinal);
        before.End(Day("2026-11-20"), Day("2026-11-20"), Officer, Now);
        Assert.Contains("令和8年11月20日まであり、期間が重なります",
            Assert.Throws<Rule>(() => Begin("2026-11-20", "2027-11-19", "2026-11-24", before)).Sentence, StringComparison.Ordinal);
        Assert.Equal(Person, Begin("2026-11-21", "2027-11-20", "2026-11-24", before).Standing);
    }

    [Fact]
    public void 延長は終わる1か月前から_次の日から1年まで()
    {
        var order = Begin("2026-06-01", "2027-05-31", "2026-06-01");
        ProtectionExtension Extend(string until, string today) => order.Extend(Day(until), Day(today), Officer, Row, Now);
        Assert.Contains("令和9年4月30日", Assert.Throws<Rule>(() => Extend("2028-05-31", "2027-04-29")).Sentence, StringComparison.Ordinal);
        Assert.Contains("令和10年5月31日まで", Assert.Throws<Rule>(() => Extend("2028-06-01", "2027-04-30")).Sentence, StringComparison.Ordinal);
        Assert.Contains("令和9年6月1日より後の日", Assert.Throws<Rule>(() => Extend("2027-05-31", "2027-04-30")).Sentence, StringComparison.Ordinal);
        var row = Extend("2028-05-31", "2027-04-30");
        Assert.Equal((Day("2027-06-01"), Day("2028-05-31"), Day("2028-05-31"), 2L), (row.From, row.Until, order.Until, order.Version));
        // Late, but the period goes on without a gap; after a whole year it does not.
        Assert.Equal(Day("2028-06-01"), Extend("2029-05-31", "2028-07-01").From);
        Assert.Contains("新しく記録してください", Assert.Throws<Rule>(() => Extend("2031-05-31", "2030-06-01")).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-05-31", "2026-11-24", "始まった日（令和8年6月1日）より前")]
    [InlineData("2027-06-01", "2026-11-24", "令和9年5月31日までの日")]
    [InlineData("2027-07-02", "2027-07-01", "令和9年7月1日までの日")]
    public void 終わりにする日は始まりから期間の終わりか今日まで(string on, string today, string says) =>
        Assert.Contains(says, Assert.Throws<Rule>(() => Begin("2026-06-01", "2027-05-31", "2026-06-01")
            .End(Day(on), Day(today), Officer, Now)).Sentence, StringComparison.Ordinal);

    [Fact]
    public void 終わりにしたものは延長も終了もできない()
    {
        var order = Begin("2026-06-01", "2027-05-31", "2026-06-01");
        order.End(Day("2027-05-20"), Day("2027-05-20"), Officer, Now);
        Assert.Null(order.Standing);
        Assert.Contains("令和9年5月20日で終わり", Assert.Throws<Rule>(() => order.End(Day("2027-05-21"), Day("2027-05-21"), Officer, Now)).Sentence,
            StringComparison.Ordinal);
        Assert.Throws<Rule>(() => order.Extend(Day("2028-05-31"), Day("2027-05-21"), Officer, Row, Now));
    }

    [Theory]
    [InlineData("2026-06-01", null, "2026-05-31", false)]
    [InlineData("2026-06-01", null, "2026-06-01", true)]
    [InlineData("2026-06-01", null, "2027-08-01", true)] // 標準仕様書: not lifted by itself
    [InlineData("2026-06-01", "2026-12-31", "2026-12-31", true)]
    [InlineData("2026-06-01", "2026-12-31", "2027-01-01", false)]
    public void 期間が過ぎても職員が終わりにするまで守られる(string from, string? ended, string day, bool shielded)
    {
        var order = Begin(from, "2027-05-31", "2026-06-01");
        if (ended is not null) order.End(Day(ended), Day(ended), Officer, Now);
        Assert.Equal(shielded, new[] { order }.AsQueryable().On(Day(day)).Any());
    }
}

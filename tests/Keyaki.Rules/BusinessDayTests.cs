using FsCheck;
using FsCheck.Fluent;
using Keyaki.Kernel;
using Xunit;

namespace Keyaki.Tests.Rules;

public sealed class BusinessDayTests
{
    static readonly BusinessDays Days = BusinessDays.Standard;
    static readonly Arbitrary<(DateOnly, DateOnly)> Pairs = Day().SelectMany(a => Day().Select(b => (a, b))).ToArbitrary();
    static readonly Arbitrary<(DateOnly, int)> Steps = Day().SelectMany(day => Gen.Choose(-300, 300).Select(n => (day, n))).ToArbitrary();

    static Gen<DateOnly> Day() => Gen.Choose(new DateOnly(2024, 1, 1).DayNumber, new DateOnly(2030, 12, 31).DayNumber)
        .Select(DateOnly.FromDayNumber);

    [Theory]
    [InlineData("2026-11-20", true)]
    [InlineData("2026-11-21", false)]
    [InlineData("2026-11-22", false)]
    [InlineData("2026-11-23", false)]
    [InlineData("2026-12-28", true)]
    [InlineData("2026-12-29", false)]
    [InlineData("2027-01-03", false)]
    [InlineData("2027-01-04", true)]
    public void 土日と祝日と年末年始は閉まる(string day, bool open) => Assert.Equal(open, Days.IsOpen(DateOnly.Parse(day)));

    [Fact]
    public void 期限が閉庁日なら次の開庁日になる() => Assert.Equal(new DateOnly(2026, 11, 24), Days.OnOrAfter(new(2026, 11, 21)));

    [Fact]
    public void 年末年始をはさんで数える()
    {
        Assert.Equal(new DateOnly(2027, 1, 5), Days.Add(new(2026, 12, 28), 2));
        Assert.Equal(new DateOnly(2026, 12, 28), Days.Add(new(2027, 1, 4), -1));
        Assert.Equal(2, Days.Count(new(2026, 12, 28), new(2027, 1, 5)));
    }

    [Fact]
    public void 市の暦で開く日と閉じる日を変えられる()
    {
        var city = Days with { AlsoOpen = [new(2026, 11, 22)], AlsoClosed = [new(2026, 11, 24)], Yearly = [] };
        Assert.True(city.IsOpen(new(2026, 11, 22)) && city.IsOpen(new(2026, 12, 29)));
        Assert.False(city.IsOpen(new(2026, 11, 24)) || city.IsOpen(new(2027, 1, 1)));
    }

    [Fact]
    public void 開かない暦では数え続けない() =>
        Assert.Throws<InvalidOperationException>(() => (Days with { Weekly = Enum.GetValues<DayOfWeek>() }).Add(new(2026, 11, 22), 1));

    [Fact]
    public void まとめて数えても_一日ずつ数えたのと同じになる() => Prop.ForAll(Pairs, pair =>
        new[] { Days, Days with { AlsoOpen = [new(2026, 11, 22)], AlsoClosed = [new(2026, 11, 24)], Yearly = [],
            Weekly = [DayOfWeek.Monday] } }
            .All(days => days.Count(pair.Item1, pair.Item2) == OneByOne(days, pair.Item1, pair.Item2)))
        .QuickCheckThrowOnFailure();

    static int OneByOne(BusinessDays days, DateOnly after, DateOnly until) => until < after ? -OneByOne(days, until, after)
        : Enumerable.Range(after.DayNumber + 1, until.DayNumber - after.DayNumber).Count(day => days.IsOpen(DateOnly.FromDayNumber(day)));

    [Fact]
    public void 足した日数だけ数えられ着く日は開いている() => Prop.ForAll(Steps, step =>
        Days.Add(step.Item1, step.Item2) is var reached && (step.Item2 == 0 ? reached == step.Item1
            : Days.IsOpen(reached) && (step.Item2 > 0 ? Days.Count(step.Item1, reached) == step.Item2
                : Days.Count(reached.AddDays(-1), step.Item1.AddDays(-1)) == -step.Item2)))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void 遅い日から足せば早くは着かない() => Prop.ForAll(Pairs, pair =>
        Days.Add(pair.Item1, 7).CompareTo(Days.Add(pair.Item2, 7)) is var reached
            && (pair.Item1 <= pair.Item2 ? reached <= 0 : reached >= 0))
        .QuickCheckThrowOnFailure();
}

using Keyaki.Kernel;
using Xunit;

namespace Keyaki.Tests.Rules;

public sealed class ClockTests
{
    sealed class Stopped(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;
    }

    static TimeProvider At(string now) => new CityClock(new Stopped(DateTimeOffset.Parse(now)));

    [Fact]
    public void 機械がどこにあっても日本の日付になる()
    {
        Assert.Equal(new DateOnly(2026, 11, 23), At("2026-11-22T15:00:00Z").Today());
        Assert.Equal(new DateOnly(2026, 11, 22), At("2026-11-22T14:59:59Z").Today());
        Assert.Equal(TimeSpan.FromHours(9), At("2026-11-22T15:00:00Z").LocalNow().Offset);
    }

    [Fact]
    public void 番号は時計の順に並ぶ()
    {
        var earlier = At("2026-11-22T15:00:00Z").NewId();
        var later = At("2026-11-22T15:00:00.001Z").NewId();
        Assert.Equal(7, earlier.Version);
        Assert.True(string.CompareOrdinal(earlier.ToString(), later.ToString()) < 0);
    }

    [Fact]
    public void 同じ瞬間の番号も_求めた順に並ぶ()
    {
        var clock = At("2026-11-22T15:00:00Z");
        var ids = Enumerable.Range(0, 4096).Select(_ => clock.NewId()).ToList();
        Assert.Equal(ids.Order().ToList(), ids);
        Assert.All(ids, id => Assert.Equal((7, 8), (id.Version, id.Variant & 0xC)));
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }
}

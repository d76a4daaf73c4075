using System.Diagnostics;
using Keyaki.Kernel;

namespace Keyaki.Tests.Pages;

/// <summary>The city's clock in a test: it stands at the story's day until the test moves it. Timers run on the machine's time.</summary>
public sealed class TestClock(DateTimeOffset start) : TimeProvider
{
    static readonly TimeZoneInfo Tokyo = new CityClock().LocalTimeZone;
    long now = start.UtcTicks;

    /// <summary>2026年11月24日（火）10時、清瀬.</summary>
    public static readonly DateTimeOffset StoryDay = new(2026, 11, 24, 10, 0, 0, TimeSpan.FromHours(9));

    public override TimeZoneInfo LocalTimeZone => Tokyo;

    // Each look moves it on by a microsecond, so that what happened first is also written first.
    public override DateTimeOffset GetUtcNow() => new(Interlocked.Add(ref now, TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    public void Pass(TimeSpan time) => Interlocked.Add(ref now, time.Ticks);

    /// <summary>The same day, but running: for the other side of the wire, whose waits are real.</summary>
    public TimeProvider Running() => new Walking(this);

    sealed class Walking(TestClock city) : TimeProvider
    {
        readonly Stopwatch since = Stopwatch.StartNew();

        public override TimeZoneInfo LocalTimeZone => Tokyo;
        public override DateTimeOffset GetUtcNow() => city.GetUtcNow() + since.Elapsed;
    }
}

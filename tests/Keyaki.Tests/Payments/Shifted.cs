using Keyaki.Kernel;

namespace Keyaki.Tests.InPayments;

/// <summary>A clock of the city that runs, and that a test can put forward.</summary>
sealed class Shifted : TimeProvider
{
    readonly CityClock city = new();
    long ticks;

    public void Later(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);
    public override DateTimeOffset GetUtcNow() => city.GetUtcNow().AddTicks(Interlocked.Read(ref ticks));
    public override TimeZoneInfo LocalTimeZone => city.LocalTimeZone;
}

namespace Keyaki.Kernel;

/// <summary>What the house asks of a clock: today in the city, and an id that grows with time.</summary>
public static class ClockExtensions
{
    extension(TimeProvider clock)
    {
        /// <summary>The date in the city's own zone.</summary>
        public DateOnly Today() => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);

        /// <summary>A Guid v7 made from this clock, so that tests and replays order as time does.</summary>
        public Guid NewId() => Guid.CreateVersion7(clock.GetUtcNow());
    }
}

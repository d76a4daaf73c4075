namespace Keyaki.Kernel;

/// <summary>What the program asks of its clock.</summary>
public static class Clock
{
    extension(TimeProvider clock)
    {
        /// <summary>The civil date in the city.</summary>
        public DateOnly Today() => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);

        /// <summary>Now, in the city's local time.</summary>
        public DateTimeOffset LocalNow() => clock.GetLocalNow();

        /// <summary>A new identifier that sorts by the time of this clock, to the millisecond.</summary>
        public Guid NewId() => Guid.CreateVersion7(clock.GetUtcNow());
    }
}

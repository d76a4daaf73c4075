namespace Keyaki.Kernel;

/// <summary>The clock of a story that is told: it stands still where it was put. Only the making of a practice city uses it.</summary>
public sealed class StoryClock(DateTimeOffset start) : TimeProvider
{
    DateTimeOffset now = start;

    public override TimeZoneInfo LocalTimeZone { get; } = new CityClock().LocalTimeZone;
    public override DateTimeOffset GetUtcNow() => now;

    /// <summary>Puts it to a moment; back, too, because a story is told person by person.</summary>
    public void Put(DateTimeOffset moment) => now = moment.ToUniversalTime();
}

namespace Keyaki.Kernel;

/// <summary>The clock of a practice city: it goes with the true time, but while a story is told it stands where the story is. There is
/// none in production.</summary>
public sealed class StoryClock(TimeProvider truth) : TimeProvider
{
    DateTimeOffset? put;

    /// <summary>The clock that it goes by when nobody has put it.</summary>
    public TimeProvider Truth => truth;

    /// <summary>A story is being told: nobody outside of the program is called.</summary>
    public bool Tells => put is not null;

    public override TimeZoneInfo LocalTimeZone => truth.LocalTimeZone;

    // Each look moves a moment of the story on by a microsecond, so that what happened first is also written first.
    public override DateTimeOffset GetUtcNow() => put is { } moment ? (put = moment.AddMicroseconds(1)).Value : truth.GetUtcNow();

    public override long GetTimestamp() => truth.GetTimestamp();
    public override long TimestampFrequency => truth.TimestampFrequency;
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        truth.CreateTimer(callback, state, dueTime, period);

    /// <summary>Lets it stand at a moment, or where it is when that has just passed: a story goes forwards only.</summary>
    public void Put(DateTimeOffset moment) => put = put > moment ? put : moment.ToUniversalTime();

    /// <summary>Lets it go with the true time again.</summary>
    public void Release() => put = null;
}

namespace Keyaki.Kernel;

/// <summary>The clock of the city hall: the time of the given source, with Japan's local time wherever the machine stands.</summary>
public sealed class CityClock(TimeProvider source) : TimeProvider
{
    // A zone of our own: it needs no zone data on the machine, and Japan has had no summer time since 1951.
    static readonly TimeZoneInfo Tokyo = TimeZoneInfo.CreateCustomTimeZone("Asia/Tokyo", TimeSpan.FromHours(9), "日本標準時", "日本標準時");

    public CityClock() : this(System) { }

    public override TimeZoneInfo LocalTimeZone => Tokyo;
    public override DateTimeOffset GetUtcNow() => source.GetUtcNow();
    public override long GetTimestamp() => source.GetTimestamp();
    public override long TimestampFrequency => source.TimestampFrequency;
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        source.CreateTimer(callback, state, dueTime, period);
}

namespace Keyaki.Kernel;

/// <summary>Wrong tries in a row at one lock (NIST SP 800-63B-4, 3.2.2): some are free, then each waits twice as long, and after a
/// hundred the lock stays shut until a success elsewhere.</summary>
public readonly record struct WrongTries(int Number, DateTimeOffset LastAt)
{
    public const int Free = 5, Most = 100;
    public static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(30), LongestWait = TimeSpan.FromMinutes(15);

    public bool Shut => Number >= Most;

    /// <summary>How long to wait from now on; nothing when a try is free.</summary>
    public TimeSpan Wait(DateTimeOffset now)
    {
        if (Number < Free) return TimeSpan.Zero;
        var wait = ShortestWait * Math.Pow(2, Math.Min(Number - Free, 10));
        return Positive(LastAt + (wait < LongestWait ? wait : LongestWait) - now);
    }

    public WrongTries OneMore(DateTimeOffset now) => new(Number + 1, now);

    internal static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;
}

/// <summary>
/// Wrong tries of unknown devices from one address, behind which a whole office may sit: so many at once, and one more each two minutes.
/// What an account that then proves itself had tried is taken back.
/// </summary>
public readonly record struct Crowd(int Number, DateTimeOffset Since)
{
    public const int Free = 30;
    public static readonly TimeSpan Forgets = TimeSpan.FromMinutes(2);

    /// <summary>What is left of it by now; it forgets one each two minutes.</summary>
    public Crowd At(DateTimeOffset now)
    {
        if (now <= Since) return this;
        var forgotten = (int)Math.Min(int.MaxValue, (now - Since) / Forgets);
        return forgotten >= Number ? new(0, now) : new(Number - forgotten, Since + Forgets * forgotten);
    }

    public TimeSpan Wait(DateTimeOffset now) => At(now) is var left && left.Number < Free ? TimeSpan.Zero
        : WrongTries.Positive(left.Since + Forgets * (left.Number - Free + 1) - now);

    public Crowd OneMore(DateTimeOffset now) => At(now) is var left ? left with { Number = left.Number + 1 } : this;

    public Crowd Without(int tries, DateTimeOffset now) =>
        At(now) is var left && left.Number > tries ? left with { Number = left.Number - tries } : new(0, now);
}

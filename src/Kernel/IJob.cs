namespace Keyaki.Kernel;

/// <summary>
/// What a module does by the calendar: in a turn of its own, once for each time that it is due, on whichever node comes first. What takes
/// longer than a turn hands it on (outbox, a run). Officers see each run.
/// </summary>
public interface IJob
{
    /// <summary>Such as messages.old-mails; it never changes.</summary>
    string Code { get; }

    /// <summary>What it does, for officers.</summary>
    string Label { get; }

    When When => When.Hourly;

    /// <summary>Times that passed while the program stood still: each is made up for by itself; else all of them once.</summary>
    bool EachMissed => false;

    Task Do(CityDb db, Due due, CancellationToken ct);
}

/// <summary>This moment, and the day for which a job runs: an earlier one where it is made up for.</summary>
public readonly record struct Due(DateTimeOffset Now, DateOnly Day)
{
    public static Due At(DateTimeOffset now) => new(now, now.Day());
}

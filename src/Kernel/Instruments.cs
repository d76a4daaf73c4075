using System.Diagnostics.Metrics;

namespace Keyaki.Kernel;

/// <summary>What the kernel measures of itself, beside the framework's own instruments. Nothing here names a person or a record.</summary>
public static class Instruments
{
    public const string Name = "Keyaki";
    static readonly Meter meter = new(Name);

    /// <summary>Milliseconds from asking for a turn to its durable answer, waiting included.</summary>
    public static readonly Histogram<double> Turn = meter.CreateHistogram<double>("keyaki.turn.duration", "ms");

    /// <summary>Turns that PostgreSQL had to run again, because another one came between.</summary>
    public static readonly Counter<long> Again = meter.CreateCounter<long>("keyaki.turn.again");

    /// <summary>Outbox items tried, by kind and outcome.</summary>
    public static readonly Counter<long> Outbox = meter.CreateCounter<long>("keyaki.outbox.tried");

    /// <summary>Statements that go past EF: rows looked up by one column, and rows that a turn only adds.</summary>
    public static readonly Counter<long> Said = meter.CreateCounter<long>(Statements);

    /// <summary>Its name: who listens is told of it before <see cref="Said"/> holds it.</summary>
    public const string Statements = "keyaki.statements.said";

    /// <summary>Passwords hashed, to be kept or to be compared.</summary>
    public static readonly Counter<long> Hashed = meter.CreateCounter<long>(Passwords);
    public const string Passwords = "keyaki.passwords.hashed";

    /// <summary>Journal entries sealed.</summary>
    public static readonly Counter<long> Sealed = meter.CreateCounter<long>("keyaki.journal.sealed");
}

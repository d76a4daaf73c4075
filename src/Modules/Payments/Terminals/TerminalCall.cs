using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>What a terminal is told: take money, or give it back.</summary>
public enum CallKind { Pay, Reverse }

/// <summary>
/// Where a call stands: written down; on its way; no answer came, so that nobody knows; approved; declined; never heard of by the
/// terminal; approved, and taken back by the terminal itself later.
/// </summary>
public enum CallState { Asked, Begun, Unknown, Approved, Declined, Absent, Fallen }

/// <summary>
/// One word to a terminal. It is told at most once: it is written down before a byte leaves, and whatever was begun without an answer is
/// asked about, never told again.
/// </summary>
public sealed class TerminalCall
{
    /// <summary>The name under which the terminal knows it.</summary>
    public required Guid Id { get; init; }
    public required string Terminal { get; init; }
    public required CallKind Kind { get; init; }
    public required CounterMethod Method { get; init; }
    public required Yen Amount { get; init; }

    /// <summary>The payment that goes back; null for a payment.</summary>
    public Guid? Of { get; init; }

    /// <summary>The sale or the refund that it is for.</summary>
    public required Guid For { get; init; }

    /// <summary>The day of the terminal's own closing.</summary>
    public required DateOnly Day { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public CallState State { get; private set; }
    public DateTimeOffset? BegunAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>承認番号.</summary>
    public string? Approval { get; private set; }

    /// <summary>The terminal's own words for a no.</summary>
    public string? Words { get; private set; }
    public int Version { get; private set; }

    /// <summary>Nobody knows yet what became of it.</summary>
    public bool IsOpen => State is CallState.Asked or CallState.Begun or CallState.Unknown;

    /// <summary>True where it may be told now; false where it was begun before, and is to be asked about.</summary>
    public bool Begin(DateTimeOffset now)
    {
        if (State is not CallState.Asked) return false;
        (State, BegunAt, Version) = (CallState.Begun, now, Version + 1);
        return true;
    }

    /// <summary>No answer came.</summary>
    public void Lose()
    {
        if (State is CallState.Begun) (State, Version) = (CallState.Unknown, Version + 1);
    }

    /// <summary>The terminal's answer. True where it is new: the same answer twice changes nothing.</summary>
    public bool Hear(TerminalAnswer answer, DateTimeOffset now)
    {
        var next = answer.Outcome switch
        {
            TerminalOutcome.Approved => CallState.Approved,
            TerminalOutcome.Declined => CallState.Declined,
            TerminalOutcome.Absent => CallState.Absent,
            TerminalOutcome.Fallen => CallState.Fallen,
            _ => State,
        };
        // A payment that nobody knew of had fallen before it was ever known as approved: it is as if it had been declined.
        if (next is CallState.Fallen && IsOpen) next = CallState.Declined;
        if (next == State || !(IsOpen || State is CallState.Approved && next is CallState.Fallen)) return false;
        (State, EndedAt, Version) = (next, now, Version + 1);
        Approval = answer.Approval ?? Approval;
        Words = answer.Words ?? Words;
        return true;
    }

    internal sealed class Map : IEntityTypeConfiguration<TerminalCall>
    {
        public void Configure(EntityTypeBuilder<TerminalCall> b)
        {
            b.ToTable("payments_terminal_calls");
            b.Property(x => x.Id).ValueGeneratedNever();
            b.Property(x => x.Terminal).HasMaxLength(80);
            b.Property(x => x.Kind).HasConversion<string>().HasMaxLength(40);
            b.Property(x => x.Method).HasConversion<string>().HasMaxLength(40);
            b.Property(x => x.State).HasConversion<string>().HasMaxLength(40);
            b.Property(x => x.Approval).HasMaxLength(TerminalAnswer.Longest);
            b.Property(x => x.Words).HasMaxLength(TerminalAnswer.Longest);
            b.Property(x => x.Version).IsConcurrencyToken();
            b.Ignore(x => x.IsOpen);
            b.HasIndex(x => x.For);
            b.HasIndex(x => new { x.Terminal, x.Day });
        }
    }
}

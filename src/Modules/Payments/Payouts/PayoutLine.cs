using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>支払い: what one payee is to get, as a room handed it in. Its money never changes; where it stands is the last of its
/// marks.</summary>
public sealed class PayoutLine
{
    public const int LongestKey = 60, LongestFor = 200, LongestReference = 40;

    public required Guid Id { get; init; }
    public required string Key { get; init; }
    public required string Kind { get; init; }
    public required Guid Payee { get; init; }

    /// <summary>In yen; a plain number in the table, so that the database can add it up.</summary>
    public required long Figure { get; init; }
    public Yen Amount => new(Figure);

    /// <summary>会計年度.</summary>
    public required int Year { get; init; }
    public required string For { get; init; }
    public required string Reference { get; init; }
    public required string SubjectKind { get; init; }
    public required Guid SubjectId { get; init; }
    public required DateTimeOffset At { get; init; }
    public PayoutState State { get; private set; }

    /// <summary>The frozen list in which it stands.</summary>
    public Guid? Run { get; private set; }

    /// <summary>The account to which the bank could not pay: it is not tried again.</summary>
    public Guid? FailedAt { get; private set; }
    public DateOnly? PaidOn { get; private set; }

    /// <summary>The record of its case was destroyed: nobody needs the payee's account for it any more.</summary>
    public DateOnly? ForgottenOn { get; private set; }

    /// <summary>How many marks it has.</summary>
    public int Version { get; private set; }

    static readonly Dictionary<PayoutState, PayoutState[]> Ways = new()
    {
        [PayoutState.Waiting] = [PayoutState.Frozen, PayoutState.Cash, PayoutState.Cancelled],
        [PayoutState.Frozen] = [PayoutState.Sent, PayoutState.Waiting, PayoutState.AskAgain, PayoutState.Cancelled],
        [PayoutState.Sent] = [PayoutState.Paid, PayoutState.AskAgain],
        [PayoutState.AskAgain] = [PayoutState.Frozen, PayoutState.Cash, PayoutState.Cancelled],
        [PayoutState.Paid] = [PayoutState.AskAgain],
        [PayoutState.Cash] = [],
        [PayoutState.Cancelled] = [],
    };

    /// <summary>Whether it can be put into a list, or handed out in cash.</summary>
    public bool IsOpen => State is PayoutState.Waiting or PayoutState.AskAgain;

    /// <summary>Nothing happens to it any more.</summary>
    public bool IsOver => State is PayoutState.Paid or PayoutState.Cash or PayoutState.Cancelled;

    public void Forget(DateOnly day) => ForgottenOn = day;

    PayoutMark Go(PayoutState to, DateOnly day, string? why, Guid? by, Guid id, DateTimeOffset at, Guid? posting = null)
    {
        if (!Ways[State].Contains(to)) throw new Rule("",
            $"「{For}」は「{State.Words()}」のため、「{to.Words()}」にできません。画面を開き直して、今の状態を確かめてください。");
        var run = Run;
        (State, Version) = (to, Version + 1);
        if (to is not (PayoutState.Frozen or PayoutState.Sent or PayoutState.Paid)) Run = null;
        PaidOn = to is PayoutState.Paid or PayoutState.Cash ? day : null;
        return new()
        {
            Id = id, Line = Id, Number = Version, State = to, Run = run, Day = day, Why = why, Posting = posting, By = by,
            At = at
        };
    }

    /// <summary>It stands in a list now.</summary>
    public PayoutMark Freeze(Guid run, DateOnly day, Guid? by, Guid id, DateTimeOffset at)
    {
        var before = Run;
        Run = run;
        try { return Go(PayoutState.Frozen, day, null, by, id, at); }
        catch { Run = before; throw; }
    }

    /// <summary>It is out of the list again: something changed after freezing, or the list came to nothing.</summary>
    public PayoutMark Release(string why, DateOnly day, Guid? by, Guid id, DateTimeOffset at) =>
        Go(FailedAt is null ? PayoutState.Waiting : PayoutState.AskAgain, day, why, by, id, at);

    /// <summary>It is in the bank's file.</summary>
    public PayoutMark Send(DateOnly day, Guid? by, Guid id, DateTimeOffset at) => Go(PayoutState.Sent, day, null, by, id, at);

    /// <summary>The bank has paid it.</summary>
    public PayoutMark Pay(DateOnly day, Guid posting, Guid? by, Guid id, DateTimeOffset at) =>
        Go(PayoutState.Paid, day, null, by, id, at, posting);

    /// <summary>振込不能: the bank could not pay, or the money came back.</summary>
    public PayoutMark Fail(Guid account, string why, DateOnly day, Guid? by, Guid id, DateTimeOffset at, Guid? posting = null)
    {
        var mark = Go(PayoutState.AskAgain, day, why, by, id, at, posting);
        FailedAt = account;
        return mark;
    }

    /// <summary>It was handed out at a counter.</summary>
    public PayoutMark HandOut(string receipt, DateOnly day, Guid posting, Guid? by, Guid id, DateTimeOffset at) =>
        Go(PayoutState.Cash, day, receipt, by, id, at, posting);

    /// <summary>Nothing is to be paid any more.</summary>
    public PayoutMark CallOff(string why, DateOnly day, Guid? by, Guid id, DateTimeOffset at)
    {
        if (State is PayoutState.Sent or PayoutState.Paid or PayoutState.Cash)
            throw new Rule("", $"「{For}」は「{State.Words()}」のため、取り消せません。払った後のお金は、返してもらう手続が要ります。");
        return Go(PayoutState.Cancelled, day, why, by, id, at);
    }

    internal sealed class Map : IEntityTypeConfiguration<PayoutLine>
    {
        public void Configure(EntityTypeBuilder<PayoutLine> b)
        {
            b.ToTable("payments_payout_lines");
            b.Ignore(x => x.Amount);
            b.Ignore(x => x.IsOpen);
            b.Ignore(x => x.IsOver);
            b.Property(x => x.Key).HasMaxLength(LongestKey);
            b.Property(x => x.Kind).HasMaxLength(60);
            b.Property(x => x.For).HasMaxLength(LongestFor);
            b.Property(x => x.Reference).HasMaxLength(LongestReference);
            b.Property(x => x.SubjectKind).HasMaxLength(40);
            b.Property(x => x.Version).IsConcurrencyToken();
            b.HasIndex(x => x.Key).IsUnique().Says("", "この支払いは、もう受け取っています。");
            b.HasIndex(x => new { x.Kind, x.State });
            b.HasIndex(x => x.Payee);
            b.HasIndex(x => x.SubjectId);
            b.HasIndex(x => x.Run).HasFilter("\"Run\" IS NOT NULL");
        }
    }
}

/// <summary>A step of a payout: into which state, on which day, by whom. The database refuses to change or remove it.</summary>
public sealed class PayoutMark
{
    public const int LongestWhy = 300;

    public required Guid Id { get; init; }
    public required Guid Line { get; init; }

    /// <summary>Which of its line's, from 1.</summary>
    public required int Number { get; init; }
    public required PayoutState State { get; init; }

    /// <summary>The list in which it stood.</summary>
    public Guid? Run { get; init; }
    public required DateOnly Day { get; init; }
    public string? Why { get; init; }

    /// <summary>What it wrote into the ledger.</summary>
    public Guid? Posting { get; init; }
    public Guid? By { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<PayoutMark>
    {
        public void Configure(EntityTypeBuilder<PayoutMark> b)
        {
            b.ToTable("payments_payout_marks");
            b.Property(x => x.Why).HasMaxLength(LongestWhy);
            b.HasIndex(x => new { x.Line, x.Number }).IsUnique().Says("",
                "この支払いは、ほかの人が先に進めました。画面を開き直してください。");
            b.HasIndex(x => x.Run).HasFilter("\"Run\" IS NOT NULL");
        }
    }
}

static class PayoutWords
{
    /// <summary>As officers say it.</summary>
    public static string Words(this PayoutState state) => state switch
    {
        PayoutState.Waiting => "支払い待ち",
        PayoutState.Frozen => "一覧で決裁中",
        PayoutState.Sent => "銀行に依頼中",
        PayoutState.AskAgain => "口座を聞き直す",
        PayoutState.Paid => "振込済み",
        PayoutState.Cash => "現金で払った",
        _ => "取消し",
    };

    public static Ui.Tone Tone(this PayoutState state) => state switch
    {
        PayoutState.Paid or PayoutState.Cash => Ui.Tone.Good,
        PayoutState.AskAgain => Ui.Tone.Bad,
        PayoutState.Cancelled => Ui.Tone.Plain,
        _ => Ui.Tone.Warning,
    };
}

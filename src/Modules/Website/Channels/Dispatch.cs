using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Website;

/// <summary>Where a text stands on its way into a channel. Only what waits may be handed over; what is unknown is asked first.</summary>
public enum DispatchState
{
    [Label("これから出す")] Waiting, [Label("渡しているところ")] Handed, [Label("出した")] Sent, [Label("出せなかった")] Failed,
    [Label("届いたか不明")] Unknown, [Label("相手の都合で待ち")] Delayed, [Label("取りやめ")] Cancelled,
}

/// <summary>An edition on its way into one channel, with the text as it is handed over. One row for each edition, channel and purpose: never
/// twice, never lost.</summary>
public sealed class Dispatch
{
    public required Guid Id { get; init; }
    public required Guid Page { get; init; }
    public required Guid Edition { get; init; }
    public required string Channel { get; init; }
    public required Purpose Purpose { get; init; }
    public required string Words { get; init; }
    public required DateTimeOffset At { get; init; }
    public DispatchState State { get; private set; }

    /// <summary>Not before; for what waits.</summary>
    public DateTimeOffset DueAt { get; private set; }
    public DateTimeOffset? HandedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>What the channel calls it.</summary>
    public string? Reference { get; private set; }
    public string? Reason { get; private set; }
    public int Tries { get; private set; }
    public int Version { get; private set; } = 1;

    public bool IsOpen => State is DispatchState.Waiting or DispatchState.Handed or DispatchState.Unknown or DispatchState.Delayed;

    public static Dispatch Of(TimeProvider clock, Guid page, Guid edition, string channel, Purpose purpose, string words) => new()
    {
        Id = clock.NewId(), Page = page, Edition = edition, Channel = channel, Purpose = purpose, Words = words, At = clock.GetUtcNow(),
        DueAt = clock.GetUtcNow(),
    };

    /// <summary>It is handed over now; written down before the channel hears of it.</summary>
    public void HandOver(DateTimeOffset now)
    {
        if (State is not DispatchState.Waiting) throw Wrong();
        (State, HandedAt, Tries, Version) = (DispatchState.Handed, now, Tries + 1, Version + 1);
    }

    /// <summary>What the channel answered; after an unknown, what it said when it was asked.</summary>
    public void Answered(Handed said, DateTimeOffset now)
    {
        if (State is not (DispatchState.Handed or DispatchState.Unknown)) throw Wrong();
        var asked = State is DispatchState.Unknown;
        (State, Reason, Version) = (said.Is switch
        {
            Handing.Sent => DispatchState.Sent,
            Handing.Failed => DispatchState.Failed,
            Handing.Delayed => DispatchState.Waiting,
            _ => DispatchState.Unknown,
        }, said.Reason, Version + 1);
        if (said.Is is Handing.Sent or Handing.Failed) (Reference, EndedAt) = (said.Reference, now);
        // A channel that never got it takes it at once; one that asked to wait is left alone until then.
        if (said.Is is Handing.Delayed) DueAt = said.Until ?? (asked ? now : now.AddMinutes(Math.Min(60, 1 << Math.Min(Tries, 6))));
        if (said.Is is Handing.Unknown) DueAt = now.AddMinutes(Math.Min(60, 1 << Math.Min(Tries, 6)));
    }

    /// <summary>The program ended while it was handed over: nobody knows.</summary>
    public void Lose(DateTimeOffset now)
    {
        if (State is not DispatchState.Handed) throw Wrong();
        (State, Reason, DueAt, Version) = (DispatchState.Unknown, "渡している間に止まりました。", now, Version + 1);
    }

    /// <summary>A person says: once more, after it was refused for good.</summary>
    public void Again(DateTimeOffset now)
    {
        if (State is not DispatchState.Failed) throw new Rule("", "出せなかったものだけを、もう一度出せます。");
        (State, DueAt, EndedAt, Reason, Version) = (DispatchState.Waiting, now, null, null, Version + 1);
    }

    public void Cancel(DateTimeOffset now)
    {
        if (State is not DispatchState.Waiting) throw new Rule("", "もう渡しています。取りやめられません。");
        (State, EndedAt, Version) = (DispatchState.Cancelled, now, Version + 1);
    }

    static Rule Wrong() => new("", "発信の状態が、その間に変わりました。画面を開き直してください。");

    internal sealed class Map : IEntityTypeConfiguration<Dispatch>
    {
        public void Configure(EntityTypeBuilder<Dispatch> b)
        {
            b.ToTable("website_dispatches");
            b.Property(x => x.Channel).HasMaxLength(40);
            b.Property(x => x.Reference).HasMaxLength(200);
            b.Property(x => x.Reason).HasMaxLength(300);
            b.Property(x => x.Version).IsConcurrencyToken();
            b.Ignore(x => x.IsOpen);
            b.HasIndex(x => new { x.Edition, x.Channel, x.Purpose }).IsUnique();
            b.HasIndex(x => new { x.State, x.DueAt });
            b.HasIndex(x => x.Page);
        }
    }
}

using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>What of a capture is not on its way back yet, after so many refunds of it.</summary>
public sealed record Returnable(Capture Capture, Yen Left, int Begun)
{
    public static IReadOnlyList<Returnable> Of(IEnumerable<Capture> captures, IReadOnlyList<Refund> refunds) =>
        [.. from capture in captures
            let begun = refunds.Where(r => r.CaptureId == capture.Id).ToList()
            let left = capture.Amount - Yen.Sum(begun.Select(r => r.Amount))
            where left > Yen.Zero
            select new Returnable(capture, left, begun.Count)];
}

/// <summary>Money on its way back to the payer (還付): a capture as a whole, or a part of it.</summary>
public sealed class Refund
{
    Refund() { }

    public Guid Id { get; private init; }
    public Guid ChargeId { get; private init; }
    public Guid CaptureId { get; private init; }

    /// <summary>Counts those of one capture, from 1: two who begin one at the same moment are told.</summary>
    public int Number { get; private init; }

    /// <summary>In yen; a plain number in the table, so that the database can add it up.</summary>
    public long Figure { get; private init; }
    public Yen Amount => new(Figure);
    public string Reason { get; private init; } = "";

    /// <summary>The officer's words for it, which the payer reads; null when the program gave it back.</summary>
    public string? Words { get; private init; }

    /// <summary>The officer who asked for it; null when the program did.</summary>
    public Guid? Officer { get; private init; }
    public DateTimeOffset RequestedAt { get; private init; }
    public DateTimeOffset? SentAt { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }
    /// <summary>還付日: the day in the city on which the money had gone back.</summary>
    public DateOnly? DoneOn { get; private set; }
    public DateTimeOffset? FailedAt { get; private set; }
    public string? ProviderRefund { get; private set; }

    /// <summary>The company's code for its refusal.</summary>
    public string? Refusal { get; private set; }

    /// <summary>By which repayment of the ledger it goes back, when it is for a claim (還付).</summary>
    public Guid? Posting { get; private init; }

    /// <summary>When its repayment was taken back: the company is not asked again, and the money goes another way.</summary>
    public DateTimeOffset? GivenUpAt { get; private set; }

    /// <summary>Counts how often it was asked for anew after a refusal; part of the key, so that the company looks again.</summary>
    public int Round { get; private set; } = 1;
    public int Version { get; private set; }

    /// <summary>Computed, never stored, so that it cannot disagree with the times.</summary>
    public RefundState State => (DoneAt, GivenUpAt, FailedAt, SentAt) switch
    {
        (not null, _, _, _) => RefundState.Done,
        (_, not null, _, _) => RefundState.GivenUp,
        (_, _, not null, _) => RefundState.Failed,
        (_, _, _, not null) => RefundState.Sent,
        _ => RefundState.Requested,
    };

    public string IdempotencyKey => $"{Id:N}-{Round}";

    public static Refund Of(Returnable of, Yen amount, string reason, Guid? officer, TimeProvider clock, string? words = null,
        Guid? posting = null) => new()
        {
            Id = clock.NewId(), ChargeId = of.Capture.ChargeId, CaptureId = of.Capture.Id, Number = of.Begun + 1,
            Figure = amount > Yen.Zero && amount <= of.Left ? amount.Amount : throw new ArgumentOutOfRangeException(nameof(amount)),
            Reason = reason, Words = words, Officer = officer, Posting = posting, RequestedAt = clock.GetUtcNow(),
        };

    /// <summary>The company took the request; true when that is news.</summary>
    public bool Sent(string providerRefund, DateTimeOffset now)
    {
        if (SentAt is not null) return false;
        (ProviderRefund, SentAt, Version) = (providerRefund, now, Version + 1);
        return true;
    }

    /// <summary>The money has gone back; true when that is news.</summary>
    public bool Done(string providerRefund, DateTimeOffset now, DateOnly today)
    {
        if (DoneAt is not null) return false;
        (ProviderRefund, SentAt, DoneAt, DoneOn, FailedAt, Version) = (providerRefund, SentAt ?? now, now, today, null, Version + 1);
        return true;
    }

    public void Fail(string code, DateTimeOffset now)
    {
        if (DoneAt is not null) return;
        (Refusal, FailedAt, Version) = (code, now, Version + 1);
    }

    /// <summary>Asks again after a refusal.</summary>
    public void Retry()
    {
        if (State is not RefundState.Failed) throw new Rule("", "この返金は、いまやり直せません。画面を開き直して確かめてください。");
        (FailedAt, SentAt, Refusal, Round, Version) = (null, null, null, Round + 1, Version + 1);
    }

    /// <summary>After a refusal it is left: what it was posted as is taken back in the same turn.</summary>
    public void GiveUp(DateTimeOffset now)
    {
        if (State is not RefundState.Failed)
            throw new Rule("", "このお金は、決済会社を通して返しているところか、もう返しました。決済会社が断ったときだけ、取り消せます。");
        (GivenUpAt, Version) = (now, Version + 1);
    }

    internal sealed class Map : IEntityTypeConfiguration<Refund>
    {
        public void Configure(EntityTypeBuilder<Refund> b)
        {
            b.ToTable("payments_refunds");
            b.Ignore(x => x.Amount);
            b.Property(x => x.Reason).HasMaxLength(40);
            b.Property(x => x.Words).HasMaxLength(RefundWish.LongestReason);
            b.Property(x => x.ProviderRefund).HasMaxLength(100);
            b.Property(x => x.Refusal).HasMaxLength(100);
            b.Property(x => x.Version).IsConcurrencyToken();
            b.Ignore(x => x.State);
            b.Ignore(x => x.IdempotencyKey);
            b.HasIndex(x => new { x.CaptureId, x.Number }).IsUnique().Says("", "この入金の返金は、すでに始まっています。");
            b.HasIndex(x => x.ChargeId);
            b.HasIndex(x => x.ProviderRefund).IsUnique();
            b.HasIndex(x => x.RequestedAt);
            b.HasIndex(x => x.DoneOn);
            b.HasIndex(x => x.Posting);
        }
    }
}

using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Procedures;

/// <summary>How an offer ended: the other department took the case, gave it back, or there was nothing left to answer.</summary>
public enum HandoverEnd { Taken, GivenBack, Dropped }

/// <summary>移送: a case offered to another department, with the reason, and what that one said. Until it is taken it stays where it
/// is.</summary>
public sealed class Handover
{
    public required Guid Id { get; init; }
    public required Guid ApplicationId { get; init; }
    public required string From { get; init; }
    public required string To { get; init; }
    public required string Reason { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }
    public HandoverEnd? How { get; private set; }

    /// <summary>Why it was given back.</summary>
    public string? Why { get; private set; }
    public Guid? EndedBy { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <exception cref="Rule">it was answered already, or a no has no reason.</exception>
    internal void End(HandoverEnd how, string? why, Guid by, DateTimeOffset at)
    {
        if (EndedAt is not null) throw new Rule("", "この申し出には、もう返事をしています。画面を開き直してください。");
        if (how is HandoverEnd.GivenBack && string.IsNullOrWhiteSpace(why)) throw new Rule("why", "受けない理由を書いてください。");
        (How, Why, EndedBy, EndedAt) = (how, how is HandoverEnd.GivenBack ? why?.Trim() : null, by, at);
    }

    internal static IQueryable<Handover> Open(CityDb db, Guid application) =>
        db.Set<Handover>().Where(h => h.ApplicationId == application && h.EndedAt == null);

    /// <summary>Where the case ended meanwhile nobody has to answer.</summary>
    internal static async Task Drop(CityDb db, Guid application, Guid by, DateTimeOffset at, CancellationToken ct)
    {
        foreach (var open in await Open(db, application).AsTracking().ToListAsync(ct)) open.End(HandoverEnd.Dropped, null, by, at);
    }

    internal sealed class Map : IEntityTypeConfiguration<Handover>
    {
        public void Configure(EntityTypeBuilder<Handover> b)
        {
            b.ToTable("procedures_handovers");
            b.Property(x => x.From).HasMaxLength(60);
            b.Property(x => x.To).HasMaxLength(60);
            b.Property(x => x.Reason).HasMaxLength(1000);
            b.Property(x => x.Why).HasMaxLength(1000);
            b.HasIndex(x => x.ApplicationId);
            b.HasIndex(x => new { x.From, x.EndedAt });
        }
    }
}

public sealed partial class Application
{
    /// <summary>The department that was offered it and has not answered yet.</summary>
    public string? OfferedTo { get; private set; }

    /// <summary>Offers it to another department; it stays here, with its deadline, until that one takes it.</summary>
    public Handover Offer(string to, string reason, Guid by, Guid rowId, DateTimeOffset at)
    {
        if (!State.IsOpen() || State is ApplicationState.Proposed or ApplicationState.AwaitingConfirmation) throw Wrong("ほかの課へ移せません");
        if (OfferedTo is not null) throw new Rule("", "すでに移送を申し出ています。返事を待つか、申し出を取り下げてください。");
        if (to == Department) throw new Rule("to", "今の課です。ほかの課を選んでください。");
        if (string.IsNullOrWhiteSpace(reason)) throw new Rule("reason", "なぜ移すのかを書いてください。");
        OfferedTo = to;
        Changed(at);
        return new() { Id = rowId, ApplicationId = Id, From = Department, To = to, Reason = reason.Trim(), By = by, At = at };
    }

    /// <summary>The other department took it, or did not; or whoever offered it takes that back.</summary>
    /// <param name="heir">The department that does the work of the one that was asked.</param>
    public Application End(Handover offer, HandoverEnd how, string? why, string heir, Guid by, DateTimeOffset at)
    {
        if (how is HandoverEnd.Taken && (!State.IsOpen() || State is ApplicationState.Proposed)) throw Wrong("受け入れられません");
        offer.End(how, why, by, at);
        OfferedTo = null;
        if (how is HandoverEnd.Taken) MoveTo(heir, goesOn: false);
        return Changed(at);
    }

    // Nobody decides what another department has been asked to take; whoever withdraws it waits for no answer.
    void Offered(ApplicationStep step)
    {
        if (step is ApplicationStep.Propose or ApplicationStep.Grant or ApplicationStep.Refuse)
            throw new Rule("", "ほかの課へ移送を申し出ています。返事を待つか、申し出を取り下げてから進めてください。");
        if (step is ApplicationStep.Withdraw) OfferedTo = null;
    }
}

using Keyaki.Contracts.Approvals;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>Asks what keeps records.</summary>
static class Keeping
{
    public static readonly Deed Destroyed = new("documents.destroyed", "保存年限が過ぎた文書を廃棄した", "ふるい 紙を すてた", "destroyed an expired document"),
        Transferred = new("documents.transferred", "文書を歴史公文書として移管した", "ふるい 紙を うつした", "transferred a document to the archive"),
        Extended = new("documents.extended", "文書の保存を延ばした", "紙を ながく とって おく ことに した", "extended the retention of a document");

    public static async Task<Kept> Of(CityDb db, Document document, CancellationToken ct) =>
        (await Of(db, [document], ct))[document.Id];

    /// <summary>What keeps each of these beyond its own time.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Kept>> Of(CityDb db, IReadOnlyCollection<Document> documents, CancellationToken ct)
    {
        var ids = documents.Select(d => d.Id).ToList();
        var holds = (await db.Set<Hold>().Where(h => ids.Contains(h.DocumentId)).ToListAsync(ct)).ToLookup(h => h.DocumentId);
        var referring = (await (from r in db.Set<Relation>() where ids.Contains(r.Related)
                                join d in db.Set<Document>() on r.DocumentId equals d.Id
                                where d.State == DocumentState.InWork || d.State == DocumentState.Kept
                                select new { r.Related, d.RetainedUntil }).ToListAsync(ct))
            .ToLookup(r => r.Related, r => r.RetainedUntil);
        return documents.ToDictionary(d => d.Id, d => Kept.Of(d.RetainedUntil, holds[d.Id], referring[d.Id]));
    }

    /// <summary>Carries out what is decided, as soon as the year is over.</summary>
    public static async Task Order(CityDb db, DisposalList list, CarryOut work, TimeProvider clock, CancellationToken ct)
    {
        if (list.DecidedAt is null || clock.Today() <= new FiscalYear(list.FiscalYear).Last || list.ProposedBy is not { } by) return;
        await Runs.Order(db, work, list.Id.ToString(), "{}", by, trial: false, clock, ct);
    }
}

/// <summary>Decided before the year was over: carried out on the first day after it.</summary>
sealed class DueDisposals(CarryOut work, TimeProvider clock) : IJob
{
    public string Code => "documents.disposals";
    public string Label => "決裁された文書の廃棄・移管を始める";
    public When When => When.Daily(new(4, 0));

    public async Task Do(CityDb db, Due due, CancellationToken ct)
    {
        foreach (var list in await db.Set<DisposalList>().Where(l => l.DecidedAt != null && l.DoneAt == null).ToListAsync(ct))
            await Keeping.Order(db, list, work, clock, ct);
    }
}

/// <summary>What the deciders said of a list.</summary>
sealed class DisposalOutcome(CarryOut work, TimeProvider clock) : IHear<Decided>, IHear<Remanded>, IHear<Ended>
{
    public async Task Hear(Decided announced, CityDb db, CancellationToken ct)
    {
        if (await Find(db, announced.SubjectKind, announced.SubjectId, ct) is not { } list) return;
        list.Decide($"{announced.Decider.PostTitle} {announced.Decider.Name}", announced.At);
        await Keeping.Order(db, list, work, clock, ct);
    }

    public async Task Hear(Remanded announced, CityDb db, CancellationToken ct) =>
        (await Find(db, announced.SubjectKind, announced.SubjectId, ct))?.Return();

    public async Task Hear(Ended announced, CityDb db, CancellationToken ct) =>
        (await Find(db, announced.SubjectKind, announced.SubjectId, ct))?.Return();

    static async Task<DisposalList?> Find(CityDb db, string kind, Guid id, CancellationToken ct) => kind != DisposalList.Kind ? null
        : await db.Set<DisposalList>().AsTracking().FirstOrDefaultAsync(l => l.Id == id, ct);
}

using System.Text.Json;
using Keyaki.Contracts.Documents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Documents;

/// <summary>What was decided is carried out, record by record, as each stands in that turn: what is held by then
/// stays.</summary>
sealed class CarryOut(TimeProvider clock, Outbox outbox, Search search, Announce announce) : IRunWork
{
    const string Last = "~certificate";
    public string Kind => "documents.disposal";
    public string Label => "満了した文書を廃棄・移管・延長する";
    public Permission Who => DocumentsModule.Dispose;

    /// <summary>A second person has decided it.</summary>
    public int Alone => int.MaxValue;
    public RunSubject About(RunOrder order) => new("決裁された満了一覧", ShowDisposal.UrlOf(Guid.Parse(order.Key)));

    public async Task<IReadOnlyList<string>> Keys(CityDb db, RunOrder order, CancellationToken ct)
    {
        var list = Guid.Parse(order.Key);
        return [.. await db.Set<DisposalItem>().Where(i => i.ListId == list).OrderBy(i => i.Id).Select(i => i.Id.ToString())
            .ToListAsync(ct), Last];
    }

    public Task<RunStep> Do(CityDb db, RunOrder order, IReadOnlyList<string> keys, CancellationToken ct) =>
        Task.FromResult(new RunStep([], async (_, turn, c) =>
        {
            var results = new List<ItemResult>();
            foreach (var key in keys)
                if (key != Last) results.Add(await Carry(turn, Guid.Parse(key), c));
                else
                {
                    outbox.Add(turn, MakeCertificate.WorkKind, order.Key, new MakeCertificate.Errand(Guid.Parse(order.Key)));
                    results.Add(new(key, ItemOutcome.Done));
                }
            return results;
        }));

    async Task<ItemResult> Carry(CityDb db, Guid id, CancellationToken ct)
    {
        var item = await db.Set<DisposalItem>().AsTracking().FirstAsync(i => i.Id == id, ct);
        var document = await db.Set<Document>().AsTracking().FirstAsync(d => d.Id == item.DocumentId, ct);
        var key = id.ToString();
        if (item.CarriedAt is not null) return new(key, ItemOutcome.Skipped, "済んでいます。");
        if (item.Fate is Fate.Extend && item.Years is { } years) document.Extend(years);
        else if ((await Keeping.Of(db, document, ct)) is var kept && !kept.IsOver(clock.Today()))
            return new(key, ItemOutcome.Refused, $"{document.Number}：{kept.Why}のため、まだ{item.Fate?.Label()}できません。");
        else if (item.Fate is Fate.Transfer) document.End(DocumentState.Transferred, clock.GetUtcNow());
        else await Destroy(db, document, ct);
        item.Carry(clock.GetUtcNow());
        Journal.Note(db, clock, Actor.Program, item.Fate is Fate.Destroy ? Keeping.Destroyed : item.Fate is Fate.Transfer
            ? Keeping.Transferred : Keeping.Extended, Registry.Kind, document.Id, document.Person);
        return new(key, ItemOutcome.Done);
    }

    /// <summary>Files and texts go, the stub stays: number, title, class and days. Bytes that no other record uses are collected.</summary>
    async Task Destroy(CityDb db, Document document, CancellationToken ct)
    {
        var files = await db.Set<DocumentFile>().Where(f => f.DocumentId == document.Id).Select(f => f.File).ToListAsync(ct);
        await db.Set<DocumentFile>().Where(f => f.DocumentId == document.Id).ExecuteDeleteAsync(ct);
        await db.Set<StoredFile>().Where(f => files.Contains(f.Id) && f.UsedBy == document.Id
            && !db.Set<DocumentFile>().Any(o => o.File == f.Id))
            .ExecuteUpdateAsync(f => f.SetProperty(x => x.UsedBy, (Guid?)null), ct);
        await Copies.Erase(db, document.Id, clock.GetUtcNow(), ct);
        await FullText.Forget(db, document.Id, null, ct);
        await search.Index(db, Registry.Kind, document.Id, $"{document.Number} {document.Subject}", document.Department);
        document.End(DocumentState.Destroyed, clock.GetUtcNow());
        // What another system had came from no room of this house.
        if (document.Series == Document.Brought) return;
        // Tracked, because another one may have ended in this very turn.
        var about = await db.Set<Document>().AsTracking()
            .Where(d => d.SubjectKind == document.SubjectKind && d.SubjectId == document.SubjectId).ToListAsync(ct);
        await announce.Say(new RecordDestroyed(document.SubjectKind, document.SubjectId, document.Id, clock.GetUtcNow())
        { Kept = document.Face(null).Kept, IsLast = !about.Exists(d => d.IsThere) }, db, ct);
    }
}

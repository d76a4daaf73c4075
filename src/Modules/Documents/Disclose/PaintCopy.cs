using System.Text.Json;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>Makes the blackened file for the second person, after the turn that asked for it. What was taken back meanwhile is thrown
/// away.</summary>
sealed class PaintCopy(Turns turns, IDatabase database, FileStore files, Blackening black, TimeProvider clock) : IOutboxWork
{
    public const string WorkKind = "documents.copy";
    public static readonly Deed Made = new("documents.copy-made", "開示用の写しを黒く塗った", "写しの かくす ところを 黒く した", "blackened a copy for disclosure"),
        Failed = new("documents.copy-failed", "開示用の写しを作れなかった", "見せる ための 写しを 作れなかった", "could not make a copy for disclosure");

    public string Kind => WorkKind;
    public string Label => "開示用の写しを黒く塗る";

    sealed record Errand(Guid Check);

    public static void Order(Outbox outbox, CityDb db, Guid check) => outbox.Add(db, WorkKind, $"{check:N}", new Errand(check));

    public async Task Do(OutboxItem item, CancellationToken ct)
    {
        var id = JsonSerializer.Deserialize<Errand>(item.Payload)?.Check ?? default;
        await using var db = database.OpenReader();
        var check = await db.Set<CopyCheck>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct);
        if (check is not { Agreed: null, File: null }) return;
        var copy = await db.Set<DisclosedCopy>().AsNoTracking().FirstAsync(c => c.Id == check.CopyId, ct);
        var document = await db.Set<Document>().AsNoTracking().FirstAsync(d => d.Id == check.DocumentId, ct);
        // The bytes themselves are asked: what is given out is made of what was marked, and of nothing else.
        if (await Copies.Source(db, copy, ct) is not { } source || await files.Prove(source.Hash, ct) is not true)
        {
            await Settle(id, Failed, (turn, mine, _, c) => Copies.End(turn, mine, Copies.Gone, clock.GetUtcNow(), c));
            return;
        }
        var marks = (await Copies.Marks(db, copy.Id, ct)).ConvertAll(m => new Black(m.Page, m.Left, m.Top, m.Right, m.Bottom, m.Number));
        try
        {
            var made = await files.Put(await black.Of(source, marks, ct), ShowCopy.NameOf(document), FileBytes.Pdf, ct);
            made.UsedBy = copy.Id;
            await Settle(id, Made, (turn, _, mine, _) =>
            {
                turn.Add(made);
                mine.Made(made.Id);
                return Task.CompletedTask;
            });
        }
        catch (Rule rule)
        {
            await Settle(id, Failed, (_, mine, waits, _) =>
            {
                mine.Fail(rule.Message);
                waits.TakeBack(waits.By, clock.GetUtcNow());
                return Task.CompletedTask;
            });
        }
    }

    Task Settle(Guid id, Deed deed, Func<CityDb, DisclosedCopy, CopyCheck, CancellationToken, Task> how) =>
        turns.Run(deed, async (_, db, journal, ct) =>
        {
            if (await db.Set<CopyCheck>().AsTracking().FirstOrDefaultAsync(c => c.Id == id, ct) is not { Agreed: null } check) return;
            journal.About(Registry.Kind, check.DocumentId);
            await how(db, await db.Set<DisclosedCopy>().AsTracking().FirstAsync(c => c.Id == check.CopyId, ct), check, ct);
        });
}

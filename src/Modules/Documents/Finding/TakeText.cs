using System.Text.Json;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>Takes the text out of a record's files for the search, after the turn in which they came: reading takes its time.</summary>
sealed class TakeText(Turns turns, IDatabase database, IFileTexts texts, FullText index, TimeProvider clock) : IOutboxWork
{
    public const string WorkKind = "documents.text";
    public string Kind => WorkKind;
    public string Label => "文書のファイルの文字を検索できるようにする";

    internal sealed record Errand(Guid Document);

    public async Task Do(OutboxItem item, CancellationToken ct)
    {
        var id = JsonSerializer.Deserialize<Errand>(item.Payload)?.Document;
        await using var db = database.OpenReader();
        var held = false;
        foreach (var file in await (from f in db.Set<DocumentFile>() where f.DocumentId == id && f.ReadAt == null
                                    join s in db.Set<StoredFile>() on f.File equals s.Id select s).AsNoTracking().ToListAsync(ct))
        {
            if (file.State is FileState.Held) { held = true; continue; }
            var text = file.State is FileState.Clean ? await texts.Of(file, ct) : new([], "ウイルスが見つかりました。");
            await turns.Run((_, turn, c) => Keep(turn, file.Id, text, c));
        }
        if (held) throw new OutboxFault("まだ確かめられていないファイルがあります。");
    }

    async Task<bool> Keep(CityDb db, Guid file, FileText text, CancellationToken ct)
    {
        foreach (var mine in await db.Set<DocumentFile>().AsTracking().Where(f => f.File == file && f.ReadAt == null).ToListAsync(ct))
        {
            var document = await db.Set<Document>().FirstAsync(d => d.Id == mine.DocumentId, ct);
            if (!document.IsThere) continue;
            mine.Read(text.Why is { } why ? PlainText.Cut(why, 300) : null, clock.GetUtcNow());
            index.Add(db, Registry.Kind, document.Id, file, text.Pages, Registry.Marks(document));
        }
        return true;
    }
}

using System.Text.Json;
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

    /// <summary>So many files, or so many letters, are written in one turn.</summary>
    const int Some = 50, Letters = 2_000_000;

    /// <param name="Together">Those that came in one slice of a table, instead of one document.</param>
    internal sealed record Errand(Guid Document, Guid? Together = null);

    public async Task Do(OutboxItem item, CancellationToken ct)
    {
        if (JsonSerializer.Deserialize<Errand>(item.Payload) is not { } errand) return;
        await using var db = database.OpenReader();
        var documents = errand.Together is { } slice
            ? db.Set<Document>().Where(d => d.SubjectKind == DocumentSheet.Kind && d.SubjectId == slice)
            : db.Set<Document>().Where(d => d.Id == errand.Document);
        var (held, read) = (false, new Dictionary<Guid, FileText>());
        foreach (var file in await (from f in db.Set<DocumentFile>() where f.ReadAt == null
                                    join d in documents on f.DocumentId equals d.Id
                                    join s in db.Set<StoredFile>() on f.File equals s.Id select s).AsNoTracking().ToListAsync(ct))
        {
            if (file.State is FileState.Held) { held = true; continue; }
            read[file.Id] = file.State is FileState.Clean ? await texts.Of(file, ct) : new([], "ウイルスが見つかりました。");
            if (read.Count == Some || read.Values.Sum(t => t.Pages.Sum(p => p.Length)) > Letters) await Keep(read);
        }
        await Keep(read);
        if (held) throw new OutboxFault("まだ確かめられていないファイルがあります。");
    }

    async Task Keep(Dictionary<Guid, FileText> read)
    {
        if (read.Count > 0) await turns.Run((_, turn, ct) => Keep(turn, read, ct));
        read.Clear();
    }

    async Task<bool> Keep(CityDb db, Dictionary<Guid, FileText> read, CancellationToken ct)
    {
        var files = read.Keys.ToList();
        foreach (var at in await (from f in db.Set<DocumentFile>().AsTracking() where files.Contains(f.File) && f.ReadAt == null
                                  join d in db.Set<Document>() on f.DocumentId equals d.Id select new { File = f, Of = d }).ToListAsync(ct))
        {
            if (!at.Of.IsThere) continue;
            var text = read[at.File.File];
            at.File.Read(text.Why is { } why ? PlainText.Cut(why, 300) : null, clock.GetUtcNow());
            index.Add(db, Registry.Kind, at.Of.Id, at.File.File, text.Pages, Registry.Marks(at.Of));
        }
        return true;
    }
}

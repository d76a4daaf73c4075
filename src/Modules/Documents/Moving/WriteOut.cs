using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>すべての文書を書き出す: the files record by record, then the tables and what proves all of it. What is there already is not
/// written twice; the tables say what stands in the register when they are written, and each file of theirs is there or is said to be
/// missing.</summary>
sealed class WriteOut(MovingFolders folders, FileStore store, IEnumerable<Listing> lists, IStaff staff, ProveFiles prove,
    TimeProvider clock) : IRunWork
{
    const string Last = "~tables", Sums = "SHA256SUMS";
    const int Piece = 500;

    /// <summary>Bytes of a table before the next one begins; its heading has room above it.</summary>
    public const long Most = Kits.Tables.MostBytes - 64 * 1024;
    public static readonly Deed Done = new("documents.written-out", "すべての文書を書き出した", "ぜんぶの 紙を 書き出した", "wrote all documents out");

    public const string Code = "documents.write-out";
    public string Kind => Code;
    public string Label => "すべての文書を書き出す";
    public Permission Who => DocumentsModule.Move;

    /// <summary>All that is personal leaves: never by one officer alone.</summary>
    public int Alone => 0;
    public RunSubject About(RunOrder order) => new($"すべての課の文書とファイル（{order.Key}）", MoveDocuments.Url);

    string Folder(RunOrder order) => Path.Combine(folders.Outgoing, order.Key);

    public async Task<IReadOnlyList<string>> Keys(CityDb db, RunOrder order, CancellationToken ct) =>
        [.. await db.Set<DocumentFile>().Select(f => f.DocumentId).Distinct().OrderBy(d => d).Select(d => d.ToString())
            .ToListAsync(ct), Last];

    public async Task<RunStep> Do(CityDb db, RunOrder order, IReadOnlyList<string> keys, CancellationToken ct)
    {
        var ids = keys.Where(k => k != Last).Select(Guid.Parse).ToList();
        var files = (await (from f in db.Set<DocumentFile>() where ids.Contains(f.DocumentId)
                            join s in db.Set<StoredFile>() on f.File equals s.Id select new { f, s }).AsNoTracking().ToListAsync(ct))
            .ToLookup(x => x.f.DocumentId);
        var (results, broken) = (new List<ItemResult>(), new List<string>());
        foreach (var id in ids)
        {
            string? why = null;
            foreach (var x in files[id])
                if (why is null && (why = await Copy(Folder(order), MovedFile.Of(x.f, x.s), x.s, ct)) is not null && x.s.Shut is null)
                    broken.Add(x.s.Hash);
            results.Add(why is null ? new($"{id}", ItemOutcome.Done) : new($"{id}", ItemOutcome.Refused, why));
        }
        // Whoever mends them is told, too, who may not be whoever writes out.
        if (!keys.Contains(Last)) return broken.Count == 0 ? new(results) : new(results, async (_, turn, c) =>
        {
            await prove.Tell(turn, $"書き出し（{order.Key}）", broken, c);
            return null;
        });
        // Written beside, and put in place in the turn: of two machines that are at it, one puts.
        var beside = Path.Combine(Folder(order), $".{clock.NewId():N}");
        var missing = await Write(db, Folder(order), beside, ct);
        results.Add(missing == 0 ? new(Last, ItemOutcome.Done)
            : new(Last, ItemOutcome.Refused, $"{missing:#,0}個のファイルを書き出せませんでした。どれかは missing.csv にあります。"));
        // Whoever comes second leaves nothing behind.
        if (await db.Set<Run>().AnyAsync(r => r.Id == order.Run && r.EndedAt != null, ct))
        {
            Directory.Delete(beside, recursive: true);
            return new(results);
        }
        return new(results, async (_, turn, c) =>
        {
            if (broken.Count > 0) await prove.Tell(turn, $"書き出し（{order.Key}）", broken, c);
            foreach (var file in Directory.GetFiles(beside, "*", SearchOption.AllDirectories))
            {
                var to = Path.Combine(Folder(order), Path.GetRelativePath(beside, file));
                Directory.CreateDirectory(Path.GetDirectoryName(to) ?? "");
                File.Move(file, to, overwrite: true);
            }
            foreach (var others in Directory.GetDirectories(Folder(order), ".*")) Directory.Delete(others, recursive: true);
            Journal.Note(turn, clock, Actor.Program, Done, "run", order.Run);
            return null;
        });
    }

    /// <summary>Why the file does not leave; null when it does.</summary>
    async Task<string?> Copy(string folder, MovedFile file, StoredFile stored, CancellationToken ct)
    {
        var to = Path.Combine(folder, file.Path);
        if (File.Exists(to)) return null;
        return stored.Shut is { } shut ? shut.Ja + "。" : await store.Copy(stored, to, ct) switch
        {
            true => null,
            false => "中身が保存したときと違います。バックアップの写しを戻してください。",
            null => "ファイルがありません。バックアップの写しを戻してください。",
        };
    }

    /// <summary>The tables; how many files of theirs are missing.</summary>
    async Task<int> Write(CityDb db, string folder, string beside, CancellationToken ct)
    {
        Directory.CreateDirectory(beside);
        await using var sums = new StreamWriter(Path.Combine(beside, Sums)) { NewLine = "\n" };
        var missing = new List<IReadOnlyList<string?>>();
        // What names records is read before them: whoever is named by then is in the register.
        foreach (var sheet in lists.OfType<MovingSheet>().OrderBy(s => s.Code == DocumentSheet.Name))
        {
            var (number, count, size, path) = (0, 0, 0L, "");
            await foreach (var rows in sheet.All(db, staff, ct).Chunk(Piece).WithCancellation(ct))
            {
                var bytes = Spreadsheet.Write(
                    rows.Select(row => (IReadOnlyList<string?>)[.. sheet.Columns.Select(c => row[c.Name])]), follows: true);
                // A table is never larger than one that can come in.
                if (path.Length == 0 || count + rows.Length > Kits.Tables.MostRows || size + bytes.Length > Most)
                {
                    await Sum(path);
                    (count, size, path) = (0, 0, $"{sheet.Code}-{++number}.csv");
                    await Add(path, Spreadsheet.Write([[.. sheet.Columns.Select(c => c.Label)]], follows: false));
                }
                (count, size) = (count + rows.Length, size + bytes.Length);
                await Add(path, bytes);
                var record = sheet.Columns.FirstOrDefault(c => c.Label == "文書番号")?.Name ?? "";
                await Files([.. rows.SelectMany(row => MovedFile.Read(row.GetValueOrDefault("files", ""))
                    .Select(file => (row[record], file)))]);
            }
            await Sum(path);
        }
        if (missing.Count > 0) await Add("missing.csv", Spreadsheet.Write([["文書番号", "場所", "理由"], .. missing], follows: false));
        return missing.Count;

        async Task Files(IReadOnlyList<(string Number, MovedFile File)> all)
        {
            foreach (var some in all.Chunk(Piece))
            {
                var hashes = some.Select(x => x.File.Hash).Distinct().ToList();
                var kept = (await db.Set<StoredFile>().AsNoTracking().Where(s => hashes.Contains(s.Hash)).ToListAsync(ct))
                    .GroupBy(s => s.Hash).ToDictionary(same => same.Key, same => same.OrderBy(s => s.State).First());
                foreach (var (number, file) in some)
                    if (await Copy(folder, file, kept[file.Hash], ct) is { } why) missing.Add([number, file.Path, why]);
                    else await sums.WriteLineAsync($"{file.Hash}  {file.Path}");
            }
        }

        Task Add(string name, byte[] bytes) => System.IO.File.AppendAllBytesAsync(Path.Combine(beside, name), bytes, ct);

        async Task Sum(string name)
        {
            if (name.Length == 0) return;
            await sums.WriteLineAsync($"{await FileStore.HashOf(Path.Combine(beside, name), ct)}  {name}");
        }
    }
}

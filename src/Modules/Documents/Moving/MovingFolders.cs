using System.Collections.Concurrent;
using Keyaki.Kernel;

namespace Keyaki.Documents;

/// <summary>Where an engineer lays the files of another system, and where ours are written to; empty where the city has none.</summary>
public sealed record MovingFolders(string Incoming, string Outgoing);

/// <summary>A file that lies there: why it cannot be taken, else its bytes as they are kept, or (only looked at) its hash.</summary>
sealed record Arrived(string? Wrong, string Hash = "", StoredFile? Stored = null);

/// <summary>The files that come with a table. A table never leads out of their folder.</summary>
sealed class Arrivals(MovingFolders folders, FileStore store)
{
    const int AtOnce = 8;

    /// <summary>Looks at each of these files, or keeps it.</summary>
    public async Task<IReadOnlyDictionary<MovedFile, Arrived>> Of(IEnumerable<MovedFile> files, bool taking, CancellationToken ct)
    {
        var found = new ConcurrentDictionary<MovedFile, Arrived>();
        await Parallel.ForEachAsync(files.Distinct(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
            async (file, stop) => found[file] = await Of(file, taking, stop));
        return found;
    }

    async Task<Arrived> Of(MovedFile file, bool taking, CancellationToken ct)
    {
        if (Place(file.Path) is not { } path) return new($"「{file.Path}」というファイルが、受入れの場所にありません。");
        try
        {
            // What is only looked at is read only where there is something to compare it with.
            var stored = taking ? await store.Bring(path, file.Name, ct) : null;
            var hash = stored?.Hash ?? (file.Hash.Length == 0 ? "" : await FileStore.HashOf(path, ct));
            return file.Hash.Length > 0 && hash != file.Hash ? new($"「{file.Path}」は違うファイルです（SHA-256が合いません）。")
                : new(null, hash, stored);
        }
        catch (Rule rule) { return new($"「{file.Path}」：{rule.Sentence}"); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { return new($"「{file.Path}」を読めません。"); }
    }

    /// <summary>The file of this path; null where there is none below the folder. No step of the way is a link.</summary>
    string? Place(string said)
    {
        if (folders.Incoming.Length == 0 || said.Contains('\0')) return null;
        var at = folders.Incoming;
        foreach (var step in said.Replace('\\', '/').Split('/'))
        {
            if (step is "" or "." or ".." || step.Contains(':')) return null;
            at = Path.Combine(at, step);
            if (new FileInfo(at).LinkTarget is not null) return null;
        }
        return File.Exists(at) ? at : null;
    }
}

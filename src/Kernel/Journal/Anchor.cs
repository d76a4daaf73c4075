using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kernel;

/// <summary>
/// The file outside the database that every sealed head of the journal is appended to. A line is one of:
/// <code>
/// key PUBLIC           signs from here on
/// NUMBER HEAD          a sealed batch
/// restored NUMBER TIME a backup that reaches to this batch was brought back: the batches after it are given up, and counting goes on from it
/// </code>
/// Whoever has the file and a copy of the tables can verify the journal; nothing else is needed.
/// </summary>
public sealed class Anchor(string file)
{
    const string KeyWord = "key", RestoredWord = "restored";

    /// <param name="Heads">The batches in force by number: head, and the public key that was in force.</param>
    /// <param name="Keys">Every public key, in order.</param>
    /// <param name="Restores">The batch that each restore went back to, the batches that it gave up, and when.</param>
    /// <param name="Faults">Numbers of lines that say nothing.</param>
    public sealed record Content(
        SortedDictionary<long, (string Head, string Key)> Heads, List<string> Keys, List<(long To, int GivenUp, string At)> Restores, List<int> Faults)
    {
        public long Last => Heads.Count > 0 ? Heads.Keys.Last() : 0;
    }

    (long Length, long Last, string Key)? known;

    /// <summary>What the file says; null when there is none. A last line without its end was cut short by a crash, and does not count.</summary>
    public static async Task<Content?> Read(string file, CancellationToken ct = default)
    {
        if (!File.Exists(file)) return null;
        // Without a lock: the server may be at it.
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return await Read(stream, ct);
    }

    static async Task<Content> Read(Stream stream, CancellationToken ct)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        var text = await reader.ReadToEndAsync(ct);
        var found = new Content([], [], [], []);
        var number = 0;
        foreach (var line in text[..(text.LastIndexOf('\n') + 1)].Split('\n').SkipLast(1))
        {
            number++;
            if (line.TrimEnd('\r') is { Length: > 0 } said && !Take(said.Split(' '), found)) found.Faults.Add(number);
        }
        return found;
    }

    static bool Take(string[] words, Content found)
    {
        switch (words)
        {
            case [KeyWord, var key]:
                found.Keys.Remove(key);
                found.Keys.Add(key);
                return true;
            case [RestoredWord, var to, var at] when Number(to) is { } back:
                var after = found.Heads.Keys.Where(n => n > back).ToList();
                foreach (var n in after) found.Heads.Remove(n);
                found.Restores.Add((back, after.Count, at));
                return true;
            case [var number, { Length: 64 } head] when Number(number) is { } n && found.Keys.Count > 0:
                return found.Heads.TryAdd(n, (head, found.Keys[^1]));
            default: return false;
        }
    }

    static long? Number(string word) => long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Appends what is sealed and not in the file yet: by this program a moment ago, before a crash, or by another node.</summary>
    public async Task Follow(CityDb db, CancellationToken ct)
    {
        await using var stream = await Hold(ct);
        await Follow(stream, db, ct);
    }

    async Task Follow(FileStream stream, CityDb db, CancellationToken ct)
    {
        var (last, key) = await Standing(stream, ct);
        var batches = await db.Set<JournalBatch>().Where(b => b.Number > last).OrderBy(b => b.Number).Select(b => new { b.Number, b.Head, b.Key }).ToListAsync(ct);
        if (batches.Count == 0) return;
        var keys = await db.Set<JournalKey>().ToDictionaryAsync(k => k.Id, k => k.Public, ct);
        var lines = new StringBuilder();
        foreach (var batch in batches)
        {
            if (keys.GetValueOrDefault(batch.Key) is { } signer && signer != key) lines.Append(CultureInfo.InvariantCulture, $"{KeyWord} {key = signer}\n");
            lines.Append(CultureInfo.InvariantCulture, $"{batch.Number} {batch.Head}\n");
        }
        await Append(stream, lines.ToString(), batches[^1].Number, key, ct);
    }

    /// <summary>Begins a new epoch: the tables were brought back from a backup, and reach as far as they say.</summary>
    public async Task Restored(CityDb db, DateTimeOffset now, CancellationToken ct = default)
    {
        await using var stream = await Hold(ct);
        await Follow(stream, db, ct);
        var last = await db.Set<JournalBatch>().MaxAsync(b => (long?)b.Number, ct) ?? 0;
        var (_, key) = await Standing(stream, ct);
        await Append(stream, $"{RestoredWord} {last} {now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}\n", last, key, ct);
    }

    /// <summary>Where the file stands; read again only when somebody else wrote to it. Puts the end where the last whole line ends.</summary>
    async Task<(long Last, string Key)> Standing(FileStream stream, CancellationToken ct)
    {
        if (known is { } k && k.Length == stream.Length) return (k.Last, k.Key);
        stream.Position = 0;
        var content = await Read(stream, ct);
        await Whole(stream, ct);
        var (last, key) = (content.Last, content.Keys.LastOrDefault() ?? "");
        known = (stream.Length, last, key);
        return (last, key);
    }

    static async Task Whole(FileStream stream, CancellationToken ct)
    {
        var tail = new byte[Math.Min(stream.Length, 4096)];
        stream.Position = stream.Length - tail.Length;
        await stream.ReadExactlyAsync(tail, ct);
        var end = Array.LastIndexOf(tail, (byte)'\n');
        if (end + 1 < tail.Length) stream.SetLength(stream.Length - tail.Length + end + 1);
    }

    async Task Append(FileStream stream, string lines, long last, string key, CancellationToken ct)
    {
        stream.Position = stream.Length;
        await stream.WriteAsync(Encoding.UTF8.GetBytes(lines), ct);
        await stream.FlushAsync(ct);
        known = (stream.Length, last, key);
    }

    /// <summary>Nodes on one machine may share the file: one writes at a time.</summary>
    async Task<FileStream> Hold(CancellationToken ct)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        for (var tries = 0; ; tries++)
            try { return new FileStream(file, options); }
            catch (IOException) when (tries < 100 && File.Exists(file)) { await Task.Delay(20, ct); }
    }
}

using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kernel;

/// <summary>
/// The file outside the database that every sealed head of the journal is appended to. A line is one of:
/// <code>
/// key PUBLIC           signs from here on
/// leaked PUBLIC TIME   whoever has the old master key can sign with it: what it signs from here on is not to be trusted
/// NUMBER HEAD          a sealed batch
/// restored NUMBER TIME a backup that reaches to this batch was brought back: the batches after it are given up, and counting goes on
/// from it
/// </code>
/// Whoever has the file and a copy of the tables can verify the journal; nothing else is needed.
/// </summary>
public sealed class Anchor(string file)
{
    const string KeyWord = "key", LeakedWord = "leaked", RestoredWord = "restored";

    /// <param name="Heads">The batches in force by number: head, and the public key that was in force.</param>
    /// <param name="Keys">Every public key, in order.</param>
    /// <param name="Restores">The batch that each restore went back to, the batches that it gave up, and when.</param>
    /// <param name="Leaked">Keys that leaked, the last batch before that was said, and when it was.</param>
    /// <param name="Faults">Numbers of lines that say nothing.</param>
    public sealed record Content(
        SortedDictionary<long, (string Head, string Key)> Heads, List<string> Keys, List<(long To, int GivenUp, string At)> Restores,
        Dictionary<string, (long After, string At)> Leaked, List<int> Faults)
    {
        public long Last => Heads.Count > 0 ? Heads.Keys.Last() : 0;

        /// <summary>Batches that a key signed after it was said to have leaked.</summary>
        public SortedSet<long> Distrusted { get; } = [];
    }

    /// <summary>Where the file ends: its last batch, the key that signs, and the keys that it says have leaked.</summary>
    sealed record End(long Length, long Last, string Head, string Key, IReadOnlyCollection<string> Leaked);

    End? known;

    /// <summary>What the file says; null when there is none. A last line without its end was cut short by a crash, and does not
    /// count.</summary>
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
        var found = new Content([], [], [], [], []);
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
            case [LeakedWord, var key, var at]:
                return found.Leaked.TryAdd(key, (found.Last, at));
            case [RestoredWord, var to, var at] when Number(to) is { } back:
                var after = found.Heads.Keys.Where(n => n > back).ToList();
                foreach (var n in after) found.Heads.Remove(n);
                found.Distrusted.ExceptWith(after);
                found.Restores.Add((back, after.Count, at));
                return true;
            case [var number, { Length: 64 } head] when Number(number) is { } n && found.Keys.Count > 0:
                if (found.Leaked.ContainsKey(found.Keys[^1])) found.Distrusted.Add(n);
                return found.Heads.TryAdd(n, (head, found.Keys[^1]));
            default: return false;
        }
    }

    static long? Number(string word) => long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : null;

    /// <summary>Appends what is sealed and not in the file yet: by this program a moment ago, before a crash, or by another node.</summary>
    /// <exception cref="BehindAnchor">The tables do not reach as far as the file: an older state of them was brought back, or somebody
    /// cut them.</exception>
    public async Task Follow(CityDb db, CancellationToken ct = default)
    {
        await using var stream = await Hold(ct);
        await Follow(stream, db, ct);
    }

    async Task Follow(FileStream stream, CityDb db, CancellationToken ct)
    {
        var end = await Ends(stream, ct);
        var batches = await db.Set<JournalBatch>().Where(b => b.Number >= end.Last).OrderBy(b => b.Number)
            .Select(b => new { b.Number, b.Head, b.Key }).ToListAsync(ct);
        if (end.Last > 0 && (batches is not [var first, ..] || first.Number != end.Last || first.Head != end.Head))
            throw new BehindAnchor(file, end.Last);
        var keys = await db.Set<JournalKey>().AsNoTracking().ToListAsync(ct);
        var leaked = keys.Where(k => k.LeakedAt is not null && !end.Leaked.Contains(k.Public)).ToDictionary(k => k.Public, k => k.LeakedAt);
        var (lines, key) = (new StringBuilder(), end.Key);
        foreach (var batch in batches.Where(b => b.Number > end.Last))
        {
            if (keys.Find(k => k.Id == batch.Key)?.Public is { } signer && signer != key)
            {
                // What it signed before it leaked stands above this line.
                if (leaked.Remove(key, out var at)) lines.Append(CultureInfo.InvariantCulture, $"{LeakedWord} {key} {Time(at)}\n");
                lines.Append(CultureInfo.InvariantCulture, $"{KeyWord} {key = signer}\n");
            }
            lines.Append(CultureInfo.InvariantCulture, $"{batch.Number} {batch.Head}\n");
        }
        foreach (var (lost, at) in leaked) lines.Append(CultureInfo.InvariantCulture, $"{LeakedWord} {lost} {Time(at)}\n");
        await Append(stream, lines.ToString(), ct);
        var last = batches.LastOrDefault();
        known = new(stream.Length, last?.Number ?? 0, last?.Head ?? "", key, [.. end.Leaked, .. leaked.Keys]);
    }

    /// <summary>
    /// Begins a new epoch: an older state of the tables was brought back. It goes on from the last batch that tables and file share;
    /// answers with its number and how many batches are given up.
    /// </summary>
    public async Task<(long To, int GivenUp)> Restored(CityDb db, DateTimeOffset now, CancellationToken ct = default)
    {
        await using var stream = await Hold(ct);
        try { await Follow(stream, db, ct); }
        catch (BehindAnchor) { /* that is why we are here */ }
        stream.Position = 0;
        var heads = (await Read(stream, ct)).Heads;
        var own = await db.Set<JournalBatch>().ToDictionaryAsync(b => b.Number, b => b.Head, ct);
        var to = heads.LastOrDefault(h => own.GetValueOrDefault(h.Key) == h.Value.Head).Key;
        await Append(stream, $"{RestoredWord} {to} {Time(now)}\n", ct);
        known = null;
        await Follow(stream, db, ct);
        return (to, heads.Keys.Count(n => n > to));
    }

    static string? Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Where the file ends; read again only when somebody else wrote to it. Puts the end where the last whole line ends.</summary>
    async Task<End> Ends(FileStream stream, CancellationToken ct)
    {
        if (known is { } k && k.Length == stream.Length) return k;
        stream.Position = 0;
        var content = await Read(stream, ct);
        await Whole(stream, ct);
        return known = new(stream.Length, content.Last, content.Heads.GetValueOrDefault(content.Last).Head ?? "",
            content.Keys.LastOrDefault() ?? "", content.Leaked.Keys);
    }

    static async Task Whole(FileStream stream, CancellationToken ct)
    {
        var tail = new byte[Math.Min(stream.Length, 4096)];
        stream.Position = stream.Length - tail.Length;
        await stream.ReadExactlyAsync(tail, ct);
        var end = Array.LastIndexOf(tail, (byte)'\n');
        if (end + 1 < tail.Length) stream.SetLength(stream.Length - tail.Length + end + 1);
    }

    static async Task Append(FileStream stream, string lines, CancellationToken ct)
    {
        stream.Position = stream.Length;
        await stream.WriteAsync(Encoding.UTF8.GetBytes(lines), ct);
        await stream.FlushAsync(ct);
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

/// <summary>The tables do not reach as far as the anchor. Nothing is sealed until somebody says that this is so on purpose.</summary>
public sealed class BehindAnchor(string file, long last) : Exception(
    $"データベースの記録は、外の控え（{file}）の終わり（束 {last}）まで届いていないか、途中から違います。前の状態に戻したデータベースか、記録の終わりを切り取られたデータベースです。" +
    "戻したのなら `keyaki journal restored` で控えに新しい始まりを書いてください。覚えがなければ、止めたまま控えとディスクを残して調べてください。");

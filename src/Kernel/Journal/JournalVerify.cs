using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kernel;

/// <summary>Recomputes the whole journal and says what does not fit: an edited, deleted, swapped or cut row. Needs no master key.</summary>
public static class JournalVerify
{
    const int Together = 10_000;

    /// <param name="Findings">What does not fit.</param>
    /// <param name="Notes">What whoever reads the result must know: restores, and how far the anchor reaches.</param>
    /// <param name="OnlyInItself">No anchor said anything: whoever can write the database could have made all of it.</param>
    public sealed record Report(long Batches, long Entries, long Unsealed, IReadOnlyList<string> Findings, IReadOnlyList<string> Notes,
        bool OnlyInItself);

    /// <param name="copy">The anchor is a copy that was taken earlier: batches after its end are told, and are no fault.</param>
    public static async Task<Report> Run(IDatabase database, string anchorFile, bool copy = false, CancellationToken ct = default)
    {
        var anchor = await Anchor.Read(anchorFile, ct);
        var (findings, notes) = (new List<string>(), new List<string>());
        foreach (var line in anchor?.Faults ?? []) findings.Add($"外の控えの {line} 行目を読めません");
        foreach (var (to, givenUp, at) in anchor?.Restores ?? [])
            notes.Add($"{at} にバックアップから戻し、束 {to} の続きから始めています（それまでにあった {givenUp} 束は、戻したときになくなりました）");
        foreach (var (key, (after, at)) in anchor?.Leaked ?? [])
            notes.Add($"署名の鍵 {key} は、{at} に漏れたと書かれました。束 {after} より後にこの鍵で署名されたものは、信じられません");
        foreach (var number in anchor?.Distrusted ?? []) findings.Add($"束 {number} は、漏れたと書かれた後の鍵で署名されています。信じられません");
        var heads = anchor?.Heads ?? [];
        await using var db = database.OpenReader();
        var batches = await db.Set<JournalBatch>().AsNoTracking().OrderBy(b => b.Number).ToListAsync(ct);
        await Chain(db, batches, anchor, findings, ct);
        foreach (var number in heads.Keys.Except(batches.Select(b => b.Number))) findings.Add($"束 {number} は外の控えにありますが、記録にありません");
        if (heads.Count > 0) Missing(batches, heads, copy, findings, notes);
        var entries = await Entries(database, batches, findings, ct);
        var unsealed = await db.Set<JournalEntry>().LongCountAsync(e => e.Batch == null, ct);
        var orphans = await db.Set<JournalEntry>().LongCountAsync(e => e.Batch != null, ct) - entries;
        if (orphans > 0) findings.Add($"どの束にもない封印済みの記録が {orphans} 件あります");
        return new(batches.Count, entries, unsealed, findings, notes, heads.Count == 0);
    }

    static async Task Chain(CityDb db, List<JournalBatch> batches, Anchor.Content? anchor, List<string> findings, CancellationToken ct)
    {
        var keys = await db.Set<JournalKey>().AsNoTracking().ToDictionaryAsync(k => k.Id, k => k.Public, ct);
        var (previous, expected) = ("", 1L);
        using var signatures = new Signatures();
        foreach (var batch in batches)
        {
            if (batch.Number != expected) findings.Add($"束 {expected} から {batch.Number - 1} がありません");
            expected = batch.Number + 1;
            if (JournalBatch.HeadOf(previous, batch.Number, batch.Count, batch.Root) != batch.Head)
                findings.Add($"束 {batch.Number} の鎖が合いません");
            previous = batch.Head;
            var signer = keys.GetValueOrDefault(batch.Key, "");
            if (anchor is not null && anchor.Heads.TryGetValue(batch.Number, out var there))
            {
                if (there.Head != batch.Head) findings.Add($"束 {batch.Number} が外の控えと違います");
                signer = there.Key; // the anchor's word counts, not the database's
            }
            // Once a key was followed by another it signs no more.
            else if (anchor?.Heads.Count > 0 && (batch.Number > anchor.Last ? signer != anchor.Keys[^1] : !anchor.Keys.Contains(signer)))
                findings.Add($"束 {batch.Number} の署名の鍵は、外の控えにない鍵です");
            if (batch.Number > anchor?.Last && anchor.Leaked.ContainsKey(signer))
                findings.Add($"束 {batch.Number} は、漏れたと書かれた後の鍵で署名されています。信じられません");
            if (!signatures.Fits(signer, batch.Head, batch.Signature)) findings.Add($"束 {batch.Number} の署名が合いません");
        }
    }

    static void Missing(List<JournalBatch> batches, SortedDictionary<long, (string Head, string Key)> heads, bool copy,
        List<string> findings, List<string> notes)
    {
        var last = heads.Keys.Last();
        foreach (var batch in batches.Where(b => b.Number < last && !heads.ContainsKey(b.Number)))
            findings.Add($"束 {batch.Number} が外の控えにありません");
        var after = batches.Where(b => b.Number > last).ToList();
        if (after.Count == 0) return;
        var which = after.Count == 1 ? $"束 {after[0].Number}" : $"束 {after[0].Number} から {after[^1].Number}";
        if (copy) notes.Add($"この控えは束 {last} までです。{which} は、鎖と署名だけを確かめました");
        else findings.Add($"{which} が外の控えにありません（封印した直後にサーバーが止まったときは、次に始めたときに書き足されます）");
    }

    /// <summary>Some batches on each processor: what is read and hashed by one is not waited for by another.</summary>
    static async Task<long> Entries(IDatabase database, List<JournalBatch> batches, List<string> findings, CancellationToken ct)
    {
        var (groups, pairs) = (Groups(batches).ToList(), new Pairs());
        var told = new (List<string> Faults, long Entries, UInt128 Persons)[groups.Count];
        await Parallel.ForAsync(0, groups.Count, ct, async (i, stop) =>
        {
            await using var db = database.OpenReader();
            var (from, to) = (groups[i][0].Number, groups[i][^1].Number);
            var rows = (await db.Set<JournalEntry>().Where(e => e.Batch >= from && e.Batch <= to).ToListAsync(stop)).ToLookup(e => e.Batch);
            told[i] = ([.. groups[i].SelectMany(batch => Batch(batch, [.. rows[batch.Number]]))], groups[i]
                .Sum(b => rows[b.Number].LongCount()), pairs.Of(groups[i].SelectMany(b => rows[b.Number])));
        });
        foreach (var (faults, _, _) in told) findings.AddRange(faults);
        await Persons(database, groups, pairs, told.Aggregate(UInt128.Zero, (sum, t) => unchecked(sum + t.Persons)), findings, ct);
        return told.Sum(t => t.Entries);
    }

    /// <summary>The rows of the persons, read once in the order in which they lie. Only when they do not fit is each held against its
    /// entry.</summary>
    static async Task Persons(IDatabase database, List<List<JournalBatch>> groups, Pairs pairs, UInt128 expected, List<string> findings,
        CancellationToken ct)
    {
        if (groups.Count == 0) return;
        await using var db = database.OpenReader();
        var (last, sum) = (groups[^1][^1].Number, UInt128.Zero);
        await foreach (var row in (from p in db.Set<JournalPerson>() join e in db.Set<JournalEntry>(
            ) on p.EntryId equals e.Id where e.Batch <= last select p).AsAsyncEnumerable().WithCancellation(ct))
            sum = unchecked(sum + pairs.Of(row.EntryId, row.PersonId));
        if (sum == expected) return;
        foreach (var group in groups)
        {
            var (from, to) = (group[0].Number, group[^1].Number);
            var rows = await db.Set<JournalEntry>().Where(e => e.Batch >= from && e.Batch <= to).OrderBy(e => e.Batch).ThenBy(e => e.Id)
                .ToListAsync(ct);
            var persons = (await (from p in db.Set<JournalPerson>() join e in db.Set<JournalEntry>(
                ) on p.EntryId equals e.Id where e.Batch >= @from && e.Batch <= to select p).ToListAsync(ct))
                .ToLookup(p => p.EntryId, p => p.PersonId);
            findings.AddRange(rows.Where(row =>
                string.Join(' ', persons[row.Id].Select(p => p.ToString("N")).Order(StringComparer.Ordinal)) != row.Persons)
                .Select(row => $"束 {row.Batch} の記録 {row.Id:N} の対象者が書き換えられています"));
        }
    }

    /// <summary>
    /// A number for a set of pairs of entry and person, in whatever order they are met: the sum of their hashes under a secret of this run,
    /// so that nobody can have chosen rows whose changes cancel out.
    /// </summary>
    sealed class Pairs
    {
        readonly byte[] secret = RandomNumberGenerator.GetBytes(32);

        public UInt128 Of(IEnumerable<JournalEntry> entries)
        {
            var sum = UInt128.Zero;
            foreach (var entry in entries)
                foreach (var person in entry.Persons.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    sum = unchecked(sum + Of(entry.Id, Guid.TryParseExact(person, "N", out var id) ? id : Guid.Empty));
            return sum;
        }

        public UInt128 Of(Guid entry, Guid person)
        {
            Span<byte> pair = stackalloc byte[64], hash = stackalloc byte[32];
            secret.CopyTo(pair);
            entry.TryWriteBytes(pair[32..]);
            person.TryWriteBytes(pair[48..]);
            SHA256.HashData(pair, hash);
            return BinaryPrimitives.ReadUInt128LittleEndian(hash);
        }
    }

    static IEnumerable<List<JournalBatch>> Groups(List<JournalBatch> batches)
    {
        var (group, entries) = (new List<JournalBatch>(), 0);
        foreach (var batch in batches)
        {
            group.Add(batch);
            if ((entries += batch.Count) < Together) continue;
            yield return group;
            (group, entries) = ([], 0);
        }
        if (group.Count > 0) yield return group;
    }

    static IEnumerable<string> Batch(JournalBatch batch, List<JournalEntry> rows)
    {
        if (rows.Count != batch.Count) yield return $"束 {batch.Number} は {batch.Count} 件のはずが {rows.Count} 件です";
        else if (JournalBatch.RootOf(rows) != batch.Root) yield return $"束 {batch.Number} の中の記録が書き換えられています";
    }

    /// <summary>Public keys that were read once: there are few of them, and many signatures.</summary>
    sealed class Signatures : IDisposable
    {
        readonly Dictionary<string, ECDsa?> keys = [];

        public bool Fits(string publicKey, string head, string signature)
        {
            if (!keys.TryGetValue(publicKey, out var key)) keys.Add(publicKey, key = JournalKey.Read(publicKey));
            try
            {
                return key?.VerifyData(Encoding.UTF8.GetBytes(head), Convert.FromBase64String(signature), HashAlgorithmName.SHA256)
                is true;
            }
            catch (FormatException) { return false; }
        }

        public void Dispose()
        {
            foreach (var key in keys.Values) key?.Dispose();
        }
    }
}

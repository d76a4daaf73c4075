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
    public sealed record Report(long Batches, long Entries, long Unsealed, IReadOnlyList<string> Findings, IReadOnlyList<string> Notes, bool OnlyInItself);

    /// <param name="copy">The anchor is a copy that was taken earlier: batches after its end are told, and are no fault.</param>
    public static async Task<Report> Run(CityDb db, string anchorFile, bool copy = false, CancellationToken ct = default)
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
        var batches = await db.Set<JournalBatch>().AsNoTracking().OrderBy(b => b.Number).ToListAsync(ct);
        await Chain(db, batches, anchor, findings, ct);
        foreach (var number in heads.Keys.Except(batches.Select(b => b.Number))) findings.Add($"束 {number} は外の控えにありますが、記録にありません");
        if (heads.Count > 0) Missing(batches, heads, copy, findings, notes);
        var entries = await Entries(db, batches, findings, ct);
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
            if (JournalBatch.HeadOf(previous, batch.Number, batch.Count, batch.Root) != batch.Head) findings.Add($"束 {batch.Number} の鎖が合いません");
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
            if (batch.Number > anchor?.Last && anchor.Leaked.ContainsKey(signer)) findings.Add($"束 {batch.Number} は、漏れたと書かれた後の鍵で署名されています。信じられません");
            if (!signatures.Fits(signer, batch.Head, batch.Signature)) findings.Add($"束 {batch.Number} の署名が合いません");
        }
    }

    static void Missing(List<JournalBatch> batches, SortedDictionary<long, (string Head, string Key)> heads, bool copy, List<string> findings, List<string> notes)
    {
        var last = heads.Keys.Last();
        foreach (var batch in batches.Where(b => b.Number < last && !heads.ContainsKey(b.Number))) findings.Add($"束 {batch.Number} が外の控えにありません");
        var after = batches.Where(b => b.Number > last).ToList();
        if (after.Count == 0) return;
        var which = after.Count == 1 ? $"束 {after[0].Number}" : $"束 {after[0].Number} から {after[^1].Number}";
        if (copy) notes.Add($"この控えは束 {last} までです。{which} は、鎖と署名だけを確かめました");
        else findings.Add($"{which} が外の控えにありません（封印した直後にサーバーが止まったときは、次に始めたときに書き足されます）");
    }

    /// <summary>Several batches at once: the database reads on while the processor hashes.</summary>
    static async Task<long> Entries(CityDb db, List<JournalBatch> batches, List<string> findings, CancellationToken ct)
    {
        long entries = 0;
        foreach (var some in Groups(batches))
        {
            var (from, to) = (some[0].Number, some[^1].Number);
            var rows = (await db.Set<JournalEntry>().AsNoTracking().Where(e => e.Batch >= from && e.Batch <= to).ToListAsync(ct)).ToLookup(e => e.Batch);
            var persons = (await (from e in db.Set<JournalEntry>() where e.Batch >= @from && e.Batch <= to join p in db.Set<JournalPerson>() on e.Id equals p.EntryId
                                  select new { p.EntryId, p.PersonId }).ToListAsync(ct)).ToLookup(p => p.EntryId, p => p.PersonId);
            var told = some.AsParallel().AsOrdered().Select(batch => Batch(batch, [.. rows[batch.Number]], persons).ToList()).ToList();
            foreach (var faults in told) findings.AddRange(faults);
            entries += some.Sum(batch => rows[batch.Number].LongCount());
        }
        return entries;
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

    static IEnumerable<string> Batch(JournalBatch batch, List<JournalEntry> rows, ILookup<Guid, Guid> persons)
    {
        if (rows.Count != batch.Count) yield return $"束 {batch.Number} は {batch.Count} 件のはずが {rows.Count} 件です";
        else if (JournalBatch.RootOf(rows) != batch.Root) yield return $"束 {batch.Number} の中の記録が書き換えられています";
        foreach (var row in rows)
            if (string.Join(' ', persons[row.Id].Select(p => p.ToString("N")).Order(StringComparer.Ordinal)) != row.Persons)
                yield return $"束 {batch.Number} の記録 {row.Id:N} の対象者が書き換えられています";
    }

    /// <summary>Public keys that were read once: there are few of them, and many signatures.</summary>
    sealed class Signatures : IDisposable
    {
        readonly Dictionary<string, ECDsa?> keys = [];

        public bool Fits(string publicKey, string head, string signature)
        {
            if (!keys.TryGetValue(publicKey, out var key)) keys.Add(publicKey, key = JournalKey.Read(publicKey));
            try { return key?.VerifyData(Encoding.UTF8.GetBytes(head), Convert.FromBase64String(signature), HashAlgorithmName.SHA256) is true; }
            catch (FormatException) { return false; }
        }

        public void Dispose()
        {
            foreach (var key in keys.Values) key?.Dispose();
        }
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kernel;

/// <summary>A sealed batch: the Merkle root over its entries, chained to the batch before, signed.</summary>
public sealed class JournalBatch
{
    public required long Number { get; init; }
    public required int Count { get; init; }
    public required string Root { get; init; }
    public required string Head { get; init; }
    public required string Signature { get; init; }
    public required DateTimeOffset SealedAt { get; init; }

    internal static string HeadOf(string previous, long number, int count, string root) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{previous}|{number}|{count}|{root}")));

    /// <summary>Root over the entries' hashes in the order of their ids; a lone node at the end moves up as it is.</summary>
    internal static string RootOf(IEnumerable<JournalEntry> entries)
    {
        var level = entries.OrderBy(e => e.Id.ToString("N"), StringComparer.Ordinal).Select(e => e.Hash()).ToList();
        while (level.Count > 1)
            level = [.. level.Chunk(2).Select(pair => pair.Length == 1 ? pair[0] : SHA256.HashData([.. pair[0], .. pair[1]]))];
        return Convert.ToHexStringLower(level[0]);
    }

    internal sealed class Map : IEntityTypeConfiguration<JournalBatch>
    {
        public void Configure(EntityTypeBuilder<JournalBatch> b)
        {
            b.ToTable("kernel_journal_batches");
            b.HasKey(x => x.Number);
            b.Property(x => x.Number).ValueGeneratedNever();
            b.Property(x => x.Root).HasMaxLength(64);
            b.Property(x => x.Head).HasMaxLength(64);
            b.Property(x => x.Signature).HasMaxLength(200);
        }
    }
}

/// <summary>The journal's signing key: the private half is sealed by the master key, the public half is what verifies.</summary>
public sealed class JournalKey
{
    public required Guid Id { get; init; }
    public required string Public { get; init; }
    public required string SealedPrivate { get; init; }

    /// <summary>Whether this master key opens what is sealed in the database; a city that sealed nothing yet takes any.</summary>
    public static async Task<bool> Opens(CityDb db, MasterKey master, CancellationToken ct = default)
    {
        if (await db.Set<JournalKey>().AsNoTracking().OrderByDescending(k => k.Id).FirstOrDefaultAsync(ct) is not { } key) return true;
        try
        {
            master.Open(Convert.FromBase64String(key.SealedPrivate), "journal");
            return true;
        }
        catch (CryptographicException) { return false; }
    }

    internal sealed class Map : IEntityTypeConfiguration<JournalKey>
    {
        public void Configure(EntityTypeBuilder<JournalKey> b) => b.ToTable("kernel_journal_keys");
    }
}

/// <summary>
/// Takes committed, unsealed entries in batches (by flag, never by id: PostgreSQL commits out of order), chains and signs them,
/// and appends each head to the anchor file, which lies outside the database.
/// </summary>
public sealed class Sealer(IDatabase database, MasterKey master, TimeProvider clock, string anchorFile)
{
    const int BatchSize = 1000;
    readonly SemaphoreSlim one = new(1);

    /// <summary>Seals everything that is committed now; returns how many entries.</summary>
    public async Task<int> Run(CancellationToken ct = default)
    {
        await one.WaitAsync(ct);
        try
        {
            var total = 0;
            while (true)
            {
                // Read and hashed beside the writer; the turn only puts the flag, and only on what is still unsealed.
                List<JournalEntry> entries;
                await using (var reader = database.OpenReader())
                    entries = await reader.Set<JournalEntry>().Where(e => e.Batch == null).OrderBy(e => e.Id).Take(BatchSize).ToListAsync(ct);
                if (entries.Count == 0) return total;
                var root = JournalBatch.RootOf(entries);
                var ids = entries.ConvertAll(e => e.Id);
                var (count, anchor) = await database.Turn((db, stop) => Seal(db, ids, root, stop));
                await File.AppendAllTextAsync(anchorFile, anchor + "\n", ct);
                total += count;
                Instruments.Sealed.Add(count);
                if (count < BatchSize) return total;
            }
        }
        finally { one.Release(); }
    }

    async Task<(int, string)> Seal(CityDb db, List<Guid> ids, string root, CancellationToken ct)
    {
        var last = await db.Set<JournalBatch>().OrderByDescending(b => b.Number).FirstOrDefaultAsync(ct);
        var number = (last?.Number ?? 0) + 1;
        var head = JournalBatch.HeadOf(last?.Head ?? "", number, ids.Count, root);
        // Another node of the same city was quicker: it sealed some of these, and the rest is taken next time.
        if (await db.Set<JournalEntry>().Where(e => e.Batch == null && ids.Contains(e.Id)).ExecuteUpdateAsync(s => s.SetProperty(e => e.Batch, number), ct) != ids.Count) throw new ChangedMeanwhile("journal");
        using var key = await Key(db, ct);
        db.Add(new JournalBatch
        {
            Number = number, Count = ids.Count, Root = root, Head = head, SealedAt = clock.GetUtcNow(),
            Signature = Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(head), HashAlgorithmName.SHA256)),
        });
        return (ids.Count, string.Create(CultureInfo.InvariantCulture, $"{number} {head}"));
    }

    async Task<ECDsa> Key(CityDb db, CancellationToken ct)
    {
        var row = await db.Set<JournalKey>().OrderByDescending(k => k.Id).FirstOrDefaultAsync(ct);
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (row is null)
            db.Add(new JournalKey { Id = clock.NewId(), Public = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()), SealedPrivate = Convert.ToBase64String(master.Seal(key.ExportPkcs8PrivateKey(), "journal")) });
        else key.ImportPkcs8PrivateKey(master.Open(Convert.FromBase64String(row.SealedPrivate), "journal"), out _);
        return key;
    }
}

/// <summary>Recomputes the whole journal and says what does not fit: an edited, deleted, swapped or cut row.</summary>
public static class JournalVerify
{
    public sealed record Report(long Batches, long Entries, long Unsealed, IReadOnlyList<string> Findings);

    public static async Task<Report> Run(CityDb db, string anchorFile, CancellationToken ct = default)
    {
        var findings = new List<string>();
        var anchors = File.Exists(anchorFile)
            ? (await File.ReadAllLinesAsync(anchorFile, ct)).Where(l => l.Length > 0).Select(l => l.Split(' ')).ToDictionary(p => long.Parse(p[0], CultureInfo.InvariantCulture), p => p[1])
            : [];
        var keys = (await db.Set<JournalKey>().AsNoTracking().ToListAsync(ct)).ConvertAll(k =>
        {
            var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(k.Public), out _);
            return key;
        });
        string previous = "";
        long expected = 1, entries = 0;
        await foreach (var batch in db.Set<JournalBatch>().AsNoTracking().OrderBy(b => b.Number).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (batch.Number != expected) findings.Add($"束 {expected} から {batch.Number - 1} がありません");
            expected = batch.Number + 1;
            entries += batch.Count;
            if (JournalBatch.HeadOf(previous, batch.Number, batch.Count, batch.Root) != batch.Head) findings.Add($"束 {batch.Number} の鎖が合いません");
            if (!keys.Exists(k => k.VerifyData(Encoding.UTF8.GetBytes(batch.Head), Convert.FromBase64String(batch.Signature), HashAlgorithmName.SHA256))) findings.Add($"束 {batch.Number} の署名が合いません");
            if (anchors.Remove(batch.Number, out var anchor) && anchor != batch.Head) findings.Add($"束 {batch.Number} が外の控えと違います");
            previous = batch.Head;
        }
        foreach (var missing in anchors.Keys.Order()) findings.Add($"束 {missing} は外の控えにありますが、記録にありません");
        await Entries(db, findings, ct);
        var unsealed = await db.Set<JournalEntry>().LongCountAsync(e => e.Batch == null, ct);
        return new(expected - 1, entries, unsealed, findings);
    }

    static async Task Entries(CityDb db, List<string> findings, CancellationToken ct)
    {
        foreach (var batch in await db.Set<JournalBatch>().AsNoTracking().OrderBy(b => b.Number).Select(b => new { b.Number, b.Count, b.Root }).ToListAsync(ct))
        {
            var rows = await db.Set<JournalEntry>().AsNoTracking().Where(e => e.Batch == batch.Number).ToListAsync(ct);
            if (rows.Count != batch.Count) findings.Add($"束 {batch.Number} は {batch.Count} 件のはずが {rows.Count} 件です");
            else if (JournalBatch.RootOf(rows) != batch.Root) findings.Add($"束 {batch.Number} の中の記録が書き換えられています");
            var ids = rows.ConvertAll(r => r.Id);
            var persons = await db.Set<JournalPerson>().AsNoTracking().Where(p => ids.Contains(p.EntryId)).ToListAsync(ct);
            var found = persons.ToLookup(p => p.EntryId, p => p.PersonId);
            foreach (var row in rows)
                if (string.Join(' ', found[row.Id].Select(p => p.ToString("N")).Order(StringComparer.Ordinal)) != row.Persons)
                    findings.Add($"束 {batch.Number} の記録 {row.Id:N} の対象者が書き換えられています");
        }
        var orphans = await db.Set<JournalEntry>().LongCountAsync(e => e.Batch != null && !db.Set<JournalBatch>().Any(b => b.Number == e.Batch), ct);
        if (orphans > 0) findings.Add($"どの束にもない封印済みの記録が {orphans} 件あります");
    }
}

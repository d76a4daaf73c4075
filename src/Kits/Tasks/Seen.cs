using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kits;

/// <summary>What an officer looked at or worked on last, a row for each record. The journal knows it, too, but is not ordered by who
/// looked: an index for that would cost every entry.</summary>
public sealed class Seen
{
    public required Guid Account { get; init; }
    public required string RecordKind { get; init; }
    public required Guid RecordId { get; init; }
    public DateTimeOffset At { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Seen>
    {
        public void Configure(EntityTypeBuilder<Seen> b)
        {
            b.ToTable("kits_seen");
            b.HasKey(x => new { x.Account, x.RecordKind, x.RecordId });
            b.Property(x => x.RecordKind).HasMaxLength(40);
            b.HasIndex(x => new { x.Account, x.At });
        }
    }
}

/// <summary>Keeps it from the journal, in the turn that writes the entry; only of records that have a page in the office.</summary>
sealed class SeenKeeper(IEnumerable<ISubjectName> names, TimeProvider clock) : IBeforeSaving, IJob
{
    public async Task Saving(CityDb db, CancellationToken ct)
    {
        var entries = db.Appending.OfType<JournalEntry>().Where(e => e is { ActorKind: ActorKind.Officer, Account: not null, RecordId: not null })
            .DistinctBy(e => (e.Account, e.RecordKind, e.RecordId)).ToList();
        foreach (var entry in entries)
        {
            if (entry is not { Account: { } who, RecordKind: { } kind, RecordId: { } record }
                || !names.Any(n => n.SubjectKind == kind && n.Url(record) is not null)) continue;
            var row = db.Set<Seen>().Local.FirstOrDefault(s => s.Account == who && s.RecordKind == kind && s.RecordId == record)
                ?? await db.Set<Seen>().AsTracking().FirstOrDefaultAsync(s => s.Account == who && s.RecordKind == kind
                    && s.RecordId == record, ct);
            if (row is null) db.Add(row = new Seen { Account = who, RecordKind = kind, RecordId = record });
            row.At = clock.GetUtcNow();
        }
    }

    static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public string Code => "kits.old-looks";
    public string Label => "職員が最近見たものの記録を消す";
    public When When => When.Daily(new(3, 0));

    public Task Do(CityDb db, Due due, CancellationToken ct)
    {
        var before = due.Now - Kept;
        return db.Set<Seen>().Where(s => s.At < before).ExecuteDeleteAsync(ct);
    }
}

/// <summary>A record that this officer looked at, as the home page shows it.</summary>
public sealed record SeenFace(string Title, string Url, DateTimeOffset At);

public static class SeenLists
{
    const int Most = 8;

    /// <summary>The last ones, the newest first.</summary>
    public static async Task<IReadOnlyList<SeenFace>> Of(Look look, IEnumerable<ISubjectName> names)
    {
        var me = look.Actor.Account;
        var rows = await look.Db.Set<Seen>().AsNoTracking().Where(s => s.Account == me).OrderByDescending(s => s.At).Take(Most)
            .ToListAsync(look.Stop);
        var faces = new List<SeenFace>();
        foreach (var name in names)
        {
            var here = rows.FindAll(r => r.RecordKind == name.SubjectKind);
            if (here.Count == 0) continue;
            var named = await name.Of(look.Db, [.. here.Select(r => r.RecordId)], look.Stop);
            foreach (var row in here)
                if (named.TryGetValue(row.RecordId, out var subject) && name.Url(row.RecordId) is { } url)
                    faces.Add(new(subject.Title.Ja, url, row.At));
        }
        return [.. faces.OrderByDescending(f => f.At)];
    }
}

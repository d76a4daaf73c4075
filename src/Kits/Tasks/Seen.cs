using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kits;

/// <summary>What an officer looked at or worked on last, a row for each record. The journal knows it, too, but is not ordered by who
/// looked: an index for that would cost every entry.</summary>
public sealed class Seen
{
    public required Guid Account { get; init; }
    public required string RecordKind { get; init; }
    public required Guid RecordId { get; init; }
    public DateTimeOffset At { get; init; }

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
sealed class SeenKeeper(IServiceProvider turn, TimeProvider clock) : IBeforeSaving, IJob
{
    public Task Saving(CityDb db, CancellationToken ct)
    {
        var entries = db.Appending.OfType<JournalEntry>().Where(e => e is { ActorKind: ActorKind.Officer, Account: not null, RecordId: not null })
            .DistinctBy(e => (e.Account, e.RecordKind, e.RecordId)).ToList();
        if (entries.Count == 0) return Task.CompletedTask;
        var names = turn.GetServices<ISubjectName>().ToList();
        foreach (var entry in entries)
            if (entry is { Account: { } who, RecordKind: { } kind, RecordId: { } record }
                && names.FirstOrDefault(n => n.SubjectKind == kind)?.Url(record) is not null)
                db.AppendOrRenew(new Seen { Account = who, RecordKind = kind, RecordId = record, At = clock.GetUtcNow() });
        return Task.CompletedTask;
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
    public static async Task<IReadOnlyList<SeenFace>> Of(Look look, Subjects subjects)
    {
        var me = look.Actor.Account;
        var rows = await look.Db.Set<Seen>().AsNoTracking().Where(s => s.Account == me).OrderByDescending(s => s.At).Take(Most)
            .ToListAsync(look.Stop);
        var names = await subjects.Names(look.Db, rows.Select(r => ((string?)r.RecordKind, (Guid?)r.RecordId)), look.Stop);
        return [.. from row in rows
            where names.ContainsKey(row.RecordId)
            let url = subjects.Url(row.RecordKind, row.RecordId)
            where url is not null
            select new SeenFace(names[row.RecordId].Title.Ja, url, row.At)];
    }
}

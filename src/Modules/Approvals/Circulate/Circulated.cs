using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Approvals;

/// <summary>供覧・同報: one officer is shown something and is not asked. It stays on their list until they have read it.</summary>
public sealed class Circulated
{
    public required Guid Id { get; init; }
    public required string SubjectKind { get; init; }
    public required Guid SubjectId { get; init; }
    public required string Title { get; init; }
    public required string Url { get; init; }
    public required Guid Officer { get; init; }

    /// <summary>Who showed it to them.</summary>
    public required Guid From { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateTimeOffset? ReadAt { get; private set; }

    public void Read(DateTimeOffset now) => ReadAt ??= now;

    internal sealed class Map : IEntityTypeConfiguration<Circulated>
    {
        public void Configure(EntityTypeBuilder<Circulated> b)
        {
            b.ToTable("approvals_circulated");
            b.Property(x => x.SubjectKind).HasMaxLength(40);
            b.Property(x => x.Title).HasMaxLength(300);
            b.Property(x => x.Url).HasMaxLength(500);
            b.HasIndex(x => new { x.SubjectKind, x.SubjectId, x.Officer }).IsUnique();
            b.HasIndex(x => new { x.Officer, x.ReadAt, x.At });
        }
    }
}

/// <summary>Puts things on the lists, each person once for each thing.</summary>
sealed class Circulation(IStaff staff, TimeProvider clock) : ICirculation
{
    public async Task Show(CityDb db, Circular circular, CancellationToken ct)
    {
        var whom = circular.Accounts.ToHashSet();
        foreach (var department in circular.Departments)
            whom.UnionWith((await staff.Of(db, department, clock.Today(), ct)).Select(o => o.Account));
        whom.Remove(circular.From);
        whom.ExceptWith(await db.Set<Circulated>().Where(c => c.SubjectKind == circular.SubjectKind && c.SubjectId == circular.SubjectId)
            .Select(c => c.Officer).ToListAsync(ct));
        db.AddRange(whom.Order().Select(officer => new Circulated
        {
            Id = clock.NewId(), SubjectKind = circular.SubjectKind, SubjectId = circular.SubjectId, Title = circular.Title,
            Url = circular.Url, Officer = officer, From = circular.From, At = clock.GetUtcNow(),
        }));
    }

    public Task<bool> WasShown(CityDb db, string subjectKind, Guid subject, Guid officer, CancellationToken ct) =>
        db.Set<Circulated>().AnyAsync(c => c.SubjectKind == subjectKind && c.SubjectId == subject && c.Officer == officer, ct);
}

/// <summary>What was shown to somebody waits in Today until it is read.</summary>
sealed class CirculatedTask : ITaskSource
{
    public Type Of => typeof(Circulated);

    public Task<IReadOnlyList<(Guid Cause, TaskWish? Wish)>> Ask(CityDb db, object record, bool gone, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<(Guid, TaskWish?)>>(record is not Circulated shown ? []
            : [(shown.Id, gone || shown.ReadAt is not null ? null
                : new(TaskKind.Read, $"供覧：{shown.Title}", Circulars.Url) { Account = shown.Officer })]);
}

using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Documents;

/// <summary>Who did what to a record, as the journal of another city says. It stands beside this city's chain and never in it.</summary>
public sealed class PastDeed
{
    public required Guid Id { get; init; }
    public required Guid DocumentId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Code { get; init; }

    /// <summary>What was done, and by whom, in words: the codes and accounts are those of that city.</summary>
    public required string Words { get; init; }
    public required string Who { get; init; }
    public required ActorKind Kind { get; init; }
    public Guid? Account { get; init; }
    public string? Post { get; init; }
    public string? Department { get; init; }
    public required string Channel { get; init; }
    public required string Persons { get; init; }
    public string? Purpose { get; init; }
    public required string Facts { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<PastDeed>
    {
        public void Configure(EntityTypeBuilder<PastDeed> b)
        {
            b.ToTable("documents_past_deeds");
            foreach (var (name, most) in new[] { (nameof(Code), 80), (nameof(Words), 300), (nameof(Who), 200), (nameof(Post), 80),
                (nameof(Department), 80), (nameof(Channel), 20), (nameof(Persons), 4000), (nameof(Purpose), 80), (nameof(Facts), 4000) })
                b.Property(name).HasMaxLength(most);
            b.HasIndex(x => x.DocumentId);
        }
    }
}

/// <summary>文書の履歴: what this journal says of the records, and what was brought.</summary>
sealed class TrailSheet(IDatabase database, Arrivals arrivals, Deeds deeds, TimeProvider clock) : TableSheet<PastDeed>("deeds", "文書の履歴",
    "Id*=ID DocumentId*=文書番号 At*=日時 Code*=コード Words=したこと Who=した人 Kind=立場 Account=アカウント Post=職 Department=課 Channel=経路 "
    + "Persons=関わる人 Purpose=目的 Facts=事実", database, arrivals, clock)
{
    static IQueryable<JournalEntry> Live(CityDb db) => db.Set<JournalEntry>()
        .Where(e => e.RecordKind == Registry.Kind && e.RecordId != null && db.Set<Document>().Any(d => d.Id == e.RecordId));

    protected override async Task<List<Guid>> Ids(CityDb db, CancellationToken ct) =>
        [.. await base.Ids(db, ct), .. await Live(db).Select(e => e.Id).ToListAsync(ct)];

    protected override async Task<List<PastDeed>> Of(CityDb db, IReadOnlyCollection<Guid>? ids, IStaff staff, CancellationToken ct)
    {
        var own = await Live(db).Where(e => ids == null || ids.Contains(e.Id)).AsNoTracking().ToListAsync(ct);
        var faces = await staff.Faces(db, [.. own.Select(e => e.Account).OfType<Guid>().Distinct()], Clock.Today(), ct);
        return [.. await base.Of(db, ids, staff, ct), .. own.Select(e => new PastDeed
        {
            Id = e.Id, DocumentId = e.RecordId ?? default, At = e.At, Code = e.Code, Words = deeds.Label(e.Code).Ja,
            Who = e.Account is { } account && faces.TryGetValue(account, out var face) ? face.Name : "", Kind = e.ActorKind,
            Account = e.Account, Post = e.Post, Department = e.Department, Channel = e.Channel, Persons = e.Persons, Purpose = e.Purpose,
            Facts = e.Facts,
        })];
    }
}

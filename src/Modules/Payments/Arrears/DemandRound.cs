using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>督促するものが見つかった課: how many claims wait to be reminded of, and until when the first of them should be.</summary>
public sealed class DemandRound
{
    public required Guid Id { get; init; }
    public required string Department { get; init; }
    public int Count { get; private set; }
    public DateOnly? Latest { get; private set; }
    public DateOnly FoundOn { get; private set; }

    public void Find(int count, DateOnly? latest, DateOnly today) => (Count, Latest, FoundOn) = (count, latest, today);

    internal sealed class Map : IEntityTypeConfiguration<DemandRound>
    {
        public void Configure(EntityTypeBuilder<DemandRound> b)
        {
            b.ToTable("payments_demand_rounds");
            b.Property(x => x.Department).HasMaxLength(80);
            b.HasIndex(x => x.Department).IsUnique();
        }
    }
}

/// <summary>Each morning: finds what is to be reminded of, and puts it before the departments.</summary>
sealed class FindDemands(CityProfile city, TimeProvider clock) : IJob
{
    public string Code => "payments.find-demands";
    public string Label => "督促するものを見つける";
    public When When => When.Daily(new(6, 0));

    public async Task Do(CityDb db, Due due, CancellationToken ct)
    {
        var items = city.Files<Items>();
        var found = new Dictionary<string, IReadOnlyList<Determination>>(StringComparer.Ordinal);
        foreach (var of in items.All.GroupBy(i => i.Department))
            found[of.Key] = await Found(db, [.. of.Select(i => i.Code)], due.Day, ct);
        var rounds = await db.Set<DemandRound>().AsTracking().ToListAsync(ct);
        foreach (var (department, waiting) in found)
        {
            var round = rounds.FirstOrDefault(r => r.Department == department);
            if (round is null && waiting.Count == 0) continue;
            if (round is null) db.Add(round = new() { Id = clock.NewId(), Department = department });
            round.Find(waiting.Count, waiting.Select(of => (DateOnly?)Demanding.Latest(of, city.Rules)).Min(), due.Day);
        }
    }

    /// <summary>What of these items is to be reminded of, the earliest due first: all, or as many as a page looks through.</summary>
    async Task<IReadOnlyList<Determination>> Found(CityDb db, List<string> codes, DateOnly today, CancellationToken ct)
    {
        var found = new List<Determination>();
        var (day, last) = (DateOnly.MinValue, Guid.Empty);
        while (found.Count < ListDemands.Most)
        {
            var some = await db.Overdue(db.Claims().Where(c => codes.Contains(c.Item)), today)
                .Where(c => c.Due > day || c.Due == day && c.Id.CompareTo(last) > 0).OrderBy(c => c.Due).ThenBy(c => c.Id)
                .Take(ListDemands.Most).ToListAsync(ct);
            if (some.Count == 0) break;
            (day, last) = (some[^1].Due, some[^1].Id);
            var book = await Book.Open(db, city, some, [], ct);
            var recoveries = await db.Recoveries(some, ct);
            found.AddRange(some.Select(book.Of).Where(of => book.Ledger.WhyNot(of, recoveries[of.Key], today, city.Rules) is null));
        }
        return found;
    }
}

/// <summary>What is to be reminded of waits for its department.</summary>
sealed class DemandTask : TaskSource<DemandRound>
{
    protected override Guid Cause(DemandRound round) => round.Id;

    protected override Task<TaskWish?> Wish(CityDb db, DemandRound round, CancellationToken ct) => Task.FromResult(round.Count == 0 ? null
        : new TaskWish(TaskKind.Decide, $"督促するもの（{Words(round.Count)}）", RecoveryPaths.Demands)
        { Department = round.Department, Power = PaymentsModule.CanRecover, Due = round.Latest });

    static string Words(int count) => count < ListDemands.Most ? $"{count}件" : $"{ListDemands.Most:#,0}件以上";
}

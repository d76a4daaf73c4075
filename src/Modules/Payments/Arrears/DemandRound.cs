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
        var claims = await db.Overdue(db.Claims(), due.Day).OrderBy(c => c.Due).ThenBy(c => c.Id).Take(ListDemands.Most).ToListAsync(ct);
        var book = await Book.Open(db, city, claims, [], ct);
        var recoveries = await db.Recoveries(claims, ct);
        var found = claims.Select(book.Of).Where(of => book.Ledger.WhyNot(of, recoveries[of.Key], due.Day, city.Rules) is null)
            .ToLookup(of => of.Item.Department);
        var rounds = await db.Set<DemandRound>().AsTracking().ToListAsync(ct);
        foreach (var department in items.All.Select(i => i.Department).Distinct())
        {
            var round = rounds.FirstOrDefault(r => r.Department == department);
            if (round is null && !found.Contains(department)) continue;
            if (round is null) db.Add(round = new() { Id = clock.NewId(), Department = department });
            var latest = found[department].Select(of => (DateOnly?)Demanding.Latest(of, city.Rules)).Min();
            round.Find(found[department].Count(), latest, due.Day);
        }
    }
}

/// <summary>What is to be reminded of waits for its department.</summary>
sealed class DemandTask : TaskSource<DemandRound>
{
    protected override Guid Cause(DemandRound round) => round.Id;

    protected override Task<TaskWish?> Wish(CityDb db, DemandRound round, CancellationToken ct) => Task.FromResult(round.Count == 0 ? null
        : new TaskWish(TaskKind.Decide, $"督促するもの（{round.Count}件）", RecoveryPaths.Demands)
        { Department = round.Department, Power = PaymentsModule.CanRecover, Due = round.Latest });
}

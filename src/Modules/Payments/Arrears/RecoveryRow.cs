using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>A row of what was done to collect, with who decided it and when.</summary>
public abstract class RecoveryRow
{
    public Guid Id { get; private set; }
    public Guid? By { get; private set; }
    public DateTimeOffset At { get; private set; }

    /// <summary>Adds it to the turn, as decided by an officer.</summary>
    internal void Keep(Turn turn, Guid? by) => Keep(turn.Db, turn.Clock, by);

    internal void Keep(CityDb db, TimeProvider clock, Guid? by)
    {
        (Id, By, At) = (clock.NewId(), by, clock.GetUtcNow());
        db.Add(this);
    }

    internal static class Maps
    {
        const int LongestWords = 500;

        internal sealed class OfDemand : IEntityTypeConfiguration<Demand>
        {
            public void Configure(EntityTypeBuilder<Demand> b)
            {
                b.ToTable("payments_demands");
                b.Property(x => x.Key).HasMaxLength(Claim.LongestKey);
                b.Property(x => x.Owed).HasConversion<Yen.Column>();
                b.Property(x => x.Article).HasMaxLength(100);
                // 督促は一つの債権に一度だけ。
                b.HasIndex(x => x.Key).IsUnique().Says("", "この債権は、もう督促してあります。");
                b.HasIndex(x => new { x.SentOn, x.Key });
            }
        }

        internal sealed class OfStay : IEntityTypeConfiguration<Stay>
        {
            public void Configure(EntityTypeBuilder<Stay> b)
            {
                b.ToTable("payments_stays");
                b.Property(x => x.Key).HasMaxLength(Claim.LongestKey);
                b.Property(x => x.Reason).HasMaxLength(LongestWords);
                b.HasIndex(x => x.Key);
            }
        }

        internal sealed class OfStep : IEntityTypeConfiguration<RecoveryStep>
        {
            public void Configure(EntityTypeBuilder<RecoveryStep> b)
            {
                b.ToTable("payments_recovery_steps");
                b.Property(x => x.Key).HasMaxLength(Claim.LongestKey);
                b.Property(x => x.Words).HasMaxLength(LongestWords);
                b.HasIndex(x => new { x.Key, x.Day });
            }
        }

        internal sealed class OfPlan : IEntityTypeConfiguration<PaymentPlan>
        {
            public void Configure(EntityTypeBuilder<PaymentPlan> b)
            {
                b.ToTable("payments_plans");
                // Both are said once, when the plan is made.
                b.Property(x => x.Keys).HasConversion(keys => string.Join(' ', keys), text => text.Split(' '),
                    new ValueComparer<IReadOnlyList<string>>(false));
                b.Property(x => x.Portions).HasConversion(portions => Portion.Write(portions), text => Portion.Read(text),
                    new ValueComparer<IReadOnlyList<Portion>>(false));
                b.HasIndex(x => x.Debtor);
            }
        }
    }
}

/// <summary>What was done to collect, read from the tables.</summary>
static class RecoverySets
{
    extension(CityDb db)
    {
        /// <summary>What was done about each of these claims, by key.</summary>
        public async Task<IReadOnlyDictionary<string, Recovery>> Recoveries(IReadOnlyCollection<Claim> of, CancellationToken ct)
        {
            var (keys, debtors) = (of.Select(c => c.Key).ToList(), of.Select(c => c.Debtor).Distinct().ToList());
            var demands = await db.Set<Demand>().AsNoTracking().Where(d => keys.Contains(d.Key)).ToDictionaryAsync(d => d.Key, ct);
            var stays = (await db.Set<Stay>().AsNoTracking().Where(s => keys.Contains(s.Key)).OrderBy(s => s.From).ToListAsync(ct))
                .ToLookup(s => s.Key);
            var steps = (await db.Set<RecoveryStep>().AsNoTracking().Where(s => keys.Contains(s.Key)).OrderBy(s => s.Day).ThenBy(s => s.At)
                .ToListAsync(ct)).ToLookup(s => s.Key);
            var plans = await db.Set<PaymentPlan>().AsNoTracking().Where(p => debtors.Contains(p.Debtor)).OrderBy(p => p.MadeOn)
                .ToListAsync(ct);
            return keys.ToDictionary(key => key, key => new Recovery
            {
                Demand = demands.GetValueOrDefault(key), Stays = [.. stays[key]], Steps = [.. steps[key]],
                Plans = [.. plans.Where(p => p.Keys.Contains(key))],
            });
        }

        /// <summary>Claims whose day is over, of which something is owed and that were not reminded of: those among which the rules
        /// choose.</summary>
        public IQueryable<Claim> Overdue(IQueryable<Claim> of, DateOnly today) => of.AsNoTracking().Where(c => c.Due < today
            && !db.Set<Demand>().Any(d => d.Key == c.Key)
            && db.Entries().Where(e => e.Claim == c.Id && e.Account == Account.Receivable && e.Part == Part.Principal)
                .Sum(e => e.Figure) > 0);
    }
}

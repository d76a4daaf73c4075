using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>Makes the slips of a whole term: each claim of which something is owed gets one.</summary>
sealed class SlipRun(CityProfile city, TimeProvider clock) : IRunWork
{
    public const string Code = "payments.slips";

    public string Kind => Code;
    public string Label => "納付書を作る";
    public Permission Who => PaymentsModule.CanSlips;

    /// <summary>It determines nothing and moves no money.</summary>
    public int Alone => int.MaxValue;
    public RunSubject About(RunOrder order) => new("納付書", SlipDesk.Batch(Guid.ParseExact(order.Key, "N")));

    static Task<SlipBatch> Batch(CityDb db, RunOrder order, CancellationToken ct)
    {
        var id = Guid.ParseExact(order.Key, "N");
        return db.Set<SlipBatch>().AsNoTracking().FirstAsync(b => b.Id == id, ct);
    }

    public async Task<IReadOnlyList<string>> Keys(CityDb db, RunOrder order, CancellationToken ct) =>
        [.. (await db.Unpaid(await Batch(db, order, ct)).OrderBy(c => c.Debtor).ThenBy(c => c.Id).Select(c => c.Id).ToListAsync(ct))
            .Select(id => $"{id:N}")];

    public Task<RunStep> Do(CityDb db, RunOrder order, IReadOnlyList<string> keys, CancellationToken ct) =>
        Task.FromResult(new RunStep([], async (_, turn, stop) =>
        {
            var (batch, ids) = (await Batch(turn, order, stop), keys.Select(Guid.Parse).ToList());
            var (format, items) = (city.Files<SlipFormat>(), city.Files<Items>());
            var claims = await turn.Claims().AsNoTracking().Where(c => ids.Contains(c.Id)).OrderBy(c => c.Debtor).ThenBy(c => c.Id)
                .ToListAsync(stop);
            var (balances, last) = (await turn.BalancesOf(ids, stop), await turn.LastSlips(ids, stop));
            var results = new List<ItemResult>();
            foreach (var claim in claims)
                results.Add(Make(turn, format, claim, items[claim.Item], last.GetValueOrDefault(claim.Id), batch,
                    balances[claim.Id].Owed));
            return results;
        }));

    ItemResult Make(CityDb turn, SlipFormat format, Claim claim, Item item, IssuedSlip? last, SlipBatch batch, Yen owed)
    {
        // It was paid since it was counted.
        if (owed <= Yen.Zero) return new($"{claim.Id:N}", ItemOutcome.Skipped, "納める額がありません。");
        try
        {
            turn.Append(IssuedSlip.Next(format, claim, item, last, owed, batch, clock.NewId(), clock.GetUtcNow()));
            return new($"{claim.Id:N}", ItemOutcome.Done);
        }
        catch (Rule rule) { return new($"{claim.Id:N}", ItemOutcome.Refused, rule.Sentence); }
    }
}

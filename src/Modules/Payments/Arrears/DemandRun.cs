using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Payments;

/// <summary>督促する: each claim of a list that still is to be reminded of is, on this day, and its letter waits to be printed.</summary>
static class Reminders
{
    /// <summary>What was said, by key; why not, for the others.</summary>
    public static async Task<IReadOnlyDictionary<string, NoDemand?>> Say(CityDb db, DemandList list, IReadOnlyList<string> keys,
        CityProfile city, PaperLetters letters, TimeProvider clock, Journal journal, CancellationToken ct)
    {
        var today = clock.Today();
        var claims = await db.Claims().AsNoTracking().Where(c => keys.Contains(c.Key)).ToListAsync(ct);
        var book = await Book.Open(db, city, claims, [], ct);
        var recoveries = await db.Recoveries(claims, ct);
        var all = claims.Select(book.Of).ToList();
        var why = all.ToDictionary(of => of.Key, of => book.Ledger.WhyNot(of, recoveries[of.Key], today, city.Rules));
        var sent = all.FindAll(of => why[of.Key] is null);
        var inherited = await db.Inherited([.. sent.Select(of => of.Debtor).Distinct()], ct);
        var whose = sent.Select(of => of.Debtor).Concat(inherited.Values.SelectMany(i => i.Heirs).Select(h => h.Of)).Distinct().ToList();
        var debtors = await db.Debtors().AsNoTracking().Where(d => whose.Contains(d.Id)).ToDictionaryAsync(d => d.Id, ct);
        var ids = claims.ToDictionary(c => c.Key, c => c.Id);
        var wishes = new List<LetterWish>();
        foreach (var of in sent)
        {
            var demand = book.Ledger.Demand(of, recoveries[of.Key], today, city.Rules, city.Calendar);
            demand.Keep(db, clock, list.By);
            wishes.AddRange(DemandLetter.Of(demand, of, ids[of.Key], inherited.GetValueOrDefault(of.Debtor), debtors, city));
        }
        await letters.Write(db, DemandLetter.Name, wishes, ct);
        journal.Fact("sent", sent.Count).With([.. sent.Select(of => (Guid?)of.Debtor).Distinct()]);
        return why;
    }
}

/// <summary>督促の一括処理: a long list that two agreed on is said slice by slice.</summary>
sealed class DemandRun(CityProfile city, TimeProvider clock) : IRunWork
{
    public const string Code = "payments.demand";

    public string Kind => Code;
    public string Label => "督促する";
    public Permission Who => PaymentsModule.CanRecover;

    /// <summary>Two have agreed already.</summary>
    public int Alone => int.MaxValue;
    public RunSubject About(RunOrder order) => new("督促の一覧", RecoveryPaths.Demands);

    static Task<DemandList> List(CityDb db, RunOrder order, CancellationToken ct)
    {
        var id = Guid.ParseExact(order.Key, "N");
        return db.Set<DemandList>().AsNoTracking().FirstAsync(l => l.Id == id, ct);
    }

    public async Task<IReadOnlyList<string>> Keys(CityDb db, RunOrder order, CancellationToken ct) => (await List(db, order, ct)).All;

    public async Task<RunStep> Do(CityDb db, RunOrder order, IReadOnlyList<string> keys, CancellationToken ct)
    {
        var list = await List(db, order, ct);
        return new([], async (services, turn, stop) =>
        {
            var journal = new Journal().About("demand-list", list.Id);
            var why = await Reminders.Say(turn, list, keys, city, services.GetRequiredService<PaperLetters>(), clock, journal, stop);
            journal.Write(turn, clock, new(ActorKind.Officer, order.By), RecoveryDeeds.Check);
            return [.. keys.Select(key => !why.TryGetValue(key, out var not)
                ? new ItemResult(key, ItemOutcome.Skipped, "債権がありません。")
                : not is { } reason ? new(key, ItemOutcome.Skipped, Demanding.Say(reason)) : new(key, ItemOutcome.Done))];
        });
    }
}

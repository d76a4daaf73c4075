using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Payments;

/// <summary>Debtors of the story town: one paid in time, one late, one in part, one too much, one twice, one not at all; and money of which
/// nobody knows whose it is.</summary>
sealed class StoryLedger(Telling telling, Actor by)
{
    sealed record Story(Ledgers? Ledger, IReadOnlyList<Sent> Officers);
    sealed record Sent(string Id, string Name, string Department, string Post);
    sealed record Ledgers(string By, IReadOnlyList<Owes> Debtors, IReadOnlyList<Lost> Unknown);
    sealed record Owes(string Name, string? Kana, string? Address, DebtorKind Kind, IReadOnlyList<string>? Members, IReadOnlyList<Due> Claims)
    {
        /// <summary>Whom of the residents with an account it is; then the kind is that of the register.</summary>
        public string? Resident { get; init; }
    }

    sealed record Due(string Item, int Term, long Yen, DateOnly On, [property: System.Text.Json.Serialization.JsonPropertyName("due")] DateOnly Until,
        IReadOnlyList<Next>? Then);
    sealed record Next(DateOnly On, long? Pays, CollectionMethod Method, long? Becomes, string? Why);
    sealed record Lost(DateOnly On, long Yen, string From);

    int keys;

    public static async Task Scenes(Telling telling)
    {
        var story = await StoryFile.Read<Story>(telling.CityFolder);
        if (story.Ledger is not { } ledger) return;
        var sent = story.Officers.First(o => o.Id == ledger.By);
        var told = new StoryLedger(telling,
            new(ActorKind.Officer, telling.People[sent.Id], sent.Name, sent.Post, sent.Department));
        foreach (var debtor in ledger.Debtors) told.Tell(debtor);
        foreach (var (n, lost) in ledger.Unknown.Index())
            told.At(lost.On, ClaimDeeds.CollectUnknown, async (turn, services) =>
                await Books(services).Collect(turn.Db, null, new($"{TakeMoney.Desk}:story{n}:{lost.From}", "", new(lost.Yen), CollectionMethod.Bank, lost.On),
                    turn.Me, turn.Stop));
    }

    /// <summary>Whether this debtor is told of.</summary>
    public static async Task<bool> TellsOf(Telling telling, string name) => (await StoryFile.Read<Story>(telling.CityFolder))
        .Ledger?.Debtors.FirstOrDefault(d => d.Name == name) is { } owes && IsTold(owes, telling);

    // A town that begins later knows nothing of it.
    static bool IsTold(Owes owes, Telling telling) => owes.Claims is not [] && owes.Claims.Min(c => c.On) >= telling.Begin.Day();

    void Tell(Owes owes)
    {
        if (!IsTold(owes, telling)) return;
        var id = Guid.Empty;
        At(owes.Claims.Min(c => c.On), ClaimDeeds.Add, async (turn, services) =>
        {
            var person = owes.Resident is { } who ? (await services.GetRequiredService<IAccounts>().Find(turn.Db, telling.People[who],
                turn.Stop))?.Person : null;
            var debtor = Debtor.Of(person ?? turn.NewId(), person is null ? owes.Kind : DebtorKind.Resident, owes.Name, owes.Kana,
                owes.Address, turn.Now);
            id = debtor.Id;
            turn.Db.Add(debtor);
            foreach (var (index, name) in (owes.Members ?? []).Index())
            {
                var member = Debtor.Of(turn.NewId(), DebtorKind.Person, name, null, owes.Address, turn.Now);
                turn.Db.Add(member);
                turn.Db.Add(new DebtorMember { Debtor = id, Member = member.Id, Number = index + 1 });
            }
            turn.Journal.About(ClaimDeeds.Debtor, id, id);
        });
        foreach (var due in owes.Claims)
        {
            var key = $"2026{++keys:0000}{due.Term:00}";
            At(due.On, ClaimDeeds.Determine, async (turn, services) =>
            {
                var claim = new Claim
                {
                    Id = turn.NewId(), Key = key, Item = due.Item, Year = FiscalYear.Of(due.On).Year, Term = due.Term, Debtor = id,
                    Due = due.Until, At = turn.Now,
                };
                await Books(services).Determine(turn.Db, claim, new(due.Yen), "当初賦課", turn.Me, turn.Stop);
                turn.About(claim);
            });
            foreach (var (n, next) in (due.Then ?? []).Index())
                At(next.On, next.Pays is null ? ClaimDeeds.Again : ClaimDeeds.Collect, async (turn, services) =>
                {
                    var claim = await turn.Db.Claims().AsNoTracking().FirstAsync(c => c.Key == key, turn.Stop);
                    if (next.Becomes is { } yen)
                        await Books(services).Determine(turn.Db, claim, new(yen), next.Why ?? "", turn.Me, turn.Stop);
                    else await Books(services).Collect(turn.Db, claim,
                        new($"{TakeMoney.Desk}:{key}-{n}", key, new(next.Pays ?? 0), next.Method, next.On), turn.Me, turn.Stop);
                    turn.About(claim);
                });
        }
    }

    static Bookkeeper Books(IServiceProvider services) => services.GetRequiredService<Bookkeeper>();

    void At(DateOnly on, Deed deed, Func<Turn, IServiceProvider, Task> act) =>
        telling.At(on.Midnight().AddHours(10).AddMinutes(keys), () => telling.As(by, deed, act));
}

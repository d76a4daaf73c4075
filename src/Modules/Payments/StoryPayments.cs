using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Payments;

/// <summary>The payers of the story town pay what they owe, some minutes later; here and there one gives up, and the time runs
/// out.</summary>
sealed class StoryPayments(Telling telling)
{
    /// <summary>One of so many gives up.</summary>
    const int GivesUp = 23;
    static readonly TimeSpan Soon = TimeSpan.FromMinutes(4), RunsOut = TimeSpan.FromMinutes(35);
    static readonly PaymentMethod[] Methods = Enum.GetValues<PaymentMethod>();

    readonly HashSet<Guid> known = [];

    sealed record Story(Cash? Cash, IReadOnlyList<Sent> Officers);
    sealed record Sent(string Id, string Name, string Department, string Post);

    /// <summary>How many paid in cash at a counter, month after month.</summary>
    sealed record Cash(string By, string What, long Yen, IReadOnlyList<int> Counts);

    public static async Task Scenes(Telling telling)
    {
        var payers = new StoryPayments(telling);
        telling.Listen(payers.Look);
        var story = await StoryFile.Read<Story>(telling.CityFolder);
        if (story.Cash is not { } cash) return;
        var sent = story.Officers.First(o => o.Id == cash.By);
        foreach (var (n, count) in cash.Counts.Index())
            telling.At(telling.Begin.Day().AddMonths(n).AddDays(24).Midnight().AddHours(17), () => payers.Note(sent, cash, count));
    }

    Task Note(Sent by, Cash cash, int count) => telling.As(new(ActorKind.Officer, telling.People[by.Id], by.Name, by.Post, by.Department),
        PaymentDeeds.TakeCash, (turn, services) =>
        {
            var noted = CashReceipt.Of(turn.NewId(), by.Department, turn.Today, count, new(cash.Yen * count), cash.What, turn.Me,
                turn.Today, turn.Now);
            turn.Db.Add(noted);
            services.GetRequiredService<ChargeBooks>().Took(turn.Db, noted);
            NoteCash.Tell(turn.Journal, noted);
            return Task.CompletedTask;
        });

    async Task Look()
    {
        await using var db = telling.Services.GetRequiredService<IDatabase>().OpenReader();
        var owed = await db.Charges().Where(c => c.State == ChargeState.Created).Select(c => c.Id).ToListAsync();
        foreach (var charge in owed.Where(known.Add))
            if (known.Count % GivesUp == 0) telling.Then(RunsOut, () => telling.Services.GetRequiredService<Watch>().Look(default));
            else telling.Then(Soon, () => Pay(charge));
    }

    async Task Pay(Guid id)
    {
        var turn = telling.Services.GetRequiredService<PaymentTurn>();
        var (charge, attempt) = await turn.Run(async (_, db, ct) =>
        {
            var owed = await db.Charges().Include(c => c.Attempts).AsTracking().FirstAsync(c => c.Id == id, ct);
            var begun = owed.Start(telling.Clock);
            db.Add(begun);
            return (owed, begun);
        });
        var told = await telling.Services.GetRequiredService<Checkouts>().Create(charge, attempt, default);
        var paid = StoryProvider.Paid(charge, Methods[known.Count % Methods.Length], telling.Clock.GetUtcNow());
        await turn.Run(async (reconcile, db, ct) =>
        {
            (await db.Attempts().AsTracking().FirstAsync(a => a.Id == attempt.Id, ct)).Sent(told.Id, told.Url ?? "");
            await reconcile.Take(db, paid, ct);
        });
    }
}

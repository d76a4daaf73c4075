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

    public static Task Scenes(Telling telling)
    {
        var payers = new StoryPayments(telling);
        telling.Listen(payers.Look);
        return Task.CompletedTask;
    }

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

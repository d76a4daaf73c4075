using System.Net.Http.Json;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Payments;

/// <summary>The payers of the story town pay what they owe, at the practice payment company and over its protocol. Without the company
/// the cases stay unpaid.</summary>
static class StoryPayments
{
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);

    public static async Task Tell(Telling telling)
    {
        if (telling.Services.GetRequiredService<IConfiguration>()["Keyaki:Dev:Simulator"] is not { Length: > 0 } simulator) return;
        var owed = await telling.Services.GetRequiredService<Turns>()
            .Run((_, db, ct) => db.Charges().Where(c => c.State == ChargeState.Created).OrderBy(c => c.OpenedAt).Select(c => c.Id)
            .ToListAsync(ct));
        try { foreach (var charge in owed) await Pay(telling, charge, simulator); }
        catch (Exception e) when (e is ProviderAway or ProviderRefused
            or HttpRequestException)
        { /* what is not paid runs out in half an hour, like any other */ }
    }

    static async Task Pay(Telling telling, Guid id, string simulator)
    {
        var (turn, provider) = (telling.Services.GetRequiredService<PaymentTurn>(),
            telling.Services.GetRequiredService<IPaymentProvider>());
        telling.Clock.Release();
        var (charge, attempt) = await turn.Run(async (_, db, ct) =>
        {
            var owed = await db.Charges().Include(c => c.Attempts).AsTracking().FirstAsync(c => c.Id == id, ct);
            var begun = owed.Start(telling.Clock);
            db.Add(begun);
            return (owed, begun);
        });
        var told = await Create(telling, charge, attempt);
        using var http = telling.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        (await http.PostAsJsonAsync(new Uri(new Uri(simulator.TrimEnd('/') + "/"), $"control/checkouts/{told.Id}/pay"),
            new { method = "card", behaviour = "success" })).EnsureSuccessStatusCode();
        var paid = await provider.Fetch(told.Id, default);
        telling.Clock.Release();
        await turn.Run(async (reconcile, db, ct) =>
        {
            (await db.Attempts().AsTracking().FirstAsync(a => a.Id == attempt.Id, ct)).Sent(told.Id, told.Url ?? "");
            await reconcile.Take(db, paid, ct);
        });
    }

    /// <summary>The company may still be opening its doors: it is started together with this hall.</summary>
    static async Task<ProviderCheckout> Create(Telling telling, Charge charge, Attempt attempt)
    {
        for (var tries = 0; ; tries++)
            try { return await telling.Services.GetRequiredService<Checkouts>().Create(charge, attempt, default); }
            catch (ProviderAway) when (tries < 10) { await Task.Delay(Patience); }
    }
}

using System.Collections.Concurrent;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Keyaki.Payments;

/// <summary>
/// Asks the payment company about charges whose webhook did not come, from the payer's return until the time is over and a grace after it;
/// ends charges whose time is over; asks about refunds that are under way. A company that is away is asked again at the next round.
/// </summary>
sealed class Watch(IDatabase database, IPaymentProvider provider, PaymentTurn turn, Checkouts checkouts, ProviderSettings settings,
    TimeProvider clock, ILogger<Watch> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(50), AtLeast = TimeSpan.FromSeconds(3), Round = TimeSpan.FromSeconds(20);

    readonly ConcurrentDictionary<Guid, bool> rung = [];
    readonly SemaphoreSlim bell = new(0);

    /// <summary>The payer is back and waits: ask about this charge soon.</summary>
    public void Ring(Guid charge)
    {
        if (rung.TryAdd(charge, true)) bell.Release();
    }

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Look(stop);
                await bell.WaitAsync(Round, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested) { return; }
            catch (Exception e)
            {
                log.LogError(e, "The payments could not be looked after");
                await Task.Delay(Round, CancellationToken.None);
            }
        }
    }

    /// <summary>One round; tests call it themselves.</summary>
    public async Task Look(CancellationToken ct)
    {
        try
        {
            await AskAboutAttempts(ct);
            await AskAboutRefunds(ct);
        }
        catch (ProviderAway e) { log.LogWarning(e, "The payment provider is away; payments wait"); }
        await ExpireOverdue(ct);
    }

    async Task AskAboutAttempts(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (since, waiting, early) = (now - settings.Grace, now - Pause, now - AtLeast);
        var hurried = rung.Keys.ToList();
        await using var db = database.OpenReader();
        var due = await (
            from a in db.Attempts()
            join c in db.Charges() on a.ChargeId equals c.Id
            where (a.State == AttemptState.Open || a.State == AttemptState.Failed) && c.ExpiresAt > since
                && (c.State == ChargeState.Started || c.State == ChargeState.Failed || c.State == ChargeState.Expired
                    || c.State == ChargeState.Cancelled)
                && ((a.AskedAt ?? a.StartedAt) <= waiting || hurried.Contains(c.Id) && (a.AskedAt == null || a.AskedAt <= early))
            orderby a.AskedAt ?? a.StartedAt
            select new { Attempt = a, Charge = c }).AsNoTracking().Take(200).ToListAsync(ct);
        foreach (var charge in hurried) rung.TryRemove(charge, out _);
        foreach (var one in due)
        {
            try
            {
                // Without the company's number the answer to our request was lost; the same key brings the same checkout.
                var told = one.Attempt.ProviderCheckout is { } id ? await provider.Fetch(id, ct)
                    : await checkouts.Create(one.Charge, one.Attempt, ct);
                await Note(one.Attempt.Id, told, now);
            }
            catch (ProviderRefused e)
            {
                log.LogWarning("The payment provider does not know an attempt: {Code}", e.Code);
                await Note(one.Attempt.Id, null, now);
            }
        }
    }

    Task Note(Guid attempt, ProviderCheckout? told, DateTimeOffset now) => turn.Run(async (reconcile, db, ct) =>
    {
        var row = await db.Attempts().AsTracking().FirstAsync(a => a.Id == attempt, ct);
        row.AskedAt = now;
        if (told is null) return;
        if (row.ProviderCheckout is null && told.Url is { } url) row.Sent(told.Id, url);
        await reconcile.Take(db, told, ct);
    });

    async Task AskAboutRefunds(CancellationToken ct)
    {
        var waiting = clock.GetUtcNow() - Pause;
        await using var db = database.OpenReader();
        var due = await db.Refunds().AsNoTracking()
            .Where(r => r.SentAt != null && r.SentAt <= waiting && r.DoneAt == null && r.FailedAt == null && r.ProviderRefund != null)
            .OrderBy(r => r.SentAt).Take(100).Select(r => r.ProviderRefund ?? "").ToListAsync(ct);
        foreach (var id in due)
        {
            var told = await provider.FetchRefund(id, ct);
            if (told.Done) await turn.Run((reconcile, write, stop) => reconcile.Take(write, told, stop));
        }
    }

    async Task ExpireOverdue(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.OpenReader();
        var over = await db.Charges()
            .Where(c => (c.State == ChargeState.Created || c.State == ChargeState.Started || c.State == ChargeState.Failed)
            && c.ExpiresAt <= now)
            .OrderBy(c => c.ExpiresAt).Select(c => c.Id).Take(500).ToListAsync(ct);
        foreach (var id in over) await turn.Run((reconcile, write, stop) => reconcile.Expire(write, id, stop));
    }
}

using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Keyaki.Payments;

/// <summary>
/// 決済会社の画面に移る. The company is asked here, outside of any turn; asking twice brings the same page. The browser goes on by itself
/// from this page and not by a redirect of the post, which the content security policy (form-action 'self') would stop.
/// </summary>
public sealed partial class Leave
{
    /// <param name="Url">The company's page; null while the company is away.</param>
    public sealed record Page(Charge Charge, string? Url);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage("/payments/{id}/leave", Permission.Applicant, Deed.None, Ask);

    static async Task<IResult> Ask(Guid id, Look look, HttpContext http, Checkouts checkouts, PaymentTurn turn, ILogger<Leave> log)
    {
        var (charge, _) = await look.Db.ChargeOf(look.Actor, id, look.Stop);
        if (charge.State is ChargeState.Paid) return Results.Redirect(PaymentPaths.Back(id));
        var attempt = charge.Attempts.Where(a => a.State is AttemptState.Open).MaxBy(a => a.Number);
        if (attempt is null || !charge.CanPay(look.Now)) return Results.Redirect(PaymentPaths.Go(id));
        try
        {
            var url = attempt.Url ?? await Create(charge, attempt, checkouts, turn, look.Stop);
            http.Response.Headers["Refresh"] = $"0; url={url}";
            return Show(new(charge, url));
        }
        catch (Exception e) when (e is ProviderAway or ProviderRefused)
        {
            log.LogWarning(e, "A payment page could not be opened");
            return Show(new(charge, null), StatusCodes.Status503ServiceUnavailable);
        }
    }

    static async Task<string> Create(Charge charge, Attempt attempt, Checkouts checkouts, PaymentTurn turn, CancellationToken ct)
    {
        var told = await checkouts.Create(charge, attempt, ct);
        var url = told.Url ?? throw new ProviderAway();
        await turn.Run(async (_, db, stop) =>
        {
            var row = await db.Attempts().AsTracking().FirstAsync(a => a.Id == attempt.Id, stop);
            if (row.ProviderCheckout is null) row.Sent(told.Id, url);
        });
        return url;
    }
}

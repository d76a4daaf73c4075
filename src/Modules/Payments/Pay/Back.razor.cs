using System.Security.Cryptography;
using System.Text;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>お支払いの結果: where the payer comes back to. While the company's word is awaited the page looks again by itself.</summary>
public sealed partial class Back
{
    /// <param name="Own">The payer is signed in here; with the code alone the page shows amount and state only.</param>
    /// <param name="Stopped">The payer came back without paying.</param>
    public sealed record Page(Charge Charge, ChargeFace Face, Text For, Refund? LastRefund, bool CanPay, bool Own, bool Stopped);

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage("/payments/{id}/back", Permission.Public, Deed.None, Ask);

    static async Task<IResult> Ask(Guid id, string? code, bool stopped, Actor actor, CityDb db, HttpContext http, BackCode codes,
        Watch watch, IEnumerable<ISubjectName> names, TimeProvider clock, CancellationToken ct)
    {
        var (charge, refunds) = await db.ChargeWhere(db.Charges().Where(c => c.Id == id), ct);
        var own = actor.Account == charge.Payer;
        if (!own && !Same(code ?? "", codes.Of(id))) throw new NotHere();
        // Paid and applied is one step: its page stands where the application is.
        if (own && charge.State is ChargeState.Paid && refunds.Count == 0) return Results.Redirect(charge.BackUrl);
        if (charge.State is ChargeState.Started && !stopped)
        {
            watch.Ring(id);
            http.RenewIn(clock.GetUtcNow() - charge.ChangedAt < Patience ? 3 : 20);
        }
        return Show(new(charge, charge.Face(refunds), (await names.PaidFor(db, charge, ct)).What, refunds.LastOrDefault(),
            charge.CanPay(clock.GetUtcNow()), own, stopped));
    }

    static bool Same(string a, string b) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b));
}

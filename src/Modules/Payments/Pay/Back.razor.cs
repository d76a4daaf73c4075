using System.Security.Cryptography;
using System.Text;
using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Kits;
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

    static async Task<IResult> Ask(Guid id, string? code, bool stopped, Look look, BackCode codes, Watch watch,
        Subjects names)
    {
        var (charge, refunds) = await look.Db.ChargeWhere(look.Db.Charges().Where(c => c.Id == id), look.Stop);
        var own = look.Actor.Account == charge.Payer;
        if (!own && !Same(code ?? "", codes.Of(id))) throw new NotHere();
        // Paid and applied is one step: its page stands where the application is.
        if (own && charge.State is ChargeState.Paid && refunds.Count == 0) return Results.Redirect(charge.BackUrl);
        if (charge.State is ChargeState.Started && !stopped)
        {
            watch.Ring(id);
            look.RenewIn(look.Now - charge.ChangedAt < Patience ? 3 : 20);
        }
        return Show(new(charge, charge.Face(refunds), (await names.PaidFor(look.Db, charge, look.Stop)).What,
            refunds.LastOrDefault(r => r.State is not RefundState.GivenUp),
            charge.CanPay(look.Now), own, stopped));
    }

    static bool Same(string a, string b) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b));
}

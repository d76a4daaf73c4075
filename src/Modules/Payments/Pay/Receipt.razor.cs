using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Payments;

/// <summary>領収の内容: what the payer keeps, to look at and to print.</summary>
public sealed partial class Receipt
{
    public sealed record Page(Charge Charge, ChargeFace Face, IReadOnlyList<Refund> Refunds, string City, Text For, string Person);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage("/payments/{id}/receipt", Permission.Applicant, Deed.None, Ask);

    static async Task<IResult> Ask(Guid id, Look look, Subjects names, HttpContext http)
    {
        var (charge, refunds) = await look.Db.ChargeOf(look.Actor, id, look.Stop);
        if (charge.State is not ChargeState.Paid) throw new NotHere();
        var (what, person) = await names.PaidFor(look.Db, charge, look.Stop);
        return Show(new(charge, charge.Face(refunds), refunds, http.Features.Get<ShellFace>()?.City.Name ?? "", what, person));
    }
}

using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>A resident's own account: what they told, whether it is linked to the register, and their ways in.</summary>
public partial class MyAccount : View<MyAccount, MyAccount.Page>
{
    public const string Url = Contracts.Links.MyAccount;

    /// <param name="Card">The card that opens it; null where there is none.</param>
    /// <param name="Offered">Cards can be shown in this city.</param>
    public sealed record Page(AccountFace Account, bool HasApp, OwnAccessFace Access, CardTie? Card, bool Offered);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Url, Permission.Resident, Deed.None, Ask);
        OwnAccessRoutes.Map(app, Url, Permission.Resident, ResidentDeeds.SessionEnded, ResidentDeeds.PasskeyAdded,
            ResidentDeeds.PasskeyRemoved, ResidentDeeds.ProvenAgain, ResidentDeeds.Refused);
    }

    static async Task<IResult> Ask(Look look, IAccounts accounts, Factors factors, ICardSignIn card)
    {
        var face = await accounts.Find(look.Db, look.Me, look.Stop) ?? throw new NotHere();
        var app = await look.Db.Set<Credential>().AnyAsync(c => c.Account == face.Account && c.SealedTotp != null, look.Stop);
        return Show(new(face, app, await OwnAccessFace.Of(look.Db, look.Actor, factors, look.Clock, look.Stop),
            await look.Db.Set<CardTie>().FirstOrDefaultAsync(t => t.Account == look.Me, look.Stop), card.Offered));
    }
}

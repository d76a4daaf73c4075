using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Residents;

/// <summary>A card that no account has yet: make one, or sign in to the one that is there.</summary>
public partial class FirstCard : View<FirstCard, FirstCard.Page>
{
    public const string Url = "/sign-in/card/new";

    public sealed record Page(string Name, string Make, string SignIn);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, Permission.Public, Deed.None, Ask);

    static object Ask(HttpContext http, Look look, ShownCard shown)
    {
        var (back, tie) = (look.Back("/my"), Back.Link(TieCard.Url, ("back", look.Back("/my"))));
        if (shown.Read(http) is not { } card) return Answer.See(Back.Link(Links.SignIn, ("back", back)));
        return look.Actor.Kind is ActorKind.Resident ? Answer.See(tie)
            : Show(new(card.Holder.Facts.Name, Back.Link(Guest.Account, ("back", tie)), Back.Link(Links.SignIn, ("back", tie))));
    }
}

using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Staff;

/// <summary>An officer's own page: posts, sessions, passkeys.</summary>
public partial class Me : View<Me, Me.Page>
{
    public const string Url = "/office/me";

    public sealed record Page(string Name, IReadOnlyList<string> Posts, OwnAccessFace Access);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Url, Permission.Officer, Deed.None, Ask);
        OwnAccessRoutes.Map(app, Url, Permission.Officer, StaffDeeds.SessionEnded, StaffDeeds.PasskeyAdded,
            StaffDeeds.PasskeyRemoved, StaffDeeds.ProvenAgain, StaffDeeds.Refused);
    }

    static async Task<IResult> Ask(Look look, IStaff staff, Factors factors) =>
        Show(new(look.Actor.Name, [.. look.Actor.Posts.Select(post => staff.PostTitle(post, look.Today))],
            await OwnAccessFace.Of(look.Db, look.Actor, factors, look.Clock, look.Stop)));
}

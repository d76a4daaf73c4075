using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Procedures;

/// <summary>The kept link of somebody without mail and account: a button, because a link alone changes nothing, and then their own
/// page.</summary>
public sealed partial class ComeBack
{
    public sealed record Page(string Code, bool EndsOther);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(VisitLink.Path + "{code}", Permission.Public, Deed.None, Ask);
        app.MapAct(VisitLink.Path + "{code}", Permission.Public, ApplyDeeds.ComeBack, Accept);
    }

    static async Task<object> Ask(string code, Look look, VisitLink link)
    {
        var visit = await link.Visit(code, look.Db, look.Stop);
        return look.Actor.Account == visit ? Answer.See(Links.MyPage) : Show(new(code, look.Actor.Kind is not ActorKind.Anonymous));
    }

    static async Task<Answer> Accept(string code, Turn turn, VisitLink link, Entrance entrance)
    {
        var visit = await link.Visit(code, turn.Db, turn.Stop);
        turn.Journal.About("visit", visit, visit);
        return await entrance.Enter(turn, Answer.See(Links.MyPage), ActorKind.Guest, visit);
    }
}

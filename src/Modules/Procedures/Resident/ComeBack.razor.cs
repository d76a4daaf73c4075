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
    public sealed record Shown(string Code, bool EndsOther);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(VisitLink.Path + "{code}", Permission.Public, Deed.None, Ask);
        app.MapAct(VisitLink.Path + "{code}", Permission.Public, ApplyDeeds.ComeBack, Accept);
    }

    static async Task<object> Ask(string code, CityDb db, Actor actor, VisitLink link, CancellationToken ct)
    {
        var visit = await link.Visit(code, db, ct);
        return actor.Account == visit ? Answer.See(Links.MyPage) : Show(new(code, actor.Kind is not ActorKind.Anonymous));
    }

    static async Task<Answer> Accept(string code, CityDb db, VisitLink link, Journal journal, Entrance entrance, HttpContext http,
        CancellationToken ct)
    {
        var visit = await link.Visit(code, db, ct);
        journal.About("visit", visit, visit);
        return await entrance.Enter(db, Answer.See(Links.MyPage), ActorKind.Guest, visit, http, ct);
    }
}

using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Kits;

/// <summary>One linked system: what it may do, its secret made anew and shown once, its end.</summary>
public sealed partial class ShowSystem
{
    public sealed record Page(LinkedSystem System, string Department, IReadOnlyList<string> Powers, DateOnly Today, string? Secret);

    /// <summary>A new secret on its way to the page of the officer who made it.</summary>
    sealed record Fresh(Guid System, Guid Officer, string Secret);

    const string Ticket = "system-secret";
    static readonly TimeSpan ShownFor = TimeSpan.FromMinutes(5);
    static readonly Deed Made = new("systems.secret", "連携システムの鍵を作った");
    static readonly Deed Ended = new("systems.end", "システムの連携を止めた");

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(ListSystems.Url + "/{id:guid}", KitsModule.LinkSystems, Deed.None, Ask);
        app.MapAct(ListSystems.Url + "/{id:guid}/secret", KitsModule.LinkSystems, Made, Renew);
        app.MapAct(ListSystems.Url + "/{id:guid}/end", KitsModule.LinkSystems, Ended, End);
    }

    internal static string Of(Guid id) => $"{ListSystems.Url}/{id}";

    internal static string State(LinkedSystem system, DateOnly today) => system switch
    {
        { EndedAt: not null } => "止めました",
        { Agreed: null } => "確認を待っています",
        { Agreed: false } => "認められませんでした",
        _ when system.Until < today => "期限が過ぎました",
        { SecretHash: null } => "鍵がまだありません",
        _ => "使えます",
    };

    static async Task<IResult> Ask(Guid id, Look look, AllScopes scopes, Tickets tickets, string? made = null)
    {
        var system = await look.Find<LinkedSystem>(s => s.Id == id);
        var fresh = tickets.Read<Fresh>(Ticket, made);
        var own = fresh is not null && fresh.System == id && fresh.Officer == look.Me && system.Knows(fresh.Secret);
        return Show(new(system, look.City.Department(system.Department, look.Today)?.Name ?? system.Department,
            [.. scopes.Words(system, look.Today)], look.Today, own ? fresh?.Secret : null));
    }

    static async Task<Answer> Renew(Guid id, Turn turn, Tickets tickets)
    {
        var secret = (await turn.Take<LinkedSystem>(s => s.Id == id)).NewSecret(turn.Today, turn.Now);
        turn.Journal.About(LinkedSystem.Kind, id);
        var shown = tickets.Make(Ticket, new Fresh(id, turn.Me, secret), ShownFor);
        return Answer.See($"{Of(id)}?made={shown}");
    }

    static async Task<Answer> End(Guid id, Turn turn)
    {
        (await turn.Take<LinkedSystem>(s => s.Id == id)).End(turn.Me, turn.Now);
        turn.Journal.About(LinkedSystem.Kind, id);
        return Answer.See(Of(id));
    }
}

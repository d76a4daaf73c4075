using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kernel;

/// <summary>Default deny: lets nobody through a route of another door or without its permission, and nothing be read that is larger
/// than the route takes.</summary>
public sealed class Guard(RequestDelegate next, IConfiguration configuration)
{
    public static readonly Deed Denied = new("access.refused", "権限のない画面が開かれ、断った");
    public static readonly Deed Elsewhere = new("access.elsewhere", "ほかのサイトの画面から送られたと見られる操作を断った");
    public static readonly Deed Stale = new("access.stale-form", "画面のしるしが合わない操作を断った");

    readonly TimeSpan residents = TimeSpan.FromMinutes(House.Number(configuration, House.IdleResidents)),
        officers = TimeSpan.FromMinutes(House.Number(configuration, House.IdleOfficers));

    public async Task Invoke(HttpContext http, CurrentDb current, TimeProvider clock, IEnumerable<IActorSource> sources, Refusals refusals)
    {
        var endpoint = http.GetEndpoint();
        var takes = endpoint is null ? null : await TakesOf(http, endpoint);
        Posted.Limit(http, takes?.Whole ?? 0);
        if (endpoint is null)
        {
            await next(http);
            return;
        }
        var who = endpoint.Metadata.GetMetadata<Permission>()
            ?? throw new InvalidOperationException($"{endpoint.DisplayName} declares no permission");
        if (http.Request.Query.Any(q => q.Key.Contains('\0') || q.Value.Any(v => v?.Contains('\0') == true)))
            throw new BadHttpRequestException("no address");
        var ended = !who.ByToken && Doors.Token(http) is { } token
            ? await Enter(http, current.Db, clock, sources, Doors.Hash(token)) : null;
        if (!http.IsAtItsDoor()) throw new NotHere();
        if (http.Request.ContentLength > takes?.Whole) throw new BadHttpRequestException("too large", StatusCodes.Status413PayloadTooLarge);
        if (who.ByToken) http.Actor(await Caller(http));
        var actor = http.Actor();
        var changes = who != Permission.Machine && !who.ByToken && !IsSafe(http.Request.Method);
        if (changes && !IsFromHere(http.Request))
        {
            await refusals.Note(http, Elsewhere, "permission", who.Code);
            throw new SentFromElsewhere();
        }
        if (actor.Can(who))
        {
            if (changes && takes is not null) await Posted.Read(http.Request, http.RequestAborted);
            await next(http);
        }
        else if (actor.Kind is ActorKind.Anonymous or ActorKind.Guest) await AskToSignIn(http, who, takes, ended);
        else
        {
            await refusals.Note(http, Denied, "permission", who.Code);
            throw new NotAllowed(who);
        }
    }

    static async Task<Actor> Caller(HttpContext http) =>
        await http.RequestServices.GetRequiredService<ICallers>().Caller(http) ?? throw new UnknownCaller();

    static async ValueTask<Takes?> TakesOf(HttpContext http, Endpoint endpoint) =>
        IsSafe(http.Request.Method) || endpoint.Metadata.GetMetadata<TakesOf>() is not { } of ? endpoint.Metadata.GetMetadata<Takes>()
            : await of.Ask(http);

    static readonly RowBy<Session, string> ByToken = new(s => s.TokenHash);

    /// <summary>Lets the visit's account act. The visit comes back when it has ended.</summary>
    async Task<Session?> Enter(HttpContext http, CityDb db, TimeProvider clock, IEnumerable<IActorSource> sources, string hash)
    {
        var now = clock.GetUtcNow();
        var session = await ByToken.Find(db, hash, http.RequestAborted);
        if (session is null || (session.Kind is ActorKind.Officer) != (http.Door() == Door.Office)) return null;
        var idle = session.Kind is ActorKind.Officer ? officers : residents;
        if (session.EndedAt is not null || session.ExpiresAt <= now || now - session.SeenAt > idle) return session;
        foreach (var source in sources)
            if (source.Kind == session.Kind && await source.Load(db, session, http.RequestAborted) is { } actor)
                http.Actor(actor with { Session = session.Id });
        // Written now and then, not with every page: it is only to know whether somebody is still there.
        if (http.Actor().Session is not null && now - session.SeenAt > idle / 12) await Seen(http, session.Id, now);
        return null;
    }

    static async Task Seen(HttpContext http, Guid session, DateTimeOffset now)
    {
        try
        {
            await http.RequestServices.GetRequiredService<Turns>()
            .Run(async (_, db, ct) => await db.Set<Session>().Where(s => s.Id == session)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.SeenAt, now), ct));
        }
        catch (PleaseWait) { /* the next page says it */ }
    }

    static async Task AskToSignIn(HttpContext http, Permission who, Takes? takes, Session? ended)
    {
        var (back, typed) = ($"{http.Request.Path}{http.Request.QueryString}", default(string));
        if (takes is not null && HttpMethods.IsPost(http.Request.Method) && SaysFromHere(http.Request) && http.Request.HasFormContentType)
        {
            var posted = await Posted.Typed(http, takes, http.RequestAborted);
            var word = posted.Keys.All(k => k == Pages.KeyField) ? Held.Nothing : http.RequestServices.GetRequiredService<Held>()
                .Keep(http, ended, posted);
            (back, typed) = (http.Request.Path + (word is null ? "" : QueryString.Create(Held.Query, word).Value), word is null ? "lost"
                : null);
        }
        http.Response.Redirect(http.Door().SignIn
            + QueryString.Create([KeyValuePair.Create<string, string?>("back", back),
            KeyValuePair.Create<string, string?>("need", who.Code), .. typed is null ? []
            : new[] { KeyValuePair.Create<string, string?>("typed", typed) }]));
    }

    static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method)
        || HttpMethods.IsTrace(method);

    /// <summary>
    /// What a cookie authorises comes from a page of this house: browsers say so with each post (Origin; "null" is not ours). Only who
    /// is no browser, or an old one, says nothing at all; there the form's token alone decides.
    /// </summary>
    static bool IsFromHere(HttpRequest request) => request.Headers.Origin.Count > 0
        ? string.Equals(request.Headers.Origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
        : request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin";

    static bool SaysFromHere(HttpRequest request) =>
        IsFromHere(request) && (request.Headers.Origin.Count > 0 || request.Headers["Sec-Fetch-Site"].Count > 0);
}

/// <summary>Signed in, but without the power for this: 403 with the name of the power that is missing.</summary>
public sealed class NotAllowed(Permission missing) : Exception(missing.Label)
{
    public Permission Missing => missing;
}

/// <summary>A change was asked for from a page that is not ours, or that the browser would not name: nothing was done.</summary>
public sealed class SentFromElsewhere() : Exception("not from a page of this house");

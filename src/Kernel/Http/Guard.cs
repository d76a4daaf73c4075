using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kernel;

/// <summary>Default deny: reads the session of the door, and lets nobody through an endpoint that does not declare a permission.</summary>
public sealed class Guard(RequestDelegate next)
{
    public const string HeldQuery = "held";
    public static readonly Deed Denied = new("access.refused", "権限のない画面が開かれ、断った");

    public async Task Invoke(HttpContext http, CurrentDb current, TimeProvider clock, IEnumerable<IActorSource> sources)
    {
        var endpoint = http.GetEndpoint();
        if (endpoint is null)
        {
            await next(http);
            return;
        }
        var who = endpoint.Metadata.GetMetadata<Permission>() ?? throw new InvalidOperationException($"{endpoint.DisplayName} declares no permission");
        if (http.Request.Cookies.TryGetValue(Doors.Cookie(http.Request.Path), out var token) && token.Length == 64)
            await Enter(http, current.Db, clock, sources, Doors.Hash(token));
        var actor = http.Actor();
        if (actor.Can(who)) await next(http);
        else if (actor.Kind is ActorKind.Anonymous || (actor.Kind is ActorKind.Guest && !Doors.IsOffice(http.Request.Path))) await AskToSignIn(http, clock, who);
        else await Refuse(http, actor, who);
    }

    static readonly Asked<string, Session> ByToken = new((db, hash) => db.Set<Session>().AsNoTracking().Where(s => s.TokenHash == hash));

    static async Task Enter(HttpContext http, CityDb db, TimeProvider clock, IEnumerable<IActorSource> sources, string hash)
    {
        var now = clock.GetUtcNow();
        var session = await ByToken.First(db, hash, http.RequestAborted);
        if (session is null || session.EndedAt is not null || session.ExpiresAt <= now || (session.Kind is ActorKind.Officer) != Doors.IsOffice(http.Request.Path)) return;
        foreach (var source in sources)
            if (source.Kind == session.Kind && await source.Load(db, session, http.RequestAborted) is { } actor)
                http.Actor(actor with { Session = session.Id });
    }

    static async Task AskToSignIn(HttpContext http, TimeProvider clock, Permission who)
    {
        var back = http.Request.Path + http.Request.QueryString;
        if (HttpMethods.IsPost(http.Request.Method) && SameOrigin(http.Request) && http.Request.HasFormContentType)
        {
            var posted = await http.Request.ReadFormAsync(http.RequestAborted);
            var id = await http.RequestServices.GetRequiredService<Held>().Keep(http.Request.Path, posted);
            back = http.Request.Path + QueryString.Create(HeldQuery, id.ToString("N"));
        }
        http.Response.Redirect(Doors.SignInUrl(http.Request.Path) + QueryString.Create([KeyValuePair.Create<string, string?>("back", back), KeyValuePair.Create<string, string?>("need", who.Code)]));
    }

    static bool SameOrigin(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is "same-origin" ||
        (Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin) && origin.Authority == request.Host.Value);

    static async Task Refuse(HttpContext http, Actor actor, Permission who)
    {
        await http.RequestServices.GetRequiredService<Turns>().Run((services, db, _) =>
        {
            new Journal().Fact("permission", who.Code).Write(db, services.GetRequiredService<TimeProvider>(), actor, Denied);
            return Task.FromResult(true);
        });
        throw new NotAllowed(who);
    }
}

/// <summary>Signed in, but without the power for this: 403 with the name of the power that is missing.</summary>
public sealed class NotAllowed(Permission missing) : Exception(missing.Label)
{
    public Permission Missing => missing;
}

/// <summary>Keeps a post sealed for an hour, and gives it back once the person is signed in.</summary>
public sealed class Held(Turns turns, MasterKey key, TimeProvider clock)
{
    public Task<Guid> Keep(string path, IFormCollection posted)
    {
        var body = JsonSerializer.Serialize(posted.Where(p => !p.Key.StartsWith("__", StringComparison.Ordinal)).ToDictionary(p => p.Key, p => string.Join('\n', p.Value.ToArray())));
        return turns.Run((_, db, _) =>
        {
            var held = new HeldPost { Id = clock.NewId(), Path = path, SealedBody = key.Seal(body, "held"), Until = clock.GetUtcNow().AddHours(1) };
            db.Add(held);
            return Task.FromResult(held.Id);
        });
    }

    /// <summary>What was typed, when the id is of this path and not older than an hour; else null.</summary>
    public async Task<Dictionary<string, string>?> Find(CityDb db, Guid id, string path, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var held = await db.Set<HeldPost>().AsNoTracking().FirstOrDefaultAsync(h => h.Id == id && h.Path == path && h.Until > now, ct);
        return held is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(key.Open(held.SealedBody, "held"));
    }
}

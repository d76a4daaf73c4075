using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kernel;

/// <summary>Routes with permission and journal text, which cannot be left out.</summary>
public static class Pages
{
    public const string KeyField = "_key";

    /// <summary>A page that is looked at. When the handler names persons, the look is durable before the page leaves.</summary>
    public static IEndpointConventionBuilder MapPage(this IEndpointRouteBuilder app, string route, Permission who, Deed look, Delegate ask)
    {
        app.Declare(look);
        var handle = Handler.Bind(ask);
        return app.MapGet(route, (RequestDelegate)(http => Show(http, look, handle, []))).With(who, look);
    }

    /// <summary>A change without questions: a button. What cannot be done is said on the page that <paramref name="back"/> names.</summary>
    public static IEndpointConventionBuilder MapAct(this IEndpointRouteBuilder app, string route, Permission who, Deed deed,
        Delegate accept)
    {
        app.Declare(deed);
        var handle = Handler.Bind(accept);
        return app.MapPost(route, (RequestDelegate)(async http =>
        {
            if (!await http.Genuine()) { http.Fail(new StaleForm()); return; }
            var posted = await http.Request.ReadFormAsync(http.RequestAborted);
            try { (await Turn(http, deed, handle, new() { [typeof(IFormCollection)] = posted }, posted)).Write(http); }
            catch (Rule rule) { http.Fail(rule); }
        })).With(who, deed).Taking(Takes.Button);
    }

    /// <summary>A call by a machine that proves itself by a signature; no antiforgery, no cookie.</summary>
    public static IEndpointConventionBuilder MapMachine(this IEndpointRouteBuilder app, string route, Deed deed, Delegate accept)
    {
        app.Declare(deed);
        var handle = Handler.Bind(accept);
        return app.MapPost(route, (RequestDelegate)(async http =>
        {
            if (await handle(new Call(http, http.RequestServices, http.RequestAborted)) is Answer answer) answer.Write(http);
        })).With(Permission.Machine, deed).Taking(Takes.Button);
    }

    /// <summary>The page of a form, also again with errors.</summary>
    public static async Task Show(HttpContext http, Deed look, Func<Call, Task<object?>> handle, Dictionary<Type, object> given)
    {
        // A scope of its own: after a refused turn the page is asked with a fresh reader.
        await using var scope = http.RequestServices.CreateAsyncScope();
        var journal = scope.ServiceProvider.GetRequiredService<Journal>();
        var result = await handle(new Call(http, scope.ServiceProvider, http.RequestAborted) { Given = given });
        var actor = http.Actor();
        if (look.IsLook && journal.Worth(look, actor))
            await http.RequestServices.GetRequiredService<Turns>().Run((services, db, _) =>
            {
                journal.Write(db, services.GetRequiredService<TimeProvider>(), actor, look);
                return Task.FromResult(true);
            });
        switch (result)
        {
            case IResult page: await page.ExecuteAsync(http); break;
            case Answer answer: answer.Write(http); break;
            case null: throw new NotHere();
            default: await Results.Json(result).ExecuteAsync(http); break;
        }
    }

    /// <summary>Runs Accept in a turn: idempotent by its submission key, journaled, and answered only after the commit.</summary>
    public static async Task<Answer> Turn(HttpContext http, Deed deed, Func<Call, Task<object?>> accept, Dictionary<Type, object> given,
        IFormCollection posted)
    {
        var actor = http.Actor();
        var (key, owner, hash) = Press(http, posted);
        Answer done;
        try { done = await http.RequestServices.GetRequiredService<Turns>().Run(Work); }
        // Whatever was refused: a second click gets the answer of the first, and the first has often changed what the second would need.
        catch (Exception e) when (e is Rule or NotHere or ChangedMeanwhile or SentBefore)
        {
            if (await Before(http, posted) is { } before) return before;
            throw;
        }
        return done.Broken is null ? done : throw done.Broken;

        async Task<Answer> Work(IServiceProvider services, CityDb db, CancellationToken ct)
        {
            var answer = await accept(new Call(http, services, ct) { Given = given }) as Answer ?? throw new NotHere();
            var clock = services.GetRequiredService<TimeProvider>();
            var journal = services.GetRequiredService<Journal>();
            if (answer.Broken is not null) journal.From(http);
            if (journal.Worth(deed, actor)) journal.Write(db, clock, actor, deed);
            if (key is not null && answer.Visit is null && answer.Broken is null)
                db.AppendUnlessThere(new Submission
                {
                    Key = key, Owner = owner, BodyHash = hash, Status = answer.Status,
                    Location = answer.Location, At = clock.GetUtcNow()
                }, new SentBefore());
            return answer;
        }
    }

    /// <summary>What the same press was answered before; null where it is the first one.</summary>
    /// <exception cref="SentAlready">something else was sent under its key.</exception>
    public static async Task<Answer?> Before(HttpContext http, IFormCollection posted)
    {
        var (key, owner, hash) = Press(http, posted);
        if (key is null) return null;
        await using var reader = http.RequestServices.GetRequiredService<IDatabase>().OpenReader();
        if (await reader.Set<Submission>()
            .FirstOrDefaultAsync(s => s.Key == key && s.Owner == owner, http.RequestAborted) is not { } before) return null;
        return before.BodyHash == hash ? new Answer(before.Status, before.Location) : throw new SentAlready();
    }

    static (string? Key, string Owner, string Hash) Press(HttpContext http, IFormCollection posted)
    {
        var (key, owner) = (posted[KeyField].ToString(), $"{http.Actor().Account?.ToString("N") ?? "-"} {http.Request.Path}");
        return key.Length is > 0 and <= 64 && key.All(char.IsAsciiLetterOrDigit) && owner.Length <= 200
            // Keyed, so that a row never helps to guess what was typed.
            ? (key, owner, http.RequestServices.GetRequiredService<MasterKey>().Blind(HashOf(posted), "submission")) : (null, owner, "");
    }

    /// <summary>The submission key was used: the turn ends here, and the first answer is given.</summary>
    sealed class SentBefore() : Exception("sent before");

    static string HashOf(IFormCollection posted)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, values) in posted.OrderBy(p => p.Key, StringComparer.Ordinal))
            if (!name.StartsWith("__", StringComparison.Ordinal)) // the antiforgery token differs from one rendering to the next
                hash.AppendData(Encoding.UTF8.GetBytes($"{name}={string.Join('\n', values.ToArray())}\u001e"));
        foreach (var file in posted.Files) hash.AppendData(Encoding.UTF8.GetBytes($"{file.Name}={file.FileName}:{file.Length}\u001e"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>True when the post comes from our own page, as it was shown to this visit. That it did not is written down.</summary>
    public static async Task<bool> Genuine(this HttpContext http)
    {
        if (await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http)) return true;
        await http.RequestServices.GetRequiredService<Refusals>()
            .Note(http, Guard.Stale, "deed", http.GetEndpoint()?.Metadata.GetMetadata<Deed>()?.Code ?? "");
        return false;
    }

    /// <summary>Gives a route its permission, its journal text, and the door that its pattern lies behind.</summary>
    public static T With<T>(this T endpoint, Permission who, Deed deed) where T : IEndpointConventionBuilder
    {
        endpoint.WithMetadata(who, deed);
        endpoint.Add(built => { if (built is RouteEndpointBuilder route) built.Metadata.Add(Door.Behind(route.RoutePattern)); });
        return endpoint;
    }

    /// <summary>Says how much may be posted to a route; without it nothing.</summary>
    public static T Taking<T>(this T endpoint, Takes takes) where T : IEndpointConventionBuilder => endpoint.WithMetadata(takes);

    /// <summary>Says how to find out how much this very post may hold.</summary>
    public static T Taking<T>(this T endpoint, Takes most, Func<HttpContext, ValueTask<Takes>> ask) where T : IEndpointConventionBuilder =>
        endpoint.Taking(most).WithMetadata(new TakesOf(ask));

    public static void Declare(this IEndpointRouteBuilder app, Deed deed) => app.ServiceProvider.GetRequiredService<Deeds>().Declare(deed);

    /// <summary>Hands the failure to the host, which draws the page for it.</summary>
    public static void Fail(this HttpContext http, Exception e) => throw e;
}

/// <summary>The antiforgery token is stale: nothing was changed; the form is shown again with what was typed.</summary>
public sealed class StaleForm() : Exception("stale form");

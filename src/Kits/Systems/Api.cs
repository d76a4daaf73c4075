using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Keyaki.Kits;

/// <summary>What the description of the interface says of one call.</summary>
/// <param name="Does">In a sentence, for the engineer of the other system.</param>
/// <param name="Takes">The type of the body; null where there is none.</param>
/// <param name="Gives">The type of the answer; null where there is none, or a file.</param>
/// <param name="Query">What may stand behind the question mark, with what it means.</param>
public sealed record ApiCall(string Does, Type? Takes, Type? Gives, params (string Name, string Means)[] Query)
{
    /// <summary>The answer is a file of any kind.</summary>
    public bool GivesFile { get; init; }
}

/// <summary>Calls for other systems: JSON in and out, the caller known by a token, what is wrong said as a problem (RFC 9457).</summary>
public static class Api
{
    /// <summary>Below it everything is for other systems, behind the officers' door (LGWAN).</summary>
    public const string Root = "/office/api";
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>A body may be this large, in bytes.</summary>
    public static readonly Takes Body = new(256 * 1024);

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), MaxDepth = 16, TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    };

    /// <summary>A call that reads. What the handler returns is the answer; the persons that it names are in the journal before it
    /// leaves.</summary>
    public static IEndpointConventionBuilder MapRead(this IEndpointRouteBuilder app, string route, Permission who, Deed look, ApiCall call,
        Delegate ask)
    {
        app.Declare(look);
        var handle = Handler.Bind(ask);
        return app.MapGet(route, (RequestDelegate)(http => Pages.Show(http, look, async c =>
            await handle(c) is { } found ? found as IResult ?? Results.Json(found, Json) : null, []))).With(who, look).WithMetadata(call);
    }

    /// <summary>A call that changes something, in one turn. The same key with the same body gets the first answer again; a body other
    /// than the first under the same key is refused.</summary>
    public static IEndpointConventionBuilder MapChange<T>(this IEndpointRouteBuilder app, string route, Permission who, Deed deed,
        ApiCall call, Delegate accept) where T : class
    {
        app.Declare(deed);
        var handle = Handler.Bind(accept);
        return app.MapPost(route, (RequestDelegate)(async http =>
        {
            var key = http.Request.Headers[IdempotencyKey].ToString();
            if (key.Length is 0 or > 255)
                throw new Rule(IdempotencyKey, $"{IdempotencyKey} ヘッダーに、1回の送信ごとに違う値（255字まで）を入れてください。");
            using var body = new StreamReader(http.Request.Body, Encoding.UTF8);
            var text = await body.ReadToEndAsync(http.RequestAborted);
            if (Read<T>(text) is not { } sent) throw new Rule("", "本文がJSONではないか、求める形ではありません。");
            // The house keeps keys of letters and digits.
            var posted = new FormCollection(new Dictionary<string, StringValues>
            {
                [Pages.KeyField] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))), ["body"] = text,
            });
            (await Pages.Turn(http, deed, handle, new() { [typeof(T)] = sent, [typeof(IFormCollection)] = posted }, posted)).Write(http);
        })).With(who, deed).Taking(Body).WithMetadata(call with { Takes = typeof(T) });
    }

    static T? Read<T>(string text) where T : class
    {
        try { return JsonSerializer.Deserialize<T>(text, Json); }
        catch (JsonException e) { throw new Rule(e.Path ?? "", $"本文を読めません（{e.Path ?? "$"}）。"); }
    }

    /// <summary>What another system is told when a call does not go; null where the request is none of theirs.</summary>
    public static IResult? Problem(HttpContext http, Exception e, Func<string> reference)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<Permission>() is not { ByToken: true }) return null;
        // By another door nobody was asked who they are: there it looks like any address that leads nowhere.
        if (e is NotHere && http.Actor().Kind is not ActorKind.Machine) return null;
        if (e is UnknownCaller) http.Response.Headers.WWWAuthenticate = "Bearer";
        return e switch
        {
            UnknownCaller => Say(401, "札（トークン）がないか、期限が切れています。"),
            NotAllowed => Say(403, "この操作は許されていません。"),
            NotHere => Say(404, "見つかりません。"),
            ChangedMeanwhile => Say(409, "ほかで変わりました。読み直してください。"),
            SentAlready => Say(422, $"同じ {IdempotencyKey} で、別の内容がすでに送られています。"),
            Rule rule => Say(422, rule.In("ja"), rule.Field),
            PleaseWait => Say(503, "こみ合っています。しばらくしてから、もう一度送ってください。"),
            MissingRule => Say(503, e.Message),
            BadHttpRequestException bad => Say(bad.StatusCode, "送られた内容を読み取れません。"),
            _ => Say(500, $"うまく行きませんでした。担当に、番号 {reference()} を伝えてください。"),
        };
    }

    static IResult Say(int status, string detail, string? field = null) => Results.Json(
        new { type = "about:blank", title = ReasonPhrases.GetReasonPhrase(status), status, detail, field },
        Json, "application/problem+json", status);
}

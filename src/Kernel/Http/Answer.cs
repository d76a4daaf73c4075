using Microsoft.AspNetCore.Http;

namespace Keyaki.Kernel;

/// <summary>
/// What a changing request answers: a value, so that it can be kept with the submission and given again to a second click.
/// It is written to the client only after the commit.
/// </summary>
public sealed record Answer(int Status, string? Location)
{
    /// <summary>Go on to this page.</summary>
    public static Answer See(string url) => new(StatusCodes.Status303SeeOther, url);

    /// <summary>Done, nothing to show (webhooks).</summary>
    public static Answer Done { get; } = new(StatusCodes.Status200OK, null);

    public static Answer Refused { get; } = new(StatusCodes.Status400BadRequest, null);

    /// <summary>A session that starts or ends with this answer; the cookie leaves with it, and it is never kept.</summary>
    public (ActorKind Kind, string? Token)? Visit { get; init; }

    /// <summary>The cookie by which this browser is known to an account (<see cref="Devices"/>); it leaves with the answer, and is
    /// never kept.</summary>
    public (ActorKind Kind, string Value)? Device { get; init; }

    /// <summary>Said after the commit, as if it had been thrown: for a refusal that must be remembered (a wrong try that counts).</summary>
    public Rule? Broken { get; init; }

    /// <summary>Keeps what the turn wrote, and says the rule beside its field.</summary>
    public static Answer Refuse(Rule rule) => Refused with { Broken = rule };

    public Answer SignedIn(ActorKind kind, string token) => this with { Visit = (kind, token) };
    public Answer SignedOut(ActorKind kind) => this with { Visit = (kind, null) };

    /// <summary>Writes it to the client; the kit calls this after the commit.</summary>
    public void Write(HttpContext http)
    {
        if (Visit is { } visit)
        {
            if (visit.Token is { } token) Doors.Give(http, visit.Kind, token);
            else Leave(http, visit.Kind);
        }
        if (Device is { } device) Devices.Give(http, device.Kind, device.Value);
        http.Response.StatusCode = Status;
        if (Location is { } url) http.Response.Headers.Location = url;
        http.Response.ContentLength = 0;
    }

    /// <summary>Signed out: pages that the browser keeps for its Back button go, too.</summary>
    static void Leave(HttpContext http, ActorKind kind)
    {
        Doors.Take(http, kind);
        http.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
    }
}

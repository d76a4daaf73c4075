using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Configuration;

namespace Keyaki.Kernel;

/// <summary>
/// One of the two ways into the house. A listener has a door (it tags its connections), a route has a door (its metadata); behind a
/// wrong door nothing is found.
/// Neither the spelling of an address nor its host says which door it is.
/// </summary>
public sealed class Door
{
    /// <summary>The residents' door (Internet).</summary>
    public static readonly Door Public = new()
    {
        Home = "/", SignIn = "/sign-in", SignOut = "/sign-out", Source = "/source",
        Cookie = Doors.ResidentCookie
    };

    /// <summary>The officers' door (LGWAN).</summary>
    public static readonly Door Office = new()
    {
        Home = "/office", SignIn = "/office/sign-in", SignOut = "/office/sign-out",
        Source = "/office/source", Cookie = Doors.OfficerCookie
    };

    /// <summary>Of a route: it serves both doors (styles, scripts, files). Of a listener, in development only: it is both, and the
    /// route decides.</summary>
    public static readonly Door Both = new()
    {
        Home = Public.Home, SignIn = Public.SignIn, SignOut = Public.SignOut, Source = Public.Source,
        Cookie = Public.Cookie
    };

    Door() { }

    public required string Home { get; init; }
    public required string SignIn { get; init; }
    public required string SignOut { get; init; }

    /// <summary>Where the offer of the source code is explained.</summary>
    public required string Source { get; init; }

    /// <summary>The cookie of its visits, as it is named in development (<see cref="Doors.Named"/>).</summary>
    public required string Cookie { get; init; }

    /// <summary>Whether something behind <paramref name="route"/>'s door is found by who came in by this one.</summary>
    public bool LeadsTo(Door route) => this == Both || route == Both || this == route;

    /// <summary>The door of a route by how it is declared (never by how somebody spells it); a route may declare another one.</summary>
    internal static Door Behind(RoutePattern declared) => Behind(declared.RawText);

    internal static Door Behind(ReadOnlySpan<char> path) =>
        path.StartsWith("/office", StringComparison.Ordinal) && (path.Length == 7 || path[7] is '/' or '?' or '#') ? Office : Public;
}

/// <summary>
/// Where the doors are two addresses, a link to a page behind the other one begins with that one's address: pages and data only name
/// paths, and nobody has to know on which page a link will stand.
/// </summary>
public sealed class Crossing(IConfiguration configuration, EndpointDataSource routes)
{
    readonly string residents = configuration["Keyaki:PublicAddress"]?.TrimEnd('/') ?? "",
        officers = configuration["Keyaki:OfficeAddress"]?.TrimEnd('/') ?? "";

    /// <summary>What serves both doors, by its first part: /files.</summary>
    readonly Lazy<IReadOnlyList<string>> both =
        new(() => [.. routes.Endpoints.OfType<RouteEndpoint>().Where(r => r.Metadata.GetMetadata<Door>() == Door.Both)
        .Select(r => "/" + (r.RoutePattern.PathSegments[0].Parts is [RoutePatternLiteralPart literal] ? literal.Content : ""))
            .Where(p => p.Length > 1).Distinct()]);

    /// <summary>What a link to this path begins with for who came in by <paramref name="listener"/>; empty where it lies behind the
    /// same door.</summary>
    public string Before(Door listener, ReadOnlySpan<char> path)
    {
        var door = Door.Behind(path);
        if (listener.LeadsTo(door)) return "";
        foreach (var shared in both.Value)
            if (path.StartsWith(shared, StringComparison.Ordinal) && (path.Length == shared.Length || path[shared.Length] is '/' or '?'))
                return "";
        return door == Door.Office ? officers : residents;
    }
}

/// <summary>By which door a request came in.</summary>
public static class DoorOfRequest
{
    /// <summary>The listener's door; where one listener is both, the route's.</summary>
    public static Door Door(this HttpContext http) => http.Features.Get<Door>() is { } listener && listener != Kernel.Door.Both ? listener
        : http.Route() ?? Kernel.Door.Public;

    /// <summary>The door of the listener alone; null where no listener of ours tagged the connection.</summary>
    public static Door? Listener(this HttpContext http) => http.Features.Get<Door>();

    /// <summary>Whether the route of this request lies behind the door that it came in by. What no listener of ours tagged came in by
    /// none.</summary>
    internal static bool IsAtItsDoor(this HttpContext http) => http.Features.Get<Door>() is { } listener && http.Route() is { } route
        && listener.LeadsTo(route);

    static Door? Route(this HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<Door>();
}

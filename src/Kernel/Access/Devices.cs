using Microsoft.AspNetCore.Http;

namespace Keyaki.Kernel;

/// <summary>
/// The browsers that an account has signed in with, by a sealed cookie (OWASP, device cookies). It opens nothing: it only has wrong
/// tries counted apart, so that strangers cannot lock a person out. Bound to the account and its password, and over after 90 days.
/// </summary>
public sealed class Devices(Tickets tickets, TimeProvider clock)
{
    public const string ResidentCookie = "keyaki-device", OfficerCookie = "keyaki-office-device";
    public static readonly TimeSpan Good = TimeSpan.FromDays(90);

    /// <summary>Accounts that one browser is known to: a family shares one, and a cookie must stay small.</summary>
    const int Most = 5;
    const string Purpose = "device";

    /// <param name="Whole">All factors were proven on it, not only a mailbox.</param>
    sealed record Tie(Guid Account, int Password, Guid Device, bool Whole, DateTimeOffset Until);
    sealed record Ties(IReadOnlyList<Tie> All);

    /// <summary>The device, when this browser is known to the account with its present password; else null.</summary>
    public Guid? Known(HttpContext http, ActorKind kind, Guid account, int password, bool whole) =>
        Read(http, kind).FirstOrDefault(t => t.Account == account && t.Password == password && (t.Whole || !whole))?.Device;

    /// <summary>What the cookie holds from now on: the account newly, and the others that were there.</summary>
    public string With(HttpContext http, ActorKind kind, Guid account, int password, bool whole) =>
        tickets.Make(Purpose + kind,
            new Ties([new(account, password, clock.NewId(), whole, clock.GetUtcNow() + Good), .. Read(http, kind)
            .Where(t => t.Account != account).Take(Most - 1)]), Good);

    IEnumerable<Tie> Read(HttpContext http, ActorKind kind) =>
        http.Request.Cookies.TryGetValue(Named(http, kind), out var cookie) && tickets.Read<Ties>(Purpose + kind, cookie) is { } ties
            ? ties.All.Where(t => t.Until > clock.GetUtcNow()) : [];

    public static string Name(ActorKind kind) => kind is ActorKind.Officer ? OfficerCookie : ResidentCookie;

    internal static void Give(HttpContext http, ActorKind kind, string value) =>
        http.Response.Cookies.Append(Named(http, kind), value, Doors.Options(http, Good));

    static string Named(HttpContext http, ActorKind kind) => Doors.Named(Name(kind), Doors.IsStrict(http));
}

using System.Net;
using Microsoft.Extensions.Configuration;

namespace Keyaki.Website;

/// <summary>How links are looked at: how long is waited, how often a server is asked, and who of the inside may be.</summary>
sealed record LinkManners(IReadOnlyList<IPNetwork> Inside, string Name)
{
    public const string Setting = "Keyaki:Website:LinksInside";
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(15);
    public TimeSpan Slow { get; init; } = TimeSpan.FromSeconds(5);
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A result is good for so long.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromHours(4);

    /// <summary>An errand takes so long at most, so that other work of the program comes between.</summary>
    public TimeSpan Errand { get; init; } = TimeSpan.FromSeconds(20);

    public static LinkManners Of(IConfiguration configuration, Feeds feeds) => new(
        [.. (configuration[Setting] ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Select(n => n.Contains('/') ? IPNetwork.Parse(n)
            : new IPNetwork(IPAddress.Parse(n), IPAddress.Parse(n).GetAddressBytes().Length * 8))],
        $"Mozilla/5.0 (compatible; Keyaki-LinkCheck/1.0; +{feeds.Root}{Contracts.Links.Contact})");

    public bool MayAsk(IPAddress address) => OuterNetwork.IsOuter(address)
        || Inside.Any(n => n.BaseAddress.AddressFamily == address.AddressFamily && n.Contains(address));
}

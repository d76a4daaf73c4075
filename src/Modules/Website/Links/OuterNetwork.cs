using System.Net;
using System.Net.Sockets;

namespace Keyaki.Website;

/// <summary>Which addresses lie outside, where everybody may ask. The program stands inside of the city's network: what a page or a
/// redirect names there is never fetched.</summary>
static class OuterNetwork
{
    // IANA's registries of special addresses: this network, private, carriers, loopback, link-local, examples, tests, multicast, the rest.
    static readonly IPNetwork[] Inner = [.. new[]
    {
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24",
        "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10",
            "fec0::/10", "ff00::/8",
    }.Select(n => IPNetwork.Parse(n))];

    static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    public static bool IsOuter(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return IsOuter(address.MapToIPv4());
        // An IPv4 address in the clothes of an IPv6 one.
        if (address.AddressFamily is AddressFamily.InterNetworkV6 && Translated.Contains(address))
            return IsOuter(new(address.GetAddressBytes()[12..]));
        return !Inner.Any(n => n.BaseAddress.AddressFamily == address.AddressFamily && n.Contains(address));
    }
}

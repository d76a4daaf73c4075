using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Kernel;

/// <summary>The network address that a request came from (after the proxies that are believed).</summary>
static class NetworkAddress
{
    public static string Of(HttpContext http) => Plain(http).ToString();

    /// <summary>What counts as one visitor: an IPv6 home has a whole /64 of addresses.</summary>
    public static string Home(HttpContext http)
    {
        var address = Plain(http);
        var bytes = address.GetAddressBytes();
        return Convert.ToHexString(address.AddressFamily is AddressFamily.InterNetworkV6 ? bytes.AsSpan(0, 8) : bytes);
    }

    static IPAddress Plain(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }
}

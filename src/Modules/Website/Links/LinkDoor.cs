using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Website;

/// <summary>The name leads into the network of the city: nothing is sent there.</summary>
sealed class InsideAddress() : IOException("an address inside");

/// <summary>The way out: each connection is made to an address that was looked at itself, so that no name can lead in, be it at the second
/// asking or after a redirect.</summary>
static class LinkDoor
{
    public const string Strict = "website.links", Lenient = "website.links.lenient";

    public static void AddLinkDoor(this IServiceCollection services)
    {
        foreach (var name in new[] { Strict, Lenient })
            services.AddHttpClient(name, http => http.Timeout = Timeout.InfiniteTimeSpan)
                .ConfigurePrimaryHttpMessageHandler(s => Handler(s.GetRequiredService<LinkManners>(), name == Lenient));
    }

    static SocketsHttpHandler Handler(LinkManners manners, bool lenient)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, UseProxy = false, MaxConnectionsPerServer = 1, MaxResponseDrainSize = 0,
            MaxResponseHeadersLength = 64, PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = (context, ct) => Connect(context.DnsEndPoint, manners, ct),
        };
        // A certificate that failed was told; only whether the page is there is asked now, and nothing is said or believed.
#pragma warning disable CA5359
        if (lenient) handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        return handler;
    }

    static async ValueTask<Stream> Connect(DnsEndPoint to, LinkManners manners, CancellationToken ct)
    {
        var outer = (await Dns.GetHostAddressesAsync(to.Host, ct)).Where(manners.MayAsk).ToArray();
        if (outer.Length == 0) throw new InsideAddress();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(outer, to.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

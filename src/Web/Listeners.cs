using System.Net;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Keyaki.Web;

/// <summary>Where the hall listens: addresses for each door, and each connection knows by which one it came in.</summary>
static class Listeners
{
    const string PublicUrls = "Keyaki:PublicUrls", OfficeUrls = "Keyaki:OfficeUrls";

    public static readonly IReadOnlyList<Setting> Settings =
    [
        new(PublicUrls, null, "住民の入口が待つアドレス（例：http://127.0.0.1:5000、http://unix:/run/keyaki/public.sock）。コンマで区切る。インターネット側のプロキシだけがここに届くようにする"),
        new(OfficeUrls, null, "職員の入口が待つアドレス（例：http://127.0.0.1:5001）。コンマで区切る。LGWAN側のプロキシだけがここに届くようにする"),
    ];

    public static IEnumerable<string> Faults(IConfiguration configuration, bool together)
    {
        foreach (var name in new[] { PublicUrls, OfficeUrls })
            if (configuration[name] is { } urls && (Split(urls).Count == 0 || Split(urls).Any(u => Parse(u) is null)))
                yield return $"{name}: http://127.0.0.1:5000 の形のアドレスを書いてください";
        if (!together && Of(configuration, PublicUrls).Intersect(Of(configuration, OfficeUrls)).FirstOrDefault() is { } both)
            yield return $"{OfficeUrls}: {both} は住民の入口にも書いてあります。入口ごとに別のアドレスにしてください";
        if (configuration.GetSection("Kestrel:Endpoints").Exists())
            yield return $"Kestrel:Endpoints: 使えません。待つアドレスは {PublicUrls} と {OfficeUrls} に書いてください";
    }

    public static void Open(KestrelServerOptions kestrel, IConfiguration configuration)
    {
        var (residents, officers) = (Of(configuration, PublicUrls), Of(configuration, OfficeUrls));
        foreach (var address in residents.Union(officers))
            Open(kestrel, address, !officers.Contains(address) ? Door.Public : !residents.Contains(address) ? Door.Office : Door.Both);
    }

    static void Open(KestrelServerOptions kestrel, BindingAddress address, Door door)
    {
        void Tag(ListenOptions listen)
        {
            // The second version needs TLS; a proxy speaks the first one to us.
            listen.Protocols = address.Scheme == Uri.UriSchemeHttps ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
            listen.Use(next => connection =>
            {
                connection.Features.Set(door);
                return next(connection);
            });
            if (address.Scheme == Uri.UriSchemeHttps) listen.UseHttps();
        }
        if (address.IsUnixPipe) kestrel.ListenUnixSocket(address.UnixPipePath, Tag);
        else if (IPAddress.TryParse(address.Host, out var ip)) kestrel.Listen(ip, address.Port, Tag);
        else if (address.Host == "localhost") kestrel.ListenLocalhost(address.Port, Tag);
        else kestrel.ListenAnyIP(address.Port, Tag);
    }

    static IReadOnlyList<BindingAddress> Of(IConfiguration configuration, string name) =>
        [.. Split(configuration[name] ?? "").Select(Parse).OfType<BindingAddress>()];

    static IReadOnlyList<string> Split(string urls) =>
        urls.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    static BindingAddress? Parse(string url)
    {
        try { return BindingAddress.Parse(url) is { PathBase: "", Scheme: "http" or "https" } address ? address : null; }
        catch (FormatException) { return null; }
    }
}

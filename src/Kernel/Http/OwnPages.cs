using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kernel;

/// <summary>The page is drawn for the static copy: nobody asks, nothing is counted, nothing is taken from kept bytes.</summary>
public sealed class ForCopy
{
    public static readonly ForCopy It = new();
}

/// <summary>A public page as everybody would get it.</summary>
/// <param name="Status">What is not 200 leads elsewhere, or is none.</param>
public sealed record OwnPage(int Status, byte[] Bytes);

/// <summary>The program's own public pages, asked for inside, without a network and without a listener: what the static copy is made
/// of.</summary>
public sealed class OwnPages(IServiceProvider services, IConfiguration configuration)
{
    sealed record Way(TemplateMatcher Matcher, RouteEndpoint Endpoint);

    IReadOnlyList<Way> ways = [];
    Action<HttpContext> around = _ => { };

    /// <summary>The host says, once it is built, which pages there are, and what is around each.</summary>
    public void Open(IEnumerable<EndpointDataSource> sources, Action<HttpContext> around)
    {
        ways = [.. sources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<Permission>() == Permission.Public
                && e.Metadata.GetMetadata<Door>() is { } door && door.LeadsTo(Door.Public) && door != Door.Office
                && e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is null or { Count: 0 } or ["GET", ..])
            .OrderBy(e => e.Order).ThenBy(e => e.RoutePattern.InboundPrecedence)
            .Select(e => new Way(new(TemplateParser.Parse(e.RoutePattern.RawText?.TrimStart('/') ?? ""), new(e.RoutePattern.Defaults)),
                e))];
        this.around = around;
    }

    /// <param name="address">A path, perhaps with a question behind it.</param>
    /// <returns>Null where nothing stands there.</returns>
    public async Task<OwnPage?> Get(string address, CancellationToken ct)
    {
        var (path, query) = address.IndexOf('?') is > 0 and var at ? (address[..at], address[at..]) : (address, "");
        await using var scope = services.CreateAsyncScope();
        using var bytes = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = ct };
        var root = new Uri(configuration["Keyaki:PublicAddress"] is { Length: > 0 } set ? set : "http://localhost");
        (http.Request.Method, http.Request.Scheme, http.Request.Host) = (HttpMethods.Get, root.Scheme, new(root.Authority));
        (http.Request.Path, http.Request.QueryString, http.Response.Body) = (Uri.UnescapeDataString(path), new(query), bytes);
        http.Features.Set(Door.Public);
        http.Features.Set(ForCopy.It);
        foreach (var way in ways)
        {
            var values = new RouteValueDictionary();
            if (!way.Matcher.TryMatch(http.Request.Path, values)) continue;
            http.Request.RouteValues = values;
            http.SetEndpoint(way.Endpoint);
            around(http);
            try
            {
                if (way.Endpoint.RequestDelegate is { } ask) await ask(http);
                await http.Response.BodyWriter.FlushAsync(ct);
            }
            catch (NotHere) { return null; }
            return new(http.Response.StatusCode, bytes.ToArray());
        }
        return null;
    }
}

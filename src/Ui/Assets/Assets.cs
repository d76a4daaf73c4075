using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Ui;

/// <summary>Style, script and mark: embedded, served under an address that holds their hash, so that a browser may keep them for
/// ever.</summary>
public static class Assets
{
    sealed record Asset(string Url, string Type, byte[] Plain, byte[] Brotli);

    static readonly FrozenDictionary<string, Asset> All = new[] { ("keyaki.css", "text/css; charset=utf-8"),
        ("light.css", "text/css; charset=utf-8"), ("copy-search.js", "text/javascript; charset=utf-8"),
            ("keyaki.js", "text/javascript; charset=utf-8"), ("keyaki.svg", "image/svg+xml; charset=utf-8"),
        ("keyaki.items.svg", "image/svg+xml; charset=utf-8") }
        .ToFrozenDictionary(a => a.Item1, a => Read(a.Item1, a.Item2));

    /// <summary>The address of an asset; throws for a name that there is none of.</summary>
    public static string Url(string name) => All[name].Url;

    /// <summary>All that a public page can ask for.</summary>
    public static IEnumerable<string> Names => All.Keys.Order(StringComparer.Ordinal);

    /// <summary>Its bytes as they are.</summary>
    public static byte[] Bytes(string name) => All[name].Plain;

    /// <summary>Lets anybody fetch them: they say nothing about anybody.</summary>
    public static IEndpointConventionBuilder Map(IEndpointRouteBuilder app) =>
        app.MapGet("/assets/{hash}/{name}", (string hash, string name, HttpContext http) =>
    {
        if (!All.TryGetValue(name, out var asset) || asset.Url != $"/assets/{hash}/{name}") return Results.NotFound();
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.Vary = "Accept-Encoding";
        if (!http.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal))
            return Results.Bytes(asset.Plain, asset.Type);
        http.Response.Headers.ContentEncoding = "br";
        return Results.Bytes(asset.Brotli, asset.Type);
    }).AllowAnonymous();

    static Asset Read(string name, string type)
    {
        var plain = Gathered(name);
        var small = new MemoryStream();
        using (var brotli = new BrotliStream(small, CompressionLevel.SmallestSize)) brotli.Write(plain);
        return new($"/assets/{Convert.ToHexStringLower(SHA256.HashData(plain))[..16]}/{name}", type, plain, small.ToArray());
    }

    /// <summary>The file itself, then what the rooms add to it (src/Modules/*/*.css), always in the order of their names.</summary>
    static byte[] Gathered(string name)
    {
        var all = new MemoryStream();
        foreach (var part in typeof(Assets).Assembly.GetManifestResourceNames()
            .Where(part => part == name || part.StartsWith($"{name}/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = typeof(Assets).Assembly.GetManifestResourceStream(part);
            stream?.CopyTo(all);
        }
        return all.Length > 0 ? all.ToArray() : throw new InvalidOperationException($"{name} is not embedded.");
    }
}

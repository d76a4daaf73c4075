using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Keyaki.Kernel;

/// <summary>Reads what was posted, once the guard knows by whom. What is no form is 400, whatever is wrong with it.</summary>
public static class Posted
{
    /// <summary>Nobody reads more than this from now on.</summary>
    internal static void Limit(HttpContext http, long most)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = most;
        if (http.Request.ContentLength > most) HangUp(http);
    }

    /// <summary>What is not read to its end is still on its way: the next request comes by another connection.</summary>
    public static void HangUp(HttpContext http)
    {
        if (HttpProtocol.IsHttp11(http.Request.Protocol)) http.Response.Headers.Connection = "close";
    }

    /// <exception cref="BadHttpRequestException">it cannot be read, or is too large.</exception>
    public static Task<IFormCollection> Read(HttpRequest request, CancellationToken ct) => Whole(async () =>
    {
        if (request.HasFormContentType) return await request.ReadFormAsync(ct);
        if (request.ContentLength > 0 || request.ContentType is not null) throw new BadHttpRequestException("no form");
        return request.Form = FormCollection.Empty;
    });

    /// <summary>Only what was typed, for who is not signed in: files are passed over as they come, and nothing of them is kept.</summary>
    /// <exception cref="BadHttpRequestException">it cannot be read, or is more than the route's form can be.</exception>
    internal static Task<Dictionary<string, string>> Typed(HttpContext http, Takes takes, CancellationToken ct) => Whole(async () =>
    {
        var typed = new Dictionary<string, string>(StringComparer.Ordinal);
        if (MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) && type.MediaType == "multipart/form-data")
        {
            var (reader, left) = (new MultipartReader(HeaderUtilities.RemoveQuotes(type.Boundary).ToString(), http.Request.Body),
                takes.Text);
            while (await reader.ReadNextSectionAsync(ct) is { } section)
                if (section.GetContentDispositionHeader() is { } said && said.IsFormDisposition() && HeaderUtilities.RemoveQuotes(said.Name)
                    .ToString() is { Length: > 0 and <= 200 } name)
                {
                    var text = await Text(section.Body, left, ct);
                    left -= text.Length;
                    Keep(typed, name, text);
                }
            return typed;
        }
        Limit(http, takes.Text);
        foreach (var (name, values) in await http.Request.ReadFormAsync(ct)) foreach (var value in values) Keep(typed, name, value ?? "");
        return typed;
    });

    // Several values of one name are one text with a line each, which is also how a form keeps them.
    static void Keep(Dictionary<string, string> typed, string name, string text)
    {
        if (!name.StartsWith("__", StringComparison.Ordinal))
            typed[name] = typed.TryGetValue(name, out var before) ? $"{before}\n{text}" : text;
    }

    static async Task<string> Text(Stream body, long most, CancellationToken ct)
    {
        using var text = new MemoryStream();
        var buffer = new byte[4096];
        while (await body.ReadAsync(buffer, ct) is > 0 and var count)
        {
            if (text.Length + count > most) throw new BadHttpRequestException("too large", StatusCodes.Status413PayloadTooLarge);
            text.Write(buffer, 0, count);
        }
        return System.Text.Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    static async Task<T> Whole<T>(Func<Task<T>> read)
    {
        try { return await read(); }
        // A character set that is known and never read (UTF-7) is told by NotSupportedException.
        catch (Exception e) when (e is InvalidDataException or FormatException or NotSupportedException
            || e is IOException and not BadHttpRequestException)
        { throw new BadHttpRequestException("malformed", e); }
    }
}

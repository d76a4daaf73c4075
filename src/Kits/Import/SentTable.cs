using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Keyaki.Kits;

/// <summary>A table as a file, written while its rows come: however many there are, only some are in memory.</summary>
public sealed class SentTable(string name, IReadOnlyList<string?> heads, IAsyncEnumerable<IReadOnlyList<string?>> rows) : IResult
{
    const int Piece = 500;

    public async Task ExecuteAsync(HttpContext http)
    {
        http.Response.ContentType = "text/csv; charset=utf-8";
        var named = new ContentDispositionHeaderValue("attachment");
        named.SetHttpFileName(name);
        http.Response.Headers.ContentDisposition = named.ToString();
        await http.Response.Body.WriteAsync(Spreadsheet.Write([heads]), http.RequestAborted);
        await foreach (var some in rows.Chunk(Piece).WithCancellation(http.RequestAborted))
            await http.Response.Body.WriteAsync(Spreadsheet.Write(some, follows: true), http.RequestAborted);
    }
}

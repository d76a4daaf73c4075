using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Keyaki.Kernel;

/// <summary>
/// A kept file as an answer, under its own name (RFC 6266). <paramref name="kept"/>: saved beside other downloads; else shown in place,
/// so that what is on the screen can be closed again. Only what cannot run is ever kept, and the browser is told not to guess another kind.
/// </summary>
public sealed class SentFile(FileStore store, StoredFile file, bool kept) : IResult
{
    public async Task ExecuteAsync(HttpContext http)
    {
        var named = new ContentDispositionHeaderValue(kept ? "attachment" : "inline");
        named.SetHttpFileName(file.Name);
        http.Response.Headers.ContentDisposition = named.ToString();
        await Results.Stream(store.Open(file), file.Type).ExecuteAsync(http);
    }
}

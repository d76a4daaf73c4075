using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Keyaki.Website;

/// <summary>The bytes of a picture or file. Readers get those that a page shows which they can open; officers who write, all of
/// them.</summary>
static class SendMaterial
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Materials.Public + "/{key}/{name}", Permission.Public, Deed.None, Read);
        app.MapPage(Materials.Office + "/{key}/{name}", WebsiteModule.Write, Deed.None, Write);
    }

    static async Task<IResult> Read(string key, Look look, FileStore files)
    {
        var open = Materials.Open(look.Db);
        return await Find(look.Db.Set<MaterialFile>().Where(f => open.Any(u => u.Material == f.Material)), key, look, files, lasts: true);
    }

    static Task<IResult> Write(string key, Look look, FileStore files) =>
        Find(look.Db.Set<MaterialFile>(), key, look, files, lasts: false);

    /// <summary>What an edition shows that is not public yet, for who has the link to it.</summary>
    internal static Task<IResult> Previewed(Edition edition, string key, Look look, FileStore files)
    {
        var shown = Materials.In(edition.Content);
        return Find(look.Db.Set<MaterialFile>().Where(f => shown.Contains(f.Material)), key, look, files, lasts: false);
    }

    static async Task<IResult> Find(IQueryable<MaterialFile> seen, string key, Look look, FileStore files, bool lasts)
    {
        var found = await look.Find(seen.AsNoTracking().Where(f => f.Key == key).OrderBy(f => f.Id));
        return new SentMaterial(files, await look.Find<StoredFile>(f => f.Id == found.File), found, lasts);
    }
}

/// <summary>Bytes under an address that is made of them: whoever has them never asks again.</summary>
sealed class SentMaterial(FileStore files, StoredFile file, MaterialFile of, bool lasts) : IResult
{
    public async Task ExecuteAsync(HttpContext http)
    {
        var answer = http.Response;
        var tag = $"\"{of.Key}\"";
        answer.Headers.ETag = tag;
        answer.Headers.CacheControl = lasts ? "public, max-age=31536000, immutable" : "private, no-cache";
        if (http.Request.Headers.IfNoneMatch == tag)
        {
            answer.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        if (of.Width == 0)
        {
            // A PDF is read in its place; tables and documents are kept under their own name.
            var named = new ContentDispositionHeaderValue(of.Type == FileBytes.Pdf ? "inline" : "attachment");
            named.SetHttpFileName(of.Name);
            answer.Headers.ContentDisposition = named.ToString();
        }
        answer.ContentLength = file.Size;
        await Results.Stream(files.Open(file), of.Type).ExecuteAsync(http);
    }
}

using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Website;

/// <summary>Nothing stands at an address: perhaps it moved; else that it was asked for is counted.</summary>
sealed class Moved(MissingCounts missing)
{
    public async Task<IResult?> Find(Look look, string path)
    {
        var query = look.Request?.Request.QueryString.Value;
        if (await Redirects.Lead(look.Db, path, look.Stop) is { } to)
        {
            // Browsers keep a 301 for ever where nothing is said: a rule that ended is over within the hour.
            if (look.Request is { } http) http.Response.Headers.CacheControl = "public, max-age=3600";
            return Results.Redirect(SiteAddress.WithQuery(to, query), permanent: true);
        }
        missing.Note(path, query);
        return null;
    }
}

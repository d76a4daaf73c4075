using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Procedures;

/// <summary>How much may be posted to a form of a definition: what its questions can hold, and the files that they ask for. Known
/// before anybody signs in, for what is held.</summary>
static class PostRoom
{
    /// <summary>What a page of a draft that is no more may hold: what was typed on it is shown once more; files are too late.</summary>
    static readonly Takes Gone = new(256 * 1024);

    internal static ValueTask<Takes> OfDraft(HttpContext http) =>
        Of(http, (db, id) => db.Set<DraftApplication>().Where(d => d.Id == id).Select(d => d.Definition));

    /// <summary>Any question of the form may have to be corrected.</summary>
    internal static ValueTask<Takes> OfCase(HttpContext http) =>
        Of(http, (db, id) => db.Set<Application>().Where(a => a.Id == id).Select(a => a.Definition));

    static async ValueTask<Takes> Of(HttpContext http, Func<CityDb, Guid, IQueryable<string>> asked)
    {
        var (services, db) = (http.RequestServices, http.RequestServices.GetRequiredService<CityDb>());
        if (!Guid.TryParse(http.GetRouteValue("id") as string, out var id) || await asked(db, id)
            .FirstOrDefaultAsync(http.RequestAborted) is not { } hash) return Gone;
        return Of(services, await services.GetRequiredService<Catalogue>().Pinned(db, hash, http.RequestAborted), http);
    }

    /// <summary>What an officer types in for somebody: the whole form stands on one page.</summary>
    internal static ValueTask<Takes> OfEntry(HttpContext http) => new(
        http.RequestServices.GetRequiredService<Catalogue>().Known(http.RequestServices.GetRequiredService<TimeProvider>().Today())
            .FirstOrDefault(v => v.Code == http.GetRouteValue("procedure") as string) is { } version
            ? Of(http.RequestServices, version, http) : Gone);

    static Takes Of(IServiceProvider services, ProcedureVersion version, HttpContext http)
    {
        var pages = DefinitionShape.Of(version.Definition, "ja").Form.Pages;
        var number = int.TryParse(http.GetRouteValue("page") as string, out var page) ? page : 0;
        var here = number >= 1 && number <= pages.Count ? [pages[number - 1]] : pages;
        return Room.Of([.. here.SelectMany(p => p.Questions)], services.GetRequiredService<FileStore>().Most);
    }
}

using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>The issues of 市報, the newest first.</summary>
public sealed partial class ListGazette
{
    public const string Url = GazettePaths.Home;
    const int PerPage = 24;

    /// <param name="Mine">What waits for the officer's own departments; null where nothing does.</param>
    public sealed record Row(GazetteIssue Of, int Articles, string? Mine);
    public sealed record Page(Slice<Row> Found, bool Edits);

    static readonly Order<GazetteIssue, GazetteIssue> Newest = new Order<GazetteIssue, GazetteIssue>().Down(i => i.Day, i => i.Day)
        .Down(i => i.Id, i => i.Id);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, WebsiteModule.Write, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, string? at = null)
    {
        GazetteDesk.Plan(look);
        var slice = await Newest.Slice(look.Db.Set<GazetteIssue>().AsNoTracking(), at, PerPage, rows => rows.ToListAsync(look.Stop));
        var ids = slice.Rows.Select(i => i.Id).ToList();
        var counts = await look.Db.Set<GazetteArticle>().Where(a => ids.Contains(a.Issue)).GroupBy(a => a.Issue)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, look.Stop);
        var waiting = await OnDesk.Own<GazetteProof>(look)
            .Where(p => ids.Contains(p.Issue) && p.PassedAt == null && p.ClosedAt == null).Select(p => p.Issue).ToListAsync(look.Stop);
        return Show(new(slice.Map(i => new Row(i, counts.GetValueOrDefault(i.Id),
            waiting.Contains(i.Id) ? "校正を待っています" : null)), GazetteDesk.Edits(look)));
    }
}

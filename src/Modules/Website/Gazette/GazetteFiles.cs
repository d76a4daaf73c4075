using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>What officers take out of an issue: the text for reading aloud and braille, and the printer's package.</summary>
static class GazetteFiles
{
    public static string Reading(Guid issue) => GazettePaths.Issue(issue) + "/reading.txt";
    public static string Printer(Guid issue) => GazettePaths.Issue(issue) + "/printer.zip";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(GazettePaths.Home + "/{id:guid}/reading.txt", WebsiteModule.Write, GazetteDeeds.Fetched, Read);
        app.MapPage(GazettePaths.Home + "/{id:guid}/printer.zip", WebsiteModule.Write, GazetteDeeds.Fetched, Print);
    }

    static async Task<IResult> Read(Guid id, Look look, IStaff staff)
    {
        var issue = await look.Find<GazetteIssue>(i => i.Id == id && i.State != GazetteState.Collecting);
        look.Journal.About(GazetteIssue.Subject, id);
        var text = ReadAloud.Of(GazetteDesk.Plan(look), issue, await GazetteDesk.Articles(look, id),
            owner => staff.DepartmentName(owner, look.Today));
        return Results.File(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")), "text/plain; charset=utf-8", Name(issue, "txt"));
    }

    static async Task<IResult> Print(Guid id, Look look, IStaff staff, FileStore files)
    {
        var issue = await look.Find<GazetteIssue>(i => i.Id == id
            && (i.State == GazetteState.Ready || i.State == GazetteState.Printed || i.State == GazetteState.Online));
        look.Journal.About(GazetteIssue.Subject, id);
        var (plan, articles) = (GazetteDesk.Plan(look), await GazetteDesk.Articles(look, id));
        var pictures = await Pictures(look, articles);
        // The writer of an archive ends its parts synchronously, which the server's own stream refuses.
        return Results.Stream(body => PrinterPackage.Write(PipeWriter.Create(body).AsStream(), plan, issue, articles,
            owner => staff.DepartmentName(owner, look.Today), pictures, files.Open, look.Stop), "application/zip", Name(issue, "zip"));
    }

    static string Name(GazetteIssue issue, string ending) =>
        string.Create(CultureInfo.InvariantCulture, $"gazette-{issue.Number}.{ending}");

    /// <summary>The pictures of the notices behind the articles, as they were sent, each under the number of its article.</summary>
    static async Task<List<PrinterPicture>> Pictures(Look look, IReadOnlyList<GazetteArticle> articles)
    {
        var pages = articles.Select(a => a.Page).OfType<Guid>().Distinct().ToList();
        var shown = (await OnDesk.Says(look.Db, pages).ToListAsync(look.Stop)).DistinctBy(e => e.Page)
            .ToDictionary(e => e.Page, e => Materials.In(e.Content));
        var ids = shown.Values.SelectMany(all => all).ToList();
        var kept = await (from material in look.Db.Set<Material>().AsNoTracking()
                          join file in look.Db.Set<StoredFile>().AsNoTracking() on material.File equals file.Id
                          where ids.Contains(material.Id) && material.Kind == MaterialKind.Picture && material.State == MaterialState.Ready
                              && file.State == FileState.Clean
                          orderby material.At, material.Id
                          select new { material, file }).ToListAsync(look.Stop);
        return [.. from article in articles let page = article.Page ?? Guid.Empty where shown.ContainsKey(page)
                   from each in kept.Where(k => shown[page].Contains(k.material.Id)).Index()
                   select new PrinterPicture(article.Number, string.Create(CultureInfo.InvariantCulture,
                       $"{PrinterPackage.Pictures}/{article.Number:00}-{each.Index + 1}{Ending(each.Item.file.Type)}"), each.Item.file,
                       each.Item.material.Credit)];
    }

    static string Ending(string type) => type switch
    {
        FileBytes.Jpeg => ".jpg",
        FileBytes.Png => ".png",
        FileBytes.WebP => ".webp",
        FileBytes.Gif => ".gif",
        _ => ".avif",
    };
}

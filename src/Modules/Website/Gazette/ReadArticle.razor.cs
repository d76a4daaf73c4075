using System.Globalization;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>One article for readers: as it is printed, with whom to ask, and the notice that goes on being true.</summary>
public sealed partial class ReadArticle
{
    /// <param name="Notice">From which it was taken, while that is public.</param>
    public sealed record Page(Language Language, GazettePlan Plan, GazetteIssue Issue, GazetteArticle Of, SitePage? Notice,
        Contact Contact);

    public static string Url(int issue, int article) => string.Create(CultureInfo.InvariantCulture, $"{ReadIssue.Url(issue)}{article}");

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapPage("/gazette/{number:int}/{article:int}", Permission.Public, Deed.None, Ask);

    static async Task<IResult> Ask(int number, int article, Look look)
    {
        var issue = await look.Find(ReadGazettes.Online(look).Where(i => i.Number == number));
        var found = await look.Find<GazetteArticle>(a => a.Issue == issue.Id && a.Number == article);
        return Show(new(look.Language, GazetteDesk.Plan(look), issue, found, found.Page is not { } page ? null
            : await look.Db.Readable().AsNoTracking().FirstOrDefaultAsync(p => p.Id == page, look.Stop),
            look.City.ContactOf(found.Owner, look.Today)));
    }
}

using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>市報 for readers: the issues that can be read here, the newest first.</summary>
public sealed partial class ReadGazettes
{
    const int Most = 240;
    public const string Url = "/gazette/";
    public sealed record Page(Language Language, GazettePlan Plan, IReadOnlyList<GazetteIssue> Issues, Contact Contact);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage("/gazette", Permission.Public, Deed.None, Ask);

    static async Task<IResult> Ask(Look look)
    {
        var plan = GazetteDesk.Plan(look);
        return Show(new(look.Language, plan, await Online(look).OrderByDescending(i => i.Day).ThenBy(i => i.Id).Take(Most)
            .ToListAsync(look.Stop), look.City.ContactOf(plan.Department, look.Today)));
    }

    internal static IQueryable<GazetteIssue> Online(Look look) =>
        look.Db.Set<GazetteIssue>().AsNoTracking().Where(i => i.State == GazetteState.Online);
}

using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>費用とリスク of all initiatives that an officer may see, added up.</summary>
public sealed partial class CostDesk
{
    public const string Url = "/office/plan/costs";

    public sealed record Row(Initiative Initiative, Owner Owner, Sum Sum, int Risks, int Grave);
    public sealed record Page(IReadOnlyList<Row> Rows, IReadOnlyList<Sum> Years, Sum Total, bool All);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, PlanModule.Reporting, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, Library library)
    {
        var plan = (await library.Current(look.Db, look.Stop))?.Content ?? throw new NotHere();
        var seen = plan.Initiatives.Select(i => (Initiative: i, Owner: Owner.Of(i, plan.Book, look.City)))
            .Where(x => x.Owner.Opens(look.Actor))
            .ToList();
        var codes = seen.ConvertAll(x => x.Initiative.Code);
        var amounts = await Amount.Newest(look.Db).Where(a => codes.Contains(a.Initiative)).ToListAsync(look.Stop);
        var risks = (await look.Db.Set<Risk>().Where(r => codes.Contains(r.Initiative) && r.EndedAt == null)
            .Select(r => new { r.Initiative, r.Likelihood, r.Impact }).ToListAsync(look.Stop)).ToLookup(r => r.Initiative);
        return Show(new([.. seen.Select(x => new Row(x.Initiative, x.Owner,
            Sum.Of(x.Initiative.Title, amounts.Where(a => a.Initiative == x.Initiative.Code)), risks[x.Initiative.Code]
            .Count(), risks[x.Initiative.Code].Count(r => Risk.Words(r.Likelihood, r.Impact) == "重大")))],
            ByYear(amounts), Sum.Of("合計", amounts), look.Actor.Can(PlanModule.Write)));
    }

    internal static IReadOnlyList<Sum> ByYear(IEnumerable<Amount> amounts) =>
        [.. amounts.GroupBy(a => a.Year).OrderBy(g => g.Key).Select(g => Sum.Of($"{new FiscalYear(g.Key)}", g))];
}

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

    static async Task<IResult> Ask(CityDb db, Library library, CityProfile city, Actor actor, CancellationToken ct)
    {
        var plan = (await library.Current(db, ct))?.Content ?? throw new NotHere();
        var seen = plan.Initiatives.Select(i => (Initiative: i, Owner: Owner.Of(i, plan.Book, city))).Where(x => x.Owner.Opens(actor, city))
            .ToList();
        var codes = seen.ConvertAll(x => x.Initiative.Code);
        var amounts = await Amount.Newest(db).Where(a => codes.Contains(a.Initiative)).ToListAsync(ct);
        var risks = (await db.Set<Risk>().Where(r => codes.Contains(r.Initiative) && r.EndedAt == null)
            .Select(r => new { r.Initiative, r.Likelihood, r.Impact }).ToListAsync(ct)).ToLookup(r => r.Initiative);
        return Show(new([.. seen.Select(x => new Row(x.Initiative, x.Owner,
            Sum.Of(x.Initiative.Title, amounts.Where(a => a.Initiative == x.Initiative.Code)), risks[x.Initiative.Code]
            .Count(), risks[x.Initiative.Code].Count(r => Risk.Words(r.Likelihood, r.Impact) == "重大")))],
            ByYear(amounts), Sum.Of("合計", amounts), actor.Can(PlanModule.Write)));
    }

    internal static IReadOnlyList<Sum> ByYear(IEnumerable<Amount> amounts) =>
        [.. amounts.GroupBy(a => a.Year).OrderBy(g => g.Key).Select(g => Sum.Of($"{new FiscalYear(g.Key)}", g))];
}

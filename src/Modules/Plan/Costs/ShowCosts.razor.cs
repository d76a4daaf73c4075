using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>One initiative's amounts with their sources, and its risks in a matrix of three by three.</summary>
public sealed partial class ShowCosts
{
    public sealed record Page(Initiative Initiative, IReadOnlyList<Amount> Amounts, IReadOnlyList<Risk> Risks,
        IReadOnlyDictionary<string, string> Departments, IReadOnlyDictionary<Guid, OfficerFace> Faces);

    public static string Url(string code) => $"{CostDesk.Url}/{code}";

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(CostDesk.Url + "/{code}", PlanModule.Reporting, Deed.None, Ask);

    static async Task<IResult> Ask(string code, CityDb db, Library library, CityProfile city, Actor actor, IStaff staff,
        CancellationToken ct)
    {
        var initiative = await Found(code, db, library, city, actor, ct);
        var amounts = await Amount.Newest(db).Where(a => a.Initiative == code).OrderBy(a => a.Year).ThenBy(a => a.Kind).ToListAsync(ct);
        var risks = await db.Set<Risk>().AsNoTracking().Where(r => r.Initiative == code).OrderBy(r => r.At).ToListAsync(ct);
        var faces = await staff.Faces(db, [.. amounts.Select(a => a.By).Distinct()], ct);
        return Show(new(initiative, amounts, risks, risks.Select(r => r.Owner).Distinct().ToDictionary(d => d, staff.DepartmentName),
            faces));
    }

    /// <exception cref="NotHere">no such initiative, or it belongs to another department.</exception>
    internal static async Task<Initiative> Found(string code, CityDb db, Library library, CityProfile city, Actor actor,
        CancellationToken ct) =>
        (await library.Current(db, ct))?.Content is { } plan && plan.Initiative(code) is { } found && Owner.Of(found, plan.Book, city)
            .Opens(actor, city) ? found : throw new NotHere();
}

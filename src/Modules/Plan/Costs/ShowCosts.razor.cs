using Keyaki.Contracts.Staff;
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

    static async Task<IResult> Ask(string code, Look look, Library library, IStaff staff)
    {
        var initiative = await Found(code, look, library);
        var amounts = await Amount.Newest(look.Db).Where(a => a.Initiative == code).OrderBy(a => a.Year).ThenBy(a => a.Kind)
            .ToListAsync(look.Stop);
        var risks = await look.Db.Set<Risk>().AsNoTracking().Where(r => r.Initiative == code).OrderBy(r => r.At).ToListAsync(look.Stop);
        var faces = await staff.Faces(look, [.. amounts.Select(a => a.By).Distinct()]);
        return Show(new(initiative, amounts, risks,
            risks.Select(r => r.Owner).Distinct().ToDictionary(d => d, code => staff.DepartmentName(code, look.Today)),
            faces));
    }

    /// <exception cref="NotHere">no such initiative, or it belongs to another department.</exception>
    internal static async Task<Initiative> Found(string code, Look look, Library library) =>
        (await library.Current(look.Db, look.Stop))?.Content is { } plan && plan.Initiative(code) is { } found
            && Owner.Of(found, plan.Book, look.City)
            .Opens(look.Actor) ? found : throw new NotHere();
}

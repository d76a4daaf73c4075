using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Plan;

/// <summary>One initiative: why, what, when, who, and its figures.</summary>
public sealed partial class ShowInitiative
{
    /// <summary>Department: who said how it does, in words; null before the first report.</summary>
    public sealed record Page(Shelf Shelf, Initiative Initiative, string? Department);

    public static string Url(string code) => $"/plan/initiatives/{code}";

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage("/plan/initiatives/{code}", Permission.Public, Deed.None, Ask);

    static async Task<IResult> Ask(string code, int? version, Look look, Shelves shelves, IStaff staff)
    {
        var shelf = await shelves.Open(look.Db, look.Stop, version);
        if (shelf.Plan.Initiative(code) is not { } initiative)
            return Results.Redirect(await shelves.Earlier(look.Db, Url(code), version, p => p.Initiative(code) is not null, look.Stop));
        return Show(new(shelf, initiative, shelf.Reports.GetValueOrDefault(code) is { } report
            ? staff.DepartmentName(report.Department, look.Today)
            : null));
    }
}

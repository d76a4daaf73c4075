using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Assets;

/// <summary>貸出し: what of one's department is with whom, the earliest return first.</summary>
public sealed partial class ListLoans
{
    public const string Url = AssetsModule.At + "/loans";
    static readonly Order<Loan, Loan> ByDue = new Order<Loan, Loan>().Up(l => l.Due, l => l.Due).Up(l => l.Id, l => l.Id);

    public sealed record Page(Slice<Loan> Loans, DateOnly Today);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, AssetsModule.Keep, Deed.None, Ask);

    internal static IQueryable<Loan> Visible(Look look)
    {
        var departments = look.Departments;
        return look.Actor.Can(AssetsModule.All) ? look.Db.Set<Loan>() : look.Db.Set<Loan>().Where(l => departments.Contains(l.Department));
    }

    static async Task<IResult> Ask(Look look, string? at = null) =>
        Show(new(await ByDue.Slice(Visible(look).Where(l => l.ReturnedAt == null), at, 50,
        rows => rows.AsNoTracking().ToListAsync(look.Stop)), look.Today));
}

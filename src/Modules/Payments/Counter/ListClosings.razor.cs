using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>これまでの日締め: each drawer's days, with what was over or missing.</summary>
public sealed partial class ListClosings
{
    public const string Url = Sales.Home + "/closings";
    const int PageSize = 50;

    static readonly Order<Closing, Closing> Newest = new Order<Closing, Closing>().Down(c => c.Day, c => c.Day).Down(c => c.Id, c => c.Id);

    public sealed record Page(Slice<Closing> Rows, Func<string, string> Name);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, PaymentsModule.CanSell, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, string? at = null)
    {
        var counters = look.City.Files<Counters>();
        var (own, all) = (look.Departments, look.Actor.Can(PaymentsModule.CanSeeAll));
        var visible = look.Db.Set<Closing>().AsNoTracking().Where(c => all || own.Contains(c.Department));
        return Show(new(await Newest.Slice(visible, at, PageSize, rows => rows.ToListAsync(look.Stop)),
            code => counters.Find(code)?.Title ?? code));
    }
}

using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>窓口の会計: the drawers of one's department, what waits at them, and what was paid today.</summary>
public sealed partial class ListDrawers
{
    const int Latest = 30;

    public sealed record Face(Drawer Drawer, Closing? Closing, int Count, Yen Sum);
    public sealed record Page(IReadOnlyList<Face> Drawers, IReadOnlyList<Sale> Open, IReadOnlyList<Sale> Sales, Func<string, string> Name);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapPage(Payments.Sales.Home, PaymentsModule.CanSell, Deed.None, Ask);

    static async Task<IResult> Ask(Look look)
    {
        var counters = look.City.Files<Counters>();
        var (visible, today) = (Payments.Sales.Visible(look).AsNoTracking(), look.Today);
        var mine = counters.Drawers.Where(d => look.Departments.Contains(d.Department)).ToList();
        var names = mine.ConvertAll(d => d.Code);
        var closings = await look.Db.Set<Closing>().AsNoTracking()
            .Where(c => names.Contains(c.Drawer) && c.Day == today && c.Agreed != false).ToListAsync(look.Stop);
        var open = await visible.Where(s => s.State == SaleState.Open || s.State == SaleState.Waiting).OrderBy(s => s.OpenedAt)
            .Take(Latest).ToListAsync(look.Stop);
        var paid = await visible.Where(s => s.Day == today && s.State == SaleState.Paid).OrderByDescending(s => s.PaidAt)
            .ToListAsync(look.Stop);
        return Show(new([.. mine.Select(d => new Face(d, closings.Find(c => c.Drawer == d.Code), paid.Count(s => s.Drawer == d.Code),
            Yen.Sum(paid.Where(s => s.Drawer == d.Code).Select(s => s.Total))))], open, [.. paid.Take(Latest)],
            code => counters.Find(code)?.Title ?? code));
    }
}

using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>What a day brought to drawers, asked of the database.</summary>
static class DrawerDay
{
    /// <summary>The sums of a day by method, of one drawer; methods that had nothing are there with zero.</summary>
    public static async Task<IReadOnlyList<MethodSum>> Of(CityDb db, string drawer, DateOnly day, CancellationToken ct)
    {
        var came = await db.Set<Sale>().Where(s => s.Drawer == drawer && s.Day == day && s.State == SaleState.Paid).GroupBy(s => s.Method)
            .Select(g => new { g.Key, Count = g.Count(), Sum = g.Sum(s => s.Figure) }).ToListAsync(ct);
        var went = await db.Set<SaleRefund>().Where(r => r.Drawer == drawer && r.DoneOn == day).GroupBy(r => r.Method)
            .Select(g => new { g.Key, Sum = g.Sum(r => r.Figure) }).ToListAsync(ct);
        return [.. Enum.GetValues<CounterMethod>().Select(m => new MethodSum(m, came.Find(c => c.Key == m)?.Count ?? 0,
            new(came.Find(c => c.Key == m)?.Sum ?? 0), new(went.Find(w => w.Key == m)?.Sum ?? 0)))];
    }
}

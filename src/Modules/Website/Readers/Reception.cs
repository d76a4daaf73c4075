using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>How a page was received in the last thirty days: how often it was looked at, and for how many it was of use.</summary>
public sealed record Reception(long Visits, int Yes, int No)
{
    public const int Days = 30;

    /// <summary>What readers added in words, the newest first.</summary>
    public IReadOnlyList<(DateOnly Day, bool Helped, string Words)> Lines { get; init; } = [];

    const int MostLines = 20;

    public static async Task<Reception> Of(Look look, SitePage page)
    {
        var since = look.Today.AddDays(-Days);
        var visits = await look.Db.Set<Visits>().Where(v => v.Number == page.Number && v.Day >= since).SumAsync(v => v.Count, look.Stop);
        var said = await look.Db.Set<Opinion>().AsNoTracking().Where(o => o.Page == page.Id && o.Day >= since)
            .GroupBy(o => o.Helped).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, look.Stop);
        var lines = await look.Db.Set<Opinion>().AsNoTracking().Where(o => o.Page == page.Id && o.Words != null)
            .OrderByDescending(o => o.Day).ThenByDescending(o => o.Id).Take(MostLines).ToListAsync(look.Stop);
        return new(visits, said.GetValueOrDefault(true), said.GetValueOrDefault(false))
        {
            Lines = [.. lines.Select(o => (o.Day, o.Helped, o.Words ?? ""))],
        };
    }
}

using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>Which pages of the officer's departments need work most: those that were of no use to many, and those that many read.</summary>
public sealed partial class ListNeeds
{
    public const string Url = WebsitePaths.Home + "/needs";
    const int Most = 200;

    public sealed record Row(Guid Id, string Title, string Owner, long Visits, int Yes, int No);
    public sealed record Page(IReadOnlyList<Row> Rows, bool ByVisits)
    {
        public IEnumerable<(string Words, string Url, bool Here)> Orders =>
            [("「いいえ」の多い順", Url, !ByVisits), ("閲覧の多い順", Url + "?by=visits", ByVisits)];
    }

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, WebsiteModule.Write, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, IStaff staff, string? by = null)
    {
        var (db, since, visits) = (look.Db, look.Today.AddDays(-Reception.Days), by == "visits");
        var found = from p in OnDesk.Visible(look).Where(p => p.Live != null && p.Ended == null)
                    select new
                    {
                        p.Id, p.Title, p.Owner, p.Number,
                        Visits = db.Set<Visits>().Where(v => v.Number == p.Number && v.Day >= since).Sum(v => v.Count),
                        Yes = db.Set<Opinion>().Count(o => o.Page == p.Id && o.Day >= since && o.Helped),
                        No = db.Set<Opinion>().Count(o => o.Page == p.Id && o.Day >= since && !o.Helped),
                    };
        found = found.Where(r => r.Visits > 0 || r.Yes > 0 || r.No > 0);
        found = visits ? found.OrderByDescending(r => r.Visits).ThenByDescending(r => r.No).ThenBy(r => r.Number)
            : found.OrderByDescending(r => r.No).ThenByDescending(r => r.Visits).ThenBy(r => r.Number);
        var rows = await found.Take(Most).ToListAsync(look.Stop);
        return Show(new([.. rows.Select(r => new Row(r.Id, r.Title, staff.DepartmentName(r.Owner, look.Today), r.Visits, r.Yes, r.No))],
            visits));
    }
}

using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>Public pages of the officer's departments on which the last night found something; those that stop first.</summary>
public sealed partial class ListFaults
{
    public const string Url = WebsitePaths.Home + "/faults";
    const int PerPage = 50;

    public sealed record Row(PageFaults Of, string Owner);

    /// <param name="Nights">The last nights of the whole site, the newest first.</param>
    public sealed record Page(Slice<Row> Found, string? Rule, IReadOnlyList<SiteNight> Nights);

    static readonly Order<PageFaults, PageFaults> Worst = new Order<PageFaults, PageFaults>().Down(f => f.Stops, f => f.Stops)
        .Down(f => f.Warnings, f => f.Warnings).Up(f => f.Id, f => f.Id);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, WebsiteModule.Write, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, IStaff staff, string? rule = null, string? at = null)
    {
        var mine = OnDesk.Visible(look);
        var rows = look.Db.Set<PageFaults>().AsNoTracking().Where(f => mine.Any(p => p.Id == f.Page));
        var known = Checker.Rules.FirstOrDefault(r => r.Code == rule)?.Code;
        if (known is not null) rows = rows.Where(f => (" " + f.Rules + " ").Contains(" " + known + " "));
        var slice = await Worst.Slice(rows, at, PerPage, some => some.ToListAsync(look.Stop));
        return Show(new(slice.Map(f => new Row(f, staff.DepartmentName(f.Owner, look.Today))), known, await Nights(look, 14)));
    }

    /// <summary>What a rule is about; its code where an earlier version of the program knew it.</summary>
    internal static string Title(string code) => Checker.Rules.FirstOrDefault(r => r.Code == code)?.Title ?? code;

    /// <summary>The last nights that came to their end, the newest first.</summary>
    internal static Task<List<SiteNight>> Nights(Look look, int most) => look.Db.Set<SiteNight>().AsNoTracking()
        .Where(n => n.EndedAt != null && n.Pages > 0).OrderByDescending(n => n.Night).Take(most).ToListAsync(look.Stop);
}

using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>The pages and notices of the officer's departments, and how each stands.</summary>
public sealed partial class ListPages
{
    public const string Url = WebsitePaths.Home;
    const int PerPage = 50;

    /// <param name="Open">How the edition that is written stands; null where none is.</param>
    public sealed record Row(SitePage Page, string? Open, string Owner);
    public sealed record Page(Slice<Row> Found, string State)
    {
        public IEnumerable<(string Words, string Url, bool Here)> Filters =>
            ListPages.Filters.Select(f => (f.Words, Address.Of(Url, ("state", f.Code)), f.Code == State));
    }

    static readonly Order<SitePage, SitePage> Newest = new Order<SitePage, SitePage>().Down(p => p.At, p => p.At).Down(p => p.Id, p => p.Id);

    internal static readonly IReadOnlyList<(string Code, string Words)> Filters =
        [("all", "すべて"), ("open", "書いているもの"), ("live", "公開中"), ("overdue", "見直しを過ぎたもの"), ("ended", "公開を終えたもの")];

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, WebsiteModule.Write, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, IStaff staff, string? state = null, string? at = null)
    {
        var (found, today) = (OnDesk.Visible(look).AsNoTracking(), look.Today);
        var open = look.Db.Editions().Where(e => e.State == EditionState.Draft || e.State == EditionState.Proposed || e.State == EditionState.Approved
            || e.State == EditionState.Waiting);
        found = state switch
        {
            "open" => found.Where(p => open.Any(e => e.Page == p.Id)),
            "live" => found.Where(p => p.Live != null && p.Ended == null),
            "overdue" => found.Where(p => p.Live != null && p.Ended == null && p.ReviewOn < today),
            "ended" => found.Where(p => p.Ended != null),
            _ => found,
        };
        var slice = await Newest.Slice(found, at, PerPage, rows => rows.ToListAsync(look.Stop));
        var ids = slice.Rows.Select(p => p.Id).ToList();
        var editions = (await open.AsNoTracking().Where(e => ids.Contains(e.Page)).ToListAsync(look.Stop)).ToLookup(e => e.Page);
        return Show(new(slice.Map(p => new Row(p, editions[p.Id].FirstOrDefault()?.Words, staff.DepartmentName(p.Owner, today))),
            Filters.Any(f => f.Code == state) ? state ?? "all" : "all"));
    }
}

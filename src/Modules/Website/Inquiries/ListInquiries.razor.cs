using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>お問い合わせ about the pages of the officer's departments.</summary>
public sealed partial class ListInquiries
{
    public const string Url = WebsitePaths.Home + "/inquiries";
    const int PerPage = 50;

    public sealed record Row(Inquiry Of, string Owner);
    public sealed record Page(Slice<Row> Found, bool Closed)
    {
        public IEnumerable<(string Words, string Url, bool Here)> Filters =>
            [("未対応", Url, !Closed), ("対応が済んだもの", Url + "?state=closed", Closed)];
    }

    static readonly Order<Inquiry, Inquiry> Newest = new Order<Inquiry, Inquiry>().Down(i => i.At, i => i.At).Down(i => i.Id, i => i.Id);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, WebsiteModule.Write, Deed.None, Ask);

    /// <summary>Those of the officer's departments; all of them with that power.</summary>
    internal static IQueryable<Inquiry> Visible(Look look) => OnDesk.Mine<Inquiry>(look);

    static async Task<IResult> Ask(Look look, IStaff staff, string? state = null, string? at = null)
    {
        var closed = state == "closed";
        var slice = await Newest.Slice(Visible(look).AsNoTracking().Where(i => (i.ClosedAt != null) == closed), at, PerPage,
            rows => rows.ToListAsync(look.Stop));
        return Show(new(slice.Map(i => new Row(i, staff.DepartmentName(i.Owner, look.Today))), closed));
    }
}

using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>見つからないアドレス, the most wanted first, each with what it most likely meant.</summary>
public sealed partial class ListMissing
{
    public const string Url = WebsitePaths.Home + "/missing";
    const int PerPage = 50, MostPages = 20_000;

    public sealed record Row(Missing Of, (string Title, string Url)? Like);
    public sealed record Page(Slice<Row> Found);

    static readonly Order<Missing, Missing> Most = new Order<Missing, Missing>()
        .Down(m => m.Count, m => m.Count).Up(m => m.Address, m => m.Address);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, WebsiteModule.All, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, string? at = null)
    {
        var slice = await Most.Slice(look.Db.Set<Missing>().AsNoTracking(), at, PerPage, rows => rows.ToListAsync(look.Stop));
        var pages = await look.Db.Readable().Select(p => new { p.Number, p.Title, p.Place }).Take(MostPages).ToListAsync(look.Stop);
        var like = new Nearest(look.City.Files<SitePlan>(), pages.ConvertAll(p =>
            (p.Number, p.Title, SitePage.Address(p.Place, p.Number))));
        return Show(new(slice.Map(m => new Row(m, like.Of(m.Address)))));
    }
}

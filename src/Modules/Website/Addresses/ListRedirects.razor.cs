using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>転送の一覧: which old address leads where, who said so and why; and the end of one.</summary>
public sealed partial class ListRedirects
{
    public const string Url = WebsitePaths.Home + "/redirects", Import = Url + "/import";
    const int PerPage = 50;
    static readonly Deed Ended = new("website.redirect.ended", "転送を終えた");

    public sealed record Row(Redirect Rule, string By);
    public sealed record Page(Slice<Row> Found, string State, string Words)
    {
        public IEnumerable<(string Words, string Url, bool Here)> Filters =>
            [("働いているもの", Address.Of(Url, ("q", Words)), State == ""),
                ("終わったもの", Address.Of(Url, ("state", "ended"), ("q", Words)), State == "ended")];
    }

    internal static string End(Guid id) => $"{Url}/{id}/end";

    static readonly Order<Redirect, Redirect> Newest = new Order<Redirect, Redirect>()
        .Down(r => r.At, r => r.At).Down(r => r.Id, r => r.Id);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Url, WebsiteModule.All, Deed.None, Ask);
        app.MapAct(Url + "/{id:guid}/end", WebsiteModule.All, Ended, Accept);
    }

    static async Task<IResult> Ask(Look look, IStaff staff, string? state = null, string? q = null, string? at = null)
    {
        var rules = look.Db.Set<Redirect>().AsNoTracking().Where(r => state == "ended" ? r.EndedAt != null : r.EndedAt == null);
        var words = (q ?? "").Trim();
        if (words.Length > 0)
        {
            var small = words.ToLowerInvariant();
            rules = rules.Where(r => r.From.Contains(small) || r.To.Contains(words));
        }
        var slice = await Newest.Slice(rules, at, PerPage, rows => rows.ToListAsync(look.Stop));
        var faces = await staff.Faces(look, [.. slice.Rows.Select(r => r.By).OfType<Guid>().Distinct()]);
        return Show(new(slice.Map(r => new Row(r, r.By is { } by ? faces.NameOf(by) : "取込みの命令")), state == "ended" ? "ended" : "",
            words));
    }

    static async Task<Answer> Accept(Guid id, Turn turn)
    {
        (await turn.Take<Redirect>(r => r.Id == id)).End(turn.Me, turn.Now);
        turn.Journal.About("website.redirect", id);
        return Answer.See(Url);
    }
}

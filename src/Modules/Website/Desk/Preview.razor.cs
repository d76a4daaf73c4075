using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Keyaki.Contracts.Procedures;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>The page as it would be seen, on a phone, at a desk and on paper; and a link for others, which ends after a day.</summary>
public sealed partial class Preview
{
    static readonly TimeSpan Lasts = TimeSpan.FromHours(24);

    public sealed record Page(string PageTitle, string Home, string Inner, string Shared,
        IReadOnlyList<(string Words, string Url, bool Here)> Languages);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(WebsitePaths.Home + "/{id:guid}/preview", WebsiteModule.Write, Deed.None, Ask);
        app.MapPage(WebsitePaths.Home + "/{id:guid}/preview/page", WebsiteModule.Write, Deed.None, Inner);
        app.MapPage("/preview/{id:guid}", Permission.Public, Deed.None, Shared);
        app.MapPage("/preview/{id:guid}/{until:long}/{code}/{key}/{name}", Permission.Public, Deed.None, Media);
    }

    static async Task<IResult> Ask(Guid id, HttpContext http, Look look, Proofs proofs, Feeds feeds, string lang = "ja")
    {
        var desk = await OnDesk.Open(id, look);
        http.Response.Headers.ContentSecurityPolicy = $"{http.Response.Headers.ContentSecurityPolicy}; frame-src 'self'";
        var until = look.Now.Add(Lasts).ToUnixTimeSeconds();
        return Show(new(desk.Page.Title, WebsitePaths.Page(id), $"{WebsitePaths.Page(id)}/preview/page?lang={Known(lang).Code}",
            $"{feeds.Root}/preview/{id}?until={until}&code={Code(proofs, id, until)}&lang={Known(lang).Code}",
            [.. Language.All.Select(l => (l.Name, WebsitePaths.Preview(id, l.Language.Code), l.Language.Code == lang))]));
    }

    static Language Known(string lang) => Language.Known(lang) ?? throw new NotHere();

    static async Task<IResult> Inner(Guid id, Look look, BlockKinds kinds, IProcedures procedures, string lang = "ja")
    {
        var desk = await OnDesk.Open(id, look);
        Language.IsSaid(look.Request ?? throw new NotHere(), Known(lang));
        return ShowPage.Show(await ShowPage.Make(look, desk.Page, desk.Edition, Known(lang), kinds, procedures, "これは試しの表示です",
            Materials.Office));
    }

    static async Task<IResult> Shared(Guid id, Look look, BlockKinds kinds, IProcedures procedures, Proofs proofs, long until, string code,
        string lang = "ja")
    {
        if (!IsOurs(proofs, id, until, code)) throw new NotHere();
        if (DateTimeOffset.FromUnixTimeSeconds(until) < look.Now) return Trouble.Expired();
        var page = await look.Find<SitePage>(p => p.Id == id);
        var edition = await Newest(id, look);
        Language.IsSaid(look.Request ?? throw new NotHere(), Known(lang));
        return ShowPage.Show(await ShowPage.Make(look, page, edition, Known(lang), kinds, procedures, "これは試しの表示です",
            string.Create(CultureInfo.InvariantCulture, $"/preview/{id}/{until}/{code}")));
    }

    /// <summary>A picture or file of it, for as long as the link lasts.</summary>
    static async Task<IResult> Media(Guid id, Look look, Proofs proofs, FileStore files, long until, string code, string key)
    {
        if (!IsOurs(proofs, id, until, code) || DateTimeOffset.FromUnixTimeSeconds(until) < look.Now) throw new NotHere();
        return await SendMaterial.Previewed(await Newest(id, look), key, look, files);
    }

    static async Task<Edition> Newest(Guid id, Look look) => await look.Find(look.Db.Editions().AsNoTracking()
        .Where(e => e.Page == id && e.State != EditionState.Dropped).OrderByDescending(e => e.Number));

    static bool IsOurs(Proofs proofs, Guid id, long until, string code) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(code), Encoding.UTF8.GetBytes(Code(proofs, id, until)));

    static string Code(Proofs proofs, Guid id, long until) =>
        proofs.Of(id, string.Create(CultureInfo.InvariantCulture, $"website-preview {until}"));
}

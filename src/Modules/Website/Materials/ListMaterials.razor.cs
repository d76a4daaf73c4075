using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>画像とファイル: what the officer's departments have, with where it is used; and the choice of one for a page.</summary>
public sealed partial class ListMaterials
{
    public const string Url = WebsitePaths.Home + "/materials";
    const int PerPage = 50;

    public sealed record Row(Material Of, MaterialFile? Small, int Uses, string Owner)
    {
        public string Kind => Of.Kind is MaterialKind.Picture
            ? Of.Width > 0 ? $"画像（{Of.Width:#,0}×{Of.Height:#,0}）" : "画像" : $"{Materials.Called(Of)}、{FileKind.Size(Of.Size)}";
        public Tone Tone => Of.State switch
        { MaterialState.Ready => Tone.Good, MaterialState.Failed => Tone.Bad, _ => Tone.Plain };

        public void Thumb(HtmlWriter html)
        {
            // It says nothing that its name beside it does not.
            if (Small is { } small) html.Html($"<img class=\"thumb\" src=\"{Materials.Office}{small.Path}\" alt=\"\" loading=\"lazy\"")
                .Html($" width=\"{small.Width}\" height=\"{small.Height}\">");
        }
    }

    /// <summary>The page for which something is chosen, and where in it.</summary>
    public sealed record Wanted(Guid Page, string Title, string At)
    {
        public string Back => WebsitePaths.Add(Page, At);
        public string Pick(Material of) => $"{WebsitePaths.Edit(Page, "block", $"{At}.{(of.Kind is MaterialKind.Picture
            ? PictureBlock.Name : FilesBlock.Name)}")}&pick={of.Code}";
    }

    public sealed record Page(Slice<Row> Found, string Kind, string Words, Wanted? For)
    {
        public IReadOnlyList<(string Name, string Value)> Kept =>
            [("kind", Kind), .. For is { } to ? [("page", $"{to.Page:N}"), ("spot", to.At)] : Array.Empty<(string, string)>()];
        public string At(string? words = null, string? kind = null, string? at = null) => Address.Of(Url, ("kind", kind ?? Kind),
            ("q", words ?? Words), ("page", For is { } to ? $"{to.Page:N}" : ""), ("spot", For?.At ?? ""), ("at", at));
        public string Add => Address.Of(AddMaterial.Url, ("page", For is { } to ? $"{to.Page:N}" : ""), ("spot", For?.At ?? ""));
        public IEnumerable<(string Words, string Url, bool Here)> Filters => new[] { ("", "すべて"), ("picture", "画像"),
            ("file", "ファイル"), ("idle", "公開ページで使っていないもの") }.Select(f => (f.Item2, At(kind: f.Item1), Kind == f.Item1));
    }

    /// <summary>To choose a picture or a file for a new block.</summary>
    public static string Choose(Guid page, string at, string kind) =>
        Address.Of(Url, ("kind", kind == PictureBlock.Name ? "picture" : "file"), ("page", $"{page:N}"), ("spot", at));

    static readonly Order<Material, Material> Newest = new Order<Material, Material>().Down(m => m.At, m => m.At)
        .Down(m => m.Id, m => m.Id);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, WebsiteModule.Write, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, IStaff staff, string? kind = null, string? q = null, string? at = null, string? page = null,
        string? spot = null)
    {
        var (found, words) = (Materials.Visible(look).AsNoTracking(), (q ?? "").Trim());
        kind = kind is "picture" or "file" or "idle" ? kind : "";
        found = kind switch
        {
            "picture" => found.Where(m => m.Kind == MaterialKind.Picture),
            "file" => found.Where(m => m.Kind == MaterialKind.File),
            "idle" => found.Where(m => !look.Db.Set<MaterialUse>().Any(u => u.Material == m.Id)),
            _ => found,
        };
        if (words.Length > 0) found = found.Where(m => m.Name.Contains(words) || m.FileName.Contains(words));
        var slice = await Newest.Slice(found, at, PerPage, rows => rows.ToListAsync(look.Stop));
        var ids = slice.Rows.Select(m => m.Id).ToList();
        var shown = await Materials.Load(look.Db, ids, look.Stop);
        var uses = await Materials.Open(look.Db).Where(u => ids.Contains(u.Material)).GroupBy(u => u.Material)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, look.Stop);
        return Show(new(slice.Map(m => new Row(m, shown.GetValueOrDefault(m.Code)?.Smallest, uses.GetValueOrDefault(m.Id),
            staff.DepartmentName(m.Owner, look.Today))), kind, words, await For(look, page, spot)));
    }

    /// <summary>The page that the address names, where the officer may write it; null where it names none.</summary>
    internal static async Task<Wanted?> For(Look look, string? page, string? spot)
    {
        if (page is null || Materials.Id(page) is not { } id || spot is null
            || spot.Split('.') is not [var language, var index] || Language.Known(language) is null
            || !int.TryParse(index, out _)) return null;
        var desk = await OnDesk.Open(id, look);
        return new(id, desk.Page.Title, spot);
    }
}

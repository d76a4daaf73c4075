using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>A material with what is sent of it.</summary>
public sealed record ShownMaterial(Material Of, IReadOnlyList<MaterialFile> Files)
{
    /// <summary>As wide as the text at a desk, else as the screen.</summary>
    const string Sizes = "(min-width: 50rem) 46rem, 100vw";

    IEnumerable<MaterialFile> In(string type) => Files.Where(f => f.Type == type).OrderBy(f => f.Width);

    /// <summary>The picture for who takes only one: the largest as JPEG; null until there is one.</summary>
    public MaterialFile? Largest => In(FileBytes.Jpeg).LastOrDefault();

    /// <summary>The smallest one, for lists.</summary>
    public MaterialFile? Smallest => In(FileBytes.Jpeg).FirstOrDefault();

    /// <summary>In hundredths, as a class: no style stands in a page (CSP).</summary>
    public string Focus => string.Create(CultureInfo.InvariantCulture, $"fx-{(Of.FocusX + 5) / 10} fy-{(Of.FocusY + 5) / 10}");

    /// <param name="media">The address before its files (<see cref="BlockPlace.Media"/>).</param>
    public void Write(HtmlWriter html, string media, string alt, bool first = false)
    {
        if (Largest is not { } large) return;
        html.Html($"<picture><source type=\"image/webp\" srcset=\"{Set(FileBytes.WebP, media)}\" sizes=\"{Sizes}\">")
            .Html($"<img class=\"{Focus}\" src=\"{media}{large.Path}\" srcset=\"{Set(FileBytes.Jpeg, media)}\" sizes=\"{Sizes}\"")
            .Html($" width=\"{large.Width}\" height=\"{large.Height}\" alt=\"{alt}\" decoding=\"async\"")
            .Attribute("loading", first ? null : "lazy").Raw("></picture>");
    }

    string Set(string type, string media) => string.Join(", ", In(type)
        .Select(f => string.Create(CultureInfo.InvariantCulture, $"{media}{f.Path} {f.Width}w")));
}

/// <summary>Which materials there are for whom, and which of them a content shows.</summary>
static class Materials
{
    /// <summary>Where readers get them, and where officers see them before.</summary>
    public const string Public = "/media", Office = WebsitePaths.Home + "/media";

    public static IQueryable<Material> Visible(Look look) => OnDesk.Mine<Material>(look);

    public static Guid? Id(string code) => Guid.TryParseExact(code, "N", out var id) ? id : null;

    /// <summary>The lines of a block of files: the material, and the words of its link.</summary>
    public static IEnumerable<(string Code, string Words)> Lines(Block block) => block.Lines("items").Select(line =>
        line.Split('|', 2, StringSplitOptions.TrimEntries) is [var code, var words] ? (code, words) : (line, ""));

    public static IEnumerable<string> Codes(IEnumerable<Block> blocks) => blocks.SelectMany(b => b.Kind switch
    {
        "picture" => [b["file"]],
        "files" => Lines(b).Select(l => l.Code),
        _ => (IEnumerable<string>)[],
    });

    /// <summary>All that a content shows, in whichever language.</summary>
    public static IReadOnlyList<Guid> In(Content content) => [.. content.Written.SelectMany(w => Codes(w.Wording.Blocks))
        .Append(content.Facts?.Picture?.Picture ?? "").Select(Id).OfType<Guid>().Distinct()];

    public static async Task<IReadOnlyDictionary<string, ShownMaterial>> Load(CityDb db, IReadOnlyCollection<Guid> ids,
        CancellationToken ct)
    {
        if (ids.Count == 0) return new Dictionary<string, ShownMaterial>();
        var files = (await db.Set<MaterialFile>().AsNoTracking().Where(f => ids.Contains(f.Material)).ToListAsync(ct))
            .ToLookup(f => f.Material);
        return (await db.Set<Material>().AsNoTracking().Where(m => ids.Contains(m.Id)).ToListAsync(ct))
            .ToDictionary(m => m.Code, m => new ShownMaterial(m, [.. files[m.Id]]), StringComparer.Ordinal);
    }

    /// <summary>Looks up what these blocks show.</summary>
    public static async Task Keep(BlockPlace place, IEnumerable<Block> blocks, CityDb db, CancellationToken ct)
    {
        foreach (var (code, shown) in await Load(db, [.. Codes(blocks).Select(Id).OfType<Guid>().Distinct()], ct)) place.Keep(code, shown);
    }

    /// <summary>From now on readers may have what this page shows, and no more what only the edition before showed.</summary>
    public static async Task Publish(CityDb db, Guid page, Content content, CancellationToken ct)
    {
        var ids = In(content);
        var known = await db.Set<MaterialUse>().AsTracking().Where(u => u.Page == page).ToListAsync(ct);
        db.RemoveRange(known.Where(u => !ids.Contains(u.Material)));
        foreach (var id in ids.Except(known.Select(u => u.Material))) db.Add(new MaterialUse { Page = page, Material = id });
    }

    /// <summary>Uses on pages that readers can open.</summary>
    public static IQueryable<MaterialUse> Open(CityDb db) => db.Set<MaterialUse>().Where(u => db.Set<SitePage>()
        .Any(p => p.Id == u.Page && p.Live != null && (p.Ended == null || p.Ended == Ending.Withdrawn)));

    /// <summary>How a kind of file is called: PDF, Excel.</summary>
    public static string Called(Material of) => of.Type switch
    {
        FileBytes.Pdf => "PDF",
        FileBytes.Xlsx => "Excel",
        FileBytes.Docx => "Word",
        _ => System.IO.Path.GetExtension(of.FileName) is { Length: > 1 and <= 5 } ending ? ending[1..].ToUpperInvariant() : "CSV",
    };
}

/// <summary>What can be chosen at the desk: the newest pictures and files of the department, and what the page shows already.</summary>
public sealed record MaterialOffer(IReadOnlyList<Material> All)
{
    const int Most = 300;
    public static readonly MaterialOffer Nothing = new([]);

    public IReadOnlyList<Option> Pictures => Options(MaterialKind.Picture);
    public IReadOnlyList<Option> Files => Options(MaterialKind.File);

    List<Option> Options(MaterialKind kind) => [.. All.Where(m => m.Kind == kind).Select(m => new Option(m.Code, m.Name))];

    internal static async Task<MaterialOffer> Of(Look look, OnDesk desk, CancellationToken ct)
    {
        var ids = Materials.In(desk.Content).ToList();
        if (Materials.Id(look.Query["pick"].ToString()) is { } picked
            && await Materials.Visible(look).AnyAsync(m => m.Id == picked, ct)) ids.Add(picked);
        var owner = desk.Page.Owner;
        var newest = await look.Db.Set<Material>().AsNoTracking().Where(m => m.Owner == owner && m.State != MaterialState.Failed)
            .OrderByDescending(m => m.At).Take(Most).ToListAsync(ct);
        var more = ids.Except(newest.Select(m => m.Id)).ToList();
        return new([.. newest, .. more.Count == 0 ? []
            : await look.Db.Set<Material>().AsNoTracking().Where(m => more.Contains(m.Id)).ToListAsync(ct)]);
    }
}

using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Website;

/// <summary>map.csv of the old site's folder: which part of it becomes which place, and whose it is. The longest beginning counts, for each
/// of the two by itself. What it does not say is found by names: a place that is called like a folder, a section that the page
/// names.</summary>
sealed class PlaceMap
{
    public const string Name = "map.csv";
    static readonly IReadOnlyList<Column> Columns = [new("from", "古いアドレス") { Required = true }, new("place", "分類"),
        new("owner", "所管課")];

    readonly SitePlan plan;
    readonly Nearest nearest;
    readonly IReadOnlyList<Department> departments;
    readonly List<(string From, string? Place, string? Owner)> rows = [];

    /// <exception cref="Rule">the table cannot be read, or names a place or a section that there is not.</exception>
    public PlaceMap(string folder, CityProfile city, DateOnly today)
    {
        (plan, departments) = (city.Files<SitePlan>(), city.DepartmentsOn(today));
        nearest = new(plan, []);
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path)) return;
        using var content = File.OpenRead(path);
        foreach (var row in Tables.Read("", content, FileBytes.Csv, Columns))
            rows.Add((Whole(row.Cells["from"]), Place(row), Owner(row)));
        rows.Sort((a, b) => b.From.Length.CompareTo(a.From.Length));
    }

    static string Whole(string from) => from.Trim() is "/" ? "/" : SiteAddress.From(from);

    string? Place(TableRow row) => row.Cells["place"].Trim().Trim('/') is not { Length: > 0 } place ? null
        : plan.All.FirstOrDefault(p => p.Path == place || p.Title.Ja == place)?.Path
            ?? throw new Rule("", $"{Name} の{row.Line}行目：「{place}」という分類はありません。kurashi/gomi のように書いてください。");

    string? Owner(TableRow row) => row.Cells["owner"].Trim() is not { Length: > 0 } owner ? null
        : departments.FirstOrDefault(d => d.Code == owner || d.Name == owner)?.Code
            ?? throw new Rule("", $"{Name} の{row.Line}行目：「{owner}」という課はありません。");

    static bool Begins(string key, string from) => from is "/" || key == from || key.StartsWith(from + "/", StringComparison.Ordinal);

    public string PlaceOf(string key) => rows.Find(r => r.Place is not null && Begins(key, r.From)).Place
        ?? (key.LastIndexOf('/') is > 0 and var at && nearest.Of(key[..at]) is var (_, url) ? url.Trim('/') : null) ?? plan.Places[0].Path;

    /// <summary>Null where neither the table nor the page says it.</summary>
    public string? OwnerOf(string key, string words) => rows.Find(r => r.Owner is not null && Begins(key, r.From)).Owner
        // Whom to ask stands at the end of a page.
        ?? departments.Select(d => (d.Code, At: words.LastIndexOf(d.Name, StringComparison.Ordinal))).Where(d => d.At >= 0)
            .OrderByDescending(d => d.At).Select(d => d.Code).FirstOrDefault();
}

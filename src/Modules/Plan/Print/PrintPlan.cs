using System.Security.Cryptography;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Keyaki.Plan;

/// <summary>The plan as a PDF: the version in force or another, with what differs from a third in red. Everybody reads what is adopted;
/// an open version is for those who write the plan.</summary>
static class PrintPlan
{
    public const string Url = "/plan/plan.pdf", OfficeUrl = "/office/plan/plan.pdf";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Url, Permission.Public, Deed.None, (int? version, int? against, CityDb db, Shelves shelves, Library library,
            Prints prints, CancellationToken ct) => Ask(version, against, false, db, shelves, library, prints, ct));
        app.MapPage(OfficeUrl, PlanModule.Write, Deed.None, (int? version, int? against, CityDb db, Shelves shelves, Library library,
            Prints prints, CancellationToken ct) => Ask(version, against, true, db, shelves, library, prints, ct));
    }

    static async Task<IResult> Ask(int? version, int? against, bool open, CityDb db, Shelves shelves, Library library, Prints prints,
        CancellationToken ct)
    {
        // What was never adopted is for the public what is not there.
        var shelf = open && version is { } number ? await shelves.Open(db, await db.Set<PlanVersion>().AsNoTracking()
            .FirstOrDefaultAsync(v => v.Number == number, ct) ?? throw new NotHere(), ct) : await shelves.Open(db, ct, version);
        var other = against is null ? null
            : await Held(db, library, await Compared.Load(db, library, shelf.Version.Number, against, open, ct), ct);
        var print = await prints.Of(shelf, other, ct);
        return Results.File(print.Pdf, "application/pdf", entityTag: new EntityTagHeaderValue($"\"{print.Key}\""),
            enableRangeProcessing: true);
    }

    static async Task<Against?> Held(CityDb db, Library library, Compared of, CancellationToken ct) =>
        of.Against is { } other ? new(other, await library.Of(db, other, ct), of.Changes) : null;
}

/// <summary>A printed plan, under what it was made of.</summary>
sealed record Print(string Key, byte[] Pdf, int Pages);

/// <summary>Prints the plan one at a time, and keeps what was printed of adopted versions until their figures change.</summary>
sealed class Prints(PaperFonts fonts) : IDisposable
{
    const int Most = 8;

    readonly SemaphoreSlim turn = new(1);
    readonly Dictionary<(Guid, Guid?), Print> kept = [];

    /// <summary>What is kept of an adopted version, perhaps with older figures; null before it was first printed.</summary>
    public Print? Known(PlanVersion version) { lock (kept) return kept.GetValueOrDefault((version.Id, null)); }

    public async Task<Print> Of(Shelf shelf, Against? against, CancellationToken ct)
    {
        var (place, key) = ((shelf.Version.Id, against?.Version.Id), Key(shelf, against));
        if (Kept(place, key) is { } known) return known;
        await turn.WaitAsync(ct);
        try
        {
            if (Kept(place, key) is { } meanwhile) return meanwhile;
            var made = await Task.Run(() => PlanPaper.Print(fonts, shelf, against), ct);
            var print = new Print(key, made.Pdf, made.Pages);
            if (!shelf.Version.IsOpen && against is not { Version.IsOpen: true })
                lock (kept)
                {
                    if (kept.Count >= Most && !kept.ContainsKey(place)) kept.Clear();
                    kept[place] = print;
                }
            return print;
        }
        finally { turn.Release(); }
    }

    Print? Kept((Guid, Guid?) place, string key)
    {
        lock (kept) return kept.GetValueOrDefault(place) is { } print && print.Key == key ? print
        : null;
    }

    // The day is printed, too, and what is left until a contract ends hangs on it. Another build may set it in another way.
    static string Key(Shelf shelf, Against? against) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Library.Write(new
        {
            Build = typeof(Prints).Module.ModuleVersionId, shelf.Version.Id, Against = against?.Version.Id, shelf.Today,
            Plan = shelf.Version.IsOpen ? shelf.Plan : null, Other = against is { Version.IsOpen: true } ? against.Plan : null,
            Figures = shelf.Series.Select(s =>
                new { s.Target.Code, s.Counted?.Standing, Reached = s.Reached.Select(r => new { r.Period, r.Value, r.Origin, r.Source }) }),
        }))))[..32];

    public void Dispose() => turn.Dispose();
}

using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>What is found in the rows of a brought table stands on them: a page of them costs the same among a hundred thousand.</summary>
static class Judging
{
    /// <summary>The rows that nothing became of yet.</summary>
    public static IQueryable<TRow> Left<TRow>(CityDb db, Guid import) where TRow : BroughtRow =>
        db.Set<TRow>().Where(r => r.ImportId == import && r.TakenAt == null && r.DroppedAt == null);

    /// <summary>Judges rows, in the order of the file, as the city stands. Of two with one key the second is wrong, and so is one whose key
    /// was taken in already.</summary>
    public static async Task<IReadOnlyList<Verdict>> Judge<TRow>(CityDb db, Listing sheet, Guid import, IReadOnlyList<TRow> rows, Guid by,
        CancellationToken ct) where TRow : BroughtRow
    {
        if (sheet.Attachments.Count > 0)
            sheet = sheet.With((await db.Set<StoredFile>().AsNoTracking().Where(f => f.UsedBy == import).Select(f => new { f.Name, f.Id })
                .ToListAsync(ct)).GroupBy(f => f.Name).ToDictionary(same => same.Key, same => same.First().Id));
        var keys = rows.Select(r => r.Key).OfType<string>().Distinct().ToList();
        var there = await db.Set<TRow>().Where(r => r.ImportId == import && r.DroppedAt == null && r.Key != null && keys.Contains(r.Key))
            .GroupBy(r => r.Key ?? "").Select(g => new { g.Key, First = g.Min(r => r.Number), Taken = g.Count(r => r.TakenAt != null) })
            .ToDictionaryAsync(g => g.Key, ct);
        var seen = new HashSet<string>();
        var verdicts = await sheet.Judge(db, [.. rows.Select(r => r.Cells)], by, ct, at => rows[at].Key is { } key
            && (!seen.Add(key) || there.TryGetValue(key, out var others) && (others.First < rows[at].Number || others.Taken > 0)));
        foreach (var (row, verdict) in rows.Zip(verdicts)) row.Find(verdict);
        return verdicts;
    }

    /// <summary>Judges the rows with these keys once more, because one of them was written anew or put aside; of very many the
    /// first.</summary>
    public static async Task Again<TRow>(CityDb db, Listing sheet, Guid import, IEnumerable<string?> keyed, Guid by, CancellationToken ct)
        where TRow : BroughtRow
    {
        var keys = keyed.OfType<string>().Distinct().ToList();
        if (keys.Count == 0) return;
        await db.SaveChangesAsync(ct);
        await Judge(db, sheet, import, await Left<TRow>(db, import).AsTracking().Where(r => r.Key != null && keys.Contains(r.Key))
            .OrderBy(r => r.Number).Take(RunSlice.Size).ToListAsync(ct), by, ct);
    }

    /// <summary>What stands in a row, with the offers in the place of what is wrong.</summary>
    public static Dictionary<string, string> Offered(IReadOnlyDictionary<string, string> cells, IReadOnlyList<Wrong> wrongs)
    {
        var mended = new Dictionary<string, string>(cells);
        foreach (var wrong in wrongs) if (wrong.Offer is { } offer) mended[wrong.Column] = offer;
        return mended;
    }
}

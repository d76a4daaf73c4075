using System.Runtime.CompilerServices;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>A line of a list that has a number of its own.</summary>
public interface INumbered
{
    Guid Id { get; }

    /// <summary>Number in the city's own list; a table that is taken in again changes the line with the same one.</summary>
    string Code { get; }

    /// <summary><see cref="Spoilt.Of"/> its number, in a column with an index: by that a row is found whose number a table program has
    /// changed.</summary>
    string CodeKey { get; }
    string Name { get; }
    long Version { get; }
}

/// <summary>A list whose lines are known by the number in their first column.</summary>
public abstract class NumberedSheet<T, TBeside> : Listing where T : class, INumbered where TBeside : class
{
    /// <summary>The line that a row makes of what is there.</summary>
    protected abstract T Of(IReadOnlyDictionary<string, string> row, T? before);
    protected abstract Dictionary<string, string> Cells(T line);

    /// <summary>What is wrong with the cells of a row beside each by itself.</summary>
    protected virtual IEnumerable<Wrong> Early(IReadOnlyDictionary<string, string> row, TBeside? beside) => [];

    /// <summary>What is wrong with a line whose cells are right.</summary>
    protected abstract IEnumerable<Wrong> Wrongs(T line, TBeside? beside);

    /// <summary>What lines are held against; null where they are not.</summary>
    protected virtual Task<TBeside?> Beside(CityDb db, CancellationToken ct) => Task.FromResult<TBeside?>(null);

    public override string? KeyOf(IReadOnlyDictionary<string, string> row) => Cell.Text(row.GetValueOrDefault("code", ""));

    protected override async Task<Appraisal> Look(CityDb db, IReadOnlyList<IReadOnlyDictionary<string, string>> rows, Guid by,
        CancellationToken ct)
    {
        var beside = await Beside(db, ct);
        var codes = rows.Select(KeyOf).OfType<string>().Distinct().ToList();
        var there = await db.Set<T>().AsTracking().Where(line => codes.Contains(line.Code)).ToDictionaryAsync(line => line.Code, ct);
        var keys = codes.Where(c => !there.ContainsKey(c)).Select(Spoilt.Of).Distinct().ToList();
        var spoilt = (await db.Set<T>().Where(line => keys.Contains(line.CodeKey)).Select(line => new { line.CodeKey, line.Code })
            .ToListAsync(ct)).ToLookup(line => line.CodeKey, line => line.Code);
        return (row, wrong) =>
        {
            var code = KeyOf(row) ?? "";
            if (!there.ContainsKey(code) && spoilt[Spoilt.Of(code)].ToList() is [var meant])
                wrong.Add(new("code", $"番号「{code}」は、一覧の「{meant}」のことではありませんか。表計算ソフトで、先頭の0が消えたり日付に変わったりします。") { Offer = meant });
            wrong.AddRange(Early(row, beside));
            if (wrong.Count > 0) return Verdict.Bad(wrong);
            var before = there.GetValueOrDefault(code);
            var fresh = Of(row, before);
            if (Wrongs(fresh, beside).ToArray() is { Length: > 0 } wrongs) return Verdict.Bad(wrongs);
            if (before is null) return new("新しく入ります", [], () => db.Add(fresh));
            return Cells(before).All(c => c.Value == Cells(fresh)[c.Key]) ? Verdict.Same
                : new("今の内容を書き換えます", [], () => db.Entry(before).CurrentValues.SetValues(fresh));
        };
    }

    public override Task<bool> Has(CityDb db, string key, CancellationToken ct) => db.Set<T>().AnyAsync(line => line.Code == key, ct);

    public override async IAsyncEnumerable<Line> Lines(CityDb db, Guid? only, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var line in db.Set<T>().AsNoTracking().Where(line => only == null || line.Id == only).OrderBy(line => line.Code)
            .AsAsyncEnumerable().WithCancellation(ct)) yield return new(line.Id, line.Name, line.Version, Cells(line));
    }
}

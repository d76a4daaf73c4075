using System.Collections.Frozen;
using System.Globalization;
using Keyaki.Contracts.Procedures;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>Places per day. A row counts on one date, or on every such weekday; rows of one pool share its places (all towns of a
/// collection area).</summary>
public sealed record SlotTable(string Code, IReadOnlyList<SlotRow> Rows)
{
    /// <summary>The days that a key (a town, `stomach/kenko-center`) may choose from, in order, both ends included.</summary>
    public IEnumerable<Slot> Offered(string key, DateOnly from, DateOnly until, Func<DateOnly, bool> isOpen)
    {
        var rows = Rows.Where(row => row.Key == key).ToList();
        if (rows.Count == 0) yield break;
        for (var day = from; day <= until; day = day.AddDays(1))
            if (rows.Find(row => row.From <= day && day <= row.Until
                && (row.Date == day || row.Date is null && row.Weekday == day.DayOfWeek && isOpen(day))) is { } row)
                yield return new(row.Pool, day, row.Places, row.Confirmed);
    }

    /// <summary>The pools of a key.</summary>
    public IReadOnlyList<string> Pools(string key) => [.. Rows.Where(row => row.Key == key).Select(row => row.Pool).Distinct()];

    /// <summary>The slot of a key on a day; null where there is none.</summary>
    public Slot? Find(string key, DateOnly day, Func<DateOnly, bool> isOpen) => Offered(key, day, day, isOpen).FirstOrDefault();
}

/// <summary>One row of a slot table: a fixed date, or a weekday.</summary>
public sealed record SlotRow(string Pool, string Key, DayOfWeek? Weekday, DateOnly? Date, int Places, bool Confirmed)
{
    /// <summary>The days on which its version of the table counts, both included.</summary>
    public DateOnly From { get; init; } = DateOnly.MinValue;
    public DateOnly Until { get; init; } = DateOnly.MaxValue;
}

/// <summary>The city's tables of places by their code.</summary>
public sealed record SlotTables(FrozenDictionary<string, SlotTable> All)
{
    internal static readonly CityFiles Files = new CityFiles<SlotTables>("slots", "*.csv", null, r =>
        new(r.Files.GroupBy(f => f.Code).ToFrozenDictionary(g => g.Key, g => new SlotTable(g.Key, Versions(g)))))
    {
        Editions = (r, tables) => r.Files.Select(f => new FileEdition(f.Path, $"slots {f.Code}", $"枠の表「{f.Code}」", f.From,
            EndOf(tables.All[f.Code], f.From ?? DateOnly.MinValue), Alone: true)),
    };

    /// <summary>The last day of a version that nothing follows in its fiscal year or on the next 1 April; null where something
    /// does.</summary>
    static DateOnly? EndOf(SlotTable table, DateOnly from) => LastOf(table, from) is not { } last
        || table.Rows.Any(r => from < r.From && r.From <= FiscalYear.Of(last).Last.AddDays(1)) ? null : last;

    /// <summary>The last day that a version of single days has; null where it goes on by weekdays.</summary>
    static DateOnly? LastOf(SlotTable table, DateOnly from) => table.Rows.Where(r => r.From == from).ToList() is { Count: > 0 } rows
        && rows.TrueForAll(r => r.Date is not null) ? rows.Max(r => r.Date) : null;

    /// <summary>The rows of all versions of a table (`code.csv`, `code@2027-04-01.csv`), each up to the day before the next.</summary>
    static List<SlotRow> Versions(IEnumerable<CityFile> files)
    {
        var versions = files.Select(f => (File: f, From: f.From ?? DateOnly.MinValue)).OrderBy(v => v.From).ToList();
        return [.. versions.SelectMany((v, i) => Rows(v.File).Select(row => row with
        {
            From = v.From,
            Until = i + 1 == versions.Count ? DateOnly.MaxValue : DateOnly.FromDayNumber(Math.Max(0, versions[i + 1].From.DayNumber - 1)),
        }))];
    }

    /// <summary>The table of a procedure; null for one without places.</summary>
    internal SlotTable? Of(Definition definition) =>
        definition.Capacity is { } capacity ? All.GetValueOrDefault(capacity.Slots) : null;

    static IReadOnlyList<SlotRow> Rows(CityFile file) =>
        file.Rows(["pool", "key", "weekday", "date", "places", "confirmed"], (row, line) =>
    {
        var (weekday, date) = (CityFile.Weekday(row[2]), CityFile.Day(row[3]));
        if (row[2].Length > 0 && weekday is null) file.Faults.Add(line, $"「{row[2]}」という曜日はありません。");
        if (row[3].Length > 0 && date is null) file.Faults.Add(line, $"「{row[3]}」は日付ではありません。");
        if ((row[2].Length > 0) == (row[3].Length > 0)) file.Faults.Add(line, "曜日か日付の、どちらか一つを書いてください。");
        if (!int.TryParse(row[4], NumberStyles.None, CultureInfo.InvariantCulture, out var places))
            file.Faults.Add(line, $"定員「{row[4]}」は整数で書いてください。");
        return new SlotRow(row[0], row[1], weekday, date, places, file.Confirmed(row[5], line));
    });
}

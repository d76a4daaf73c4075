namespace Keyaki.Kernel;

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
            if (rows.Find(row => row.Date == day || row.Date is null && row.Weekday == day.DayOfWeek && isOpen(day)) is { } row)
                yield return new(row.Pool, day, row.Places, row.Confirmed);
    }

    /// <summary>The pools of a key.</summary>
    public IReadOnlyList<string> Pools(string key) => [.. Rows.Where(row => row.Key == key).Select(row => row.Pool).Distinct()];

    /// <summary>The slot of a key on a day; null where there is none.</summary>
    public Slot? Find(string key, DateOnly day, Func<DateOnly, bool> isOpen) => Offered(key, day, day, isOpen).FirstOrDefault();
}

/// <summary>One row of a slot table: a fixed date, or a weekday.</summary>
public sealed record SlotRow(string Pool, string Key, DayOfWeek? Weekday, DateOnly? Date, int Places, bool Confirmed);

/// <summary>A day with places, before anybody has taken one; taken places are counted by pool and day.</summary>
public sealed record Slot(string Pool, DateOnly Day, int Places, bool Confirmed);

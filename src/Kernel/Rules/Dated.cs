namespace Keyaki.Kernel;

/// <summary>What a table counts its rows by.</summary>
public enum Axis { Day, FiscalYear, IncomeYear }

/// <summary>How sure a figure is: compared with its source, generally known, or an example.</summary>
public enum Confidence { Confirmed, General, Unconfirmed }

/// <summary>A year in which income arose (所得の年), 1 January to 31 December.</summary>
public readonly record struct IncomeYear(int Year)
{
    public override string ToString() => EraDate.Of(new DateOnly(Year, 12, 31)).YearText + "分";
}

/// <summary>A value from one day (or year) to another, both included, and where it stands: law and article, or page.</summary>
public sealed record DatedRow<T>(int From, int Until, T Value, string Source, Confidence Confidence);

/// <summary>Nothing is known for this day or year. The last row is never used instead.</summary>
public sealed class MissingRule(string code, string title, string at) : Exception($"「{title}」の表（{code}）に、{at}の行がありません。")
{
    public string Code => code;
}

/// <summary>A figure of law or of the city as it was and will be. On the axis of days the last row counts until one follows or it says its
/// end; on an axis of years each row is for its years alone.</summary>
public class Dated<T>
{
    readonly IReadOnlyList<DatedRow<T>> rows;

    internal Dated(string code, Text title, Axis axis, IReadOnlyList<DatedRow<T>> rows) =>
        (Code, Title, Axis, this.rows) = (code, title, axis, rows);

    public string Code { get; }
    public Text Title { get; }
    public Axis Axis { get; }

    /// <summary>All of it, the earliest first.</summary>
    public IReadOnlyList<DatedRow<T>> Rows => rows;

    /// <summary>The days of a row; without a last one where it goes on.</summary>
    public (DateOnly From, DateOnly? Until) DaysOf(DatedRow<T> row) => Axis switch
    {
        Axis.Day => (DateOnly.FromDayNumber(row.From), row.Until == int.MaxValue ? null : DateOnly.FromDayNumber(row.Until)),
        Axis.FiscalYear => (new FiscalYear(row.From).First, new FiscalYear(row.Until).Last),
        _ => (new DateOnly(row.From, 1, 1), new DateOnly(row.Until, 12, 31)),
    };

    /// <exception cref="MissingRule">there is no row for that day.</exception>
    public DatedRow<T> On(DateOnly day) => Row(Axis.Day, day.DayNumber, EraDate.Of(day).ToString());

    /// <exception cref="MissingRule">there is no row for that year.</exception>
    public DatedRow<T> In(FiscalYear year) => Row(Axis.FiscalYear, year.Year, year.ToString());

    /// <exception cref="MissingRule">there is no row for that year.</exception>
    public DatedRow<T> In(IncomeYear year) => Row(Axis.IncomeYear, year.Year, year.ToString());

    /// <summary>Whether there is a row for that day.</summary>
    public bool Knows(DateOnly day) => rows.Any(r => DaysOf(r) is var days && days.From <= day && !(days.Until < day));

    DatedRow<T> Row(Axis axis, int at, string said) => axis != Axis
        ? throw new InvalidOperationException($"{Code} goes by {Axis}, not by {axis}")
        : rows.LastOrDefault(r => r.From <= at) is { } row && at <= row.Until ? row : throw new MissingRule(Code, Title.Ja, said);

    /// <summary>Reads the rows of a file; each gap, overlap and missing source is a fault.</summary>
    internal static IReadOnlyList<DatedRow<T>> Read(Section root, Axis axis, Func<Section, T> value)
    {
        var rows = new List<DatedRow<T>>();
        foreach (var each in root.List("rows"))
        {
            each.Only("from", "until", "value", "values", "source", "confidence");
            int? At(string name) => axis is Axis.Day ? each.Date(name)?.DayNumber : each.Whole(name);
            if (!each.Has("from")) each.Fault("from", "書かれていません。");
            var (from, until) = (At("from"), At("until"));
            if (until < from) each.Fault("until", "始まりより後にしてください。");
            var last = rows.Count == 0 ? null : rows[^1];
            // A row without an end ends where the next one begins.
            if (last is { Until: int.MaxValue } && from > last.From) rows[^1] = last with { Until = from.Value - 1 };
            else if (last is not null && from <= last.Until) each.Fault("from", "前の行と重なっています。");
            else if (last is not null && from > last.Until + 1) each.Fault("from", "前の行が終わってから、ここまでの行がありません。");
            rows.Add(new(from ?? 0, until ?? (axis is Axis.Day ? int.MaxValue : from ?? 0), value(each), each.Word("source"),
                Enum.TryParse<Confidence>(each.OneOf("confidence", "confirmed", "general", "unconfirmed"), true, out var sure) ? sure
                    : default));
        }
        if (rows.Count == 0) root.Fault("rows", "一つも書かれていません。");
        return rows;
    }
}

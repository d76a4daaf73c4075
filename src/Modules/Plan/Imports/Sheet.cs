using Keyaki.Kernel;

namespace Keyaki.Plan;

/// <summary>What is wrong at a column of a row, and what to do about it.</summary>
public sealed record Wrong(string Column, string Sentence);

/// <summary>What becomes of a row: nothing while something is wrong with it, else a new line, a changed one, or nothing because it is
/// there already.</summary>
public sealed record Verdict(string Words, IReadOnlyList<Wrong> Wrongs, Action? Take = null)
{
    public bool Good => Wrongs.Count == 0;
    public static Verdict Bad(params IReadOnlyList<Wrong> wrongs) => new("直すと取り込めます", wrongs);
    public static readonly Verdict Same = new("すでに同じ内容で入っています", []);
}

/// <summary>Judges one row after the other as the city stands now.</summary>
public delegate Verdict Judge(IReadOnlyDictionary<string, string> row);

/// <summary>The same, when it was told what is wrong with the columns by themselves; it adds to that.</summary>
public delegate Verdict Appraisal(IReadOnlyDictionary<string, string> row, List<Wrong> wrong);

/// <summary>A line of a list for its form: what stands in its columns, and the version that is shown.</summary>
public sealed record Line(Guid Id, string Title, long Version, IReadOnlyDictionary<string, string> Cells);

/// <summary>A list that is taken in from a CSV, mended on the screen and given out again in the same columns.</summary>
public abstract class Sheet
{
    /// <summary>Such as procedures: its place in addresses.</summary>
    public abstract string Code { get; }
    public abstract string Title { get; }

    /// <summary>Where the list is looked at.</summary>
    public abstract string Home { get; }

    /// <summary>What becomes of the rows that were taken in, in a sentence.</summary>
    public abstract string After { get; }
    public abstract IReadOnlyList<Column> Columns { get; }

    /// <summary>Lines can be written by hand as well, one by one.</summary>
    public virtual bool ByHand => true;

    /// <summary>Whoever judges here has looked at what is there, and is told what is wrong with single columns already: it adds what it
    /// sees, so that all is said at once. A judgement's Take changes what is there in the caller's turn.</summary>
    protected abstract Task<Appraisal> Look(CityDb db, Guid by, CancellationToken ct);

    /// <summary>All lines as they stand, for the file and for the form.</summary>
    internal abstract Task<IReadOnlyList<Line>> Lines(CityDb db, Guid? only, CancellationToken ct);

    /// <summary>Judges the columns of a row and the row as a whole.</summary>
    internal async Task<Judge> Open(CityDb db, Guid by, CancellationToken ct)
    {
        var judge = await Look(db, by, ct);
        return row => judge(row, [.. Columns.Select(c => c.Fault(row.GetValueOrDefault(c.Name, "")) is { } sentence
            ? new Wrong(c.Name, sentence) : null).OfType<Wrong>()]);
    }

    /// <summary>Says each fault beside its field; the first one, or null when there is none.</summary>
    internal Wrong? Say(Ui.Form form, IReadOnlyList<Wrong> wrongs)
    {
        foreach (var wrong in wrongs) form.Reject(wrong.Column, wrong.Sentence);
        return wrongs is [var first, ..] ? first : null;
    }

    internal string ImportUrl => $"/office/plan/{Code}/import";
    internal string ExportUrl => $"/office/plan/{Code}/export.csv";
    internal string NewUrl => $"/office/plan/{Code}/new";
    internal string EditUrl(Guid id) => $"/office/plan/{Code}/{id}/edit";
}

/// <summary>The lists of the plan by their codes.</summary>
public sealed class Sheets(IEnumerable<Sheet> sheets)
{
    /// <exception cref="NotHere">no list has this code.</exception>
    public Sheet this[string code] => sheets.FirstOrDefault(s => s.Code == code) ?? throw new NotHere();
}

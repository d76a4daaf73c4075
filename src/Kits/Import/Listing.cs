using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>What is wrong at a column of a row, and what to do about it.</summary>
public sealed record Wrong(string Column, string Sentence)
{
    /// <summary>What most likely was meant: a table program made something else of it. The row is one press away from being right.</summary>
    public string? Offer { get; init; }
}

/// <summary>What becomes of a row: nothing while something is wrong with it, else a new line, a changed one, or nothing because it is
/// there already.</summary>
public sealed record Verdict(string Words, IReadOnlyList<Wrong> Wrongs, Action? Take = null)
{
    public bool Good => Wrongs.Count == 0;

    /// <summary>Everything that is wrong with it has an offer.</summary>
    public bool Offered => Wrongs.Count > 0 && Wrongs.All(w => w.Offer is not null);
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
public abstract class Listing
{
    /// <summary>Such as procedures: its place in addresses.</summary>
    public abstract string Code { get; }
    public abstract string Title { get; }

    /// <summary>Where the addresses of its room's tables begin.</summary>
    public abstract string At { get; }

    /// <summary>Where the room of the list lies, such as /office/plan, and what it is called.</summary>
    public abstract Ui.ShellLink Room { get; }

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
    public abstract Task<IReadOnlyList<Line>> Lines(CityDb db, Guid? only, CancellationToken ct);

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

    public string ImportUrl => $"{At}/{Code}/import";
    public string ExportUrl => $"{At}/{Code}/export.csv";
    public string NewUrl => $"{At}/{Code}/new";
    public string EditUrl(Guid id) => $"{At}/{Code}/{id}/edit";
    internal string ShowUrl(Guid import) => $"{At}/imports/{import}";
    internal string RowUrl(Guid import, int number) => $"{ShowUrl(import)}/rows/{number}";
}

/// <summary>The lists of all rooms by their codes.</summary>
public sealed class Listings(IEnumerable<Listing> sheets)
{
    /// <exception cref="NotHere">no list has this code.</exception>
    public Listing this[string code] => sheets.FirstOrDefault(s => s.Code == code) ?? throw new NotHere();

    /// <exception cref="NotHere">no list of this room has this code.</exception>
    public Listing In(string room, string code) => this[code] is var sheet && sheet.At == room ? sheet : throw new NotHere();
}

using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>What is wrong at a column of a row, and what to do about it.</summary>
public sealed record Wrong(string Column, string Sentence)
{
    /// <summary>What most likely was meant: a table program made something else of it. The row is one press away from right.</summary>
    public string? Offer { get; init; }
}

/// <summary>What becomes of a row: nothing while something is wrong with it, else a new line, a changed one, or nothing because it is
/// there already.</summary>
public sealed record Verdict(string Words, IReadOnlyList<Wrong> Wrongs, Action? Take = null)
{
    public bool Good => Wrongs.Count == 0;

    public Finding Finding => Good ? Finding.Good : Wrongs.All(w => w.Offer is not null) ? Finding.Offered : Finding.Wrong;
    public static Verdict Bad(params IReadOnlyList<Wrong> wrongs) => new("直すと取り込めます", wrongs);
    public static readonly Verdict Same = new("すでに同じ内容で入っています", []);
}

/// <summary>Judges one row after the other as the city stands now. It is told what is wrong with the columns by themselves, and adds to
/// that.</summary>
public delegate Verdict Appraisal(IReadOnlyDictionary<string, string> row, List<Wrong> wrong);

/// <summary>A line of a list for its form: what stands in its columns, and the version that is shown.</summary>
public sealed record Line(Guid Id, string Title, long Version, IReadOnlyDictionary<string, string> Cells);

/// <summary>A list that is taken in from a table, mended on the screen and given out again in the same columns.</summary>
public abstract class Listing
{
    /// <summary>Such as procedures: its place in addresses.</summary>
    public abstract string Code { get; }
    public abstract string Title { get; }

    /// <summary>Where the addresses of its room's tables begin.</summary>
    public abstract string At { get; }

    /// <summary>Where the room of the list lies, such as /office/plan, and what it is called.</summary>
    public abstract Ui.ShellLink Room { get; }

    /// <summary>Whether this officer may know of it, beside the power of its room: rows may say something of persons.</summary>
    public virtual bool Opens(Look look) => true;

    /// <summary>Its rows tell of persons: who looks into a table that was brought stands in the journal.</summary>
    public virtual bool TellsOfPersons => false;

    /// <summary>Where the list is looked at.</summary>
    public abstract string Home { get; }

    /// <summary>What becomes of the rows that were taken in, in a sentence.</summary>
    public abstract string After { get; }
    public abstract IReadOnlyList<Column> Columns { get; }

    /// <summary>What tells rows of a table apart: a second one with the same is wrong. Null where nothing does.</summary>
    public virtual string? KeyOf(IReadOnlyDictionary<string, string> row) => null;

    /// <summary>The table that it gives out has its lines in it; else only its heads.</summary>
    public virtual bool Gives => true;

    /// <summary>The kinds of files that may lie beside the table in a ZIP, and that its rows name; none where the table comes
    /// alone.</summary>
    public virtual IReadOnlyCollection<string> Attachments => [];

    /// <summary>The list with the files that came beside its table, by their names.</summary>
    public virtual Listing With(IReadOnlyDictionary<string, Guid> files) => this;

    /// <summary>The list with what it has made ready of these rows before the turn in which they are judged: what takes long and changes
    /// no row, such as files that lie beside the table.</summary>
    /// <param name="taking">The rows are about to be taken in.</param>
    public virtual Task<Listing> Ready(IReadOnlyList<IReadOnlyDictionary<string, string>> rows, bool taking, CancellationToken ct) =>
        Task.FromResult(this);

    /// <summary>Whoever judges has looked at what is there beside these rows. A judgement's Take changes what is there in the caller's
    /// turn.</summary>
    protected abstract Task<Appraisal> Look(CityDb db, IReadOnlyList<IReadOnlyDictionary<string, string>> rows, Guid by,
        CancellationToken ct);

    /// <summary>The lines as they stand, for the file and for the form.</summary>
    public abstract IAsyncEnumerable<Line> Lines(CityDb db, Guid? only, CancellationToken ct);

    /// <summary>Judges rows, each by its columns and as a whole.</summary>
    /// <param name="twice">Which of them stand in their table once more, before.</param>
    internal async Task<IReadOnlyList<Verdict>> Judge(CityDb db, IReadOnlyList<IReadOnlyDictionary<string, string>> rows, Guid by,
        CancellationToken ct, Func<int, bool>? twice = null)
    {
        var appraise = await Look(db, rows, by, ct);
        return [.. rows.Select((row, at) =>
        {
            var wrong = Columns.Select(c => c.Fault(row.GetValueOrDefault(c.Name, "")) is { } sentence ? new Wrong(c.Name, sentence) : null)
                .OfType<Wrong>().ToList();
            if (twice?.Invoke(at) is true)
                wrong.Add(new(Columns[0].Name, $"{Columns[0].Label}「{KeyOf(row)}」は、この表の前の行にもあります。どちらか1つにしてください。"));
            return appraise(row, wrong);
        })];
    }

    /// <summary>Says each fault beside its field; the first one, or null when there is none.</summary>
    internal Wrong? Say(Ui.Form form, IReadOnlyList<Wrong> wrongs)
    {
        foreach (var wrong in wrongs) form.Reject(wrong.Column, wrong.Sentence);
        return wrongs is [var first, ..] ? first : null;
    }

    public string ImportUrl => $"{At}/{Code}/import";
    public string ExportUrl => $"{At}/{Code}/export.csv";
    internal string ShowUrl(Guid import) => $"{At}/imports/{import}";
    internal string RowUrl(Guid import, int number) => $"{ShowUrl(import)}/rows/{number}";
}

/// <summary>Lists whose number a city's files say.</summary>
public interface IListings
{
    IReadOnlyList<Listing> All { get; }
}

/// <summary>The lists of all rooms, each by its room and its code there.</summary>
public sealed class Listings(IEnumerable<Listing> sheets, IEnumerable<IListings> more)
{
    /// <exception cref="NotHere">no list of this room has this code.</exception>
    public Listing this[string room, string code] =>
        sheets.Concat(more.SelectMany(m => m.All)).FirstOrDefault(s => s.At == room && s.Code == code) ?? throw new NotHere();

    /// <exception cref="NotHere">no list of this room has this code, or it is not for who looks.</exception>
    public Listing In(string room, string code, Look look) =>
        this[room, code] is var sheet && sheet.Opens(look) ? sheet : throw new NotHere();
}

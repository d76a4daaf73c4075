using System.Globalization;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;

namespace Keyaki.Documents;

/// <summary>A table of the register as it comes from another system and as it leaves: in the same columns. What is registered is never
/// written anew by it.</summary>
abstract class MovingSheet(Arrivals arrivals) : Listing
{
    const string Form = "yyyy-MM-dd HH:mm:ss";
    static readonly string[] Forms = [Form, "yyyy-M-d H:mm:ss", "yyyy-M-d H:mm", "yyyy/M/d H:mm:ss", "yyyy/M/d H:mm"];

    public override string At => MoveDocuments.Url;
    public override ShellLink Room => new("文書の移し替え", MoveDocuments.Url);
    public override string Home => MoveDocuments.Url;
    public override string After => "3,000行を超えるときは、別の職員が確かめてから始まります。";
    public override bool Gives => false;

    /// <summary>What is there leaves by the run that a second person releases, and not by this page.</summary>
    public override IAsyncEnumerable<Line> Lines(CityDb db, Guid? only, CancellationToken ct) => AsyncEnumerable.Empty<Line>();

    Arrivals beside = arrivals;

    /// <summary>What was made before the turn of the files that some rows name.</summary>
    protected IReadOnlyDictionary<MovedFile, Arrived> Came { get; private set; } = new Dictionary<MovedFile, Arrived>();

    MovingSheet With(Action<MovingSheet> what)
    {
        var made = (MovingSheet)MemberwiseClone();
        what(made);
        return made;
    }

    /// <summary>The same, with its files in another place.</summary>
    public MovingSheet From(Arrivals other) => With(s => s.beside = other);

    public override async Task<Listing> Ready(IReadOnlyList<IReadOnlyDictionary<string, string>> rows, bool taking, CancellationToken ct)
    {
        var came = await Arrive(rows, taking, ct);
        return With(s => s.Came = came);
    }

    protected Task<IReadOnlyDictionary<MovedFile, Arrived>> Arrive(IReadOnlyList<IReadOnlyDictionary<string, string>> rows, bool taking,
        CancellationToken ct) => beside.Of(rows.SelectMany(r => Files(r, [])), taking, ct);

    /// <summary>All rows in a fixed order.</summary>
    public abstract IAsyncEnumerable<IReadOnlyDictionary<string, string>> All(CityDb db, IStaff staff, CancellationToken ct);

    /// <summary>The files that a row names.</summary>
    protected static IReadOnlyList<MovedFile> Files(IReadOnlyDictionary<string, string> row, List<Wrong> wrong)
    {
        try { return MovedFile.Coming(row.GetValueOrDefault("files", "")); }
        catch (Rule rule)
        {
            wrong.Add(new("files", rule.Sentence));
            return [];
        }
    }

    /// <summary>A file that was kept before the turn, in use by what comes in it.</summary>
    protected StoredFile Stored(MovedFile file, Guid by, TimeProvider clock)
    {
        var kept = Came[file].Stored ?? throw new InvalidOperationException("the files are kept before the turn");
        return new()
        {
            Id = clock.NewId(), Hash = kept.Hash, Name = file.Name, Type = kept.Type, Size = kept.Size, State = kept.State,
            AddedAt = kept.AddedAt, UsedBy = by,
        };
    }

    /// <summary>An account or a row: only what this program wrote out has them.</summary>
    protected static Column Id(string name, string label) => new(name, label, "Keyakiから書き出した表だけにあります。")
    { MaxLength = 36, Wrong = cell => Guid.TryParse(cell, out _) ? null : $"「{label}」は空にしてください。" };

    protected static Guid? Id(string cell) => Guid.TryParse(cell, out var id) ? id : null;

    protected const string Twice = "同じ番号のものが、違う内容で入っています。台帳にあるものは書き換えません。番号を確かめてください。";

    protected static Column Text(string name, string label, int most, string? hint = null, bool required = false) => new(name, label, hint)
    {
        Required = required, MaxLength = most, Long = most >= 300,
        Wrong = cell => cell.Length > most ? $"「{label}」は{most}文字以内で書いてください。" : null,
    };

    protected static Column Choice<T>(string name, string label, Func<T, string> words, bool required = false, string? hint = null)
        where T : struct, Enum => new(name, label, hint) { Required = required, Choices = [.. Enum.GetValues<T>().Select(words)] };

    protected static T? Chosen<T>(string cell, Func<T, string> words) where T : struct, Enum =>
        Enum.GetValues<T>().Where(v => words(v) == cell).Select(v => (T?)v).FirstOrDefault();

    protected static Column Year(string name, string label, bool required = false) =>
        Column.Number(name, label, "始まる年を西暦で書いてください（令和8年度は2026）。", most: 2200) with { Required = required };

    protected static Column Moment(string name, string label, string? hint = null) =>
        new(name, label, hint ?? "2026-04-01 10:00:00 の形か、日付だけを書いてください。")
        {
            MaxLength = 30, Tidy = cell => Time(cell) is { } at ? Of(at) : cell,
            Wrong = cell => Time(cell) is null ? $"「{label}」の「{cell}」は日時として読めません。2026-04-01 10:00:00 の形で書いてください。" : null,
        };

    protected static DateTimeOffset? Time(string cell) =>
        DateTime.TryParseExact(Typed.Narrow(cell), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? Cell.Day(cell)?.Midnight() + at.TimeOfDay : cell.Length > 0 ? Cell.Day(cell)?.Midnight() : null;

    protected static string Of(Guid? id) => id?.ToString() ?? "";
    protected static string Of(DateTimeOffset? at) => at?.Local().ToString(Form, CultureInfo.InvariantCulture) ?? "";

    /// <summary>簿冊 as another table names it.</summary>
    protected static string Binder(RecordFile f) => $"{f.FiscalYear}|{f.RecordClass}|{f.Title}";

    protected static Column Binder(string name, string label) => Text(name, label, 400, "年度|文書分類|簿冊の名前");

    /// <summary>The code of a department that there is or was, by its code or by its name on that day; null where that tells none, or
    /// several.</summary>
    protected static string? Department(CityProfile city, string said, DateOnly on)
    {
        if (city.Departments.Any(d => d.Code == said)) return said;
        var named = city.Departments.Where(d => d.Name == said).Select(d => d.Code).Distinct().ToList();
        return named.Count < 2 ? named.FirstOrDefault()
            : named.Where(c => city.DepartmentsOn(on).Any(d => d.Code == c && d.Name == said)).ToList() is [var then] ? then : null;
    }

    protected static Wrong NoDepartment(string said) =>
        new("department", $"「{said}」という課は、今の課にも、なくなった課にもないか、いくつもあります。課の名前かコードを書いてください。");

    protected static Wrong NoClass(string said) =>
        new("class", $"「{said}」という分類は、市の文書分類表にないか、いくつもあります。小分類の名前かコードを書いてください。");
}

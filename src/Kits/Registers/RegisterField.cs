using System.Globalization;
using System.Linq.Expressions;
using System.Text.Json;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Kits;

/// <summary>項目: one field of a register, named once. From it follow the column of the table, the question, the check, the column of a
/// CSV, what is found, and what the history keeps.</summary>
public sealed record RegisterField<T>(string Name, string Property, string Label, Type Type) where T : Recorded, new()
{
    public required Kind Kind { get; init; }
    public required Func<T, object?> Get { get; init; }
    public required Action<T, object?> Set { get; init; }

    /// <summary>Adds the orders of the list by it, and keeps the rows that have this value.</summary>
    public required Action<Orders<T, T>> Order { get; init; }
    public required Func<IQueryable<T>, object?, IQueryable<T>> Narrow { get; init; }

    public string? Hint { get; init; }
    public bool Nullable { get; init; }

    /// <summary>Must be filled in: follows from the property, where nothing else is said.</summary>
    public bool Required { get; init; }
    public int? MaxLength { get; init; }
    public int Decimals { get; init; }
    public decimal Most { get; init; } = 100_000_000;
    public string Unit { get; init; } = "";
    public IReadOnlyList<Option> Options { get; init; } = [];
    public bool IsDepartment { get; init; }

    /// <summary>Stands in the index; by it the list can be narrowed; by it the list can be ordered; stands in the list.</summary>
    public bool Found { get; init; }
    public bool Narrowed { get; init; }
    public bool Ordered { get; init; }
    public bool Listed { get; init; } = true;

    /// <summary>Written once, when the record is entered; afterwards only an act of the room changes it.</summary>
    public bool Fixed { get; init; }

    /// <summary>Says something of a person: without this power it is not there.</summary>
    public Permission? Personal { get; init; }

    /// <summary>Names a record of another room: an act writes it, and neither a question nor a table does.</summary>
    public bool Linked { get; init; }

    bool IsFile => Kind is FileKind;
    internal bool InTables => !IsFile && !Linked;
    internal Type ColumnType => Type.IsEnum ? typeof(string) : Type == typeof(Yen) ? typeof(long) : Type;
    internal int? ColumnLength => Type.IsEnum ? 40 : Type == typeof(string) ? MaxLength : null;

    /// <summary>The value as text that programs read again: what the history and the file keep.</summary>
    public string Kept(T record) => Keep(Get(record));

    string Keep(object? value) => value switch
    {
        null => "",
        DateOnly day => Cell.Of(day),
        bool yes => Cell.Of(yes),
        Guid id => id.ToString("N"),
        Yen yen => yen.Amount.ToString(CultureInfo.InvariantCulture),
        Enum code => JsonNamingPolicy.CamelCase.ConvertName(code.ToString()),
        decimal number => Cell.Of(number),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>The way back from kept text; what cannot be read any more is nothing.</summary>
    public void Put(T record, string kept) => Set(record, Value(kept));

    object? Value(string kept)
    {
        if (kept.Length == 0) return Type == typeof(string) && !Nullable ? "" : null;
        return Type == typeof(string) ? kept
            : Type == typeof(DateOnly) ? Cell.Day(kept)
            : Type == typeof(bool) ? kept == Cell.Yes
            : Type == typeof(Guid) ? Guid.TryParse(kept, out var id) ? id : null
            : Type.IsEnum ? Enum.TryParse(Type, kept, ignoreCase: true, out var code) ? code : null
            : Cell.Number(kept) is { } number ? Answers.Fit(Type == typeof(Yen) ? (long)number : number, Type) : null;
    }

    /// <summary>As a person reads it.</summary>
    public string Words(T record, CityProfile city, DateOnly today) => Words(Kept(record), city, today);

    internal string Words(string kept, CityProfile city, DateOnly today) => kept.Length == 0 ? ""
        : IsDepartment ? city.Department(kept, today)?.Name ?? kept
        : Options.Count > 0 ? Options.FirstOrDefault(o => o.Value == kept)?.Label ?? kept
        : Type == typeof(DateOnly) && Cell.Day(kept) is { } day ? EraDate.Of(day).ToString()
        : Kind is YesNoKind asked ? kept == Cell.Yes ? asked.Yes : asked.No
        : IsNumber && Cell.Number(kept) is { } number ? number.ToString("#,0.####", CultureInfo.InvariantCulture) + Unit
        : Linked ? "登録してあります" : IsFile ? "ファイルがあります" : kept;

    /// <summary>The value that an address names; null where it is none.</summary>
    internal object? Typed(string chosen) => Kind is YesNoKind ? chosen == "yes" : Value(chosen);

    /// <summary>What the list can be narrowed to.</summary>
    internal IReadOnlyList<(string Code, string Words)> ToChoose(Look look) =>
        Kind is YesNoKind asked ? [("yes", asked.Yes), ("no", asked.No)]
        : IsDepartment ? [.. look.City.DepartmentsOn(look.Today).Select(d => (d.Code, d.Name))]
            : [.. Options.Select(o => (o.Value, o.Label))];

    internal bool IsNumber => Kind is NumberKind or YenKind;

    /// <summary>As it stands in a table that people edit.</summary>
    internal string Cells(T record, CityProfile city) => Kept(record) is var kept && kept.Length == 0 ? ""
        : IsDepartment ? city.Departments.FirstOrDefault(d => d.Code == kept)?.Name ?? kept
        : Options.Count > 0 ? Options.FirstOrDefault(o => o.Value == kept)?.Label ?? kept : kept;

    internal string FromCell(string cell, CityProfile city) => cell.Length == 0 ? ""
        : IsDepartment ? city.Departments.FirstOrDefault(d => d.Name == cell)?.Code ?? ""
        : Options.Count > 0 ? Options.FirstOrDefault(o => o.Label == cell)?.Value ?? "" : Keep(Value(cell));

    /// <summary>The same as a column of a table that is taken in.</summary>
    internal Column Column(CityProfile city)
    {
        var column = Kind switch
        {
            YesNoKind => Kits.Column.Mark(Name, Label, Hint),
            DateKind => Kits.Column.Day(Name, Label, Hint),
            YenKind or NumberKind => Kits.Column.Number(Name, Label, Hint, Decimals, Most),
            _ => new Column(Name, Label, Hint) { Long = Kind is LongTextKind },
        };
        return column with
        {
            Required = Required,
            MaxLength = MaxLength ?? column.MaxLength,
            Choices = IsDepartment ? [.. city.Departments.Select(d => d.Name).Distinct()]
                : Options.Count > 0 ? [.. Options.Select(o => o.Label)] : column.Choices,
        };
    }

    /// <summary>The same as a question.</summary>
    internal Question Ask() => new(Name, Kind, Label) { Hint = Hint, Required = Required, MaxLength = MaxLength, Options = Options };

    /// <summary>Its value as the question is filled with it; null where there is none.</summary>
    internal object? Answer(T record) => Get(record) switch { Enum or Guid => Kept(record), Yen yen => yen.Amount, var value => value };

    /// <summary>Takes a typed answer of that question.</summary>
    internal void Take(T record, object? answer) =>
        Set(record, answer is null ? Value("") : IsFile ? Value((string)answer) : Answers.Fit(answer, Type));
}

/// <summary>A column that no question asks for: what an act of the room writes.</summary>
public sealed record Unasked(string Name, Type Type, bool Nullable = false, int? Length = null);

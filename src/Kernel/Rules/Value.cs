using System.Globalization;

namespace Keyaki.Kernel;

/// <summary>What an expression or an answer can be.</summary>
public enum ValueKind
{
    /// <summary>Not answered.</summary>
    Missing,
    /// <summary>Answered by something that is not known yet; used to prove that a path is dead.</summary>
    Unknown,
    Flag,
    Number,
    Date,
    Text,
    /// <summary>Several option codes.</summary>
    Many,
    /// <summary>The rows of a repeated group.</summary>
    Rows,
}

/// <summary>One typed value; numbers are decimal, yen are whole numbers, dates have no time, texts are compared ordinally.</summary>
public readonly struct Value : IEquatable<Value>
{
    readonly decimal figure;
    readonly object? held;

    Value(ValueKind kind, decimal number, object? reference) => (Kind, figure, held) = (kind, number, reference);

    public ValueKind Kind { get; }

    public static Value Missing => default;
    public static Value Unknown => new(ValueKind.Unknown, 0, null);
    public static Value Of(bool flag) => new(ValueKind.Flag, flag ? 1 : 0, null);
    public static Value Of(decimal number) => new(ValueKind.Number, number, null);
    public static Value Of(DateOnly date) => new(ValueKind.Date, date.DayNumber, null);

    /// <summary>A blank text is no answer.</summary>
    public static Value Of(string? text) => PlainText.IsBlank(text) ? Missing : new(ValueKind.Text, 0, text);

    /// <summary>No chosen code is no answer.</summary>
    public static Value Of(IReadOnlyList<string> many) => many.Count == 0 ? Missing : new(ValueKind.Many, 0, many);

    /// <summary>No row is no answer.</summary>
    public static Value Of(IReadOnlyList<IFacts> rows) => rows.Count == 0 ? Missing : new(ValueKind.Rows, 0, rows);

    public bool IsMissing => Kind == ValueKind.Missing;
    public bool IsUnknown => Kind == ValueKind.Unknown;

    /// <summary>True only for a flag that is set; missing and unknown are not true.</summary>
    public bool IsTrue => Kind == ValueKind.Flag && figure != 0;

    public decimal? Number => Kind == ValueKind.Number ? figure : null;
    public DateOnly? Date => Kind == ValueKind.Date ? DateOnly.FromDayNumber((int)figure) : null;
    public string? Text => Kind == ValueKind.Text ? (string?)held : null;
    public IReadOnlyList<string> Many => held as IReadOnlyList<string> ?? [];
    public IReadOnlyList<IFacts> Rows => held as IReadOnlyList<IFacts> ?? [];

    /// <summary>Orders two values of one kind; null where they cannot be ordered.</summary>
    public int? CompareTo(Value other) => (Kind, other.Kind) switch
    {
        (ValueKind.Number, ValueKind.Number) or (ValueKind.Date, ValueKind.Date) or (ValueKind.Flag, ValueKind.Flag) =>
            figure.CompareTo(other.figure),
        (ValueKind.Text, ValueKind.Text) => string.CompareOrdinal((string?)held, (string?)other.held),
        _ => null,
    };

    public bool Equals(Value other) => Kind == other.Kind && Kind switch
    {
        ValueKind.Many => Many.SequenceEqual(other.Many),
        ValueKind.Rows => ReferenceEquals(held, other.held),
        _ => figure == other.figure && Equals(held, other.held),
    };

    public override bool Equals(object? obj) => obj is Value other && Equals(other);
    public override int GetHashCode() => Kind is ValueKind.Many or ValueKind.Rows ? (int)Kind : HashCode.Combine(Kind, figure, held);
    public static bool operator ==(Value left, Value right) => left.Equals(right);
    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    public override string ToString() => Kind switch
    {
        ValueKind.Flag => IsTrue ? "true" : "false",
        ValueKind.Number => figure.ToString(CultureInfo.InvariantCulture),
        ValueKind.Date => DateOnly.FromDayNumber((int)figure).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ValueKind.Text => (string?)held ?? "",
        ValueKind.Many => string.Join('\n', Many),
        _ => Kind.ToString(),
    };
}

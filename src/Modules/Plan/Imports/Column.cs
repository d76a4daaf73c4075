using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Plan;

/// <summary>A column of a table that can be taken in: its heading, and what may stand in its cells.</summary>
public sealed record Column(string Name, string Label, string? Hint = null)
{
    public bool Required { get; init; }
    public int MaxLength { get; init; } = 200;
    public bool Long { get; init; }

    /// <summary>What may be written, where that is a list.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>What is wrong with a cell that is filled in, as a sentence that says what to do.</summary>
    internal Func<string, string?> Wrong { get; init; } = _ => null;

    /// <summary>What is wrong with this cell; null when it is fine.</summary>
    internal string? Fault(string cell) =>
        cell.Length == 0 ? Required ? $"「{Label}」を書いてください。" : null
        : new StringInfo(cell).LengthInTextElements > MaxLength ? $"「{Label}」は{MaxLength}文字以内で書いてください。"
        : Choices.Count > 0 && !Choices.Contains(cell)
            ? $"「{Label}」の「{cell}」は選べません。{(Choices.Count <= 8 ? string.Join("、", Choices) + "のどれかを" : $"一覧にある名前（{Choices[0]}など）を")}書いてください。"
        : Wrong(cell);

    public static Column Number(string name, string label, string? hint = null, int decimals = 0, decimal most = 100_000_000) =>
        new(name, label, hint)
        {
            MaxLength = 20, Wrong = cell => Cell.Number(cell) is not { } number ? $"「{label}」の「{cell}」は数として読めません。数字だけを書いてください。"
                : number < 0 || number > most ? $"「{label}」は0から{most:#,0}までの数を書いてください。" : decimal.Round(number, decimals) != number
                    || decimals == 0 && Numeral.ReadWhole(cell) is null ? decimals == 0 ? $"「{label}」は整数で書いてください。"
                    : $"「{label}」は小数点以下{decimals}桁までで書いてください。" : null,
        };

    public static Column Day(string name, string label, string? hint = null) =>
        new(name, label, hint ?? "2026-04-01 の形で書いてください。")
        {
            MaxLength = 20, Wrong = cell => Cell.Day(cell) is null
        ? $"「{label}」の「{cell}」は日付として読めません。2026-04-01 の形で書いてください。" : null
        };

    /// <summary>○ or ×.</summary>
    public static Column Mark(string name, string label, string? hint = null) =>
        new(name, label, hint) { Required = true, Choices = [Cell.Yes, Cell.No] };

    /// <summary>The same as a question of a form. A cell that is not on the list stays readable as a text, so that it can be
    /// mended.</summary>
    internal Question Ask(string typed) => new(Name, Choices.Count > 0 && (typed.Length == 0 || Choices.Contains(typed)) ? new ChoiceKind()
        : Long ? new LongTextKind() : new TextKind(), Label)
    {
        Hint = Hint, Required = Required, MaxLength = MaxLength,
        Options = [.. Choices.Select(c => new Option(c, c switch { Cell.Yes => "できる（○）", Cell.No => "できない（×）", _ => c }))],
    };
}

/// <summary>Reads a cell as it was typed.</summary>
static class Cell
{
    public const string Yes = "○", No = "×";

    public static decimal? Number(string cell) => Numeral.Read(cell);
    public static int? Whole(string cell) => Number(cell) is { } number ? (int)number : null;
    public static DateOnly? Day(string cell) =>
        DateOnly.TryParseExact(Typed.Number(cell).Replace('/', '-'), "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None,
        out var day) ? day : null;
    public static string? Text(string cell) => cell.Length == 0 ? null : cell;

    public static string Of(decimal? number) => number?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";
    public static string Of(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
    public static string Of(bool yes) => yes ? Yes : No;
}

using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Kits;

/// <summary>A column of a table that can be taken in: its heading, and what may stand in its cells.</summary>
public sealed record Column(string Name, string Label, string? Hint = null)
{
    public bool Required { get; init; }
    public int MaxLength { get; init; } = 200;
    public bool Long { get; init; }

    /// <summary>What may be written, where that is a list.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>What is wrong with a cell that is filled in, as a sentence that says what to do.</summary>
    public Func<string, string?> Wrong { get; init; } = _ => null;

    /// <summary>What was typed as the program writes it, where that is the same: a mark, a day, a name with other widths.</summary>
    public Func<string, string> Tidy { get; init; } = cell => cell;

    /// <summary>A cell as it is kept: the choice that was meant, else tidied.</summary>
    public string Read(string cell) => cell.Length == 0 ? cell
        : Choices.Count == 0 || Choices.Contains(cell) ? Tidy(cell)
        : Choices.Where(c => Folded(c) == Folded(cell)).ToList() is [var meant] ? meant : Tidy(cell);

    static string Folded(string text) => JapaneseText.Fold(text).Replace(" ", "", StringComparison.Ordinal);

    /// <summary>What is wrong with this cell; null when it is fine.</summary>
    public string? Fault(string cell) =>
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
            MaxLength = 20, Tidy = cell => Cell.Day(cell) is { } day ? Cell.Of(day) : cell, Wrong = cell => Cell.Day(cell) is null
        ? $"「{label}」の「{cell}」は日付として読めません。2026-04-01 の形で書いてください。" : null
        };

    /// <summary>○ or ×.</summary>
    public static Column Mark(string name, string label, string? hint = null) =>
        new(name, label, hint) { Required = true, Choices = [Cell.Yes, Cell.No], Tidy = cell => Cell.Mark(cell) ?? cell };

    /// <summary>The same as a question of a form. A cell that is not on the list stays readable as a text, so that it can be
    /// mended.</summary>
    public Question Ask(string typed) => new(Name, Choices.Count > 0 && (typed.Length == 0 || Choices.Contains(typed)) ? new ChoiceKind()
        : Long ? new LongTextKind() : new TextKind(), Label)
    {
        Hint = Hint, Required = Required, MaxLength = MaxLength,
        Options = [.. Choices.Select(c => new Option(c, c switch { Cell.Yes => "できる（○）", Cell.No => "できない（×）", _ => c }))],
    };
}

/// <summary>Reads a cell as people and programs write it, and writes it as the program does.</summary>
public static class Cell
{
    public const string Yes = "○", No = "×";

    public static decimal? Number(string cell) => Numeral.Read(cell);
    public static int? Whole(string cell) => Number(cell) is { } number ? (int)number : null;
    /// <summary>2026-04-01, 2026/4/1, 2026.4.1, 2026年4月1日, R8.4.1, 令和8年4月1日; a time of day behind it is nothing that a day needs.</summary>
    public static DateOnly? Day(string cell)
    {
        var text = Typed.Narrow(cell);
        if (text.IndexOf(' ') is > 0 and var at && text[at..].Contains(':')) text = text[..at];
        if (EraDate.TryParse(text, out var era)) return era.Date;
        text = Typed.Number(text).Replace('/', '-').Replace('.', '-').Replace('年', '-').Replace('月', '-').TrimEnd('日');
        return DateOnly.TryParseExact(text, "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    /// <summary>○ or ×, however it is written; null when it is neither.</summary>
    public static string? Mark(string cell) => Typed.Narrow(cell).ToUpperInvariant() switch
    {
        "○" or "〇" or "◯" or "●" or "◎" or "O" or "はい" or "有" or "あり" or "YES" or "TRUE" => Yes,
        "×" or "✕" or "✖" or "╳" or "☓" or "X" or "いいえ" or "無" or "なし" or "NO" or "FALSE" => No,
        _ => null,
    };
    public static string? Text(string cell) => cell.Length == 0 ? null : cell;

    public static string Of(decimal? number) => number?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";
    public static string Of(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
    public static string Of(bool yes) => yes ? Yes : No;
}

namespace Keyaki.Kernel;

/// <summary>A Japanese era: its name, its letter, and its first and last day (inclusive; the running era ends at
/// <see cref="DateOnly.MaxValue"/>).</summary>
public sealed record Era(string Name, char Letter, DateOnly First, DateOnly Last)
{
    // Confidence of the borders, newest first:
    // 令和 平成31年政令第143号, 平成 昭和64年政令第1号 (元号法): in force from the following day, exact.
    // 昭和 (詔書 大正15年12月25日) and 大正 (詔書 明治45年7月30日) began on the day of the change itself, so that
    //   this one day belongs to both eras; registers carry either. A date is shown with the newer era, the older is accepted.
    // 明治 was declared on 1868-10-23 and reckoned back to its lunar new year, 1868-01-25. Until the solar calendar
    //   (明治5年太政官布告第337号, from 1873-01-01) lunar month and day differ from the ones computed here: for those years only the year is good.
    public static readonly Era Meiji = new("明治", 'M', new(1868, 1, 25), new(1912, 7, 30));
    public static readonly Era Taisho = new("大正", 'T', new(1912, 7, 30), new(1926, 12, 25));
    public static readonly Era Showa = new("昭和", 'S', new(1926, 12, 25), new(1989, 1, 7));
    public static readonly Era Heisei = new("平成", 'H', new(1989, 1, 8), new(2019, 4, 30));
    public static readonly Era Reiwa = new("令和", 'R', new(2019, 5, 1), DateOnly.MaxValue);

    /// <summary>All eras, newest first.</summary>
    public static IReadOnlyList<Era> All { get; } = [Reiwa, Heisei, Showa, Taisho, Meiji];

    /// <summary>The era in which a day is shown; throws for a day before 明治.</summary>
    public static Era Of(DateOnly day) =>
        All.FirstOrDefault(era => era.First <= day)
        ?? throw new ArgumentOutOfRangeException(nameof(day), day, "明治より前の日は和暦で表せません。");

    /// <summary>The era with this name (令和) or letter (R, r); null if there is none.</summary>
    public static Era? Named(string text) =>
        All.FirstOrDefault(era => era.Name == text || text.Length == 1 && char.ToUpperInvariant(text[0]) == era.Letter);

    public override string ToString() => Name;
}

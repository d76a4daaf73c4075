using Keyaki.Ui;

namespace Keyaki.Plan;

/// <summary>A system of the city and when it is renewed (情報システム更新時期一覧).</summary>
public sealed record RenewalSystem
{
    public required int Number { get; init; }
    public required string Name { get; init; }
    public string? Note { get; init; }
    public required IReadOnlyList<string> Owners { get; init; }
    public required IReadOnlyList<Phase> Phases { get; init; }
    public DateOnly? ContractEnd { get; init; }
    public string? ContractSource { get; init; }

    /// <summary>The sheet of the source's list, 1/4.</summary>
    public required string Table { get; init; }
    public IReadOnlyList<string> Slips { get; init; } = [];

    const int MonthsAhead = 18;

    /// <summary>
    /// What the owner must know today: the contract ends within 18 months (or has ended) and nobody has begun to study what comes
    /// after. Null when there is nothing.
    /// A study whose place in the calendar was lost counts as planned: that is said, not warned of.
    /// </summary>
    public string? Warning(DateOnly today)
    {
        if (ContractEnd is not { } end || Phases.Any(p => p.Kind == "study")) return null;
        if (Phases.Any(p => p is { Kind: "operate", Which: "next" })) return null;
        return end < today ? "契約の期限が過ぎています。次のシステムの検討が予定にありません。"
            : end <= today.AddMonths(MonthsAhead) ? $"契約の終わりまで{Months(today, end)}か月です。次のシステムの検討がまだ予定にありません。" : null;
    }

    static int Months(DateOnly from, DateOnly to) =>
        Math.Max(0, (to.Year - from.Year) * 12 + to.Month - from.Month - (to.Day < from.Day ? 1 : 0));
}

/// <summary>The systems by number, for rooms that link to them.</summary>
sealed class PlannedSystems(Library library) : Keyaki.Contracts.Plan.IPlannedSystems
{
    public async Task<IReadOnlyDictionary<int, string>> All(Kernel.CityDb db, CancellationToken ct) =>
        (await library.Current(db, ct))?.Content.Systems.ToDictionary(s => s.Number, s => s.Name) ?? [];
}

/// <summary>検討 (study), 導入 (introduce) or 運用 (operate, of the next system or the current one). From and To are yyyy-MM or yyyy-MM-dd;
/// null with Lost where the source's place is lost.</summary>
public sealed record Phase
{
    public required string Kind { get; init; }
    public string? Which { get; init; }
    public string? From { get; init; }
    public string? To { get; init; }
    public bool Lost { get; init; }
    public string? Text { get; init; }
    public string? Basis { get; init; }

    public string Words => Kind switch { "study" => "検討", "introduce" => "導入", _ => Which == "next" ? "次期運用" : "現行運用" };
}

/// <summary>Days and months as the plan's files write them.</summary>
static partial class Moment
{
    /// <summary>The first day of yyyy, yyyy-MM or yyyy-MM-dd (a year is a fiscal year).</summary>
    public static DateOnly First(string at) => at.Length switch
    {
        4 => new(Number(at), 4, 1),
        7 => new(Number(at[..4]), Number(at[5..]), 1),
        _ => DateOnly.ParseExact(at, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>令和7年12月22日, 令和6年10月, 令和2年度.</summary>
    public static string Words(string at) => at.Length switch
    {
        4 => new Kernel.FiscalYear(Number(at)).ToString(),
        7 => Kernel.EraDate.Of(First(at)).ToString() is var day ? day[..(day.IndexOf('月', StringComparison.Ordinal) + 1)] : "",
        _ => Kernel.EraDate.Of(First(at)).ToString(),
    };

    /// <summary>Whether two of them have a day in common: 2025-12 and 2025-12-22 do.</summary>
    public static bool Overlap(string one, string other) => First(one) <= Last(other) && First(other) <= Last(one);

    /// <summary>The last day of it.</summary>
    public static DateOnly Last(string at) =>
        at.Length switch { 4 => First(at).AddYears(1).AddDays(-1), 7 => First(at).AddMonths(1).AddDays(-1), _ => First(at) };

    /// <summary>Whether it is a time that a plan may name: readable, and in a year that every calendar of the house can say and reckon
    /// with (before 明治 there is no era, after 9999 no day).</summary>
    public static bool IsOne(string at) => at.Length is 4 or 7 or 10
        && DateOnly.TryParseExact(at.Length == 10 ? at : at.Length == 7 ? at + "-01" : at + "-04-01", "yyyy-MM-dd",
        System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day)
        && day.Year is >= 1900 and <= 2200;

    /// <summary>What a person typed (令和7年12月22日, R7.12, 令和8年度, 2026年度, 2025-12) as the files write it; what cannot be read stays as it
    /// is, and a rule says so.</summary>
    public static string Read(string typed)
    {
        var text = Typed.Narrow(typed).Trim();
        if (IsOne(text.Replace('/', '-'))) return text.Replace('/', '-');
        if (Year().Match(text) is { Success: true } western && IsOne(western.Groups[1].Value)) return western.Groups[1].Value;
        if (Month().Match(text) is { Success: true } at
            && $"{at.Groups[1].Value}-{at.Groups[3].Value.PadLeft(2, '0')}" is { Length: 7 } said && IsOne(said)) return said;
        if (Year().Match(text) is { Success: true } year && Kernel.EraDate.TryParse($"{year.Groups[1].Value}年12月31日", out var end))
            return end.Date.ToString("yyyy", System.Globalization.CultureInfo.InvariantCulture);
        if (Month().Match(text) is { Success: true } month
            && Kernel.EraDate.TryParse(month.Groups[1].Value + month.Groups[2].Value + month.Groups[3].Value
            + (month.Groups[2].Value == "年" ? "月1日" : ".1"), out var first)) return first.Date.ToString("yyyy-MM",
            System.Globalization.CultureInfo.InvariantCulture);
        return Kernel.EraDate.TryParse(text, out var day)
            ? day.Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : text;
    }

    [System.Text.RegularExpressions.GeneratedRegex("^(.+)年度$")]
    private static partial System.Text.RegularExpressions.Regex Year();

    [System.Text.RegularExpressions.GeneratedRegex(@"^(.*[0-9元])(年|\.)([0-9]{1,2})(?:月)?$")]
    private static partial System.Text.RegularExpressions.Regex Month();

    static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

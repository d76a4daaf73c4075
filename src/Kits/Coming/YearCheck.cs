using System.Globalization;
using Keyaki.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kits;

/// <summary>`keyaki year 2027`: what the city's files lack for a fiscal year, what goes on into it unchanged and is to be compared on
/// 1 April, and what already begins in it.</summary>
static class YearCheck
{
    const string Usage = "使い方: keyaki year 2027（2027は年度の始まる西暦の年）";

    public static readonly Command Command = new("year", "年度（西暦）の設定に足りない行とファイルを出す。足りなければ終了コードは1",
        (services, args, output) => Run(services.GetRequiredService<CityProfile>(), args, output), Bare: true);

    public static async Task<int> Run(CityProfile city, IReadOnlyList<string> args, TextWriter output)
    {
        if (args is not [var typed] || !int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var named)
            || named is < 2000 or > 2100)
        {
            await output.WriteLineAsync(Usage);
            return 2;
        }
        var year = new FiscalYear(named);
        var lacks = Lacks(city, year);
        await Say(output, $"{year}に足りないもの", lacks);
        await Say(output, "前の年度から続く数字（条例や告示と見比べるもの）", GoesOn(city, year));
        await Say(output, $"{year}に始まるもの", [.. FileChange.Between(city.Editions, year.First, year.Last).Where(c => !c.Ends)
            .Select(c => $"{c.Of.File}\t{EraDate.Of(c.Day)}から、{c.Of.What}")]);
        await output.WriteLineAsync(lacks.Count == 0 ? "足りないものはありません。" : $"足りないものが{lacks.Count}件あります。");
        return lacks.Count == 0 ? 0 : 1;
    }

    /// <summary>What counted up to the year before and has no row, no file or no last day's successor in this one.</summary>
    internal static IReadOnlyList<string> Lacks(CityProfile city, FiscalYear year) =>
    [
        .. FileChange.Between(city.Editions, year.Previous.First.AddDays(-1), year.Last.AddDays(-1)).Where(c => c.Ends)
            .Select(c => $"{c.Of.Next(c.Day.AddDays(1))}\t{EraDate.Of(c.Day)}で終わり、{c.Of.What}の次がありません").Distinct(),
    ];

    static IReadOnlyList<string> GoesOn(CityProfile city, FiscalYear year) =>
    [
        .. (from table in city.Rules.All.Values.OrderBy(t => t.File, StringComparer.Ordinal)
            from row in table.Rows
            let days = table.DaysOf(row)
            where days.From < year.First && !(days.Until < year.First)
            select $"{table.File}\t{EraDate.Of(days.From)}から、表「{table.Title.Ja}」（{row.Source}）").Distinct(),
    ];

    static async Task Say(TextWriter output, string heading, IReadOnlyList<string> lines)
    {
        await output.WriteLineAsync($"{heading}：{lines.Count}件");
        foreach (var line in lines) await output.WriteLineAsync($"  {line}");
    }
}

using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Keyaki.Kernel;

/// <summary>The dated figures: those of the country, which come with the program, and those of the city.</summary>
public sealed partial class RuleTables(IReadOnlyDictionary<string, Figure> all)
{
    /// <summary>Those of the city; the country's lie in folders by subject.</summary>
    public static readonly CityFiles Files = new CityFiles<RuleTables>("rules", "*.json", "rule.json", r => Read(r.Files));

    public static RuleTables None { get; } = new(FrozenDictionary<string, Figure>.Empty);

    public IReadOnlyDictionary<string, Figure> All => all;

    /// <summary>The table with this code.</summary>
    /// <exception cref="InvalidOperationException">there is none.</exception>
    public Figure this[string code] => all.GetValueOrDefault(code) ?? throw new InvalidOperationException($"no table {code}");

    DateOnly[] Days => field ??= [.. all.Values.SelectMany(f => f.Rows.Select(f.DaysOf))
        .SelectMany(d => new[] { d.From, d.Until?.AddDays(1) }).OfType<DateOnly>().Distinct().OrderDescending()];

    /// <summary>The last day up to this one on which any figure changed: since then everything is as it is on this day.</summary>
    public DateOnly Since(DateOnly day) => Days.FirstOrDefault(d => d <= day);

    /// <summary>Tables whose codes stand in braces in a text.</summary>
    public static IEnumerable<string> Named(Text text) =>
        new[] { text.Ja, text.Easy, text.En }.OfType<string>().SelectMany(t => Braces().Matches(t)).Select(m => m.Groups[1].Value)
            .Distinct();

    /// <summary>The text with the figures of a day in the place of their codes in braces.</summary>
    public Text Fill(Text text, DateOnly day)
    {
        foreach (var code in Named(text).Where(all.ContainsKey))
        {
            var said = all[code].Say(all[code].On(day).Value);
            string? With(string? words, string? figure) => words?.Replace($"{{{code}}}", figure, StringComparison.Ordinal);
            text = new(With(text.Ja, said.Ja) ?? "", With(text.Easy, said.Easy), With(text.En, said.En));
        }
        return text;
    }

    /// <summary>Reads tables; every fault is told at its file.</summary>
    public static RuleTables Read(IEnumerable<CityFile> files)
    {
        var all = new Dictionary<string, Figure>(StringComparer.Ordinal);
        foreach (var file in files)
            foreach (var figure in Read(file))
                if (!all.TryAdd(figure.Code, figure)) file.Faults.Add("code", $"「{figure.Code}」という表が、もうあります。");
        return new(all.ToFrozenDictionary());
    }

    /// <summary>The figure of a table; of one whose rows have names (`values`) one for each, `code/name`.</summary>
    static IEnumerable<Figure> Read(CityFile file)
    {
        if (file.OpenTable("code", "title", "axis", "unit", "rows") is not { } root) return [];
        var axis = root.OneOf("axis", "day", "fiscal-year", "income-year") switch
        {
            "fiscal-year" => Axis.FiscalYear,
            "income-year" => Axis.IncomeYear,
            _ => Axis.Day,
        };
        _ = Enum.TryParse<Unit>(root.OneOf("unit", "yen", "percent", "days", "months", "years"), true, out var unit);
        var (code, title) = (root.Code("code"), root.Text("title"));
        if (code != file.Code) root.Fault("code", $"「{code}」は、ファイルの名前「{file.Code}」と同じにしてください。");
        var rows = Dated<IReadOnlyDictionary<string, decimal>>.Read(root, axis, Values);
        var names = rows.SelectMany(r => r.Value.Keys).DefaultIfEmpty("").Distinct().ToList();
        if (names.Count > 1 && names.Contains("")) root.Fault("rows", "value と values は、一つの表に混ぜられません。");
        return names.Select(name => new Figure(name.Length == 0 ? code : $"{code}/{name}", title, axis, unit,
            [.. rows.Where(r => r.Value.ContainsKey(name))
                .Select(r => new DatedRow<decimal>(r.From, r.Until, r.Value[name], r.Source, r.Confidence))])
        { File = file.Path, IsNamed = name.Length > 0 });
    }

    static Dictionary<string, decimal> Values(Section row)
    {
        if (row.Maybe("values") is not { } named) return new() { [""] = row.NeededNumber("value") };
        if (row.Has("value")) row.Fault("value", "values があるときは書きません。");
        if (!named.Json.EnumerateObject().Any()) row.Fault("values", "一つも書かれていません。");
        return named.Json.EnumerateObject().ToDictionary(each => each.Name, each => named.NeededNumber(each.Name));
    }

    [GeneratedRegex(@"\{([a-z0-9-]+(?:/[a-z0-9-]+)?)\}")]
    private static partial Regex Braces();
}

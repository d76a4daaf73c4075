using Keyaki.Kernel;

namespace Keyaki.Documents;

/// <summary>文書番号: fiscal year, symbol (記号) and number. Unless a setting names it, the symbol is the first characters of city and
/// department and 収, because the record begins with what was received.</summary>
public sealed record DocumentSymbols(IReadOnlyDictionary<string, string> Named, CityProfile City)
{
    /// <summary>Reads `kankyo=清環収 shimin=清市収`.</summary>
    public static DocumentSymbols Read(string setting, CityProfile city) => new(
        setting.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
            .Where(pair => pair.Length == 2 && pair[1].Length is > 0 and <= 10)
            .GroupBy(pair => pair[0]).ToDictionary(same => same.Key, same => same.Last()[1]), city);

    /// <summary>The symbol of a fiscal year: a department that is renamed within it keeps its own until the year is over.</summary>
    public string Of(string department, FiscalYear year) => Named.GetValueOrDefault(department) ?? Usual(department, year.First);

    /// <summary>The symbol without what it says of coming in or going out: 清環.</summary>
    public string Stem(string department, FiscalYear year) =>
        Of(department, year) is var symbol && symbol.EndsWith('収') ? symbol[..^1] : symbol;

    public string Number(string department, FiscalYear year, long serial) => $"{year} {Of(department, year)}第{serial}号";

    // 清環収: two departments can begin alike (市民課, 市民協働課), so as many characters as tell it from all others.
    string Usual(string department, DateOnly day)
    {
        var name = Bare(department, day);
        var others = City.DepartmentsOn(day).Where(d => d.Code != department).Select(d => Bare(d.Code, day)).ToList();
        var length = Enumerable.Range(1, name.Length)
            .FirstOrDefault(n => !others.Any(o => o.StartsWith(name[..n], StringComparison.Ordinal)), name.Length);
        return PlainText.Letters(City.City.Name).First() + PlainText.Cut(name, length) + "収";
    }

    string Bare(string department, DateOnly day) => (City.Department(department, day)?.Name ?? department) is var name
        && name.Length > 1 && name.EndsWith('課') ? name[..^1] : name;
}

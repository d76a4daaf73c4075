using Keyaki.Kernel;

namespace Keyaki.Website;

/// <summary>What a lost address most likely meant.</summary>
sealed class Nearest(SitePlan plan, IReadOnlyList<(int Number, string Title, string Url)> pages)
{
    const double Least = 0.5;

    readonly Dictionary<int, (int Number, string Title, string Url)> numbers = pages.GroupBy(p => p.Number)
        .ToDictionary(g => g.Key, g => g.First());

    /// <summary>The page whose number stands in it, or the page or part whose name is likest; null where nothing is like it.</summary>
    public (string Title, string Url)? Of(string address)
    {
        foreach (System.Text.RegularExpressions.Match match in System.Text.RegularExpressions.Regex.Matches(address, "[0-9]{7}"))
            if (numbers.TryGetValue(int.Parse(match.ValueSpan, System.Globalization.CultureInfo.InvariantCulture), out var page))
                return (page.Title, page.Url);
        var parts = address.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('.')[0]).Where(p => p.Length > 1)
            .Reverse().ToList();
        var weight = 1.0;
        var (best, found) = (Least, ((string, string)?)null);
        foreach (var part in parts)
        {
            if (part.Any(c => c > '\u2e80'))
                foreach (var page in pages) Weigh(Alike(part, page.Title), (page.Title, page.Url));
            foreach (var place in plan.All)
                Weigh(Math.Max(Alike(part, place.Path[(place.Path.LastIndexOf('/') + 1)..]), Alike(part, place.Title.Ja)),
                    (place.Title.Ja, place.Url));
            weight *= 0.8;
        }
        return found;

        void Weigh(double alike, (string, string) what)
        {
            if (alike * weight > best) (best, found) = (alike * weight, what);
        }
    }

    /// <summary>From 0 (nothing in common) to 1: how many pairs of signs both have.</summary>
    public static double Alike(string one, string other)
    {
        one = one.ToLowerInvariant();
        other = other.ToLowerInvariant();
        if (one == other) return 1;
        if (one.Length < 2 || other.Length < 2) return 0;
        var pairs = Pairs(one);
        var left = pairs.ToList();
        var both = Pairs(other).Count(left.Remove);
        return 2.0 * both / (pairs.Count + other.Length - 1);
    }

    static List<string> Pairs(string text) => [.. Enumerable.Range(0, text.Length - 1).Select(i => text.Substring(i, 2))];
}

namespace Keyaki.Website;

/// <summary>The title of an old page without the name of its site.</summary>
static class OldTitle
{
    static readonly string[] Between = ["|", "｜", " - ", " － ", " – ", " — ", "：：", " :: "];

    public static IReadOnlyList<string> Parts(string title) =>
        title.Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>What more than half of the pages have in their titles: the name of the site.</summary>
    public static IReadOnlySet<string> Common(IReadOnlyCollection<string> titles) => titles.Count < 3 ? new HashSet<string>()
        : titles.SelectMany(t => Parts(t).Distinct()).CountBy(part => part).Where(c => c.Value * 2 > titles.Count).Select(c => c.Key)
            .ToHashSet();

    public static string Cut(string title, IReadOnlySet<string> common, string city)
    {
        var parts = Parts(title).Where(p => !common.Contains(p)).ToList();
        if (parts.Count > 1) parts.RemoveAll(p => p.Contains(city, StringComparison.Ordinal) && p.Length <= city.Length + 12
            && (p == city || p.Contains("ホームページ", StringComparison.Ordinal) || p.Contains("公式", StringComparison.Ordinal)
                || p.Contains("サイト", StringComparison.Ordinal)));
        return string.Join('　', parts);
    }
}

namespace Keyaki.Plan;

/// <summary>What became of a thing from one version of the plan to another.</summary>
public enum Change { Added, Changed, Removed }

/// <summary>One place in which a thing differs, in words: Before is null where it is new, After where it is gone.</summary>
public sealed record FieldDifference(string Label, string? Before, string? After);

/// <summary>One thing that differs between two versions: its kind (book, initiative, target, system, former, term, slip), its code
/// there, its name, and every place that differs.</summary>
public sealed record Difference(string Kind, string Code, string Title, Change How, IReadOnlyList<FieldDifference> Fields)
{
    public string KindWords => Facets.Kinds[Kind].Ja;
    public string HowWords => How switch { Change.Added => "追加", Change.Removed => "削除", _ => "変更" };

    /// <summary>Its name with its number, as a heading reads: 6.1.4 RPAの活用.</summary>
    public string Heading => Kind is "initiative" ? $"{Code} {Title}" : Title;
}

/// <summary>Two versions of the plan held against each other.</summary>
public static class Differences
{
    /// <summary>Everything that differs, in the order of the plan; what is gone stands where it stood. Equal contents give none.</summary>
    public static IReadOnlyList<Difference> Between(PlanContent before, PlanContent after)
    {
        var (old, now) = (Facets.Of(before, after.Book).ToList(), Facets.Of(after, after.Book).ToList());
        return [.. Facets.Kinds.Keys.SelectMany(kind => OfKind([.. old.Where(i => i.Kind == kind)], [.. now.Where(i => i.Kind == kind)]))];
    }

    /// <summary>What a change of one thing did, in words.</summary>
    internal static IReadOnlyList<FieldDifference> Between(IReadOnlyList<Facet> before, IReadOnlyList<Facet> after)
    {
        var (old, now) = (Numbered(before), Numbered(after));
        var found = Merged([.. old.Select(f => f.Key)], [.. now.Select(f => f.Key)])
            .Select(key => new FieldDifference(key.Label, old.FirstOrDefault(f => f.Key == key).Text,
                now.FirstOrDefault(f => f.Key == key).Text)).Where(f => f.Before != f.After).ToList();
        // The same parts in another order are a change, too.
        return found.Count > 0 || old.SequenceEqual(now) ? found : [new("並び順", Order(before), Order(after))];
    }

    static IEnumerable<Difference> OfKind(List<FacetItem> before, List<FacetItem> after)
    {
        var (old, now) = (before.ToDictionary(i => i.Code), after.ToDictionary(i => i.Code));
        foreach (var code in Merged([.. before.Select(i => i.Code)], [.. after.Select(i => i.Code)]))
        {
            var (was, has) = (old.GetValueOrDefault(code), now.GetValueOrDefault(code));
            var fields = Between(was?.Facets ?? [], has?.Facets ?? []);
            if ((has ?? was) is { } item && (was is null || has is null || fields.Count > 0))
                yield return new(item.Kind, code, item.Title, was is null ? Change.Added : has is null ? Change.Removed : Change.Changed,
                    fields);
        }
    }

    /// <summary>The keys of both: in the order of what is now, and what is gone after what it stood behind.</summary>
    static List<T> Merged<T>(List<T> before, List<T> after)
    {
        List<T> order = [.. after];
        for (var i = 0; i < before.Count; i++)
            if (!order.Contains(before[i])) order.Insert(i == 0 ? 0 : order.IndexOf(before[i - 1]) + 1, before[i]);
        return order;
    }

    // Two parts may have one label (two bars of one name): the first is held against the first, the second against the second.
    static List<((string Label, int Nth) Key, string? Text)> Numbered(IReadOnlyList<Facet> facets) =>
        [.. facets.Select((f, at) => ((f.Label, facets.Take(at).Count(e => e.Label == f.Label)), (string?)f.Text))];

    static string Order(IReadOnlyList<Facet> facets) => string.Join('、', facets.Select(f => f.Label));
}

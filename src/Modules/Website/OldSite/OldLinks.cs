using Keyaki.Kits;

namespace Keyaki.Website;

/// <summary>The links of an old page: those to other old pages lead to the new ones, and what leads to nothing that was taken in is
/// told.</summary>
sealed class OldLinks(BlockKinds kinds, Uri root, IReadOnlyDictionary<string, string> pages)
{
    public IReadOnlyList<Block> Rewritten(IReadOnlyList<Block> blocks, string address, List<string> left) =>
        [.. blocks.Select(block => (kinds.Find(block.Kind)?.Inlined ?? [])
            .Where(name => block[name].Contains("](", StringComparison.Ordinal))
            .Aggregate(block, (now, name) => now.With(name, Inline.Relink(now[name], url => Link(url, address, left)))))];

    string Link(string url, string address, List<string> left)
    {
        if (url.StartsWith('#') || !Uri.TryCreate(new Uri(root, Escaped(address)), url, out var to) || to.Host != root.Host) return url;
        if (pages.TryGetValue(SiteAddress.Key(Uri.UnescapeDataString(to.AbsolutePath)), out var page)) return page + to.Fragment;
        left.Add(Uri.UnescapeDataString(to.AbsolutePath));
        return to.PathAndQuery + to.Fragment;
    }

    internal static string Escaped(string address) => string.Join('/', address.Split('/').Select(Uri.EscapeDataString));
}

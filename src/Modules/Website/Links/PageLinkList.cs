using Keyaki.Kits;

namespace Keyaki.Website;

/// <summary>The links of a page, each once: ours from the first slash on, others whole. What is no page (mail, telephone) is
/// none.</summary>
sealed class PageLinkList(BlockKinds kinds, string root)
{
    readonly Uri? ours = Uri.TryCreate(root, UriKind.Absolute, out var own) ? own : null;

    public IReadOnlyDictionary<string, string> Of(SitePage page, Content content)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var block in content.Written.SelectMany(w => w.Wording.Blocks))
        {
            foreach (var link in (kinds.Find(block.Kind)?.Inlined ?? []).SelectMany(name => Inline.Links(block[name])))
                if (Spelled(link.Url, page) is { } url) found.TryAdd(url, link.Words);
            if (block["url"] is { Length: > 0 } own && Spelled(own, page) is { } video) found.TryAdd(video, block["title"]);
        }
        return found;
    }

    /// <summary>One spelling of each target; null for what is not looked at. Our own host written out, with whichever scheme, is
    /// ours.</summary>
    string? Spelled(string url, SitePage page)
    {
        if (url.StartsWith('#')) url = page.Url() + url;
        if (!url.StartsWith('/') || url.StartsWith("//", StringComparison.Ordinal))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is "mailto" or "tel") return null;
            url = uri.Scheme == Uri.UriSchemeFile ? url
                : ours?.Host == uri.Host && (uri.Port == ours.Port || uri.IsDefaultPort) ? uri.PathAndQuery + uri.Fragment
                : uri.AbsoluteUri.Split('#')[0];
        }
        return url.Length <= SiteLink.Longest ? url : null;
    }

    public static string HostOf(string url) => url.StartsWith('/') ? "" : Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.Host : "";
}

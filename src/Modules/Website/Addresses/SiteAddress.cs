using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Keyaki.Kernel;

namespace Keyaki.Website;

/// <summary>Addresses of the site in one spelling: however they are written, what is looked up is the same.</summary>
static partial class SiteAddress
{
    /// <summary>Longer ones are nobody's.</summary>
    public const int Longest = 400;

    /// <summary>Deeper than this no rule lies.</summary>
    const int Deepest = 20;

    /// <summary>A path without empty parts, <c>index.html</c> and the slash at its end; <c>/</c> stays.</summary>
    /// <param name="path">As the server gives it, its percent signs read.</param>
    public static string Plain(string path)
    {
        var plain = Index().Replace(Slashes().Replace(path.Replace('\\', '/'), "/"), "/");
        if (!plain.StartsWith('/')) plain = "/" + plain;
        try { plain = plain.Normalize(NormalizationForm.FormC); }
        catch (ArgumentException) { /* half of a sign: it is looked up as it is */ }
        return plain.Length > 1 ? plain.TrimEnd('/') : plain;
    }

    /// <summary>What is looked up: the plain path in small letters.</summary>
    public static string Key(string path) => Plain(path).ToLowerInvariant();

    /// <summary>An old address as somebody wrote it, whole or from its first slash, as it is looked up.</summary>
    /// <exception cref="Rule">it is none, it has a question mark, or the program itself answers there.</exception>
    public static string From(string typed)
    {
        var text = typed.Trim();
        if (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            text = Uri.TryCreate(text, UriKind.Absolute, out var whole) ? whole.PathAndQuery : "";
        text = text.Split('#')[0];
        if (!text.StartsWith('/')) throw new Rule("from", "古いアドレスは / から書いてください（例：/soshiki/gomi/）。");
        if (text.Contains('?'))
            throw new Rule("from", "古いアドレスの ? から後ろは書かないでください。? から後ろは、新しいアドレスにそのまま付きます。");
        var key = Key(Uri.UnescapeDataString(text));
        if (key.Length > Longest) throw new Rule("from", $"古いアドレスは{Longest}文字までです。");
        if (key is "/" || Heads(key)[^1] is "/office" or "/my")
            throw new Rule("from", "このアドレスはプログラムの画面のもので、転送できません。");
        return key;
    }

    /// <summary>Where to: a page of ours, or one elsewhere, as it may stand in a header.</summary>
    /// <param name="root">Our own address; written out it is left off.</param>
    /// <exception cref="Rule">it is neither.</exception>
    public static string To(string typed, string root = "")
    {
        var text = typed.Trim();
        if (root.Length > 0 && text.StartsWith(root + "/", StringComparison.OrdinalIgnoreCase)) text = text[root.Length..];
        var own = text.StartsWith('/') && !text.StartsWith("//", StringComparison.Ordinal)
            && !text.StartsWith("/\\", StringComparison.Ordinal);
        if (!Uri.TryCreate(own ? Nowhere + text : text, UriKind.Absolute, out var uri) || !own && uri.Scheme != Uri.UriSchemeHttps
            || uri.UserInfo.Length > 0)
            throw new Rule("to", "新しいアドレスは、このサイトなら / から、ほかのサイトなら https:// から書いてください。");
        var url = own ? uri.PathAndQuery + uri.Fragment : uri.AbsoluteUri;
        return url.Length <= Longest ? url : throw new Rule("to", $"新しいアドレスは{Longest}文字までです。");
    }

    const string Nowhere = "http://here.invalid";

    /// <summary>The key of a target of ours; null where it lies elsewhere.</summary>
    public static string? KeyOf(string url) => url.StartsWith('/') ? Key(Uri.UnescapeDataString(url.Split('?', '#')[0])) : null;

    /// <summary>Itself and what lies above it, from the deepest on: a rule for any of them may be meant.</summary>
    public static IReadOnlyList<string> Heads(string key)
    {
        var heads = new List<string> { key };
        for (var at = key.LastIndexOf('/'); at > 0; at = key.LastIndexOf('/', at - 1)) heads.Add(key[..at]);
        return heads.Count <= Deepest ? heads : [key, .. heads[^(Deepest - 1)..]];
    }

    /// <summary>The number of a page in its address; null where it has another shape.</summary>
    public static int? Number(string path) => PageAddress().Match(path) is { Success: true } match
        ? int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) : null;

    /// <summary>An address with what stood behind the question mark of the one that was asked.</summary>
    public static string WithQuery(string url, string? query)
    {
        if (string.IsNullOrEmpty(query) || query == "?") return url;
        var (head, fragment) = url.IndexOf('#') is >= 0 and var at ? (url[..at], url[at..]) : (url, "");
        return head + (head.Contains('?') ? "&" + query.TrimStart('?') : query) + fragment;
    }

    [GeneratedRegex("/{2,}")]
    internal static partial Regex Slashes();

    [GeneratedRegex(@"/(index|default)\.(s?html?|php|aspx?|jsp)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    internal static partial Regex Index();

    [GeneratedRegex(@"^/([a-z0-9/-]+/)?(?<number>[0-9]{7})(\.(easy|en))?(\.html?)?$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    internal static partial Regex PageAddress();
}

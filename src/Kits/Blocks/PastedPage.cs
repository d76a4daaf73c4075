using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Keyaki.Kits;

/// <summary>A whole page of another site: its title, its first heading, what it says of itself, and the blocks of its main part; the file
/// of a picture is the address that stands there. Menus, heads and feet of the site are left out.</summary>
/// <param name="Words">All words of the page, also those around the main part (whom to ask stands there).</param>
public sealed partial record PastedPage(string Title, string Heading, string Summary, IReadOnlyList<Block> Blocks, string Words)
{
    const int LeastWords = 10;

    /// <summary>Where the main part of a page is usually found, the surest first.</summary>
    static readonly string[] Mains = ["#honbun", "main", "[role=main]", "#main", "#main-content", "#main_content", "#maincontent",
        "#main_contents", ".honbun",
        "#content", "#contents", ".main", ".content", ".contents", "article", "#container", "#wrapper"];

    public static PastedPage Read(string html)
    {
        using var document = new HtmlParser().ParseDocument(html);
        if (document.Body is not { } body) return new("", "", "", [], "");
        var (title, summary) = (Plain(document.Title ?? ""),
            Plain(document.QuerySelector("meta[name=description i]")?.GetAttribute("content") ?? ""));
        foreach (var script in body.QuerySelectorAll("script,style,noscript").ToList()) script.Remove();
        var words = Plain(body.TextContent);
        var main = Mains.SelectMany(m => body.QuerySelectorAll(m)).FirstOrDefault(e => Plain(e.TextContent).Length >= LeastWords) ?? body;
        foreach (var around in main.QuerySelectorAll("*").Where(e => IsAround(e)).ToList()) around.Remove();
        var heading = Plain((main.QuerySelector("h1") ?? document.QuerySelector("h1"))?.TextContent ?? "");
        var blocks = Pasted.Of(document, main, pictures: true)
            .SkipWhile((b, i) => i == 0 && b.Kind == "heading" && Inline.Words(b["text"]) == heading)
            .ToList();
        return new(title, heading, summary, blocks, words);
    }

    static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Menus, the way to here, heads and feet, search boxes, buttons for other services.</summary>
    static bool IsAround(IElement element) => element.LocalName is "nav" or "header" or "footer" or "aside" or "form"
        || element.GetAttribute("role") is "navigation" or "search" or "banner" or "contentinfo"
        || element.LocalName is "div" or "ul" or "ol" or "p" or "table" or "section"
            && ($"{element.Id} {element.ClassName}" is { Length: > 1 } names && Names().IsMatch(names));

    [GeneratedRegex(@"(?<![a-z])(g?navi?|navigation|menu|breadcrumbs?|pankuzu|topicpath|header|footer|sidebar"
        + "|sidemenu|sns|pagetop|skip|search|print|backtop|localnav|gnavi|lnavi)(?![a-z])",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    internal static partial Regex Names();
}

using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Keyaki.Tests.Pages;

/// <summary>Fields and buttons of a page that have no words: neither a label nor a name for those who do not see it.</summary>
static class Labels
{
    public static IReadOnlyList<string> Missing(IHtmlDocument page) =>
    [
        .. page.QuerySelectorAll("input:not([type=hidden]):not([type=submit]),select,textarea,button,a[href],input[type=submit]")
            .Where(e => !Hidden(e) && Words(page, e).Length == 0).Select(e => e.OuterHtml.Length > 120 ? e.OuterHtml[..120] : e.OuterHtml),
    ];

    // The button that an Enter key presses is neither seen nor read out nor reached.
    static bool Hidden(IElement e) => e.GetAttribute("aria-hidden") == "true" && e.GetAttribute("tabindex") == "-1";

    static string Words(IHtmlDocument page, IElement e) => string.Concat(
        e.GetAttribute("aria-label"),
        string.Concat((e.GetAttribute("aria-labelledby") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(id => page.GetElementById(id)?.TextContent)),
        e is IHtmlInputElement or IHtmlSelectElement or IHtmlTextAreaElement ? Label(page, e)
            : e.TextContent + string.Concat(e.QuerySelectorAll("img[alt],[aria-label]")
            .Select(i => i.GetAttribute("alt") ?? i.GetAttribute("aria-label")))).Trim();

    static string Label(IHtmlDocument page, IElement e) =>
        (e as IHtmlInputElement)?.Type == "submit" ? e.GetAttribute("value") ?? ""
        : (e as IHtmlInputElement)?.Type == "image" ? e.GetAttribute("alt") ?? ""
        : string.Concat(page.QuerySelectorAll("label[for]").Where(l => e.Id is { Length: > 0 } id && l.GetAttribute("for") == id)
            .Select(l => l.TextContent)) + e.Closest("label")?.TextContent;
}

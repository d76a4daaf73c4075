using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Keyaki.Tests.Pages;

/// <summary>Fields and buttons of a page that have no words: neither a label nor a name for those who do not see it.</summary>
static class Labels
{
    public static IReadOnlyList<string> Missing(IHtmlDocument page)
    {
        // Read once for the page: asked of every field by itself they were as dear as the page.
        var labels = page.QuerySelectorAll("label[for]").ToLookup(l => l.GetAttribute("for"), l => l.TextContent);
        return
        [
            .. page.All.Where(Asks).Where(e => !Hidden(e) && Words(page, e, labels).Length == 0)
                .Select(e => e.OuterHtml.Length > 120 ? e.OuterHtml[..120] : e.OuterHtml),
        ];
    }

    static bool Asks(IElement e) => e switch
    {
        IHtmlInputElement input => input.GetAttribute("type") != "hidden",
        IHtmlAnchorElement link => link.HasAttribute("href"),
        _ => e is IHtmlSelectElement or IHtmlTextAreaElement or IHtmlButtonElement,
    };

    // The button that an Enter key presses is neither seen nor read out nor reached.
    static bool Hidden(IElement e) => e.GetAttribute("aria-hidden") == "true" && e.GetAttribute("tabindex") == "-1";

    static string Words(IHtmlDocument page, IElement e, ILookup<string?, string> labels) => string.Concat(
        e.GetAttribute("aria-label"),
        string.Concat((e.GetAttribute("aria-labelledby") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(id => page.GetElementById(id)?.TextContent)),
        e is IHtmlInputElement or IHtmlSelectElement or IHtmlTextAreaElement ? Label(e, labels)
            : e.TextContent + string.Concat(e.Descendants<IElement>()
            .Select(i => i is IHtmlImageElement ? i.GetAttribute("alt") ?? i.GetAttribute("aria-label") : i.GetAttribute("aria-label"))))
        .Trim();

    static string Label(IElement e, ILookup<string?, string> labels) =>
        (e as IHtmlInputElement)?.Type == "submit" ? e.GetAttribute("value") ?? ""
        : (e as IHtmlInputElement)?.Type == "image" ? e.GetAttribute("alt") ?? ""
        : (e.Id is { Length: > 0 } id ? string.Concat(labels[id]) : "") + e.Ancestors<IHtmlLabelElement>().FirstOrDefault()?.TextContent;
}

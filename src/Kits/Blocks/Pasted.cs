using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;

namespace Keyaki.Kits;

/// <summary>What was copied in Word, Excel or a mail program, or stands in a page of an old site, as blocks: cleaned of scripts, styles and
/// everything that is no text (HtmlSanitizer), then told apart.</summary>
public static class Pasted
{
    /// <summary>Larger than this nothing is read (characters).</summary>
    public const int Longest = 8_000_000;

    /// <summary>A block of text grows so long; what follows is a block of its own, which can still be written on.</summary>
    const int LongestText = 8_000;

    static readonly string[] Tags = ["p", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table",
        "caption",
        "thead", "tbody", "tfoot", "tr", "th", "td", "strong", "b", "a", "ruby", "rt", "rp", "rb", "span", "section", "article", "main",
            "blockquote", "pre",
        "center", "font", "em", "i", "u", "img"];

    /// <summary>The blocks of pasted text or HTML.</summary>
    public static IReadOnlyList<Block> Blocks(string pasted)
    {
        if (pasted.Length > Longest) return [];
        return LooksLikeHtml(pasted) ? OfHtml(pasted) : OfText(pasted);
    }

    static bool LooksLikeHtml(string text) => text.AsSpan().TrimStart() is ['<', ..] && text.Contains("</", StringComparison.Ordinal)
        || text.Contains("<p", StringComparison.OrdinalIgnoreCase) && text.Contains("</p>", StringComparison.OrdinalIgnoreCase)
        || text.Contains("<table", StringComparison.OrdinalIgnoreCase) && text.Contains("</table>", StringComparison.OrdinalIgnoreCase);

    /// <summary>Plain text: the marks that <see cref="Marked"/> knows, tables with tabs, paragraphs.</summary>
    public static IReadOnlyList<Block> OfText(string text) => [.. Marked.Read(Marked.Clean(text)).Select(block => block switch
    {
        TextHeading h => new Block("heading", ("text", h.Text), ("level", h.Level == 1 ? "2" : "3")),
        Bullets b => new Block(b.Ordered ? "steps" : "list", ("items", string.Join('\n', b.Items))),
        Grid g => new Block("table", ("cells", string.Join('\n', g.Rows.Select(r => string.Join('\t', r)))), ("head", g.Head ? "row" : "")),
        TextLines l => new Block("text", ("text", l.Text)),
        _ => throw new InvalidOperationException(),
    })];

    /// <summary>What no reader sees is no text: its words go, too.</summary>
    const string Unseen = "script,style,head,title,xml,object,iframe,noscript,template,svg,math,select,textarea,o\\:p";

    public static IReadOnlyList<Block> OfHtml(string html)
    {
        using var document = new HtmlParser().ParseDocument(html);
        return document.Body is { } body ? Of(document, body) : [];
    }

    /// <summary>The blocks of a part of a document; the document is cleaned while it is read.</summary>
    /// <param name="pictures">Pictures stay as blocks whose file is still the address that stands there.</param>
    internal static IReadOnlyList<Block> Of(IHtmlDocument document, IElement part, bool pictures = false)
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = Tags.ToHashSet(StringComparer.OrdinalIgnoreCase),
            AllowedAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href", "src", "alt", "class", "colspan",
                "rowspan" },
            AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "http", "https", "mailto", "tel" },
            AllowedCssProperties = new HashSet<string>(),
            UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href", "src" },
        })
        { KeepChildNodes = true };
        foreach (var element in document.QuerySelectorAll(Unseen).ToList()) element.Remove();
        sanitizer.SanitizeDom(document, document.Body);
        var taken = new Taken(pictures);
        taken.All(part);
        return taken.Blocks();
    }

    sealed class Taken(bool pictures)
    {
        readonly List<Block> blocks = [];
        readonly StringBuilder line = new();

        public IReadOnlyList<Block> Blocks()
        {
            Paragraph();
            return Joined();
        }

        /// <summary>Paragraphs beside each other are one block of text.</summary>
        List<Block> Joined()
        {
            var joined = new List<Block>();
            foreach (var block in blocks)
                if (block.Kind == "text" && joined is [.., { Kind: "text" } before]
                    && before["text"].Length + block["text"].Length < LongestText)
                    joined[^1] = before.With("text", before["text"] + "\n\n" + block["text"]);
                else if (block.Kind == "list" && joined is [.., { Kind: "list" } list])
                    joined[^1] = list.With("items", list["items"] + "\n" + block["items"]);
                else joined.Add(block);
            return joined;
        }

        public void All(INode parent)
        {
            foreach (var node in parent.ChildNodes) One(node);
        }

        void One(INode node)
        {
            if (node is IText text) { line.Append(Folded(text.Data)); return; }
            if (node is not IElement element) return;
            switch (element.LocalName)
            {
                case "br": line.Append('\n'); break;
                case "h1" or "h2": Heading(element, "2"); break;
                case "h3": Heading(element, "3"); break;
                case "h4" or "h5" or "h6": Heading(element, "4"); break;
                case "ul": List(element, "list"); break;
                case "ol": List(element, "steps"); break;
                case "table": Table(element); break;
                case "strong" or "b" when element.QuerySelector("a,p,div,h1,h2,h3,h4,ul,ol,table,br") is not null: All(element); break;
                case "a" when element.QuerySelector("h1,h2,h3,h4,p,div,ul,table") is not null: All(element); break;
                case "a" or "strong" or "b" when pictures && element.QuerySelector("img") is not null:
                    All(element);
                    break;
                case "a" or "strong" or "b" or "ruby": line.Append(Inlined(element)); break;
                case "img":
                    if (!pictures || element.GetAttribute("src") is not { Length: > 0 and <= 2_000 } source) break;
                    Paragraph();
                    blocks.Add(new("picture", ("file", source), ("alt", Words(element.GetAttribute("alt") ?? ""))));
                    break;
                case "p" or "div" or "section" or "article" or "main" or "blockquote" or "pre" or "center" or "dl" or "dt" or "dd" or "li":
                    Paragraph();
                    All(element);
                    Paragraph(element);
                    break;
                default: All(element); break;
            }
        }

        void Paragraph(IElement? of = null)
        {
            var text = string.Join('\n', line.ToString().Split('\n').Select(l => l.Trim(' ', '\t', '　', '\u00a0'))).Trim('\n');
            line.Clear();
            if (text.Length == 0) return;
            // Word's list items are paragraphs with a bullet before them.
            if (of?.ClassName?.Contains("MsoList", StringComparison.Ordinal) == true
                && text.TrimStart() is ['·' or '\uf0b7' or '•' or '●' or '・' or '-' or '§', ..] item)
                blocks.Add(new("list", ("items", item[1..].Trim())));
            else blocks.Add(new("text", ("text", text)));
        }

        void Heading(IElement element, string level)
        {
            Paragraph();
            if (Words(element) is { Length: > 0 } words) blocks.Add(new("heading", ("text", words), ("level", level)));
        }

        void List(IElement element, string kind)
        {
            Paragraph();
            var items = element.QuerySelectorAll("li")
                .Where(li => li.Closest("ul,ol") == element || li.ParentElement?.LocalName is "ul" or "ol")
                .Select(li => Line(li)).Where(l => l.Length > 0).ToList();
            if (items.Count > 0) blocks.Add(new(kind, ("items", string.Join('\n', items))));
        }

        void Table(IElement element)
        {
            Paragraph();
            if (IsLayout(element))
            {
                foreach (var cell in element.QuerySelectorAll("td,th").Where(c => c.Closest("table") == element))
                {
                    All(cell);
                    Paragraph();
                }
                return;
            }
            var rows = element.QuerySelectorAll("tr").Where(tr => tr.Closest("table") == element).Take(TableBlock.MostRows)
                .Select(tr => tr.Children.Where(c => c.LocalName is "td" or "th").Take(TableBlock.MostColumns)
                    .Select(c => Line(c).Replace('|', '｜')).ToList())
                .Where(r => r.Exists(c => c.Length > 0)).ToList();
            if (rows.Count == 0) return;
            var first = element.QuerySelector("tr");
            var head = first?.Children.Any(c => c.LocalName == "th") == true && first.Children.All(c => c.LocalName == "th") ? "row" : "";
            blocks.Add(new("table", ("caption", element.QuerySelector("caption") is { } caption ? Words(caption) : ""),
                ("cells", string.Join('\n', rows.Select(r => string.Join('\t', r)))), ("head", head)));
        }

        /// <summary>A frame around text and no table: one column, other tables in it, or headings.</summary>
        static bool IsLayout(IElement table) => table.QuerySelector("table,h1,h2,h3,h4") is not null
            || table.QuerySelectorAll("tr").All(tr => tr.Children.Count(c => c.LocalName is "td" or "th") <= 1);

        static string Words(IElement element) => Words(element.TextContent);
        static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        /// <summary>What stands in a cell or an item, in one line.</summary>
        static string Line(IElement element)
        {
            var all = new StringBuilder();
            foreach (var node in element.ChildNodes)
                all.Append(node switch
                {
                    IText text => Folded(text.Data),
                    IElement { LocalName: "ul" or "ol" } => "",
                    IElement { LocalName: "br" } => "、",
                    IElement { LocalName: "a" or "strong" or "b" or "ruby" } inline => Inlined(inline),
                    IElement inner => Line(inner),
                    _ => "",
                });
            return string.Join(' ', all.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Trim('、', ' ');
        }

        static string Inlined(IElement element)
        {
            var words = Words(element);
            if (words.Length == 0) return "";
            if (element.LocalName == "a" && element.GetAttribute("href") is { Length: > 0 } url && !url.Contains(' ') && !url.Contains(')'))
                return $"[{words.Replace(']', '］').Replace('[', '［')}]({url})";
            if (element.LocalName is "strong" or "b") return $"**{words.Replace('*', '＊')}**";
            if (element.LocalName == "ruby" && element.QuerySelector("rt") is { } reading)
            {
                var kanji = string.Concat(element.ChildNodes.Where(n => n is IText or IElement { LocalName: "rb" or "span" })
                    .Select(n => n.TextContent)).Trim();
                return kanji.Length > 0 ? $"｜{kanji}《{Words(reading)}》" : words;
            }
            return words;
        }

        /// <summary>White space as a reader sees it: one blank, no line breaks of the source.</summary>
        static string Folded(string text)
        {
            var folded = new StringBuilder(text.Length);
            var blank = false;
            foreach (var c in text)
            {
                if (c is '\n' or '\r' or '\t' or ' ' or '\u00a0') { blank = true; continue; }
                // Between Japanese letters a line break of the source is nothing.
                if (blank && folded.Length > 0 && !(folded[^1] > '\u2e80' && c > '\u2e80')) folded.Append(' ');
                blank = false;
                folded.Append(c);
            }
            if (blank && folded.Length > 0 && folded[^1] <= '\u2e80') folded.Append(' ');
            return folded.ToString();
        }
    }
}

using Keyaki.Ui;

namespace Keyaki.Kits;

/// <summary>見出し.</summary>
public sealed class HeadingBlock : BlockKind
{
    public override string Code => "heading";
    public override string Label => "見出し";
    public override string Use => "ページを区切る言葉。見出しだけを読んでも、何が書いてあるかが分かるように。";
    public override IReadOnlyList<Question> Questions(BlockPlace place) =>
        [Line("text", "見出しの言葉", most: 80), Choice("level", "大きさ", new("2", "大見出し"), new("3", "小見出し"), new("4", "その中の見出し"))];
    public override IReadOnlyList<string> Inlined => ["text"];

    /// <summary>2, 3 or 4.</summary>
    public static int Level(Block block) => block["level"] is "3" ? 3 : block["level"] is "4" ? 4 : 2;

    public override void Write(Block block, HtmlWriter html, BlockPlace place)
    {
        var level = Level(block) + place.Deeper;
        html.Html($"<h{level}>").Inlined(block["text"]).Html($"</h{level}>");
    }

    public override IEnumerable<string> Say(Block block, BlockPlace place) => [Inline.Words(block["text"])];
}

/// <summary>文章: paragraphs, parted by blank lines.</summary>
public sealed class TextBlock : BlockKind
{
    public override string Code => "text";
    public override string Label => "文章";
    public override string Use => "ふつうの文。空の行で段落が分かれます。";
    public override IReadOnlyList<Question> Questions(BlockPlace place) => [Lines("text", "文章", Inline.Hint, 10)];
    public override IReadOnlyList<string> Inlined => ["text"];

    public override void Write(Block block, HtmlWriter html, BlockPlace place)
    {
        foreach (var paragraph in Inline.Paragraphs(block["text"]))
            html.Raw("<p class=\"lines\">").Inlined(paragraph).Raw("</p>");
    }

    public override IEnumerable<string> Say(Block block, BlockPlace place) => Inline.Paragraphs(block["text"]).Select(Inline.Words);
}

/// <summary>箇条書き.</summary>
public sealed class ListBlock : BlockKind
{
    public override string Code => "list";
    public override string Label => "箇条書き";
    public override string Use => "順番のないもの。1行が1つです。";
    public override IReadOnlyList<Question> Questions(BlockPlace place) => [Lines("items", "項目（1行に1つ）", Inline.Hint, 6)];
    public override IReadOnlyList<string> Inlined => ["items"];
    public override void Write(Block block, HtmlWriter html, BlockPlace place) => Items(block, html, "ul");
    public override IEnumerable<string> Say(Block block, BlockPlace place) => block.Lines("items").Select(Inline.Words);

    internal static void Items(Block block, HtmlWriter html, string tag, string? look = null)
    {
        html.Html($"<{tag}").Attribute("class", look).Raw(">");
        foreach (var item in block.Lines("items")) html.Raw("<li>").Inlined(item).Raw("</li>");
        html.Html($"</{tag}>");
    }
}

/// <summary>手順: what is done one after the other.</summary>
public sealed class StepsBlock : BlockKind
{
    public override string Code => "steps";
    public override string Label => "手順";
    public override string Use => "順番に行うもの。1行が1つで、番号は自動で付きます。";
    public override IReadOnlyList<Question> Questions(BlockPlace place) => [Lines("items", "手順（1行に1つ）", Inline.Hint, 6)];
    public override IReadOnlyList<string> Inlined => ["items"];
    public override void Write(Block block, HtmlWriter html, BlockPlace place) => ListBlock.Items(block, html, "ol", "steps-list");
    public override IEnumerable<string> Say(Block block, BlockPlace place) => block.Lines("items").Select((s, i) => $"{i + 1} {Inline.Words(s)}");
}

/// <summary>表: a line for each row, its cells parted by tabs (as a table program copies them) or by |.</summary>
public sealed class TableBlock : BlockKind
{
    public const int MostRows = 400, MostColumns = 20;
    public override string Code => "table";
    public override string Label => "表";
    public override string Use => "行と列のあるもの。表計算のソフトから、そのまま貼り付けられます。";
    public override IReadOnlyList<Question> Questions(BlockPlace place) =>
    [
        Line("caption", "表の題", "何の表か。見出しと同じ言葉でもかまいません。", 100),
        Lines("cells", "中身（1行に1行。マスは Tab か | で区切る）", Inline.Hint, 8, 30_000),
        Choice("head", "見出しのマス", new("row", "1行目"), new("column", "1列目"), new("both", "1行目と1列目")),
    ];
    public override IReadOnlyList<string> Inlined => ["cells"];

    /// <summary>Its rows as they were typed: they may have unequal lengths.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(Block block) => [.. block["cells"].ReplaceLineEndings("\n").Split('\n')
        .Where(l => l.Trim().Length > 0).Take(MostRows).Select(Cells)];

    static IReadOnlyList<string> Cells(string line) => [.. (line.Contains('\t') ? line.Split('\t') : line.Trim().Trim('|').Split('|'))
        .Take(MostColumns).Select(c => c.Trim())];

    public static bool HeadRow(Block block) => block["head"] is "row" or "both";
    public static bool HeadColumn(Block block) => block["head"] is "column" or "both";

    public override void Write(Block block, HtmlWriter html, BlockPlace place)
    {
        var (rows, caption) = (Rows(block), block["caption"].Trim());
        if (rows.Count == 0) return;
        var wide = rows.Max(r => r.Count);
        html.Html($"<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{(caption.Length > 0 ? caption : place.Language.Pick("表", "ひょう", "Table"))}\"><table class=\"table\">");
        if (caption.Length > 0) html.Html($"<caption>{caption}</caption>");
        foreach (var (y, row) in rows.Index())
        {
            var head = y == 0 && HeadRow(block);
            html.Raw(head ? "<thead><tr>" : y == (HeadRow(block) ? 1 : 0) ? "<tbody><tr>" : "<tr>");
            for (var x = 0; x < wide; x++)
            {
                var cell = row.ElementAtOrDefault(x) ?? "";
                if (head) html.Raw("<th scope=\"col\">").Inlined(cell).Raw("</th>");
                else if (x == 0 && HeadColumn(block)) html.Raw("<th scope=\"row\">").Inlined(cell).Raw("</th>");
                else html.Raw("<td>").Inlined(cell).Raw("</td>");
            }
            html.Raw(head ? "</tr></thead>" : "</tr>");
        }
        html.Raw(rows.Count > (HeadRow(block) ? 1 : 0) ? "</tbody></table></div>" : "</table></div>");
    }

    public override IEnumerable<string> Say(Block block, BlockPlace place) =>
        Rows(block).Select(r => string.Join("、", r.Select(Inline.Words))).Prepend(block["caption"]).Where(l => l.Length > 0);
}

/// <summary>囲み: what must not be missed.</summary>
public sealed class CalloutBlock : BlockKind
{
    public override string Code => "callout";
    public override string Label => "囲み";
    public override string Use => "見落とすと困ること。1ページに1つか2つまで。";
    public override IReadOnlyList<Question> Questions(BlockPlace place) =>
        [Choice("tone", "種類", new("info", "お知らせ"), new("warning", "注意")), Line("title", "題", most: 80), Lines("text", "文章", Inline.Hint, 4)];
    public override IReadOnlyList<string> Inlined => ["text"];

    public override void Write(Block block, HtmlWriter html, BlockPlace place)
    {
        html.Html($"<div class=\"banner banner-{(block["tone"] == "warning" ? "warning" : "info")}\">");
        if (block["title"].Length > 0) html.Html($"<p class=\"banner-title\">{block["title"]}</p>");
        html.Raw("<div>");
        foreach (var paragraph in Inline.Paragraphs(block["text"])) html.Raw("<p class=\"lines\">").Inlined(paragraph).Raw("</p>");
        html.Raw("</div></div>");
    }

    public override IEnumerable<string> Say(Block block, BlockPlace place) =>
        Inline.Paragraphs(block["text"]).Select(Inline.Words).Prepend(block["title"]).Where(l => l.Length > 0);
}

/// <summary>開いて読むところ: what only some want to know.</summary>
public sealed class DisclosureBlock : BlockKind
{
    public override string Code => "disclosure";
    public override string Label => "開いて読むところ";
    public override string Use => "一部の人だけが知りたいこと。題を押すと開きます。";
    public override IReadOnlyList<Question> Questions(BlockPlace place) => [Line("title", "題", most: 80), Lines("text", "文章", Inline.Hint, 6)];
    public override IReadOnlyList<string> Inlined => ["text"];
    public override void Write(Block block, HtmlWriter html, BlockPlace place) => Open(block["title"], block["text"], html);
    public override IEnumerable<string> Say(Block block, BlockPlace place) =>
        Inline.Paragraphs(block["text"]).Select(Inline.Words).Prepend(block["title"]).Where(l => l.Length > 0);

    /// <summary>A title that opens its text.</summary>
    public static void Open(string title, string text, HtmlWriter html)
    {
        html.Html($"<details class=\"disclosure\"><summary>{title}</summary><div>");
        foreach (var paragraph in Inline.Paragraphs(text)) html.Raw("<p class=\"lines\">").Inlined(paragraph).Raw("</p>");
        html.Raw("</div></details>");
    }
}

/// <summary>よくある質問: a question and its answer.</summary>
public sealed class FaqBlock : BlockKind
{
    public override string Code => "faq";
    public override string Label => "よくある質問";
    public override string Use => "1つの質問と、その答え。よくある質問のページにも出ます。";
    public override IReadOnlyList<Question> Questions(BlockPlace place) => [Line("question", "質問"), Lines("answer", "答え", Inline.Hint, 5)];
    public override IReadOnlyList<string> Inlined => ["answer"];
    public override void Write(Block block, HtmlWriter html, BlockPlace place) => DisclosureBlock.Open(block["question"], block["answer"], html);
    public override IEnumerable<string> Say(Block block, BlockPlace place) =>
        Inline.Paragraphs(block["answer"]).Select(Inline.Words).Prepend(block["question"]).Where(l => l.Length > 0);
}

using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Kits;

/// <summary>A body on the screen and on paper.</summary>
public static class ShowMarked
{
    public static Markup Html(string text)
    {
        var html = new HtmlWriter(text.Length * 2 + 64);
        foreach (var block in Marked.Read(text)) Write(html, block);
        return html.ToMarkup();
    }

    static void Write(HtmlWriter html, MarkedBlock block)
    {
        switch (block)
        {
            // The page has its own first and second level.
            case TextHeading { Level: 1 } h: html.Html($"<h3>{h.Text}</h3>"); break;
            case TextHeading h: html.Html($"<h4>{h.Text}</h4>"); break;
            case TextLines l: html.Html($"<p class=\"lines\">{l.Text}</p>"); break;
            case Bullets b:
                html.Raw(b.Ordered ? "<ol>" : "<ul>");
                foreach (var item in b.Items) html.Html($"<li>{item}</li>");
                html.Raw(b.Ordered ? "</ol>" : "</ul>");
                break;
            case Grid g: Write(html, g); break;
        }
    }

    static void Write(HtmlWriter html, Grid grid)
    {
        html.Raw("<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"表\"><table class=\"table\">");
        foreach (var (n, row) in grid.Rows.Index())
        {
            var head = grid.Head && n == 0;
            html.Raw(head ? "<thead><tr>" : n == (grid.Head ? 1 : 0) ? "<tbody><tr>" : "<tr>");
            foreach (var cell in row)
                if (head) html.Html($"<th scope=\"col\">{cell}</th>");
                else html.Html($"<td>{cell}</td>");
            html.Raw(head ? "</tr></thead>" : "</tr>");
        }
        html.Raw(grid.Rows.Count > (grid.Head ? 1 : 0) ? "</tbody></table></div>" : "</table></div>");
    }

    public static void Print(Paper paper, string text)
    {
        foreach (var block in Marked.Read(text))
        {
            paper.Skip(2);
            switch (block)
            {
                case TextHeading h:
                    var type = new TextStyle(paper.Fonts.Gothic, h.Level == 1 ? 12.5 : 11);
                    paper.In(h.Level == 1 ? "H2" : "H3", () => paper.Text(h.Text, type));
                    break;
                case TextLines l:
                    foreach (var line in l.Text.Split('\n')) paper.Text(line);
                    break;
                case Bullets b:
                    foreach (var (n, item) in b.Items.Index())
                        paper.Text(b.Ordered ? $"{n + 1}. {item}" : $"・{item}", left: Paper.Left + 5, width: Paper.Column - 5);
                    break;
                case Grid g:
                    var wide = Paper.Column / g.Rows[0].Count;
                    paper.Table(g.Rows, [.. g.Rows[0].Select(_ => wide)], headings: false, headRow: g.Head);
                    break;
            }
        }
    }
}

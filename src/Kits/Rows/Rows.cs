using Keyaki.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Keyaki.Kits;

/// <summary>A list as a table; where there is little room each row is a card, and on paper it is there whole.</summary>
public sealed class Rows<T> : IComponent
{
    RenderHandle handle;

    [Parameter, EditorRequired] public IEnumerable<T> Of { get; set; } = [];
    [Parameter, EditorRequired] public Columns<T> Columns { get; set; } = null!;
    [Parameter, EditorRequired] public string Caption { get; set; } = "";

    /// <summary>A row's link is reached by the arrows up and down.</summary>
    [Parameter] public bool Keyboard { get; set; }

    /// <summary>The id of a row that others lead to.</summary>
    [Parameter] public Func<T, string?>? Id { get; set; }

    /// <summary>How it is ordered now.</summary>
    [Parameter] public Ordered Ordered { get; set; }

    /// <summary>The address of the list in another order.</summary>
    [Parameter] public Func<Ordered, string>? Order { get; set; }

    public void Attach(RenderHandle renderHandle) => handle = renderHandle;

    public Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        handle.Render(Draw);
        return Task.CompletedTask;
    }

    void Draw(RenderTreeBuilder builder)
    {
        var (html, columns) = (new HtmlWriter(16 * 1024), Columns.All);
        html.Html($"<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{Caption}\"><table class=\"table table-cards\"")
            .Attribute("data-rows", Keyboard).Html($"><caption class=\"unseen\">{Caption}</caption><thead><tr>");
        foreach (var column in columns) Head(html, column);
        html.Raw("</tr></thead><tbody>");
        foreach (var row in Of)
        {
            html.Raw("<tr").Attribute("id", Id?.Invoke(row)).Raw(">");
            foreach (var column in columns)
            {
                Open(html, column);
                if (column.Slot?.Invoke(row) is { } slot)
                {
                    builder.AddMarkupContent(0, html.ToString());
                    builder.AddContent(1, slot);
                    html = new HtmlWriter(4096);
                }
                else column.Write(html, row);
                // The break between cells is for whoever reads the text alone.
                html.Raw(column.Spot is Spot.RowHead ? "</th>\n" : "</td>\n");
            }
            html.Raw("</tr>");
        }
        html.Raw("</tbody>");
        if (columns.Any(c => c.Foot is not null)) Foot(html, columns);
        builder.AddMarkupContent(2, html.Raw("</table></div>").ToString());
    }

    void Head(HtmlWriter html, Column<T> column)
    {
        html.Raw("<th scope=\"col\"").Attribute("class", column.Number ? "number" : null);
        if (column.Order is not { } usual || Order is null) { html.Html($">{column.Label}</th>\n"); return; }
        var here = Ordered.Word == usual.Word;
        html.Attribute("aria-sort", here ? Ordered.Down ? "descending" : "ascending" : null)
            .Html($"><a href=\"{Order(here ? Ordered with { Down = !Ordered.Down } : usual)}\">{column.Label}")
            .Html($"<span class=\"unseen\">{(here ? "の順を逆にする" : "の順に並べる")}</span></a>")
            .Html($"<span aria-hidden=\"true\">{(here ? Ordered.Down ? "▼" : "▲" : "")}</span></th>\n");
    }

    static void Open(HtmlWriter html, Column<T> column)
    {
        html.Raw(column.Spot is Spot.RowHead ? "<th scope=\"row\"" : "<td");
        var place = column.Spot switch
        {
            Spot.Head or Spot.RowHead => "cell-head",
            Spot.Title => "cell-title",
            Spot.Side => "cell-side",
            _ => "",
        };
        if (place.Length > 0 || column.Number || column.NoWrap || column.Lines)
            html.Html($" class=\"{place}{(column.Number ? " number" : "")}{(column.NoWrap ? " nowrap" : "")}")
                .Raw(column.Lines ? " lines\"" : "\"");
        if (column.Spot is Spot.Line) html.Attribute("data-label", column.Label);
        html.Raw(">");
    }

    static void Foot(HtmlWriter html, IReadOnlyList<Column<T>> columns)
    {
        html.Raw("<tfoot><tr>");
        foreach (var column in columns)
            if (column.Spot is Spot.Head or Spot.RowHead) html.Html($"<th scope=\"row\">{column.Foot}</th>\n");
            else
                html.Raw("<td").Attribute("class", column.Number ? "number" : null)
                    .Attribute("data-label", column.Foot is null ? null : column.Label).Html($">{column.Foot}</td>\n");
        html.Raw("</tr></tfoot>");
    }
}

using System.Globalization;
using Keyaki.Ui;

namespace Keyaki.Plan;

/// <summary>
/// The drawing of one row of a calendar, made on the server. Places are shares of its width, so that every calendar has the same axis
/// on every screen and on paper; areas are drawn and not coloured grounds, which a browser leaves out when it prints.
/// </summary>
static class GanttLine
{
    const int High = 28;

    /// <summary>The head: each fiscal year, and its halves where there is room.</summary>
    public static Markup Head(TimeAxis axis)
    {
        var html = Open(44);
        foreach (var half in axis.Halves.Skip(1)) Rule(html, axis, half, half.Second ? 22 : 0, 44); // no line runs through the years
        foreach (var half in axis.Halves)
        {
            if (!half.Second)
            {
                var year = new Kernel.FiscalYear(half.Year).ToString();
                html.Html($"<text class=\"year\" x=\"{Place(axis, half.Next.Begins)}\" y=\"14\"><tspan>{year[..2]}</tspan><tspan class=\"wide\">{year[2..]}</tspan></text>");
                html.Html($"<text class=\"narrow\" x=\"{Place(axis, half.Next.Begins)}\" y=\"30\">{year[2..]}</text>");
            }
            html.Html($"<text class=\"half\" x=\"{Percent((axis.At(half.Begins) + axis.At(half.Next.Begins)) / 2)}\" y=\"34\">{half.Months}</text>");
        }
        return html.Raw("</svg>").ToMarkup();
    }

    public static Markup Draw(TimeAxis axis, GanttRow row, DateOnly today)
    {
        var html = Open(High);
        foreach (var half in axis.Halves.Skip(1)) Rule(html, axis, half, 0, High);
        if (axis.Shows(today)) html.Html(
            $"<line class=\"now\" x1=\"{Place(axis, today)}\" x2=\"{Place(axis, today)}\" y1=\"0\" y2=\"{High}\"/>");
        foreach (var bar in row.Bars) Bar(html, axis, bar, row);
        foreach (var mark in row.Marks) Mark(html, axis, mark, row);
        return html.Raw("</svg>").ToMarkup();
    }

    static HtmlWriter Open(int high)
    {
        var html = new HtmlWriter(2048);
        return html.Html($"<svg class=\"gantt-line\" width=\"100%\" height=\"{high}\" aria-hidden=\"true\">");
    }

    static void Rule(HtmlWriter html, TimeAxis axis, HalfYear half, int top, int foot) =>
        html.Html($"<line class=\"{(half.Second ? "grid half" : "grid")}\" x1=\"{Place(axis, half.Begins)}\" x2=\"{Place(axis, half.Begins)}\" y1=\"{top}\" y2=\"{foot}\"/>");

    // An end that is open or lies outside is an arrow head.
    static void Bar(HtmlWriter html, TimeAxis axis, GanttBar bar, GanttRow row)
    {
        var (from, to) = (bar.From is { } begins ? axis.At(begins) : -1, bar.To is { } ends ? axis.At(ends.AddDays(1)) : 2);
        var (left, right) = (Math.Clamp(from, 0, 1), Math.Clamp(to, 0, 1));
        var look = row.IsLate ? "late" : row.IsNeeded ? "before" : bar.Look;
        if (right > left) html.Html(
            $"<rect class=\"bar {look}\" x=\"{Percent(left)}\" width=\"{Percent(right - left)}\" y=\"9\" height=\"10\"/>");
        if (to > 1) Shape(html, 1, $"bar {look}", "M-8 4 L0 14 L-8 24z");
        if (from < 0) Shape(html, 0, $"bar {look}", "M8 4 L0 14 L8 24z");
    }

    static void Mark(HtmlWriter html, TimeAxis axis, Milestone mark, GanttRow row)
    {
        var look = row.MarkOf?.Invoke(mark) is ItemStanding.Late ? "mark late" : "mark";
        var at = axis.At(mark.Day);
        if (at < 0) Shape(html, 0, look, "M0 14 L10 8 L10 20z");
        else if (at >= 1) Shape(html, 1, look, "M0 14 L-10 8 L-10 20z");
        else Shape(html, at, look, "M0 7 L6 20 L-6 20z");
    }

    static void Shape(HtmlWriter html, decimal at, string look, string path) =>
        html.Html($"<svg class=\"at\" x=\"{Percent(at)}\"><path class=\"{look}\" d=\"{path}\"/></svg>");

    static string Place(TimeAxis axis, DateOnly day) => Percent(axis.At(day));
    static string Percent(decimal share) => (share * 100).ToString("0.###", CultureInfo.InvariantCulture) + "%";
}

using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Kits;

/// <summary>Where a cell stands on the card that its row is where there is little room: a line with its label; the head (a row heading
/// where the row is called by it); a title without a label; beside the head; or alone.</summary>
public enum Spot { Line, Head, RowHead, Title, Side, Bare }

/// <summary>A column: its name, how a cell reads on the page, and what stands for it in a file (null: it is left out there).</summary>
sealed record Column<T>(string Label, Action<HtmlWriter, T> Write, Func<T, string?>? Plain)
{
    public Spot Spot { get; init; }
    public bool Number { get; init; }
    public bool NoWrap { get; init; }
    public bool Lines { get; init; }

    /// <summary>A cell that needs components of its own: buttons, dialogs.</summary>
    public Func<T, RenderFragment?>? Slot { get; init; }

    /// <summary>What stands under it in the last line, the sums.</summary>
    public string? Foot { get; init; }

    /// <summary>By this word in the address the list is ordered by it, from the end where that is its usual direction.</summary>
    public Ordered? Order { get; init; }
}

/// <summary>
/// The columns of a list. Each is named once: for the head of the table, for the card on a phone, and for the file. Cells are written
/// through an encoding writer, because a component for each of them would cost more than what it says (decisions 0004 and 0015).
/// </summary>
public sealed class Columns<T>
{
    readonly List<Column<T>> all = [];

    internal IReadOnlyList<Column<T>> All => all;

    public Columns<T> Text(string label, Func<T, string?> of, Spot place = Spot.Line) =>
        Add(new(label, (html, row) => html.Text(of(row)), of) { Spot = place });

    /// <summary>A link; its words alone where there is no address.</summary>
    public Columns<T> Link(string label, Func<T, string> of, Func<T, string?> url, Spot place = Spot.Head) =>
        Add(new(label, (html, row) => html.Link(url(row), of(row)), of) { Spot = place });

    /// <summary>An act on the row; a screen reader hears whose.</summary>
    public Columns<T> Act(string label, Func<T, string?> url, string words, Func<T, string> whose, Spot place = Spot.Line) =>
        Add(new(label, (html, row) =>
        {
            if (url(row) is { } to) html.Html($"<a href=\"{to}\">{words}<span class=\"unseen\">（{whose(row)}）</span></a>");
        }, null)
        { Spot = place });

    public Columns<T> Number(string label, Func<T, long?> of, string unit = "", string? foot = null) =>
        Add(new(label, (html, row) =>
        {
            if (of(row) is { } number) html.Html($"{number:#,0}{unit}");
        }, row => of(row)?.ToString(CultureInfo.InvariantCulture))
        { Number = true, Foot = foot });

    /// <summary>A figure that is in words already: 1,200人, 72.1%.</summary>
    public Columns<T> Figure(string label, Func<T, string?> of, string? foot = null) =>
        Add(new(label, (html, row) => html.Text(of(row)), of) { Number = true, Foot = foot });

    public Columns<T> Yen(string label, Func<T, Yen?> of, Yen? foot = null) =>
        Add(new(label, (html, row) => _ = of(row) is { } sum ? html.Yen(sum) : html,
            row => of(row)?.Amount.ToString(CultureInfo.InvariantCulture))
        { Number = true, Foot = foot?.ToString() });

    public Columns<T> Day(string label, Func<T, DateOnly?> of, string none = "", Spot place = Spot.Line, bool brief = true) =>
        Add(new(label, (html, row) => _ = of(row) is { } day ? html.Day(day, brief) : html.Text(none),
            row => of(row)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
        { Spot = place });

    public Columns<T> Moment(string label, Func<T, DateTimeOffset?> of, string none = "", Spot place = Spot.Line, bool brief = true) =>
        Add(new(label, (html, row) => _ = of(row) is { } at ? html.Moment(at, brief) : html.Text(none), row => Local(of(row)))
        { Spot = place });

    public Columns<T> Tag(string label, Func<T, (Tone Tone, string Words)?> of, Spot place = Spot.Side) =>
        Add(new(label, (html, row) => _ = of(row) is var (tone, words) ? html.Tag(tone, words) : html, row => of(row)?.Words)
        { Spot = place });

    /// <summary>A cell of several things.</summary>
    public Columns<T> Cell(string label, Action<HtmlWriter, T> write, Func<T, string?>? plain = null, Spot place = Spot.Line) =>
        Add(new(label, write, plain) { Spot = place });

    /// <summary>The same for a figure.</summary>
    public Columns<T> NumberCell(string label, Action<HtmlWriter, T> write, Func<T, string?>? plain = null) =>
        Add(new(label, write, plain) { Number = true });

    /// <summary>A cell with components.</summary>
    public Columns<T> Slot(string label, Func<T, RenderFragment?> of, Spot place = Spot.Line, Func<T, string?>? plain = null) =>
        Add(new(label, (_, _) => { }, plain) { Slot = of, Spot = place });

    /// <summary>The column just named is not broken into lines.</summary>
    public Columns<T> NoWrap() => Last(all[^1] with { NoWrap = true });

    /// <summary>The lines that a person wrote stay lines.</summary>
    public Columns<T> Lines() => Last(all[^1] with { Lines = true });

    /// <summary>The list can be ordered by the column just named.</summary>
    /// <param name="word">null: it is no order here.</param>
    public Columns<T> Orders(string? word, bool down = false) => Last(all[^1] with { Order = word is null ? null : new(word, down) });

    /// <summary>What stands under the column just named in the line of sums.</summary>
    public Columns<T> Foot(string words) => Last(all[^1] with { Foot = words });

    /// <summary>The column just named only where it holds.</summary>
    public Columns<T> When(bool holds)
    {
        if (!holds) all.RemoveAt(all.Count - 1);
        return this;
    }

    /// <summary>The heads of the file.</summary>
    public IReadOnlyList<string?> Heads => [.. InFile.Select(c => c.Label)];

    /// <summary>A line of the file.</summary>
    public IReadOnlyList<string?> Line(T row) => [.. InFile.Select(c => c.Plain?.Invoke(row))];

    /// <summary>The whole list as a file for a table program.</summary>
    public IResult File(string name, IEnumerable<T> rows) =>
        Spreadsheet.File(name, [Heads, .. rows.Select(Line)]);

    IEnumerable<Column<T>> InFile => all.Where(c => c.Plain is not null);

    static string? Local(DateTimeOffset? at) =>
        at is { } moment ? moment.Local().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
            : null;

    Columns<T> Add(Column<T> column)
    {
        all.Add(column);
        return this;
    }

    Columns<T> Last(Column<T> column)
    {
        all[^1] = column;
        return this;
    }
}

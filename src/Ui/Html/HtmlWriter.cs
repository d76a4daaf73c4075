using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Keyaki.Ui;

/// <summary>Writes HTML into one growing buffer: literals pass as they are, every hole is encoded (only &amp; &lt; &gt; " ').</summary>
public sealed class HtmlWriter(int capacity = 4096)
{
    static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'");
    char[] buffer = new char[capacity];
    int length;

    /// <summary>Writes markup; the holes of the interpolated string are encoded, its literals are not.</summary>
    public HtmlWriter Html([InterpolatedStringHandlerArgument("")] HtmlText text) => this;

    /// <summary>Writes markup that is already safe: never give it what a person typed.</summary>
    public HtmlWriter Raw(ReadOnlySpan<char> markup)
    {
        markup.CopyTo(Room(markup.Length));
        length += markup.Length;
        return this;
    }

    /// <summary>Writes text, encoded for element content and quoted attributes alike.</summary>
    public HtmlWriter Text(ReadOnlySpan<char> text)
    {
        for (int at; (at = text.IndexOfAny(Special)) >= 0; text = text[(at + 1)..])
        {
            Raw(text[..at]);
            Raw(text[at] switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", '"' => "&quot;", _ => "&#39;" });
        }
        return Raw(text);
    }

    /// <summary>Writes ` name="value"`, or nothing when the value is null.</summary>
    public HtmlWriter Attribute(string name, string? value) => value is null ? this : Html($" {name}=\"{value}\"");

    /// <summary>Writes ` name` when it holds.</summary>
    public HtmlWriter Attribute(string name, bool holds) => holds ? Raw(" ").Raw(name) : this;

    internal void Number<T>(T number, string? format) where T : ISpanFormattable
    {
        int written;
        for (var room = 24; !number.TryFormat(Room(room), out written, format, CultureInfo.InvariantCulture); room *= 2) { }
        length += written;
    }

    Span<char> Room(int count)
    {
        if (buffer.Length - length < count) Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + count));
        return buffer.AsSpan(length);
    }

    /// <summary>What was written, as markup that a Razor page takes as it is.</summary>
    public Markup ToMarkup() => new(ToString());

    public override string ToString() => new(buffer, 0, length);
}

/// <summary>A piece of finished, safe HTML.</summary>
public readonly record struct Markup(string Html)
{
    public override string ToString() => Html ?? "";
}

/// <summary>Lets `Html($"...")` write straight into its writer, without a string in between.</summary>
[InterpolatedStringHandler]
public readonly ref struct HtmlText
{
    readonly HtmlWriter writer;
    // The compiler passes the lengths of literals and the number of holes; the buffer grows by itself.
    public HtmlText(int _, int __, HtmlWriter writer) => this.writer = writer;
    public void AppendLiteral(string literal) => writer.Raw(literal);
    public void AppendFormatted(string? text) => writer.Text(text);
    public void AppendFormatted(ReadOnlySpan<char> text) => writer.Text(text);
    public void AppendFormatted(Markup markup) => writer.Raw(markup.ToString());
    public void AppendFormatted(int number, string? format = null) => writer.Number(number, format);
    public void AppendFormatted(long number, string? format = null) => writer.Number(number, format);
    public void AppendFormatted(decimal number, string? format = null) => writer.Number(number, format);
    public void AppendFormatted(object? thing) => writer.Text(Convert.ToString(thing, CultureInfo.InvariantCulture));
}

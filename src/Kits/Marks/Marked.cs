using System.Text;
using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>A piece of a body: a heading, lines, a list or a table.</summary>
public abstract record MarkedBlock;
public sealed record TextHeading(int Level, string Text) : MarkedBlock;
public sealed record TextLines(string Text) : MarkedBlock;
public sealed record Bullets(bool Ordered, IReadOnlyList<string> Items) : MarkedBlock;

/// <summary>Rows of equally many cells; with a head the first row names the columns.</summary>
public sealed record Grid(IReadOnlyList<IReadOnlyList<string>> Rows, bool Head) : MarkedBlock;

/// <summary>
/// The body of a draft: plain text with few marks. <c># </c> and <c>## </c> begin a heading, <c>- </c> and <c>1. </c> a line of a list,
/// <c>|</c> a row of a table. Whatever else is typed is text, and shown as it is.
/// </summary>
public static class Marked
{
    public const int Longest = 18_000;

    public static IReadOnlyList<MarkedBlock> Read(string text)
    {
        var (blocks, lines) = (new List<MarkedBlock>(), text.ReplaceLineEndings("\n").Split('\n'));
        for (var at = 0; at < lines.Length;)
        {
            var line = lines[at];
            if (string.IsNullOrWhiteSpace(line)) { at++; continue; }
            if (HeadingOf(line) is { } heading) { blocks.Add(heading); at++; continue; }
            if (IsRow(line)) { blocks.Add(Table(Run(IsRow))); continue; }
            if (Item(line) is var (ordered, _))
            {
                blocks.Add(new Bullets(ordered, [.. Run(l => Item(l) is var (same, _) && same == ordered).Select(l => Item(l)?.Text
                    ?? "")]));
                continue;
            }
            blocks.Add(new TextLines(string.Join('\n', Run(l => !string.IsNullOrWhiteSpace(l) && HeadingOf(l) is null && !IsRow(l)
                && Item(l) is null))));

            List<string> Run(Func<string, bool> belongs)
            {
                var from = at;
                while (at < lines.Length && belongs(lines[at])) at++;
                return [.. lines[from..at]];
            }
        }
        return blocks;
    }

    static TextHeading? HeadingOf(string line) => line.StartsWith("# ", StringComparison.Ordinal) ? new(1, line[2..].Trim())
        : line.StartsWith("## ", StringComparison.Ordinal) ? new(2, line[3..].Trim()) : null;

    static (bool Ordered, string Text)? Item(string line)
    {
        if (line.StartsWith("- ", StringComparison.Ordinal)) return (false, line[2..].Trim());
        var digits = line.TakeWhile(char.IsAsciiDigit).Count();
        return digits is > 0 and < 4 && line.AsSpan(digits).StartsWith(". ", StringComparison.Ordinal)
            ? (true, line[(digits + 2)..].Trim()) : null;
    }

    static bool IsRow(string line) => line.StartsWith('|') && line.TrimEnd().Length > 1;

    static Grid Table(List<string> lines)
    {
        var rows = lines.ConvertAll(l => (IReadOnlyList<string>)[.. l.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries)]);
        var head = rows.Count > 1 && rows[1].All(c => c.Length > 0 && c.All(x => x is '-' or ':'));
        if (head) rows.RemoveAt(1);
        var wide = rows.Max(r => r.Count);
        return new([.. rows.Select(r => (IReadOnlyList<string>)[.. r, .. Enumerable.Repeat("", wide - r.Count)])], head);
    }

    /// <summary>What was pasted from a text or table program, as it may be kept: no steering signs, its bullets and tables as
    /// marks.</summary>
    public static string Clean(string? pasted)
    {
        var (clean, table) = (new StringBuilder(), false);
        foreach (var raw in PlainText.Of((pasted ?? "").ReplaceLineEndings("\n").Replace('\u00a0', ' ')).Split('\n'))
        {
            var line = raw.TrimEnd();
            // Symbols of the program's own typeface, and the blank or tab behind its bullet.
            if (line.TrimStart() is ['\uf0b7' or '•' or '●' or '◦' or '▪', ..] item) line = "- " + item[1..].Trim();
            var cells = line.Split('\t', StringSplitOptions.TrimEntries);
            if (cells.Length > 1 && cells[0].Length > 0)
            {
                clean.Append("| ").AppendJoin(" | ", cells.Select(c => c.Replace('|', '｜'))).Append(" |\n");
                if (!table) clean.Append('|').Append(string.Concat(cells.Select(_ => "---|"))).Append('\n');
                table = true;
                continue;
            }
            table = false;
            clean.Append(line.Replace('\t', '　')).Append('\n');
        }
        return clean.ToString().Trim('\n');
    }
}

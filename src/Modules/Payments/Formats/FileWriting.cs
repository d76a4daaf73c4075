using System.Globalization;
using System.Text;
using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>A file that is whole, or why there is none.</summary>
public sealed record FileMade(byte[] Content, IReadOnlyList<Refusal> Refused);

/// <summary>Writes a file by its format: head, rows, what they come to, end. Where a row cannot be written there is no file.</summary>
public static class FileWriting
{
    static readonly Dictionary<string, string> None = [];

    /// <param name="lines">CRLF behind each record.</param>
    public static FileMade Write(FileFormat format, IReadOnlyDictionary<string, string> head,
        IEnumerable<IReadOnlyDictionary<string, string>> rows, bool lines = false)
    {
        if (!format.IsTable && !format.LineEnds.Contains(lines)) throw new ArgumentException("line ends", nameof(lines));
        using var file = new MemoryStream();
        var (refused, sums, line) = (new List<Refusal>(), new (long Count, long Yen)[format.Totals.Count], 0);
        if (format.Heading) Text(string.Join(',', format.Row.Places.Select(p => p.Title)));
        Put(Role.Head, head);
        foreach (var row in rows)
        {
            Put(Role.Row, row);
            foreach (var (i, total) in format.Totals.Index())
                if (total.Written && total.Counts(name => row.GetValueOrDefault(name, "")))
                    sums[i] = (sums[i].Count + 1, sums[i].Yen + (total.Of is { } of
                        && long.TryParse(row.GetValueOrDefault(of), CultureInfo.InvariantCulture, out var yen) ? yen : 0));
        }
        Put(Role.Total, Totals());
        Put(Role.End, None);
        return refused.Count > 0 ? new([], refused) : new(file.ToArray(), []);

        void Put(Role role, IReadOnlyDictionary<string, string> values)
        {
            if (!format.Records.TryGetValue(role, out var layout)) return;
            line++;
            try
            {
                if (format.IsTable)
                    Text(string.Join(',', layout.Places.Select(p => Cell(p.Plain(values.GetValueOrDefault(p.Name, ""))))));
                else
                {
                    file.Write(layout.Write(values));
                    if (lines) file.Write("\r\n"u8);
                }
            }
            catch (Rule rule) { refused.Add(new(line, Column(layout, rule.Field), rule.Sentence)); }
        }

        void Text(string text) => file.Write(Encoding.UTF8.GetBytes(text + "\r\n"));

        int Column(Layout layout, string name)
        {
            var before = layout.Places.TakeWhile(p => p.Name != name).ToList();
            return (format.IsTable ? before.Count : before.Sum(p => p.Width)) + 1;
        }

        Dictionary<string, string> Totals()
        {
            var said = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (i, total) in format.Totals.Index())
            {
                if (total.Count is { } count) said[count] = sums[i].Count.ToString(CultureInfo.InvariantCulture);
                if (total.Amount is { } amount) said[amount] = sums[i].Yen.ToString(CultureInfo.InvariantCulture);
            }
            return said;
        }
    }

    static string Cell(string text) =>
        text.AsSpan().IndexOfAny(",\"") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

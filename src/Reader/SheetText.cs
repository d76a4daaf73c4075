using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Keyaki.Reader;

/// <summary>The cells of an Excel file, a sheet a page: its name first, then a line for each row.</summary>
static class SheetText
{
    internal static IEnumerable<string> Pages(string path)
    {
        using var book = SpreadsheetDocument.Open(path, isEditable: false);
        var main = book.WorkbookPart ?? throw new InvalidDataException();
        var shared = main.SharedStringTablePart is { } part ? Strings(part) : [];
        foreach (var sheet in main.Workbook?.Sheets?.Elements<Sheet>() ?? [])
            if (sheet.Id?.Value is { } id && main.TryGetPartById(id, out var found) && found is WorksheetPart page)
                yield return sheet.Name + "\n" + Rows(page, shared);
    }

    static List<string> Strings(SharedStringTablePart part)
    {
        var strings = new List<string>();
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
            // What is written small above a word repeats it.
            if (reader.ElementType == typeof(SharedStringItem) && reader.IsStartElement
                && reader.LoadCurrentElement() is SharedStringItem item)
                strings.Add(string.Concat(item.Elements<Text>().Select(t => t.Text)
                    .Concat(item.Elements<Run>().Select(r => r.Text?.Text))));
        return strings;
    }

    static string Rows(WorksheetPart page, List<string> shared)
    {
        var text = new StringBuilder();
        using var reader = OpenXmlReader.Create(page);
        while (reader.Read())
            if (reader.ElementType == typeof(Row) && reader.IsStartElement && reader.LoadCurrentElement() is Row row)
            {
                text.AppendJoin('\t', row.Elements<Cell>().Select(c => Of(c, shared)).Where(c => c.Length > 0)).Append('\n');
                if (text.Length > Reading.MostSigns) break;
            }
        return text.ToString();
    }

    static string Of(Cell cell, List<string> shared) => cell.DataType?.InnerText switch
    {
        "s" => int.TryParse(cell.CellValue?.Text, out var at) && at >= 0 && at < shared.Count ? shared[at] : "",
        "inlineStr" => cell.InlineString?.InnerText ?? "",
        _ => cell.CellValue?.Text ?? "",
    };
}

using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Keyaki.Reader;

/// <summary>The text of a Word file. A page begins where Word broke it when it last saved; a cell of a table ends with a tab, a row with
/// a line.</summary>
static class WordText
{
    internal static IEnumerable<string> Pages(string path)
    {
        using var word = WordprocessingDocument.Open(path, isEditable: false);
        var main = word.MainDocumentPart ?? throw new InvalidDataException();
        var text = new StringBuilder();
        // A formula, a deleted passage and a furigana are no part of the text.
        using var reader = OpenXmlReader.Create(main);
        while (reader.Read())
        {
            if (reader.ElementType == typeof(LastRenderedPageBreak) && reader.IsStartElement || IsBreak(reader))
            {
                yield return text.ToString();
                text.Clear();
            }
            else if (reader.ElementType == typeof(RubyContent) && reader.IsStartElement) { reader.Skip(); }
            else if (reader.ElementType == typeof(Text) && reader.IsStartElement) text.Append(reader.GetText());
            else if (reader.IsEndElement) text.Append(End(reader.ElementType));
        }
        yield return text.ToString();
    }

    static bool IsBreak(OpenXmlReader reader) => reader.ElementType == typeof(Break) && reader.IsStartElement
        && reader.Attributes.Any(a => a.LocalName == "type" && a.Value == "page");

    static string End(Type element) => element == typeof(Paragraph) ? "\n" : element == typeof(TableCell) ? "\t"
        : element == typeof(TabChar) ? "\t" : "";
}

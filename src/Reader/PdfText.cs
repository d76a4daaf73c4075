using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace Keyaki.Reader;

/// <summary>The text of a PDF in the order in which it was written, page by page.</summary>
static class PdfText
{
    internal static IEnumerable<string> Pages(string path)
    {
        using var pdf = PdfDocument.Open(path, new() { UseLenientParsing = true });
        foreach (var page in pdf.GetPages()) yield return ContentOrderTextExtractor.GetText(page);
    }
}

using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Exceptions;
using UglyToad.PdfPig.Tokens;

namespace Keyaki.Reader;

/// <summary>What a PDF has for those who do not see it: a title, a language, tags, and text.</summary>
/// <param name="Read">False where it cannot be opened; then nothing is known.</param>
sealed record PdfLook(bool Read, bool HasTitle, bool HasLanguage, bool IsTagged, bool HasText)
{
    /// <summary>A text on one of so many pages is text; a paper that was scanned has none on any.</summary>
    const int Pages = 50;

    internal static PdfLook Of(string path)
    {
        try
        {
            using var pdf = PdfDocument.Open(path, new() { UseLenientParsing = true });
            var catalog = pdf.Structure.Catalog.CatalogDictionary;
            return new(true,
                !string.IsNullOrWhiteSpace(pdf.Information.Title) || pdf.TryGetXmpMetadata(out var xmp)
                    && Titled(System.Text.Encoding.UTF8.GetString([.. xmp.GetXmlBytes()])),
                catalog.ContainsKey(NameToken.Create("Lang")), catalog.ContainsKey(NameToken.Create("StructTreeRoot")),
                pdf.GetPages().Take(Pages).Any(page => page.Letters.Any(letter => !string.IsNullOrWhiteSpace(letter.Value))));
        }
        catch (Exception e) when (e is PdfDocumentFormatException or PdfDocumentEncryptedException or InvalidDataException or IOException
            or FormatException or ArgumentException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException
            or NullReferenceException or NotSupportedException or InvalidCastException or System.Xml.XmlException)
        {
            return new(false, false, false, false, false);
        }
    }
    /// <summary>Some programs write the field and leave it empty.</summary>
    static bool Titled(string xmp)
    {
        const string from = "<dc:title>", to = "</dc:title>";
        if (xmp.IndexOf(from, StringComparison.Ordinal) is not (>= 0 and var at)
            || xmp.IndexOf(to, at, StringComparison.Ordinal) is not (> 0 and var end)) return false;
        var inside = false;
        foreach (var c in xmp.AsSpan(at, end - at))
            if (c is '<' or '>') inside = c == '<';
            else if (!inside && !char.IsWhiteSpace(c)) return true;
        return false;
    }
}

using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using PdfSharp.Pdf;
using PdfSharp.Pdf.IO;

namespace Keyaki.Kernel;

/// <summary>Makes a PDF that strict readers accept and whose text can be copied out, because the papers live for 30 years: whole zlib
/// streams, and every character named as the format asks.</summary>
static partial class PaperArchive
{
    internal static byte[] Close(Stream written, Action<PdfDocument>? bind = null)
    {
        using var document = PdfReader.Open(written, PdfDocumentOpenMode.Modify);
        bind?.Invoke(document);
        foreach (var item in document.Internals.GetAllObjects())
        {
            if (item is not PdfDictionary { Stream: { } stream } owner || owner.Elements.ContainsKey("/Filter")
                || owner.Elements.GetName("/Type") == "/Metadata") continue;
            var content = stream.Value;
            stream.Value = Squeezed(content.AsSpan().IndexOf("begincmap"u8) < 0 ? Paper.Marked(content) : Named(content));
            owner.Elements.SetName("/Filter", "/FlateDecode");
        }
        using var closed = new MemoryStream();
        document.Save(closed, false);
        return closed.ToArray();
    }

    // Subset fonts are most of the bytes; squeezing them harder halves the speed for a quarter of the size.
    static byte[] Squeezed(byte[] content)
    {
        using var squeezed = new MemoryStream();
        using (var zlib = new ZLibStream(squeezed, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(content);
        return squeezed.ToArray();
    }

    // Which character a glyph stands for is said in UTF-16 (ISO 32000-2, 9.10.3): beyond U+FFFF as a pair, which the library writes as
    // five digits.
    static byte[] Named(byte[] table) => Encoding.Latin1.GetBytes(Beyond().Replace(Encoding.Latin1.GetString(table), found =>
        $"<{string.Concat(char.ConvertFromUtf32(int.Parse(found.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).Select(c => $"{(int)c:X4}"))}>"));

    [GeneratedRegex("<([0-9A-Fa-f]{5,6})>")]
    private static partial Regex Beyond();
}

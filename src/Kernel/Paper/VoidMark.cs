using PdfSharp.Drawing;
using PdfSharp.Pdf.IO;

namespace Keyaki.Kernel;

/// <summary>無効の印: a paper that counts no more is shown with this across each of its sheets only. What is kept stays as it was
/// made.</summary>
public static class VoidMark
{
    static readonly XColor Ink = XColor.FromArgb(150, 200, 0, 0);

    /// <summary>The sheets of the paper with the mark and the day since which it counts no more.</summary>
    public static async Task<byte[]> On(Stream paper, PaperFonts fonts, DateOnly since, CancellationToken ct)
    {
        using var whole = new MemoryStream();
        await paper.CopyToAsync(whole, ct);
        whole.Position = 0;
        using var document = PdfReader.Open(whole, PdfDocumentOpenMode.Modify);
        (document.Options.NoCompression, document.Options.CompressContentStreams) = (true, false);
        foreach (var page in document.Pages)
        {
            using var sheet = XGraphics.FromPdfPage(page, XGraphicsPdfPageOptions.Append);
            Paper.Decorate(sheet, () => Stamp(sheet, fonts, since, page.Width.Point, page.Height.Point));
        }
        using var marked = new MemoryStream();
        document.Save(marked, false);
        marked.Position = 0;
        return PaperArchive.Close(marked);
    }

    static void Stamp(XGraphics sheet, PaperFonts fonts, DateOnly since, double wide, double high)
    {
        sheet.RotateAtTransform(-35, new XPoint(wide / 2, high / 2));
        var box = new XRect(0, high / 2 - 75, wide, 150);
        sheet.DrawRectangle(new XPen(Ink, 3), wide / 2 - 180, box.Y, 360, box.Height);
        sheet.DrawString("無効", fonts.Bold.At(90), new XSolidBrush(Ink), new XRect(0, box.Y, wide, 110), XStringFormats.Center);
        sheet.DrawString($"{EraDate.Of(since)}から", fonts.Bold.At(18), new XSolidBrush(Ink), new XRect(0, box.Y + 105, wide, 35),
            XStringFormats.Center);
    }
}

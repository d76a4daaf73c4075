using System.Security.Cryptography.X509Certificates;
using PdfSharp.Drawing;
using PdfSharp.Pdf;
using PdfSharp.Pdf.Annotations;
using PdfSharp.Pdf.IO;
using PdfSharp.Pdf.Signatures;

namespace Keyaki.Kernel;

/// <summary>公印: the name on its face, its picture (a PNG; null draws the name in a red square), and the certificate that it signs
/// with.</summary>
public sealed record OfficialSeal(string Name, byte[]? Picture, X509Certificate2 Certificate);

/// <summary>Where the seal stands on a paper: number of the page from 1, and millimetres from the left and upper edge.</summary>
public sealed record SealPlace(int Page, double Left, double Top, double Size = 21);

/// <summary>Puts a seal on a finished paper: its picture, and a signature over every byte, which any PDF reader checks (ISO 32000-2,
/// 12.8; detached CMS). A paper that is changed afterwards says so by itself.</summary>
public static class PaperSeal
{
    static readonly XColor Ink = XColor.FromArgb(200, 30, 30);

    public static async Task<byte[]> Sign(byte[] paper, OfficialSeal seal, SealPlace place, string reason, PaperFonts fonts)
    {
        using var source = new MemoryStream(paper);
        using var document = PdfReader.Open(source, PdfDocumentOpenMode.Modify);
        var page = document.Pages[Math.Clamp(place.Page, 1, document.PageCount) - 1];
        var size = XUnit.FromMillimeter(place.Size).Point;
        // A signature's place is counted from the lower edge.
        var lower = page.Height.Point - XUnit.FromMillimeter(place.Top).Point - size;
        DigitalSignatureHandler.ForDocument(document, new PdfSharpDefaultSigner(seal.Certificate, PdfMessageDigestType.SHA256),
            new DigitalSignatureOptions
            {
                Reason = reason, AppName = "Keyaki", PageIndex = Math.Clamp(place.Page, 1, document.PageCount) - 1,
                Rectangle = new XRect(XUnit.FromMillimeter(place.Left).Point, lower, size, size),
                AppearanceHandler = new Face(seal, fonts),
            });
        using var signed = new MemoryStream();
        await document.SaveAsync(signed);
        return signed.ToArray();
    }

    sealed class Face(OfficialSeal seal, PaperFonts fonts) : IAnnotationAppearanceHandler
    {
        public void DrawAppearance(XGraphics sheet, XRect at)
        {
            if (seal.Picture is { } picture)
            {
                using var image = XImage.FromStream(new MemoryStream(picture));
                sheet.DrawImage(image, 0, 0, at.Width, at.Height);
                return;
            }
            sheet.DrawRectangle(new XPen(Ink, at.Width / 20), at.Width / 40, at.Width / 40, at.Width * 0.95, at.Height * 0.95);
            // As seals are carved: in columns from the right.
            var side = (int)Math.Ceiling(Math.Sqrt(seal.Name.Length));
            var cell = at.Width * 0.9 / side;
            var font = fonts.Bold.At(cell * 0.85);
            for (var i = 0; i < seal.Name.Length; i++)
            {
                var (left, top) = (at.Width * 0.95 - (i / side + 1) * cell, at.Width * 0.05 + i % side * cell);
                sheet.DrawString(seal.Name[i].ToString(), font, new XSolidBrush(Ink), new XRect(left, top, cell, cell),
                    XStringFormats.Center);
            }
        }
    }
}

using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace Keyaki.Reader;

/// <summary>A photo or picture as a page of its own size, the right way up, so that it is drawn and covered as every other page.</summary>
static class PictureSheet
{
    const double Dots = 150, Point = 72;

    internal sealed record Order(string Picture, string To);
    internal sealed record Done(bool Drawn);

    static PictureSheet() => PdfSharp.PdfSharpLicense.SetAgplLicense();

    internal static Done Of(Order order)
    {
        try
        {
            using var picture = XImage.FromFile(order.Picture);
            using var document = new PdfDocument();
            var page = document.AddPage();
            page.Width = XUnit.FromPoint(picture.PixelWidth / Dots * Point);
            page.Height = XUnit.FromPoint(picture.PixelHeight / Dots * Point);
            using (var sheet = XGraphics.FromPdfPage(page)) sheet.DrawImage(picture, 0, 0, page.Width.Point, page.Height.Point);
            page.Rotate = Turn(File.ReadAllBytes(order.Picture));
            document.Save(order.To);
            return new(true);
        }
        catch (Exception e) when (e is not OutOfMemoryException) { return new(false); }
    }

    // All that the house leaves of what a camera wrote: which way is up.
    static int Turn(ReadOnlySpan<byte> photo)
    {
        ReadOnlySpan<byte> mark = [.. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0];
        var at = photo.IndexOf(mark);
        return at < 0 || at + mark.Length >= photo.Length ? 0 : photo[at + mark.Length] switch { 3 => 180, 6 => 90, 8 => 270, _ => 0 };
    }
}

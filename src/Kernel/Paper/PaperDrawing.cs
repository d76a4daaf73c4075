using PdfSharp.Drawing;

namespace Keyaki.Kernel;

/// <summary>How a line is drawn, so that lines are told apart without colour.</summary>
public enum Stroke { Hair, Thin, Thick, Dashed, Dotted }

// Boxes, lines and shapes, in millimetres from the upper left corner of the sheet.
public sealed partial class Paper
{
    static readonly XColor RedInk = XColor.FromArgb(200, 0, 0);
    static readonly XBrush Red = new XSolidBrush(RedInk);
    static readonly XBrush Pale = new XSolidBrush(XColor.FromArgb(90, 200, 0, 0));
    static readonly XBrush Shade = new XSolidBrush(XColor.FromArgb(240, 240, 240));
    static readonly XPen Border = new(XColors.Black, 0.6), RedLine = new(RedInk, 0.7), Change = new(RedInk, 1.6);

    public void Box(double x, double y, double width, double height, bool shaded = false)
    {
        Mark(false, () =>
        {
            if (shaded) Graphics.DrawRectangle(Shade, Mm(x), Mm(y), Mm(width), Mm(height));
            Graphics.DrawRectangle(Border, Mm(x), Mm(y), Mm(width), Mm(height));
        });
    }

    public void Rule(double left, double right, double y) =>
        Mark(false, () => Graphics.DrawLine(Border, Mm(left), Mm(y), Mm(right), Mm(y)));

    /// <summary>An area without border: 0 is black, 1 is white.</summary>
    public void Fill(double x, double y, double width, double height, double grey)
    {
        var level = (int)(grey * 255);
        Mark(false, () => Graphics.DrawRectangle(new XSolidBrush(XColor.FromArgb(level, level, level)), Mm(x), Mm(y), Mm(width),
            Mm(height)));
    }

    /// <summary>Many black areas as one shape: no seam is seen where they touch, and a code of squares or bars stays sharp.</summary>
    public void Areas(IEnumerable<(double X, double Y, double Width, double Height)> areas) => Mark(false, () =>
    {
        var shape = new XGraphicsPath { FillMode = XFillMode.Winding };
        foreach (var (x, y, width, height) in areas) shape.AddRectangle(Mm(x), Mm(y), Mm(width), Mm(height));
        Graphics.DrawPath(XBrushes.Black, shape);
    });

    /// <summary>Large pale red words across a place, over what stands there (見本).</summary>
    public void Across(string words, double x, double y, double width, double height, double points) => Within(null, () => Mark(false, () =>
    {
        var state = Graphics.Save();
        var (middle, level) = (new XPoint(Mm(x + width / 2), Mm(y + height / 2)), new XRect(Mm(x), Mm(y), Mm(width), Mm(height)));
        Graphics.RotateAtTransform(-20, middle);
        Graphics.DrawString(words, fonts.Bold.At(points), Pale, level, XStringFormats.Center);
        Graphics.Restore(state);
    }));

    /// <summary>A line through points.</summary>
    public void Trace(IReadOnlyList<(double X, double Y)> points, Stroke stroke, bool red = false)
    {
        if (points.Count > 1) Mark(false, () => Graphics.DrawLines(Pen(stroke, red), Points(points)));
    }

    /// <summary>A closed shape, black or white inside.</summary>
    public void Shape(IReadOnlyList<(double X, double Y)> corners, bool filled, bool red = false) =>
        Mark(false, () => Graphics.DrawPolygon(Pen(Stroke.Thin, red), filled ? red ? Red : XBrushes.Black : XBrushes.White, Points(corners),
            XFillMode.Winding));

    /// <summary>A round point, black or white inside.</summary>
    public void Dot(double x, double y, double radius, bool filled) =>
        Mark(false, () => Graphics.DrawEllipse(Pen(Stroke.Thin, false), filled ? XBrushes.Black : XBrushes.White, Mm(x - radius),
            Mm(y - radius), Mm(2 * radius), Mm(2 * radius)));

    static XPoint[] Points(IReadOnlyList<(double X, double Y)> points) => [.. points.Select(p => new XPoint(Mm(p.X), Mm(p.Y)))];

    static XPen Pen(Stroke stroke, bool red)
    {
        var pen = new XPen(red ? RedInk : stroke is Stroke.Hair ? XColor.FromArgb(150, 150, 150) : XColors.Black,
            stroke switch { Stroke.Hair => 0.4, Stroke.Thick => 1.6, Stroke.Dotted => 1.1, _ => 0.8 });
        if (stroke is Stroke.Dashed) (pen.DashStyle, pen.DashPattern) = (XDashStyle.Custom, [4, 3]);
        if (stroke is Stroke.Dotted) (pen.DashStyle, pen.DashPattern) = (XDashStyle.Custom, [1, 2]);
        return pen;
    }
}

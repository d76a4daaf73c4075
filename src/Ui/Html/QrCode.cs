using QRCoder;

namespace Keyaki.Ui;

/// <summary>A QR code as SVG within the page: no request, no script, sharp on every screen.</summary>
public static class QrCode
{
    /// <summary>The dark squares of the code, by row and column, and how many there are on a side: for paper.</summary>
    public static (int Side, IReadOnlyList<(int X, int Y)> Dark) Squares(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = data.ModuleMatrix;
        var side = Enumerable.Range(0, rows.Count).ToList();
        return (side.Count, [.. from y in side from x in side where rows[y][x] select (x, y)]);
    }

    public static Markup Svg(string text, string label)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var (rows, html) = (data.ModuleMatrix, new HtmlWriter(16384));
        html.Html($"<svg class=\"qr\" role=\"img\" aria-label=\"{label}\" viewBox=\"0 0 {rows.Count} {rows.Count}\" width=\"220\" height=\"220\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{rows.Count}v{rows.Count}H0z\"/><path fill=\"#000\" d=\"");
        for (var y = 0; y < rows.Count; y++)
            for (var x = 0; x < rows[y].Count; x++)
                if (rows[y][x]) html.Html($"M{x} {y}h1v1h-1z");
        return html.Raw("\"/></svg>").ToMarkup();
    }
}

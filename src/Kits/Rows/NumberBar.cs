using System.Globalization;
using Keyaki.Ui;

namespace Keyaki.Kits;

/// <summary>A number drawn as a bar; it stands beside it in words.</summary>
public static class NumberBar
{
    public static HtmlWriter Draw(HtmlWriter html, decimal value, decimal most)
    {
        var percent = (most > 0 ? Math.Clamp(value / most * 100, 0, 100) : 0).ToString("0.#", CultureInfo.InvariantCulture);
        return html.Raw("<svg class=\"bar\" aria-hidden=\"true\" width=\"100%\" height=\"10\"><rect width=\"100%\" height=\"10\" />")
            .Html($"<rect class=\"full\" width=\"{percent}%\" height=\"10\" /></svg>");
    }
}

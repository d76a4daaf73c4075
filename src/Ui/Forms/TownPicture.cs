using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Keyaki.Kernel;

namespace Keyaki.Ui;

/// <summary>The picture of a city's towns as SVG: each town about where it lies, the chosen one and the chosen point marked.</summary>
public static class TownPicture
{
    static readonly ConditionalWeakTable<TownMap, ConcurrentDictionary<string, string>> Drawn = [];

    public static string Of(TownMap map, string? chosen = null, GeoPoint? at = null)
    {
        var picture = Drawn.GetOrCreateValue(map).GetOrAdd(map.Towns.Contains(chosen) ? chosen ?? "" : "", town => Draw(map, town));
        if (at is not { } point) return picture;
        var (x, y) = map.On(point);
        // A pin: its point is the place.
        var pin = new StringBuilder().Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({x:0.#} {y:0.#})\">")
            .Append("<path d=\"M0 0C-5-14-15-19-15-31A15 15 0 1 1 15-31C15-19 5-14 0 0Z\" fill=\"#b3261e\" stroke=\"#fff\"/>")
            .Append("<circle cy=\"-31\" r=\"5\" fill=\"#fff\"/></g></svg>");
        return picture.Replace("</svg>", pin.ToString(), StringComparison.Ordinal);
    }

    static string Draw(TownMap map, string chosen)
    {
        var (svg, outline) = (new StringBuilder(16_384), Path(map.Outline));
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {TownMap.Width} {map.Height}\">")
            .Append($"<clipPath id=\"c\"><path d=\"{outline}\"/></clipPath><g clip-path=\"url(#c)\" stroke=\"#6b6b6b\">");
        foreach (var (town, corners) in map.Areas)
            svg.Append($"<path d=\"{Path(corners)}\" fill=\"{(town == chosen ? "#ffd43d" : "#eef4ea")}\"/>");
        svg.Append($"</g><path d=\"{outline}\" fill=\"none\" stroke=\"#1a3d1a\" stroke-width=\"3\"/>")
            .Append("<g font-family=\"sans-serif\" font-size=\"23\" text-anchor=\"middle\" fill=\"#1a1a1a\"")
            .Append(" stroke=\"#fff\" stroke-width=\"4\" paint-order=\"stroke\">");
        // There is room for the name of a town, and not for each 丁目 of it.
        foreach (var group in map.Towns.GroupBy(Name))
        {
            var points = group.Select(map.PointOf).OfType<GeoPoint>().Select(map.On).ToList();
            var (x, y) = (points.Average(p => p.X), points.Average(p => p.Y) + 7);
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0}\" y=\"{y:0}\">")
                .Append(System.Net.WebUtility.HtmlEncode(group.Key)).Append("</text>");
        }
        return svg.Append("</g></svg>").ToString();
    }

    /// <summary>中里 of 中里五丁目.</summary>
    static string Name(string town) => town.EndsWith("丁目", StringComparison.Ordinal)
        ? town[..^2].TrimEnd('一', '二', '三', '四', '五', '六', '七', '八', '九', '十') : town;

    static string Path(IReadOnlyList<(double X, double Y)> corners)
    {
        var (path, last) = (new StringBuilder(), "");
        foreach (var (x, y) in corners)
        {
            var corner = string.Create(CultureInfo.InvariantCulture, $"{x:0} {y:0}");
            if (corner == last) continue;
            path.Append(path.Length == 0 ? 'M' : 'L').Append(corner);
            last = corner;
        }
        return path.Append('Z').ToString();
    }
}

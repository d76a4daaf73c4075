using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Keyaki.Bench;

/// <summary>Every page of the office that a link leads to, found by following them, and asked among few and among many cases in
/// turn.</summary>
static partial class Crawl
{
    /// <summary>Pages of one shape (the same address but for ids and what is asked for) of which so many are asked.</summary>
    const int OfEachShape = 2, Times = 20, MostPages = 400;

    public static void Measure(IReadOnlyList<(Server Server, string[] Cookies)> cities)
    {
        var found = cities.Select(c => c.Cookies.SelectMany(cookie => Find(c.Server, cookie)).DistinctBy(p => p.Shape)
            .ToDictionary(p => p.Shape)).ToList();
        var shapes = found[0].Keys.Intersect(found[1].Keys).Where(s => !IsFile(s)).Order(StringComparer.Ordinal).ToList();
        var lines = cities.Select(c => new Line(c.Server.Office)).ToArray();
        var (worst, grown) = ((Shape: "", Millis: 0d), (Shape: "", Ratio: 0d));
        foreach (var shape in shapes)
        {
            var times = cities.Select(_ => new List<double>()).ToArray();
            for (var i = 0; i < Times + 3; i++)
                for (var c = 0; c < cities.Count; c++)
                {
                    var begun = Stopwatch.GetTimestamp();
                    lines[c].Ask(found[c][shape].Request);
                    if (i >= 3) times[c].Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                }
            var (p95, ratio) = (times[1].Order().ElementAt(Times * 95 / 100), Work.Median(times[1]) / Work.Median(times[0]));
            if (p95 > 100 || ratio > 2)
                Figures.Note($"{shape}: median {Work.Median(times[1]):0.0} ms, p95 {p95:0.0} ms, {ratio:0.0} times its time among few");
            if (p95 > worst.Millis) worst = (shape, p95);
            if (ratio > grown.Ratio) grown = (shape, ratio);
        }
        foreach (var line in lines) line.Dispose();
        Figures.Note($"the crawl found {shapes.Count} shapes of pages: {string.Join(' ', shapes)}");
        Figures.Say("slowest page of the office among 200,000 cases, p95", $"{worst.Millis:0} ms ({worst.Shape})", worst.Millis, 100,
            atLeast: false);
        Figures.Say("page of the office that grew most from 2,000 to 200,000 cases", $"{grown.Shape}", grown.Ratio, 2, atLeast: false);
    }

    /// <summary>A file for a table program or printer leaves in pieces and is as long as what it holds.</summary>
    static bool IsFile(string shape) => shape.Split('?')[0] is var path
        && (path.EndsWith(".csv", StringComparison.Ordinal) || path.EndsWith(".pdf", StringComparison.Ordinal));

    sealed record Found(string Shape, byte[] Request);

    /// <summary>Breadth first from the office's first page; what does not answer 200 is left out.</summary>
    static List<Found> Find(Server server, string cookie)
    {
        using var line = new Line(server.Office);
        var (waiting, seen, shapes, pages) =
            (new Queue<string>(["/office"]), new HashSet<string> { "/office" }, new Dictionary<string, int>(), new List<Found>());
        while (waiting.TryDequeue(out var url) && pages.Count < MostPages)
        {
            var shape = Shape(url);
            if (shapes.GetValueOrDefault(shape) >= OfEachShape) continue;
            shapes[shape] = shapes.GetValueOrDefault(shape) + 1;
            var request = Load.Get(url, cookie);
            if (line.Ask(request, keep: true) != 200) continue;
            pages.Add(new(shape, request));
            foreach (Match link in Link().Matches(line.Text))
                if (WebUtility.HtmlDecode(link.Groups[1].Value) is var next && seen.Add(next)) waiting.Enqueue(next);
        }
        return pages;
    }

    /// <summary>The address without ids, numbers and what a query says: the names of the query stay.</summary>
    static string Shape(string url)
    {
        var parts = url.Split('?');
        var path = Number().Replace(Id().Replace(parts[0], "{id}"), "{n}");
        return parts.Length == 1 ? path
            : $"{path}?{string.Join('&', parts[1].Split('&').Select(q => q.Split('=')[0]).Order(StringComparer.Ordinal))}";
    }

    [GeneratedRegex("href=\"(/office[^\"#]*)")] private static partial Regex Link();
    [GeneratedRegex("[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")] private static partial Regex Id();
    [GeneratedRegex("(?<=/)[0-9.-]+(?=/|$)")] private static partial Regex Number();
}

using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace Keyaki.Tests.Rules;

/// <summary>Where a town lies, and a place that is tapped, told or written.</summary>
public sealed class PlaceTests
{
    static readonly CityProfile City = KiyoseTests.Load();
    static readonly TownMap Map = City.Files<CityMaps>().Towns ?? throw new InvalidOperationException("Kiyose has a map.");

    static Form Asked(params (string Key, string Text)[] answers) =>
        new([new Question("q", new PlaceKind(), "場所")], answers.ToDictionary(a => "q" + a.Key, a => a.Text))
        { Towns = [.. City.Addresses.Select(a => new Town(a.Postal, a.Town))], Map = Map };

    static Form Posted(Form form, params (string Key, string Text)[] posted) =>
        form.Parse(new FormCollection(posted.ToDictionary(p => "q" + p.Key, p => new StringValues(p.Text))));

    [Fact]
    public void 四十三の町のどれにも点があり_点からその町が分かる()
    {
        Assert.Equal(43, Map.Towns.Count());
        Assert.All(Map.Towns, town => Assert.Equal(town, Map.TownAt(Map.PointOf(town) ?? default)));
    }

    [Theory]
    [InlineData(35.7000, 139.5200)] // 南の市外
    [InlineData(35.7900, 139.6500)] // 東の市外
    [InlineData(0, 0)]
    public void 市の外の点は_どの町でもない(double lat, double lon) => Assert.Null(Map.TownAt(new(lat, lon)));

    [Fact]
    public void 町の区域は市を分け_絵のどこでも_その点にいちばん近い町である()
    {
        static bool Inside(IReadOnlyList<(double X, double Y)> area, double x, double y) =>
            area.Select((a, i) => (a, b: area[(i + 1) % area.Count]))
            .Count(e => e.a.Y > y != e.b.Y > y && x < e.a.X + (y - e.a.Y) / (e.b.Y - e.a.Y) * (e.b.X - e.a.X)) % 2 == 1;
        var seen = 0;
        for (var x = 3.5; x < TownMap.Width; x += 29)
            for (var y = 3.5; y < Map.Height; y += 29)
                if (Map.TownAt(Map.At(x, y)) is { } town)
                {
                    seen++;
                    Assert.Equal(town, Assert.Single(Map.Areas, area => Inside(area.Corners, x, y)).Town);
                }
        Assert.True(seen > 100, $"{seen}");
    }

    [Fact]
    public void 絵の上の所と地上の点は_行き来しても変わらない()
    {
        var (x, y) = Map.On(new(35.785, 139.526));
        var back = Map.At(x, y);
        Assert.Equal((35.785, 139.526), (Math.Round(back.Lat, 6), Math.Round(back.Lon, 6)));
        Assert.InRange(Map.Height, 500, 900);
    }

    [Theory]
    [InlineData(".small", 280)]
    [InlineData(".large", 560)]
    public void 地図を押すと_大きさによらず_その点と町が答えになる(string size, int width)
    {
        var at = Map.PointOf("中里五丁目") ?? default;
        var (x, y) = Map.On(at);
        string Pixel(double of) => Math.Round(of * width / TownMap.Width).ToString(CultureInfo.InvariantCulture);
        var form = Posted(Asked(), (".town", ""), (".address", ""), (size + ".x", Pixel(x)), (size + ".y", Pixel(y)));
        Assert.True(form.Check(), string.Join(' ', form.Errors));
        var place = Assert.IsType<PlaceAnswer>(form.Value("q"));
        Assert.Equal("中里五丁目", place.Town);
        Assert.InRange(place.At?.Lat ?? 0, at.Lat - .0003, at.Lat + .0003);
        Assert.InRange(place.At?.Lon ?? 0, at.Lon - .0003, at.Lon + .0003);
        Assert.All(form.Kept().Keys, key => Assert.DoesNotContain(size, key, StringComparison.Ordinal));
        Assert.True(FormRoutes.OnlySpeaks(new FormCollection(new() { ["row.0.q" + size + ".x"] = "1" })));
        // Outside of the city nothing is chosen, and what was chosen stays.
        Assert.Equal(place, Posted(form, (".town", place.Town), (".lat", Text(place.At?.Lat)), (".lon", Text(place.At?.Lon)),
            (".address", ""), (size + ".x", "0"), (size + ".y", "0")).Value("q"));
    }

    static string Text(double? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    [Fact]
    public void 機器の知らせた点から町が分かり_あとで選んだ町は点を消し_市の外の点は断られる()
    {
        var at = Map.PointOf("下宿三丁目") ?? default;
        var form = Posted(Asked(), (".town", ""), (".lat", Text(at.Lat)), (".lon", Text(at.Lon)), (".address", ""));
        Assert.Equal("下宿三丁目", (form.Value("q") as PlaceAnswer)?.Town);
        form = Posted(form, (".town", "竹丘一丁目"), (".lat", Text(at.Lat)), (".lon", Text(at.Lon)), (".address", "角"));
        Assert.Equal(new PlaceAnswer("竹丘一丁目", null, "角"), form.Value("q"));
        form = Posted(Asked(), (".town", ""), (".lat", "35.0"), (".lon", "135.0"), (".address", "角"));
        Assert.False(form.Check());
        Assert.Contains("市の外", form.ErrorOf("q.town"), StringComparison.Ordinal);
    }

    [Fact]
    public void 地図を使わなくても_町名と目印で答えられ_町名だけでは足りない()
    {
        Assert.True(Asked((".town", "中里五丁目"), (".address", "けやき通りの角")).Check());
        var form = Asked((".town", "中里五丁目"));
        Assert.False(form.Check());
        Assert.Equal("q.address", Assert.Single(form.Errors).Anchor);
        Assert.False(Asked((".town", "ひばりが丘"), (".address", "角")).Check());
        Assert.Empty(Posted(Asked()).Answers);
    }

    [Fact]
    public void 絵には市の形と町の名前と選んだ点があり_どの大きさでも押せる()
    {
        var html = new AngleSharp.Html.Parser.HtmlParser()
            .ParseDocument(Asked((".town", "中里五丁目"), (".lat", "35.79"), (".lon", "139.53")).Show(new HtmlWriter()).ToString());
        Assert.Equal(2, html.QuerySelectorAll("input[type=image][alt]").Length);
        var source = html.QuerySelector("input[type=image]")?.GetAttribute("src") ?? "";
        var svg = System.Text.Encoding.UTF8.GetString(
            Convert.FromBase64String(source[(source.IndexOf(',', StringComparison.Ordinal) + 1)..]));
        Assert.Equal(System.Xml.Linq.XName.Get("svg", "http://www.w3.org/2000/svg"), System.Xml.Linq.XDocument.Parse(svg).Root?.Name);
        foreach (var word in new[] { "中里", "下宿", "translate(", "#ffd43d" }) Assert.Contains(word, svg, StringComparison.Ordinal);
        Assert.True(source.Length < 24_000, $"{source.Length}");
        Assert.Equal(43 + 1, html.QuerySelectorAll("option").Length);
    }
}

using System.Text.Json;

namespace Keyaki.Kernel;

/// <summary>A point on the ground in degrees, north and east.</summary>
public readonly record struct GeoPoint(double Lat, double Lon);

/// <summary>Where a city and its towns lie, and a flat picture of them. There are no boundaries of towns: the area of one is the part of
/// the city that is nearest to its point, which is only about right.</summary>
public sealed class TownMap
{
    /// <summary>The width of the picture and the rim around the city, in units of the picture.</summary>
    public const int Width = 600;
    const double Rim = 8;

    readonly IReadOnlyList<GeoPoint> boundary;
    readonly IReadOnlyList<(string Town, GeoPoint At)> towns;
    readonly double west, north, across, scale;

    /// <param name="boundary">The corners of the city, the last one unlike the first; at least three.</param>
    public TownMap(IReadOnlyList<GeoPoint> boundary, IReadOnlyList<(string Town, GeoPoint At)> towns)
    {
        (this.boundary, this.towns) = (boundary, towns);
        (west, north) = (boundary.Min(p => p.Lon), boundary.Max(p => p.Lat));
        // On the few kilometres of a city a degree of longitude is as long everywhere.
        across = Math.Cos((north + boundary.Min(p => p.Lat)) / 2 * Math.PI / 180);
        scale = (Width - 2 * Rim) / ((boundary.Max(p => p.Lon) - west) * across);
        Height = (int)Math.Ceiling((north - boundary.Min(p => p.Lat)) * scale + 2 * Rim);
        Outline = [.. boundary.Select(On)];
        Areas = [.. towns.Select((town, i) => (town.Town, Nearest(i)))];
    }

    public int Height { get; }

    /// <summary>The corners of the city in the picture.</summary>
    public IReadOnlyList<(double X, double Y)> Outline { get; }

    /// <summary>For each town the part of the picture that is nearest to its point; the outline of the city still cuts it.</summary>
    public IReadOnlyList<(string Town, IReadOnlyList<(double X, double Y)> Corners)> Areas { get; }

    /// <summary>The names of the towns, in the order of the file.</summary>
    public IEnumerable<string> Towns => towns.Select(town => town.Town);

    /// <summary>The point that stands for a town.</summary>
    public GeoPoint? PointOf(string town) => towns.Where(t => t.Town == town).Select(t => (GeoPoint?)t.At).FirstOrDefault();

    /// <summary>The place in the picture.</summary>
    public (double X, double Y) On(GeoPoint at) => (Rim + (at.Lon - west) * across * scale, Rim + (north - at.Lat) * scale);

    /// <summary>The point that a place in the picture shows.</summary>
    public GeoPoint At(double x, double y) => new(north - (y - Rim) / scale, west + (x - Rim) / (across * scale));

    /// <summary>The town whose point is nearest; null outside of the city.</summary>
    public string? TownAt(GeoPoint at)
    {
        if (towns.Count == 0 || !Holds(at)) return null;
        var here = On(at);
        return towns.MinBy(town => Far(On(town.At), here)).Town;
    }

    static double Far((double X, double Y) a, (double X, double Y) b) => (a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y);

    /// <summary>Whether it lies in the city: a line from it to the north meets the boundary an odd number of times.</summary>
    public bool Holds(GeoPoint at)
    {
        var inside = false;
        for (var i = 0; i < boundary.Count; i++)
        {
            var (a, b) = (boundary[i], boundary[(i + 1) % boundary.Count]);
            if (a.Lon > at.Lon != b.Lon > at.Lon && at.Lat < a.Lat + (at.Lon - a.Lon) / (b.Lon - a.Lon) * (b.Lat - a.Lat)) inside = !inside;
        }
        return inside;
    }

    /// <summary>The picture without all that is nearer to another town.</summary>
    List<(double X, double Y)> Nearest(int town)
    {
        List<(double X, double Y)> area = [(0, 0), (Width, 0), (Width, Height), (0, Height)];
        var mine = On(towns[town].At);
        foreach (var other in towns.Where((_, i) => i != town).Select(t => On(t.At)))
            area = Cut(area, corner => Far(corner, other) - Far(corner, mine));
        return area;
    }

    /// <summary>The part of an area on whose side a straight line's measure is not below 0.</summary>
    static List<(double X, double Y)> Cut(List<(double X, double Y)> area, Func<(double X, double Y), double> side)
    {
        var kept = new List<(double X, double Y)>();
        for (var i = 0; i < area.Count; i++)
        {
            var (a, b) = (area[i], area[(i + 1) % area.Count]);
            var (from, to) = (side(a), side(b));
            if (from >= 0) kept.Add(a);
            if (from >= 0 == to >= 0) continue;
            var part = from / (from - to);
            kept.Add((a.X + (b.X - a.X) * part, a.Y + (b.Y - a.Y) * part));
        }
        return kept;
    }
}

/// <summary>The maps of a city; none where it has no such files.</summary>
public sealed record CityMaps(TownMap? Towns)
{
    /// <summary>The boundary and the points of the towns, each with its source and its licence.</summary>
    public static readonly CityFiles Files = new CityFiles<CityMaps>("maps", "*.json", "town-map.json", r =>
        new(r.Files.Select(file => Read(file, r.City)).OfType<TownMap>().FirstOrDefault()));

    static TownMap? Read(CityFile file, CityProfile city)
    {
        if (file.Open("boundary", "towns") is not { } root || Part(root, "boundary", "ring") is not { } outline
            || Part(root, "towns", "points") is not { } listed) return null;
        var (corners, points) = (new List<GeoPoint>(), new List<(string, GeoPoint)>());
        if (outline.Has("ring") && outline.Json.GetProperty("ring") is { ValueKind: JsonValueKind.Array } ring)
            foreach (var (corner, i) in ring.EnumerateArray().Select((corner, i) => (corner, i)))
                if (Corner(corner) is { } point) corners.Add(point);
                else outline.Fault($"ring[{i}]", "東経と北緯の二つの数で書いてください。");
        foreach (var each in listed.List("points"))
        {
            each.Only("town", "lat", "lon");
            var (town, at) = (each.Word("town"), new GeoPoint((double)each.NeededNumber("lat"), (double)each.NeededNumber("lon")));
            if (city.Addresses.All(a => a.Town != town)) each.Fault("town", $"「{town}」という町は、addresses.csv にありません。");
            else if (!InJapan(at)) each.Fault("lat", "日本の北緯と東経を、度で書いてください。");
            else points.Add((town, at));
        }
        if (corners.Count > 1 && corners[0] == corners[^1]) corners.RemoveAt(corners.Count - 1);
        if (corners.Count < 3) outline.Fault("ring", "市の境を、3つ以上の角で書いてください。");
        return corners.Count < 3 ? null : new(corners, points);
    }

    static Section? Part(Section root, string name, string list)
    {
        if (root.Maybe(name) is not { } section)
        {
            root.Fault(name, "書かれていません。");
            return null;
        }
        section.Only("source", "licence", list);
        _ = (section.Word("source"), section.Word("licence"));
        return section;
    }

    static GeoPoint? Corner(JsonElement json) => json.ValueKind == JsonValueKind.Array && json.GetArrayLength() == 2
        && json[0].ValueKind == JsonValueKind.Number && json[1].ValueKind == JsonValueKind.Number
        && new GeoPoint(json[1].GetDouble(), json[0].GetDouble()) is var point && InJapan(point) ? point : null;

    static bool InJapan(GeoPoint at) => at is { Lat: > 20 and < 46, Lon: > 122 and < 154 };
}

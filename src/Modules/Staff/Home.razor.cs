using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Staff;

/// <summary>What waits for this officer, as tiles that the modules bring.</summary>
public partial class Home : View<Home, Home.Face>
{
    public sealed record Face(string Name, string Where, IReadOnlyList<OfficeTile> Tiles);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage("/office", Permission.Officer, Deed.None, Ask);

    static async Task<IResult> Ask(Actor actor, CityDb db, IEnumerable<IOfficeTiles> sources, IStaff staff, CancellationToken ct)
    {
        var tiles = new List<OfficeTile>();
        foreach (var source in sources) tiles.AddRange(await source.Tiles(db, actor, ct));
        var where = actor.Posts.Count > 0 ? string.Join("、", actor.Posts.Select(staff.PostTitle)) : actor.Department is { } d
            ? staff.DepartmentName(d) : "";
        return Show(new(actor.Name, where, tiles));
    }
}

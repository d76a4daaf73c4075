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

    static async Task<IResult> Ask(Look look, IEnumerable<IOfficeTiles> sources, IStaff staff)
    {
        var tiles = new List<OfficeTile>();
        foreach (var source in sources) tiles.AddRange(await source.Tiles(look.Db, look.Actor, look.Stop));
        var where = look.Actor.Posts.Count > 0 ? string.Join("、", look.Actor.Posts.Select(post => staff.PostTitle(post, look.Today)))
            : look.Actor.Department is { } d
            ? staff.DepartmentName(d, look.Today) : "";
        return Show(new(look.Actor.Name, where, tiles));
    }
}

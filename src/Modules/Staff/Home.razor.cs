using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Staff;

/// <summary>今日の仕事: what waits for this officer, then what waits in their departments, the week in figures, and what they looked at
/// last.</summary>
public partial class Home : View<Home, Home.Page>
{
    public sealed record Page(string Name, string Where, IReadOnlyList<OfficeTask> Mine, IReadOnlyList<OfficeTask> Section, DateOnly Today,
        BusinessDays Open, Week Week, IReadOnlyList<SeenFace> Seen);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage("/office", Permission.Officer, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, IStaff staff, Subjects subjects, IEnumerable<IStandIn> rooms)
    {
        var where = look.Actor.Posts.Count > 0 ? string.Join("、", look.Actor.Posts.Select(post => staff.PostTitle(post, look.Today)))
            : look.Actor.Department is { } d ? staff.DepartmentName(d, look.Today) : "";
        return Show(new(look.Actor.Name, where, await TaskLists.Mine(look, rooms), await TaskLists.Section(look), look.Today,
            look.City.Calendar, await Week.Of(look), await SeenLists.Of(look, subjects)));
    }
}

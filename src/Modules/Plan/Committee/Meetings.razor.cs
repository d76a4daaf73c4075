using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>会議と決定 as anybody reads them: the agenda of each meeting, and of its decisions those that the route has decided.</summary>
public sealed partial class Meetings
{
    public const string Url = "/plan/committee";

    public sealed record Row(Meeting Meeting, string Body, IReadOnlyList<AgendaItem> Agenda,
        IReadOnlyList<(Resolution Resolution, string Department)> Decided);
    public sealed record Page(PlanContent Plan, IReadOnlyList<Row> Meetings, IReadOnlyList<WorkingGroup> Groups, DateOnly Today);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, Permission.Public, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, Library library, IStaff staff)
    {
        var plan = (await library.Current(look.Db, look.Stop))?.Content ?? throw new NotHere();
        var groups = await look.Db.Set<WorkingGroup>().AsNoTracking().OrderBy(g => g.OpenedAt).ToListAsync(look.Stop);
        var meetings = await look.Db.Set<Meeting>().AsNoTracking().OrderByDescending(m => m.On).ThenByDescending(m => m.At).Take(50)
            .ToListAsync(look.Stop);
        var ids = meetings.ConvertAll(m => m.Id);
        var agenda = (await look.Db.Set<AgendaItem>().AsNoTracking().Where(a => ids.Contains(a.Meeting)).OrderBy(a => a.Position)
            .ToListAsync(look.Stop)).ToLookup(a => a.Meeting);
        var decided = (await look.Db.Set<Resolution>().AsNoTracking()
            .Where(r => ids.Contains(r.Meeting) && look.Db.Set<Meeting>().Any(m => m.Id == r.Meeting && m.DecidedAt != null))
            .OrderBy(r => r.Position).ToListAsync(look.Stop)).ToLookup(r => r.Meeting);
        return Show(new(plan, [.. meetings.Select(m => new Row(m, m.Group is { } g ? groups.First(x => x.Id == g).Name
            : MeetingSheet.Committee(plan.Book), [.. agenda[m.Id]],
            [.. decided[m.Id].Select(r => (r, staff.DepartmentName(r.Department, look.Today)))]))], groups, look.Today));
    }
}

using Keyaki.Contracts;
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

    static async Task<IResult> Ask(CityDb db, Library library, IStaff staff, TimeProvider clock, CancellationToken ct)
    {
        var plan = (await library.Current(db, ct))?.Content ?? throw new NotHere();
        var groups = await db.Set<WorkingGroup>().AsNoTracking().OrderBy(g => g.OpenedAt).ToListAsync(ct);
        var meetings = await db.Set<Meeting>().AsNoTracking().OrderByDescending(m => m.On).ThenByDescending(m => m.At).Take(50)
            .ToListAsync(ct);
        var ids = meetings.ConvertAll(m => m.Id);
        var agenda = (await db.Set<AgendaItem>().AsNoTracking().Where(a => ids.Contains(a.Meeting)).OrderBy(a => a.Position)
            .ToListAsync(ct)).ToLookup(a => a.Meeting);
        var decided = (await db.Set<Resolution>().AsNoTracking()
            .Where(r => ids.Contains(r.Meeting) && db.Set<Meeting>().Any(m => m.Id == r.Meeting && m.DecidedAt != null))
            .OrderBy(r => r.Position).ToListAsync(ct)).ToLookup(r => r.Meeting);
        return Show(new(plan, [.. meetings.Select(m => new Row(m, m.Group is { } g ? groups.First(x => x.Id == g).Name
            : MeetingSheet.Committee(plan.Book), [.. agenda[m.Id]],
            [.. decided[m.Id].Select(r => (r, staff.DepartmentName(r.Department)))]))], groups, clock.Today()));
    }
}

using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>推進委員会 for officers: what was decided and is still open, the meetings, and the working groups.</summary>
public sealed partial class CommitteeDesk
{
    public const string Url = "/office/plan/committee";

    public sealed record Row(Meeting Meeting, string Body);
    public sealed record Errand(Resolution Resolution, Meeting Meeting, string Department, bool Mine);
    public sealed record Page(IReadOnlyList<Errand> Open, IReadOnlyList<Row> Meetings, IReadOnlyList<WorkingGroup> Groups, Body? Committee,
        string? Lost, bool Writes, DateOnly Today);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, PlanModule.Reporting, Deed.None, Ask);

    /// <summary>Decided, and nobody has said that it is done.</summary>
    internal static IQueryable<Resolution> Waiting(CityDb db) => db.Set<Resolution>().AsNoTracking()
        .Where(r => r.DoneAt == null && db.Set<Meeting>().Any(m => m.Id == r.Meeting && m.DecidedAt != null));

    static async Task<IResult> Ask(Look look, Library library, IStaff staff)
    {
        var book = (await library.Current(look.Db, look.Stop))?.Content.Book ?? throw new NotHere();
        var (groups, mine, all) = (await look.Db.Set<WorkingGroup>().AsNoTracking().OrderBy(g => g.OpenedAt)
            .ToListAsync(look.Stop), look.Departments, look.Actor.Can(PlanModule.Write));
        var meetings = await look.Db.Set<Meeting>().AsNoTracking().OrderByDescending(m => m.On).ThenByDescending(m => m.At).Take(100)
            .ToListAsync(look.Stop);
        var open = await (from r in Waiting(look.Db) where all
            || mine.Contains(r.Department) join m in look.Db.Set<Meeting>() on r.Meeting equals m.Id orderby r.Due,
            r.Id select new { r, m })
            .Take(200).ToListAsync(look.Stop);
        string Name(Guid? group) => group is { } id ? groups.First(g => g.Id == id).Name : MeetingSheet.Committee(book);
        return Show(new([.. open.Select(o =>
            new Errand(o.r, o.m, staff.DepartmentName(o.r.Department, look.Today), mine.Contains(o.r.Department)))
            .OrderByDescending(t => t.Mine)],
            [.. meetings.Select(m => new Row(m, Name(m.Group)))], groups,
            book.Organisation.Bodies.FirstOrDefault(b => b.Code == "committee"), book.Organisation.Lost, all, look.Today));
    }
}

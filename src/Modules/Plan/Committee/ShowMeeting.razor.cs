using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>One meeting for officers: papers, minutes, decisions and where they stand, and its way through the route.</summary>
public sealed partial class ShowMeeting
{
    public sealed record Page(MeetingSheet Sheet, PlanContent Plan, ApprovalFace? Approval, IReadOnlyDictionary<string, string> Departments,
        bool Writes, IReadOnlyCollection<string> Mine, DateOnly Today);

    public static string Url(Guid id) => $"{CommitteeDesk.Url}/meetings/{id}";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(CommitteeDesk.Url + "/meetings/{id:guid}", PlanModule.Reporting, Deed.None, Ask);
        app.MapPage(CommitteeDesk.Url + "/meetings/{id:guid}/papers/{file:guid}", PlanModule.Reporting, Deed.None, Paper);
    }

    static async Task<IResult> Ask(Guid id, CityDb db, Library library, CityProfile city, IApprovals approvals, IStaff staff, Actor actor,
        TimeProvider clock, CancellationToken ct)
    {
        var plan = (await library.Current(db, ct))?.Content ?? throw new NotHere();
        var sheet = await MeetingSheet.Of(db, plan.Book, id, ct);
        return Show(new(sheet, plan, (await approvals.Of(db, Meeting.Kind, id, ct))
            .FirstOrDefault(), sheet.Resolutions.Select(r => r.Department).Distinct().ToDictionary(d => d, staff.DepartmentName),
            actor.Can(PlanModule.Write), city.DepartmentsOf(actor), clock.Today()));
    }

    static async Task<IResult> Paper(Guid id, Guid file, CityDb db, FileStore store, CancellationToken ct)
    {
        var stored = await db.Set<StoredFile>().AsNoTracking()
            .FirstOrDefaultAsync(f => f.Id == file && f.UsedBy == id && db.Set<AgendaItem>().Any(a => a.Meeting == id && a.File == file),
            ct) ?? throw new NotHere();
        return new SentFile(store, stored, kept: false);
    }
}

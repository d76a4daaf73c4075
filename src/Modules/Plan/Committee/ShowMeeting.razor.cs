using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
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

    static async Task<IResult> Ask(Guid id, Look look, Library library, IApprovals approvals, IStaff staff)
    {
        var plan = (await library.Current(look.Db, look.Stop))?.Content ?? throw new NotHere();
        var sheet = await MeetingSheet.Of(look.Db, plan.Book, id, look.Stop);
        return Show(new(sheet, plan, (await approvals.Of(look.Db, Meeting.Kind, id, look.Stop))
            .FirstOrDefault(), sheet.Resolutions.Select(r => r.Department).Distinct()
                .ToDictionary(d => d, code => staff.DepartmentName(code, look.Today)),
            look.Actor.Can(PlanModule.Write), look.Departments, look.Today));
    }

    static async Task<IResult> Paper(Guid id, Guid file, Look look, FileStore store)
    {
        var stored = await look.Find<StoredFile>(f => f.Id == file && f.UsedBy == id && look.Db.Set<AgendaItem>()
            .Any(a => a.Meeting == id && a.File == file));
        return new SentFile(store, stored, kept: false);
    }
}

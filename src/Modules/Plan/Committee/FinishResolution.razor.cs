using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>済んだと報告する: the department that a decision was given to says what it did.</summary>
public sealed partial class FinishResolution
{
    public sealed record Input([Ask("何をしたか", Kind = "longtext", Hint = "職員だけが読みます。", MaxLength = 500)] string Note) : IForm<Input>;
    public sealed record Page(Form Form, Resolution Resolution, string Department);

    static readonly Deed Finished = new("plan.resolution.finished", "会議の決定が済んだと報告した");

    public static string Url(Guid id) => $"{CommitteeDesk.Url}/resolutions/{id}/done";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>(CommitteeDesk.Url + "/resolutions/{id:guid}/done", PlanModule.Reporting, Finished, Ask, Accept);

    static async Task<Resolution> Found(IQueryable<Resolution> all, Guid id, Look look) =>
        await all.FirstOrDefaultAsync(r => r.Id == id, look.Stop) is { } found
            && (look.Actor.Can(PlanModule.Write) || look.Departments.Contains(found.Department)) ? found
                : throw new NotHere();

    static async Task<IResult> Ask(Guid id, Form form, Look look, IStaff staff)
    {
        var found = await Found(look.Db.Set<Resolution>().AsNoTracking(), id, look);
        return Show(new(form, found, staff.DepartmentName(found.Department, look.Today)));
    }

    static async Task<Answer> Accept(Guid id, Input input, Turn turn)
    {
        var found = await Found(turn.Db.Set<Resolution>().AsTracking(), id, turn);
        found.Finish(await turn.Db.Set<Meeting>().FirstAsync(m => m.Id == found.Meeting, turn.Stop), input.Note, turn.Me,
            turn.Now);
        turn.Journal.About("plan.resolution", id);
        return Answer.See(ShowMeeting.Url(found.Meeting));
    }
}

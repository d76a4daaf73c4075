using Keyaki.Contracts;
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

    static async Task<Resolution> Found(IQueryable<Resolution> all, Guid id, CityProfile city, Actor actor, CancellationToken ct) =>
        await all.FirstOrDefaultAsync(r => r.Id == id, ct) is { } found
            && (actor.Can(PlanModule.Write) || city.DepartmentsOf(actor).Contains(found.Department)) ? found : throw new NotHere();

    static async Task<IResult> Ask(Guid id, Form form, CityDb db, CityProfile city, Actor actor, IStaff staff, CancellationToken ct)
    {
        var found = await Found(db.Set<Resolution>().AsNoTracking(), id, city, actor, ct);
        return Show(new(form, found, staff.DepartmentName(found.Department)));
    }

    static async Task<Answer> Accept(Guid id, Input input, CityDb db, CityProfile city, Actor actor, Journal journal, TimeProvider clock,
        CancellationToken ct)
    {
        var found = await Found(db.Set<Resolution>().AsTracking(), id, city, actor, ct);
        found.Finish(await db.Set<Meeting>().FirstAsync(m => m.Id == found.Meeting, ct), input.Note, actor.Account ?? throw new NotHere(),
            clock.GetUtcNow());
        journal.About("plan.resolution", id);
        return Answer.See(ShowMeeting.Url(found.Meeting));
    }
}

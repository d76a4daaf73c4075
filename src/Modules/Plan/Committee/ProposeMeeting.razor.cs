using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>起案: the meeting's business and decisions are put to the city's route.</summary>
public sealed partial class ProposeMeeting
{
    public sealed record Page(Form Form, MeetingSheet Sheet, IReadOnlyList<(string Title, string? Holder)> Route);

    static readonly Deed Proposed = new("plan.meeting.proposed", "会議の決定を決裁に回した");

    public static string Url(Guid id) => $"{ShowMeeting.Url(id)}/propose";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(CommitteeDesk.Url + "/meetings/{id:guid}/propose", PlanModule.Write, Proposed, Build, Ask, Accept).Taking(Takes.Button);

    static Form Build() => new(Array.Empty<Question>());

    static async Task<IResult> Ask(Guid id, Form form, CityDb db, Library library, Running running, IStaff staff, CancellationToken ct)
    {
        var sheet = await MeetingSheet.Of(db, (await library.Current(db, ct))?.Content.Book ?? throw new NotHere(), id, ct);
        var route = new List<(string, string?)>();
        foreach (var post in running.Route) route.Add((staff.PostTitle(post), (await staff.Holder(db, post, ct))?.Name));
        return Show(new(form, sheet, route));
    }

    static async Task<Answer> Accept(Guid id, IFormCollection posted, CityDb db, Library library, Running running, Actor actor,
        IApprovals approvals, Journal journal, TimeProvider clock, CancellationToken ct)
    {
        var meeting = await db.Set<Meeting>().AsTracking().FirstOrDefaultAsync(m => m.Id == id, ct) ?? throw new NotHere();
        meeting.Propose(await db.Set<Resolution>().CountAsync(r => r.Meeting == id, ct), clock.Today());
        if (posted["_version"].ToString() != meeting.Shown) throw new ChangedMeanwhile("会議の内容が変わりました。");
        var bodies = await MeetingSheet.Bodies(db, (await library.Current(db, ct))?.Content.Book ?? throw new NotHere(), ct);
        meeting.Proposed(await approvals.Propose(db,
            new Proposal(Meeting.Kind, id, $"{bodies[meeting.Group ?? Guid.Empty]} {meeting.Title}の議事と決定", "会議の決定",
            actor.Account ?? throw new NotHere(), running.Route, Running.File, ShowMeeting.Url(id)), ct));
        journal.About(Meeting.Kind, id);
        return Answer.See(ShowMeeting.Url(id));
    }
}

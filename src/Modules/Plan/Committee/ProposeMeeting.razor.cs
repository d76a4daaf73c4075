using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
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

    static async Task<IResult> Ask(Guid id, Form form, Look look, Library library, IDelegation table, IStaff staff)
    {
        var sheet = await MeetingSheet.Of(look.Db, (await library.Current(look.Db, look.Stop))?.Content.Book ?? throw new NotHere(), id,
            look.Stop);
        var route = new List<(string, string?)>();
        foreach (var post in table.Route(Running.Decision(look.Actor), look.Today).Steps.Select(s => s.Post))
            route.Add((staff.PostTitle(post, look.Today), (await staff.Holder(look, post))?.Name));
        return Show(new(form, sheet, route));
    }

    static async Task<Answer> Accept(Guid id, Turn turn, Library library, IApprovals approvals)
    {
        var meeting = await turn.Take<Meeting>(m => m.Id == id);
        meeting.Propose(await turn.Db.Set<Resolution>().CountAsync(r => r.Meeting == id, turn.Stop), turn.Today);
        if (!turn.Saw(meeting.Shown)) throw new ChangedMeanwhile("会議の内容が変わりました。");
        var bodies = await MeetingSheet.Bodies(turn.Db, (await library.Current(turn.Db, turn.Stop))?.Content.Book ?? throw new NotHere(),
            turn.Stop);
        meeting.Proposed(await approvals.Propose(turn.Db,
            new Proposal(Meeting.Kind, id, $"{bodies[meeting.Group ?? Guid.Empty]} {meeting.Title}の議事と決定",
            Running.Decision(turn.Actor), turn.Me, ShowMeeting.Url(id)), turn.Stop));
        turn.Journal.About(Meeting.Kind, id);
        return Answer.See(ShowMeeting.Url(id));
    }
}

using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>確定: an open version is put to the committee's decision by somebody who has seen every difference; decided, it is the city's
/// plan.</summary>
public sealed partial class AdoptVersion
{
    public sealed record Input([Ask("違いをすべて確かめましたか")] bool Seen) : IForm<Input>;
    public sealed record Page(Compared Compared, string Changes, Form Form, IReadOnlyList<(string Title, string? Holder)> Route);

    static readonly Deed Proposed = new("plan.version.proposed", "計画の版を決裁に回した");

    public static string Url(int number) => $"/office/plan/versions/{number}/adopt";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/plan/versions/{number:int}/adopt", PlanModule.Write, Proposed, Ask, Accept);

    static async Task<object> Ask(int number, Form form, Look look, Library library, IDelegation table,
        IStaff staff)
    {
        var compared = await Compared.Load(look.Db, library, number, null, open: true, look.Stop);
        if (look.Afresh && !compared.Version.CanChange) return Answer.See(ShowVersion.Url(number));
        var route = new List<(string, string?)>();
        foreach (var post in table.Route(Running.Decision(look.Actor), look.Today).Steps.Select(s => s.Post))
            route.Add((staff.PostTitle(post, look.Today), (await staff.Holder(look, post))?.Name));
        return Show(new(compared, $"{await Made(look, compared.Version)}", form, route));
    }

    internal static Task<int> Made(Look look, PlanVersion version) =>
        look.Db.Set<PlanChange>().CountAsync(c => c.VersionId == version.Id, look.Stop);

    static async Task<Answer> Accept(int number, Input input, Turn turn, Library library, IApprovals approvals)
    {
        var version = await turn.Take<PlanVersion>(v => v.Number == number);
        if (!input.Seen) throw new Rule("seen", "違いをすべて確かめてから、「はい」を選んでください。");
        version.MustBeOpen();
        var made = await Made(turn, version);
        if (!turn.Saw($"{made}")) throw new ChangedMeanwhile("違いが増えています。");
        if (made == 0) throw new Rule("", "まだ何も変えていません。変えるところがないときは、この版を取りやめてください。");
        var plan = await library.Of(turn.Db, version, turn.Stop);
        if (PlanRules.Faults(plan).ToList() is { Count: > 0 } faults)
            throw new Rule("", string.Join(" ", faults.Select(f => $"{f.Path} {f.Message}")));
        var me = turn.Me;
        var title = $"{MeetingSheet.Committee(plan.Book)}の決定：「{version.Name}」を市の計画とする";
        version.Propose(await approvals.Propose(turn.Db,
            new Proposal(VersionPaper.Kind, version.Id, title, Running.Decision(turn.Actor), me, ShowVersion.Url(number)),
            turn.Stop), me);
        turn.Journal.About(VersionPaper.Kind, version.Id).Fact("number", $"{number}").Fact("changes", $"{made}");
        return Answer.See(ShowVersion.Url(number));
    }
}

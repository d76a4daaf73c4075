using Keyaki.Contracts;
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
    public sealed record Shown(Compared Compared, string Changes, Form Form, IReadOnlyList<(string Title, string? Holder)> Route);

    static readonly Deed Proposed = new("plan.version.proposed", "計画の版を決裁に回した");

    public static string Url(int number) => $"/office/plan/versions/{number}/adopt";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/plan/versions/{number:int}/adopt", PlanModule.Write, Proposed, Ask, Accept);

    static async Task<object> Ask(int number, Form form, HttpContext http, CityDb db, Library library, Running running, IStaff staff,
        CancellationToken ct)
    {
        var compared = await Compared.Load(db, library, number, null, open: true, ct);
        if (HttpMethods.IsGet(http.Request.Method) && !compared.Version.CanChange) return Answer.See(ShowVersion.Url(number));
        var route = new List<(string, string?)>();
        foreach (var post in running.Route) route.Add((staff.PostTitle(post), (await staff.Holder(db, post, ct))?.Name));
        return Show(new(compared, $"{await Made(db, compared.Version, ct)}", form, route));
    }

    internal static Task<int> Made(CityDb db, PlanVersion version, CancellationToken ct) =>
        db.Set<PlanChange>().CountAsync(c => c.VersionId == version.Id, ct);

    static async Task<Answer> Accept(int number, Input input, IFormCollection posted, CityDb db, Library library, Running running,
        Actor actor, IApprovals approvals, Journal journal, CancellationToken ct)
    {
        var version = await db.Set<PlanVersion>().AsTracking().FirstOrDefaultAsync(v => v.Number == number, ct) ?? throw new NotHere();
        if (!input.Seen) throw new Rule("seen", "違いをすべて確かめてから、「はい」を選んでください。");
        version.MustBeOpen();
        var made = await Made(db, version, ct);
        if (posted["_version"] != $"{made}") throw new ChangedMeanwhile("違いが増えています。");
        if (made == 0) throw new Rule("", "まだ何も変えていません。変えるところがないときは、この版を取りやめてください。");
        var plan = await library.Of(db, version, ct);
        if (PlanRules.Faults(plan).ToList() is { Count: > 0 } faults)
            throw new Rule("", string.Join(" ", faults.Select(f => $"{f.Path} {f.Message}")));
        var me = actor.Account ?? throw new NotHere();
        var title = $"{MeetingSheet.Committee(plan.Book)}の決定：「{version.Name}」を市の計画とする";
        version.Propose(await approvals.Propose(db,
            new Proposal(VersionPaper.Kind, version.Id, title, "会議の決定", me, running.Route, Running.File, ShowVersion.Url(number)), ct), me);
        journal.About(VersionPaper.Kind, version.Id).Fact("number", $"{number}").Fact("changes", $"{made}");
        return Answer.See(ShowVersion.Url(number));
    }
}

using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Procedures;

/// <summary>起案: what the city should decide, put to the posts of the definition's route.</summary>
public sealed partial class Propose
{
    public sealed record Page(Application Case, Form Form, Definition Definition, IReadOnlyList<(string Title, string? Holder)> Route,
        YearBudget? Budget, LetterDoubts Letter);

    internal static async Task<IResult> Ask(Guid id, Form form, CityDb db, Actor actor, CityProfile city, Catalogue catalogue,
        LetterCheck check, IStaff staff, Journal journal, TimeProvider clock, CancellationToken ct)
    {
        var found = await CaseAccess.Shown(db, id, actor, city, journal, ct);
        var definition = (await catalogue.Pinned(db, found.Definition, ct)).Definition;
        var route = new List<(string, string?)>();
        foreach (var post in definition.Decision.Posts) route.Add((staff.PostTitle(post), (await staff.Holder(db, post, ct))?.Name));
        return Show(new(found, form, definition, route, await YearBudget.For(db, found, definition, clock.GetUtcNow(), ct),
            await check.Look(db, found, actor, ct)));
    }

    public static async Task<Answer> Accept(Guid id, Form form, IFormCollection posted, CityDb db, Actor actor, CityProfile city,
        IStaff staff, IApprovals approvals, Catalogue catalogue, Journal journal, TimeProvider clock, HttpContext http,
        CancellationToken ct)
    {
        var found = await CaseAccess.Change(db, id, actor, city, posted, staff, clock, ct);
        var definition = (await catalogue.Pinned(db, found.Definition, ct)).Definition;
        var (outcome, reason) = DecisionForm.Read(form);
        if (outcome is Outcome.Granted) (await YearBudget.For(db, found, definition, clock.GetUtcNow(), ct))?.Suffices(found.Grant);
        var me = actor.Account ?? throw new NotHere();
        var title = $"{definition.Title.Ja}（受付番号 {found.Number}）の{(outcome is Outcome.Granted ? "交付" : "不交付")}決定";
        var approval = await approvals.Propose(db, new Proposal(Application.Kind, id, title, "専決・課の決裁", me, definition.Decision.Posts,
            definition.Decision.Source(found.Procedure), Links.Case(id)), ct);
        db.Add(found.Propose(outcome, reason, approval, me, clock.NewId(), clock.GetUtcNow()));
        journal.About(Application.Kind, id, found.Account, found.Person).Fact("outcome", outcome.ToString());
        return Answer.See(WorkList.Of(http).Url(Links.Case(id)));
    }
}

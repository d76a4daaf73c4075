using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Procedures;

/// <summary>専決: the officer whose post the definition names decides alone.</summary>
public sealed partial class Decide
{
    public sealed record Page(Application Case, Form Form, Definition Definition, YearBudget? Budget, LetterDoubts Letter);

    internal static async Task<IResult> Ask(Guid id, Form form, CityDb db, Actor actor, CityProfile city, Catalogue catalogue,
        LetterCheck check, Journal journal, TimeProvider clock, CancellationToken ct)
    {
        var found = await CaseAccess.Shown(db, id, actor, city, journal, ct);
        var definition = (await catalogue.Pinned(db, found.Definition, ct)).Definition;
        return Show(new(found, form, definition, await YearBudget.For(db, found, definition, clock.GetUtcNow(), ct),
            await check.Look(db, found, actor, ct)));
    }

    internal static async Task<Answer> Accept(Guid id, Form form, IFormCollection posted, CityDb db, Actor actor, CityProfile city,
        IStaff staff, Catalogue catalogue, Dispatch dispatch, Journal journal, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        var found = await CaseAccess.Change(db, id, actor, city, posted, staff, clock, ct);
        var decision = (await catalogue.Pinned(db, found.Definition, ct)).Definition.Decision;
        if (decision.Kind is not DecisionKind.Officer) throw new Rule("", "この手続は専決では決定できません。決裁に回してください。");
        if (!decision.Posts.Any(post => actor.Post == post || actor.Posts.Contains(post)))
            throw new Rule("", $"決定できるのは「{staff.PostTitle(decision.Posts[0])}」です。");
        await staff.MayDecide(db, decision.Source(found.Procedure), decision.Posts, ct);
        var (outcome, reason) = DecisionForm.Read(form);
        await dispatch.Decide(db, found, outcome, reason, actor.Account ?? throw new NotHere(), null, ct);
        journal.About(Application.Kind, id, found.Account, found.Person).Fact("outcome", outcome.ToString());
        return Answer.See(WorkList.Of(http).Url(Links.Case(id)));
    }
}

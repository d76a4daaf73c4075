using Keyaki.Contracts;
using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Procedures;

/// <summary>専決: the officer whose post the definition names decides alone.</summary>
public sealed partial class Decide
{
    public sealed record Page(Application Case, Form Form, Definition Definition, YearBudget? Budget, LetterDoubts Letter,
        ReadyTexts Ready);

    internal static async Task<IResult> Ask(Guid id, Form form, Look look, Catalogue catalogue, LetterCheck check)
    {
        var found = await CaseAccess.Shown(look, id);
        var definition = (await catalogue.Pinned(look.Db, found.Definition, look.Stop)).Definition;
        return Show(new(found, form, definition, await YearBudget.For(look.Db, found, definition, look.Now, look.Stop),
            await check.Look(look.Db, found, look.Actor, look.Stop), await DecisionForm.Begin(form, found, look, catalogue)));
    }

    internal static async Task<Answer> Accept(Guid id, Form form, Turn turn, IStaff staff, Catalogue catalogue, IDelegation table,
        Dispatch dispatch)
    {
        var found = await CaseAccess.Change(turn, id, staff);
        var decision = (await catalogue.Pinned(turn.Db, found.Definition, turn.Stop)).Definition.Decision;
        if (decision.Kind is not DecisionKind.Officer) throw new Rule("", "この手続は専決では決定できません。決裁に回してください。");
        var route = table.Route(decision.Of(found), turn.Today);
        if (!turn.Actor.Posts.Contains(route.Decider) && turn.Actor.Post != route.Decider)
            throw new Rule("", $"決定できるのは「{staff.PostTitle(route.Decider, turn.Today)}」です。");
        foreach (var agreed in route.Agreed.Append(new(decision.Source(found.Procedure), "", [route.Decider])))
            await staff.MayDecide(turn.Db, agreed.Source, agreed.Posts, turn.Today, turn.Stop);
        var (outcome, reason) = DecisionForm.Read(form);
        await dispatch.Decide(turn.Db, found, outcome, reason, turn.Me, null, turn.Stop);
        turn.Journal.About(found).Fact("outcome", outcome.ToString());
        return Answer.See(WorkList.Of(turn.Query).Url(Links.Case(id)));
    }
}

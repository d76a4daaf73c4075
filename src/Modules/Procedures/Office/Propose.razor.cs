using Keyaki.Contracts;
using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Procedures;

/// <summary>起案: what the city should decide, put to the posts of the definition's route.</summary>
public sealed partial class Propose
{
    public sealed record Page(Application Case, Form Form, Definition Definition, IReadOnlyList<(string Title, string? Holder)> Route,
        YearBudget? Budget, LetterDoubts Letter, ReadyTexts Ready);

    internal static async Task<IResult> Ask(Guid id, Form form, Look look, Catalogue catalogue, LetterCheck check, IStaff staff,
        IDelegation table)
    {
        var found = await CaseAccess.Shown(look, id);
        var definition = (await catalogue.Pinned(look.Db, found.Definition, look.Stop)).Definition;
        var route = new List<(string, string?)>();
        foreach (var post in table.Route(definition.Decision.Of(found), look.Today).Steps.Select(s => s.Post))
            route.Add((staff.PostTitle(post, look.Today), (await staff.Holder(look, post))?.Name));
        return Show(new(found, form, definition, route, await YearBudget.For(look.Db, found, definition, look.Now, look.Stop),
            await check.Look(look.Db, found, look.Actor, look.Stop), await DecisionForm.Begin(form, found, look, catalogue)));
    }

    public static async Task<Answer> Accept(Guid id, Form form, Turn turn, IStaff staff, IApprovals approvals,
        IDelegation table, Catalogue catalogue)
    {
        var found = await CaseAccess.Change(turn, id, staff);
        var definition = (await catalogue.Pinned(turn.Db, found.Definition, turn.Stop)).Definition;
        var (outcome, reason) = DecisionForm.Read(form);
        if (outcome is Outcome.Granted) (await YearBudget.For(turn.Db, found, definition, turn.Now, turn.Stop))?.Suffices(found.Grant);
        var me = turn.Me;
        var title = $"{definition.Title.Ja}（受付番号 {found.Number}）の{(outcome is Outcome.Granted ? "交付" : "不交付")}決定";
        var matter = definition.Decision.Of(found);
        await staff.MayDecide(turn.Db, definition.Decision.Source(found.Procedure),
            [.. table.Route(matter, turn.Today).Steps.Select(s => s.Post)], turn.Today, turn.Stop);
        var approval = await approvals.Propose(turn.Db, new Proposal(Application.Kind, id, title, matter, me, Links.Case(id)), turn.Stop);
        turn.Db.Add(found.Propose(outcome, reason, approval, me, turn.NewId(), turn.Now));
        turn.Journal.About(found).Fact("outcome", outcome.ToString());
        return Answer.See(WorkList.Of(turn.Query).Url(Links.Case(id)));
    }
}

using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>決裁に回す: whom the table of powers names is shown before it leaves.</summary>
public sealed partial class ProposeDraft
{
    public sealed record Page(Form Form, Draft Draft, RouteFace? Route, IReadOnlyList<(string Title, string? Holder)> Steps, string? Why);

    static readonly Deed Proposed = new("drafting.proposed", "起案を決裁に回した");

    public static string Url(Guid id) => $"{ShowDraft.Url(id)}/propose";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(MyDrafts.Url + "/{id:guid}/propose", DraftingModule.Write, Proposed, Build, Ask, Accept).Taking(Takes.Button);

    static Form Build() => new(Array.Empty<Question>());

    static async Task<IResult> Ask(Guid id, Form form, Look look, IDelegation delegation, IStaff staff)
    {
        var draft = await look.Find(Drafts.Visible(look).AsNoTracking().Where(d => d.Id == id));
        if (draft.Stage is not Stage.Writing) return Show(new(form, draft, null, [], draft.Shut));
        try
        {
            var route = delegation.Route(draft.Matter(), look.Today);
            var steps = new List<(string, string?)>();
            foreach (var step in route.Steps)
                steps.Add(($"{Sheet.Asked(step.Kind)}　{staff.PostTitle(step.Post, look.Today)}", (await staff.Holder(look,
                    step.Post))?.Name));
            return Show(new(form, draft, route, steps, null));
        }
        catch (Rule rule) { return Show(new(form, draft, null, [], rule.Message)); }
    }

    internal static async Task<Answer> Accept(Guid id, Turn turn, IApprovals approvals)
    {
        var draft = await turn.Take(Drafts.Visible(turn).Where(d => d.Id == id));
        draft.Propose(await turn.Db.Set<DraftFile>().CountAsync(f => f.Draft == id, turn.Stop),
            await turn.Db.Set<Addressee>().CountAsync(a => a.Draft == id, turn.Stop));
        if (!turn.Saw(draft.Version)) throw new ChangedMeanwhile("起案の内容が変わりました。");
        draft.Proposed(await approvals.Propose(turn.Db, new(Draft.Kind, id, draft.Subject, draft.Matter(), turn.Me, ShowDraft.Url(id))
        {
            Concur = draft.Cover.Concur, Inform = draft.Cover.Inform, WithPaper = draft.WithPaper,
            Earlier = draft.Origin is Origin.Redraft ? draft.Earlier : null,
        }, turn.Stop));
        await turn.Db.Set<Typed>().Where(t => t.Draft == id).ExecuteDeleteAsync(turn.Stop);
        turn.Journal.About(Draft.Kind, id).Fact("revision", draft.Revision);
        return Answer.See(ShowDraft.Url(id));
    }
}

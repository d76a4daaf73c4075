using System.Text.Json;
using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>起案を書く: cover, body, files and addressees on one page. What is typed is kept on the way; who saves second sees both.</summary>
public sealed partial class WriteDraft
{
    /// <summary>Restored: when it was typed, and by whom the draft was saved since. Other: what is saved now, beside what was
    /// typed.</summary>
    public sealed record Page(Form Form, Draft Draft, DateTimeOffset? Restored, BodyVersion? Other, string? OtherBy);

    static readonly Deed Written = new("drafting.written", "起案を書いた"), Kept = new("drafting.kept", "書きかけの起案を預けた");

    public static string Url(Guid id) => $"{ShowDraft.Url(id)}/edit";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm(MyDrafts.Url + "/{id:guid}/edit", DraftingModule.Write, Written, Build, Ask, Accept).Taking(Takes.Attachments);
        app.MapAct(MyDrafts.Url + "/{id:guid}/keep", DraftingModule.Write, Kept, Keep).Taking(Takes.Form);
    }

    static async Task<Form> Build(Guid id, Look look, IDelegation delegation, IStaff staff, IDocuments documents)
    {
        var draft = await look.Find(Drafts.Visible(look).AsNoTracking().Where(d => d.Id == id));
        var typed = look.Afresh ? await Unsaved(look, id) : null;
        var answers = typed is null ? await DraftForm.Answers(draft, look)
            : JsonSerializer.Deserialize<Dictionary<string, string>>(typed.Answers) ?? [];
        return DraftForm.Of(draft, answers, look, delegation, staff,
            await documents.RecordFiles(look.Db, FiscalYear.Of(look.Today), [draft.Department], look.Stop));
    }

    static Task<Typed?> Unsaved(Look look, Guid id)
    {
        var me = look.Me;
        return look.Db.Set<Typed>().AsNoTracking().FirstOrDefaultAsync(t => t.Draft == id && t.By == me, look.Stop);
    }

    static async Task<IResult> Ask(Guid id, Form form, Look look, IStaff staff, IDocuments documents)
    {
        var draft = await look.Find(Drafts.Visible(look).AsNoTracking().Where(d => d.Id == id));
        var newest = await look.Db.Set<BodyVersion>().AsNoTracking().Where(b => b.Draft == id).OrderByDescending(b => b.Number)
            .FirstOrDefaultAsync(look.Stop);
        var typed = look.Afresh ? await Unsaved(look, id) : null;
        var other = (!look.Afresh || typed is not null && typed.On != draft.Version) && newest is not null && newest.By != look.Me
            && newest.Text != form["body"] ? newest : null;
        return Show(new(await DraftForm.Offered(form, look, documents), draft, typed?.At, other,
            other is null ? null : (await staff.Faces(look, [other.By])).NameOf(other.By)));
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn, IStaff staff, IDocuments documents)
    {
        var draft = await turn.Take(Drafts.Visible(turn).Where(d => d.Id == id));
        if (!turn.Saw(draft.Version)) throw new ChangedMeanwhile(await What(draft, turn, staff));
        if (draft.Write(DraftForm.Cover(form), Marked.Clean(form.Value("body") as string))) StartDraft.Add(draft, turn);
        await DraftForm.Keep(draft, form, turn, documents);
        var me = turn.Me;
        await turn.Db.Set<Typed>().Where(t => t.Draft == id && t.By == me).ExecuteDeleteAsync(turn.Stop);
        turn.Journal.About(Draft.Kind, id).Fact("body", draft.BodyNumber);
        return Answer.See(ShowDraft.Url(id));
    }

    static async Task<string> What(Draft draft, Turn turn, IStaff staff)
    {
        if (draft.Stage is not Stage.Writing) return $"この起案は「{draft.Words}」になりました。";
        var last = await turn.Db.Set<BodyVersion>().Where(b => b.Draft == draft.Id).OrderByDescending(b => b.Number).Select(b => b.By)
            .FirstOrDefaultAsync(turn.Stop);
        return $"{(await staff.Faces(turn, [last])).NameOf(last)}さんが先に保存しました。今の件名は「{draft.Subject}」です。本文の違いは下に出ています。";
    }

    /// <summary>What is typed so far, each person's own; nothing of the draft changes by it.</summary>
    static async Task<Answer> Keep(Guid id, Turn turn)
    {
        var draft = await turn.Find(Drafts.Visible(turn).AsNoTracking().Where(d => d.Id == id));
        if (draft.Stage is not Stage.Writing) throw new Rule("", draft.Shut ?? "");
        var answers = turn.Posted.Where(p => !p.Key.StartsWith('_')).ToDictionary(p => p.Key, p => string.Join('\n', p.Value.ToArray()));
        turn.Db.AppendOrRenew(new Typed
        {
            Draft = id, By = turn.Me, On = long.TryParse(turn.Posted[Turn.Version], out var on) ? on : draft.Version,
            Answers = JsonSerializer.Serialize(answers), At = turn.Now,
        });
        turn.Journal.Nothing();
        return Answer.Done;
    }
}

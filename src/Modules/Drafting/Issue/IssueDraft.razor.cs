using Keyaki.Contracts.Documents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>施行と完結: to whom the decided paper goes, how, and the proof of each; then nothing is left to be done.</summary>
public sealed partial class IssueDraft
{
    public sealed record Page(Sheet Sheet, SealUse? Seal, bool SealNeeded, bool MaySend, bool Posts);

    static readonly Deed Completed = new("drafting.completed", "起案を完結にした"), Labels = Deed.Look("drafting.labels", "宛名や施行文書を開いた");

    public static string Url(Guid id) => $"{ShowDraft.Url(id)}/issue";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(MyDrafts.Url + "/{id:guid}/issue", DraftingModule.Write, Deed.None, Ask);
        app.MapPage(MyDrafts.Url + "/{id:guid}/labels.pdf", DraftingModule.Write, Labels, Print);
        app.MapPage(MyDrafts.Url + "/{id:guid}/letters/{to:guid}", DraftingModule.Write, Labels, Open);
        app.MapAct(MyDrafts.Url + "/{id:guid}/complete", DraftingModule.Write, Completed, Complete);
    }

    internal static string Letter(Addressee to) => $"{ShowDraft.Url(to.Draft)}/letters/{to.Id}";

    static async Task<IResult> Open(Guid id, Guid to, Look look, FileStore store)
    {
        var draft = await look.Find(Drafts.Visible(look).AsNoTracking().Where(d => d.Id == id));
        var addressee = await look.Find<Addressee>(a => a.Id == to && a.Draft == draft.Id);
        return new SentFile(store, await look.Find<StoredFile>(f => f.Id == addressee.Paper), kept: false);
    }

    static async Task<IResult> Ask(Guid id, Look look)
    {
        var draft = await look.Find(Drafts.Visible(look).AsNoTracking().Where(d => d.Id == id));
        var sheet = await Sheet.Of(draft, look.Db, look.Stop);
        var seal = await SealUse.Of(draft, look);
        var waits = draft.Sealed && seal is not { Agreed: true };
        return Show(new(sheet, seal, waits, draft.Stage is Stage.Decided && !waits, sheet.Addressees.Any(a => a.Address is not null)));
    }

    static async Task<IResult> Print(Guid id, Look look, PaperFonts fonts)
    {
        var draft = await look.Find(Drafts.Visible(look).AsNoTracking().Where(d => d.Id == id));
        var sheet = await Sheet.Of(draft, look.Db, look.Stop);
        look.Journal.About(Draft.Kind, id);
        return Results.File(AddressSheet.Of(draft, sheet.Addressees).Print(fonts).Pdf, "application/pdf");
    }

    internal static async Task<Answer> Complete(Guid id, Turn turn, IDocuments documents)
    {
        var draft = await turn.Take(Drafts.Visible(turn).Where(d => d.Id == id));
        if (await turn.Db.Set<Addressee>().AnyAsync(a => a.Draft == id && a.Way == Way.Mail && a.MailedAt == null, turn.Stop))
            throw new Rule("", "まだ出ていないメールがあります。出たことがこの画面に出てから、完結にしてください。");
        draft.Complete(turn.Now);
        await documents.Complete(turn.Db, draft.Document ?? throw new NotHere(), turn.Today, turn.Stop);
        turn.Journal.About(Draft.Kind, id);
        return Answer.See(ShowDraft.Url(id));
    }
}

using Keyaki.Contracts;
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

    static readonly Deed Completed = new("drafting.completed", "起案を完結にした"), Labels = Deed.Look("drafting.labels", "宛名を印刷した");

    public static string Url(Guid id) => $"{ShowDraft.Url(id)}/issue";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(MyDrafts.Url + "/{id:guid}/issue", DraftingModule.Write, Deed.None, Ask);
        app.MapPage(MyDrafts.Url + "/{id:guid}/labels.pdf", DraftingModule.Write, Labels, Print);
        app.MapAct(MyDrafts.Url + "/{id:guid}/complete", DraftingModule.Write, Completed, Complete);
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
        draft.Complete(turn.Now);
        await documents.Complete(turn.Db, draft.Document ?? throw new NotHere(), turn.Today, turn.Stop);
        turn.Journal.About(Draft.Kind, id);
        return Answer.See(ShowDraft.Url(id));
    }
}

using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Procedures;

/// <summary>The builder's table of contents: its powers, its pages, its journal texts.</summary>
static class Workbench
{
    public static readonly Deed Started = new("procedures.draft", "手続の案を作り始めた", "あたらしい てつづきを つくりはじめた",
        "began to draft a service");
    public static readonly Deed Changed = new("procedures.draft.change", "手続の案を変えた", "てつづきを かえた",
        "changed the draft of a service");
    public static readonly Deed Asked = new("procedures.publish", "手続の公開を申し出た", "てつづきを 見せたいと 言った",
        "asked to publish a service");
    public static readonly Deed Looked = Deed.Look("procedures.draft.preview", "手続の案を試した", "てつづきを ためした",
        "tried the draft of a service");
    public static readonly Deed Thrown = new("procedures.draft.discard", "手続の案を捨てた", "てつづきを すてた",
        "threw the draft of a service away");

    public static readonly Permission Build = DraftedProcedures.Build;
    public static readonly IReadOnlyList<Permission> Permissions = [Build, DraftedProcedures.Publish];
    public static readonly MenuItem Menu = new("手続を作る", DraftedProcedures.Path, Build, MenuGroup.City);

    public static void Map(IEndpointRouteBuilder app)
    {
        const string List = DraftedProcedures.Path, One = List + "/{id}";
        app.MapPage(List, Build, Deed.None, ListProcedures.Ask);
        app.MapForm(List + "/new", Build, Started, NewProcedure.Build, NewProcedure.Ask, NewProcedure.Accept).Taking(NewProcedure.Room);
        app.MapAct(List + "/next/{code}", Build, Started, ListProcedures.Next);
        app.MapPage(List + "/versions/{hash}", Build, Deed.None, ListProcedures.File);
        app.MapPage(One, Build, Deed.None, ShowDraft.Ask);
        app.MapPage(One + "/file", Build, Deed.None, ShowDraft.File);
        app.MapAct(One + "/discard", Build, Thrown, ShowDraft.Discard);
        app.MapForm(One + "/publish", Build, Asked, AskPublish.Build, AskPublish.Ask, AskPublish.Accept);
        app.MapForm(One + "/questions", Build, Changed, ListQuestions.Build, ListQuestions.Ask, ListQuestions.Accept);
        app.MapAct(One + "/order", Build, Changed, ListQuestions.Order);
        app.MapPage(One + "/preview", Build, Deed.None, Preview.Ask);
        Preview.Map(app, One + "/preview/{page:int}");
        app.MapForm(One + "/{part}", Build, Changed, EditPart.Build, EditPart.Ask, EditPart.Accept);
        app.MapForm(One + "/{part}/{at}", Build, Changed, EditPart.Build, EditPart.Ask, EditPart.Accept);
    }

    /// <summary>The draft of that number with its sheet.</summary>
    public static async Task<(DraftedFile File, Sheet Sheet)> Open(Guid id, Look look, DraftedProcedures room)
    {
        var file = await look.Find(room.Visible(look).AsNoTracking().Where(f => f.Id == id));
        return (file, Sheet.Of(file.Json));
    }

    /// <summary>Keeps the sheet as it is now.</summary>
    public static void Keep(Turn turn, DraftedFile file, Sheet sheet, string part) =>
        Drafted.Keep(turn, file, part, sheet.Code, sheet.Title, sheet.Json);
}

using Keyaki.Contracts;
using Keyaki.Contracts.Residents;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>開示用の写し: how far it is, what it covers, and the file that is given out once a second person has agreed.</summary>
public sealed partial class ShowCopy
{
    static readonly Deed Submitted = new("documents.copy-submitted", "開示用の写しを確認に回した", "写しを ほかの 人に 見て もらう ことに した",
            "put a copy for disclosure to the check"),
        Given = Deed.Look("documents.copy-file", "開示用の写しを取り出した", "見せる ための 写しを とりだした", "took a copy for disclosure out");

    public sealed record Page(
        Document Document,
        DisclosedCopy Copy,
        CopyStage Stage,
        CopyCheck? Last,
        StoredFile? Source,
        string Name,
        IReadOnlyList<CopyMark> Marks,
        IReadOnlyList<Hold> Holds,
        string By,
        string? Checked,
        bool Mine,
        bool AddsHold);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Copies.Route, DocumentsModule.Disclose, Copies.Looked, Ask);
        app.MapPage(Copies.Route + "/covered", DocumentsModule.Disclose, Copies.Looked, ListCovered.Ask);
        app.MapPage(Copies.Route + "/result/{page:int}", DocumentsModule.Disclose, Copies.Looked, Picture);
        app.MapPage(Copies.Route + "/file", DocumentsModule.Disclose, Given, File);
        app.MapAct(Copies.Route + "/submit", DocumentsModule.Disclose, Submitted, Submit);
        app.MapAct(Copies.Route + "/end", DocumentsModule.Disclose, Copies.Ended, End);
        app.MapSecond<CopyCheck>(CheckCopy.Path + "/{act:guid}", CheckCopy.Path + "/{act:guid}/take-back", DocumentsModule.Disclose,
            CheckCopy.Checked, CheckCopy.TakenBack, Copies.Looked);
    }

    static async Task<IResult> Ask(Guid copy, Look look, IRegister register, IStaff staff)
    {
        var (document, mine, last) = await Copies.Find(copy, look, register);
        var faces = await staff.Faces(look, [.. new[] { mine.By, last?.CheckedBy }.OfType<Guid>()]);
        var holds = await look.Db.Set<Hold>().Where(h => h.DocumentId == document.Id && h.Kind == HoldKind.DisclosureRequest
            && h.EndedOn == null).ToListAsync(look.Stop);
        if (mine.Stage(last) is CopyStage.Making) look.RenewIn(3);
        return Show(new(document, mine, mine.Stage(last), last, await Copies.Source(look.Db, mine, look.Stop), NameOf(document),
            await Copies.Marks(look.Db, copy, look.Stop), holds, faces.NameOf(mine.By),
            last?.CheckedBy is { } by ? faces.NameOf(by) : null, last?.By == look.Me, look.Actor.Can(DocumentsModule.Dispose)));
    }

    /// <summary>The name says the number of the record and nothing of what it is about.</summary>
    internal static string NameOf(Document document) => $"開示用の写し（{document.Number}）.pdf";

    /// <summary>A page of what was made, as the second person looks at it.</summary>
    static async Task<IResult> Picture(Guid copy, int page, Look look, IRegister register, FilePages pages)
    {
        var made = await Made(copy, look, register, final: false);
        return Results.Bytes(await pages.Picture(made, page, look.Stop) ?? throw new NotHere(), "image/png");
    }

    static async Task<IResult> File(Guid copy, Look look, IRegister register, FileStore files) =>
        new SentFile(files, await Made(copy, look, register, final: true), kept: true);

    static async Task<StoredFile> Made(Guid copy, Look look, IRegister register, bool final)
    {
        var (_, mine, last) = await Copies.Find(copy, look, register);
        return (mine.Stage(last) is CopyStage.Final || !final && mine.Stage(last) is CopyStage.Waiting) && last?.File is { } file
            ? await look.Find<StoredFile>(f => f.Id == file) : throw new NotHere();
    }

    static async Task<Answer> Submit(Guid copy, Turn turn, Outbox outbox)
    {
        var (document, mine, last) = await Copies.Take(copy, turn);
        mine.Change(last);
        if (!await turn.Db.Set<CopyMark>().AnyAsync(m => m.CopyId == copy, turn.Stop))
            throw new Rule("", "隠すところがまだありません。ページを開いて、隠すところを選んでください。");
        await Copies.Release(turn.Db, copy, all: false, turn.Stop);
        mine.Submit();
        var check = new CopyCheck
        {
            Id = turn.NewId(), CopyId = copy, DocumentId = document.Id, Department = document.Department, By = turn.Me, At = turn.Now,
        };
        turn.Db.Add(check);
        PaintCopy.Order(outbox, turn.Db, check.Id);
        return Answer.See(Copies.Url(mine));
    }

    static async Task<Answer> End(Guid copy, Turn turn)
    {
        var (document, mine, last) = await Copies.Take(copy, turn);
        mine.Change(last);
        await Copies.End(turn.Db, mine, "作成をやめました。", turn.Now, turn.Stop);
        return Answer.See(Links.Document(document.Id));
    }
}

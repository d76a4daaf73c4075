using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>起案を見る: cover, body, files, where it stands, and what can be done with it now.</summary>
public sealed partial class ShowDraft
{
    public sealed record Page(Sheet Sheet, IReadOnlyList<ApprovalFace> Proposals, bool Mine, string Drafter, SealUse? Seal,
        IReadOnlyList<(string Words, Draft Draft)> Links, Received? Received);

    static readonly Deed Looked = Deed.Look("drafting.look", "起案を見た"), Opened = Deed.Look("drafting.file", "起案の添付ファイルを開いた");

    public static string Url(Guid id) => $"{MyDrafts.Url}/{id}";
    public static string FileUrl(Guid draft, Guid file) => $"{Url(draft)}/files/{file:N}";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(MyDrafts.Url + "/{id:guid}", Permission.Officer, Looked, Ask);
        app.MapPage(MyDrafts.Url + "/{id:guid}/files/{file:guid}", Permission.Officer, Opened, OpenFile);
        app.MapPage(MyDrafts.Url + "/{id:guid}/draft.pdf", Permission.Officer, Opened, Paper);
    }

    static async Task<IResult> Ask(Guid id, Look look, IApprovals approvals, IDelegation delegation, IStaff staff)
    {
        var draft = await Drafts.Read(id, look, approvals);
        var act = delegation.Acts(look.Today).FirstOrDefault(a => a.Code == draft.Act)?.Title;
        var sheet = await Sheet.Of(draft, look.Db, look.Stop, look.City, act);
        var others = await look.Db.Set<Draft>().AsNoTracking().Where(d => d.Id == draft.Earlier || d.Earlier == id).ToListAsync(look.Stop);
        var seal = await look.Db.Set<SealUse>().AsNoTracking().Where(s => s.Draft == id).OrderByDescending(s => s.At)
            .FirstOrDefaultAsync(look.Stop);
        return Show(new(sheet, await approvals.Of(look.Db, Draft.Kind, id, look.Stop),
            look.Actor.Can(DraftingModule.Write) && (draft.By == look.Me || look.Departments.Contains(draft.Department)),
            (await staff.Faces(look, [draft.By])).NameOf(draft.By), seal,
            [.. others.Select(o => (o.Id == draft.Earlier ? draft.Origin is Origin.Redraft ? "再起案のもと" : "写しのもと"
                : o.Origin is Origin.Redraft ? "再起案したもの" : "写して作ったもの", o))],
            draft.Received is { } r ? await look.Db.Set<Received>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == r, look.Stop) : null));
    }

    static async Task<IResult> OpenFile(Guid id, Guid file, Look look, IApprovals approvals, FileStore store)
    {
        await Drafts.Read(id, look, approvals);
        return new SentFile(store, await look.Find<StoredFile>(f => f.Id == file && look.Db.Set<DraftFile>()
            .Any(d => d.Draft == id && d.File == file)), kept: false);
    }

    static async Task<IResult> Paper(Guid id, Look look, IApprovals approvals, PaperFonts fonts)
    {
        var draft = await Drafts.Read(id, look, approvals);
        var sheet = await Sheet.Of(draft, look.Db, look.Stop);
        return Results.File(Letter.Of(sheet, null, look.City, draft.DecidedAt?.Day() ?? look.Today).Print(fonts).Pdf, "application/pdf");
    }
}

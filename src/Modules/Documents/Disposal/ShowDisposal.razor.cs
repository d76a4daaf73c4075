using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>満了一覧を見直す: the department says of each record what is to become of it; the records section selects and proposes.</summary>
public sealed partial class ShowDisposal
{
    const int Most = 50;
    static readonly Deed Looked = Deed.Look("documents.disposal", "満了一覧を見た", "ふるい 紙の 表を 見た", "looked at a list of expiring documents"),
        Chosen = new("documents.disposal-usual", "残りを分類のとおりにした", "のこりを きまりの とおりに した", "left the rest to their classes"),
        Reviewed = new("documents.disposal-reviewed", "満了一覧の見直しを終えた", "ふるい 紙を 見なおした", "reviewed a list of expiring documents"),
        Proposed = new("documents.disposal-proposed", "満了一覧を決裁に回した", "ふるい 紙の ことを 上の 人に きいた", "proposed what becomes of them");
    static readonly Order<DisposalItem, Row> ById = new Order<DisposalItem, Row>().Up(i => i.Id, r => r.Item.Id);

    public sealed record Row(DisposalItem Item, Document Document) { public Kept Kept { get; init; } }
    public sealed record Page(DisposalList List, string Department, Slice<Row> Items, int Open, bool Selects, string? Run)
    {
        /// <summary>It waits for a decision that nobody has before them: it came from another city without its route.</summary>
        public bool Adrift { get; init; }
    }


    public static string UrlOf(Guid id) => $"{ListDisposals.Url}/{id}";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(ListDisposals.Url + "/{id:guid}", DocumentsModule.Keep, Looked, Ask);
        app.MapAct(ListDisposals.Url + "/{id:guid}/usual", DocumentsModule.Keep, Chosen, Usual);
        app.MapAct(ListDisposals.Url + "/{id:guid}/review", DocumentsModule.Keep, Reviewed, Review);
        app.MapAct(ListDisposals.Url + "/{id:guid}/propose", DocumentsModule.Dispose, Proposed, Propose);
    }

    static async Task<IResult> Ask(Guid id, Look look, IStaff staff, CarryOut work, IApprovals approvals, string? at = null)
    {
        var list = await look.Find(ListDisposals.Visible(look).AsNoTracking().Where(l => l.Id == id));
        var items = await ById.Slice(look.Db.Set<DisposalItem>().AsNoTracking().Where(i => i.ListId == id), at, Most, rows =>
            rows.Join(look.Db.Set<Document>(), i => i.DocumentId, d => d.Id, (i, d) => new Row(i, d)).ToListAsync(look.Stop));
        var kept = await Keeping.Of(look.Db, [.. items.Rows.Select(r => r.Document)], look.Stop);
        look.Journal.About(DisposalList.Kind, id, [.. items.Rows.Select(r => r.Document.Person)]);
        var key = id.ToString();
        var run = await look.Db.Set<Run>().Where(r => r.Kind == work.Kind && r.Key == key).Select(r => (Guid?)r.Id)
            .FirstOrDefaultAsync(look.Stop);
        return Show(new(list, staff.DepartmentName(list.Department, look.Today), items.Map(r => r with { Kept = kept[r.Document.Id] }),
            await Open(look, id).CountAsync(look.Stop), look.Actor.Can(DocumentsModule.Dispose), run is { } r ? ShowRun.Url(r) : null)
        { Adrift = await Adrift(list, look, approvals) });
    }

    static async Task<bool> Adrift(DisposalList list, Look look, IApprovals approvals) => list.Stage is DisposalStage.Decision
        && !(await approvals.Of(look.Db, DisposalList.Kind, list.Id, look.Stop)).Any(a => a.State is ApprovalState.InReview);

    static IQueryable<DisposalItem> Open(Look look, Guid id) => look.Db.Set<DisposalItem>().Where(i => i.ListId == id && i.Fate == null);

    static async Task<Answer> Usual(Guid id, Turn turn)
    {
        var list = await Take(id, turn);
        if (!list.TakesChoices) throw new Rule("", "この一覧は、もう決裁に回っています。");
        foreach (var (item, document) in (await Open(turn, id).AsTracking().Join(turn.Db.Set<Document>(), i => i.DocumentId, d => d.Id,
            (i, d) => new { i, d.AtExpiry }).ToListAsync(turn.Stop)).Select(x => (x.i, x.AtExpiry)))
            item.Choose(document is AtExpiry.Destroy ? Fate.Destroy : Fate.Transfer, document, null, null, turn.Me);
        return Answer.See(UrlOf(id));
    }

    static async Task<Answer> Review(Guid id, Turn turn)
    {
        (await Take(id, turn)).Review(await Open(turn, id).CountAsync(turn.Stop), turn.Me, turn.Now);
        return Answer.See(UrlOf(id));
    }

    static async Task<Answer> Propose(Guid id, Turn turn, IApprovals approvals, IStaff staff)
    {
        var list = await Take(id, turn);
        if (await Adrift(list, turn, approvals)) list.Return();
        list.Propose(turn.Me, turn.Now);
        var title = $"{new FiscalYear(list.FiscalYear)}に満了する文書の廃棄等（{staff.DepartmentName(list.Department, turn.Today)}）";
        var section = turn.City.Files<RecordClasses>().OfDisposal(turn.Today)
            ?? throw new Rule("", "廃棄の証明書を綴る文書分類が、市のファイルにありません。");
        await approvals.Propose(turn.Db, new(DisposalList.Kind, id, title, new Matter("disposal", section.Department), turn.Me, UrlOf(id)),
            turn.Stop);
        return Answer.See(UrlOf(id));
    }

    static async Task<DisposalList> Take(Guid id, Turn turn)
    {
        turn.Journal.About(DisposalList.Kind, id);
        return await turn.Take(ListDisposals.Visible(turn).Where(l => l.Id == id));
    }
}

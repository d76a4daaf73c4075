using System.Globalization;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>保存満了: the lists of what expires, where each stands; the records section makes those of a year.</summary>
public sealed partial class ListDisposals
{
    public const string Url = "/office/disposal";
    const int Most = 50;
    static readonly Deed Looked = Deed.Look("documents.disposals", "保存満了の一覧を見た", "ふるい 紙の 表を 見た",
        "looked at the lists of expiring documents");
    static readonly Deed Made = new("documents.expiry", "保存満了の一覧を作った", "ふるい 紙の 表を つくった", "made the lists of expiring documents");
    static readonly Order<DisposalList, DisposalList> Newest = new Order<DisposalList, DisposalList>()
        .Down(l => l.FiscalYear, l => l.FiscalYear).Up(l => l.Department, l => l.Department).Down(l => l.Id, l => l.Id);

    public sealed record Row(DisposalList List, string Department, int Count);
    public sealed record Page(Slice<Row> Lists, IReadOnlyList<FiscalYear> Years);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Url, DocumentsModule.Keep, Looked, Ask);
        app.MapAct(Url + "/{year:int}/make", DocumentsModule.Dispose, Made, Make);
    }

    /// <summary>Those of the officer's departments; all for the records section.</summary>
    internal static IQueryable<DisposalList> Visible(Look look) => look.Actor.Can(DocumentsModule.Dispose) ? look.Db.Set<DisposalList>()
        : look.Db.Set<DisposalList>().Where(l => look.Departments.Contains(l.Department));

    static async Task<IResult> Ask(Look look, IStaff staff, string? at = null)
    {
        var lists = await Newest.Slice(Visible(look).AsNoTracking(), at, Most, rows => rows.ToListAsync(look.Stop));
        var ids = lists.Rows.Select(l => l.Id).ToList();
        var counts = await look.Db.Set<DisposalItem>().Where(i => ids.Contains(i.ListId)).GroupBy(i => i.ListId)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, look.Stop);
        var year = FiscalYear.Of(look.Today);
        return Show(new(lists.Map(l => new Row(l, staff.DepartmentName(l.Department, look.Today), counts.GetValueOrDefault(l.Id))),
            look.Actor.Can(DocumentsModule.Dispose) ? [year.Previous, year] : []));
    }

    static async Task<Answer> Make(int year, Turn turn, MakeLists work)
    {
        var made = turn.Now.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture);
        var text = year.ToString(CultureInfo.InvariantCulture);
        var run = await Runs.Order(turn.Db, work, $"{text}-{made}", text, turn.Me, trial: false, turn.Clock, turn.Stop);
        return Answer.See(ShowRun.Url(run));
    }
}

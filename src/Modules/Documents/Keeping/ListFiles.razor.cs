using System.Globalization;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>簿冊: those of a year, with how many records lie in each; the records section opens a year's from the one before.</summary>
public sealed partial class ListFiles
{
    public const string Url = "/office/record-files";
    const int Most = 50;
    static readonly Deed Opened = new("documents.open-files", "簿冊を前の年度から開いた", "つぎの 年の つづりを つくった", "opened the folders of a year");
    static readonly Order<RecordFile, RecordFile> ByClass = new Order<RecordFile, RecordFile>().Up(f => f.Department, f => f.Department)
        .Up(f => f.RecordClass, f => f.RecordClass).Up(f => f.Title, f => f.Title).Up(f => f.Id, f => f.Id);

    public sealed record Row(RecordFile File, string Department, string Class, int Count);
    public sealed record Page(FiscalYear Year, Slice<Row> Files, IReadOnlyList<FiscalYear> Years, bool Opens);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Url, DocumentsModule.Read, Deed.None, Ask);
        app.MapAct(Url + "/{year:int}/open", DocumentsModule.Dispose, Opened, Open);
    }

    static async Task<IResult> Ask(Look look, IStaff staff, int? year = null, string? at = null)
    {
        var (now, departments) = (FiscalYear.Of(look.Today), Document.Departments(look));
        var of = new FiscalYear(year ?? now.Year);
        var visible = look.Db.Set<RecordFile>().AsNoTracking().Where(f => f.FiscalYear == of.Year);
        if (departments is not null) visible = visible.Where(f => departments.Contains(f.Department));
        var files = await ByClass.Slice(visible, at, Most, rows => rows.ToListAsync(look.Stop));
        var ids = files.Rows.Select(f => (Guid?)f.Id).ToList();
        var counts = await look.Db.Set<Document>().Where(d => ids.Contains(d.RecordFile)).GroupBy(d => d.RecordFile)
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(look.Stop);
        var classes = look.City.Files<RecordClasses>();
        return Show(new(of, files.Map(f => new Row(f, staff.DepartmentName(f.Department, look.Today),
            classes.Find(f.RecordClass, of.Last)?.Path ?? f.RecordClass, counts.Find(c => c.Key == f.Id)?.Count ?? 0)),
            [now.Next, now, .. Enumerable.Range(1, 5).Select(i => new FiscalYear(now.Year - i))], look.Actor.Can(DocumentsModule.Dispose)));
    }

    static async Task<Answer> Open(int year, Turn turn, OpenFiles work)
    {
        var text = year.ToString(CultureInfo.InvariantCulture);
        var key = $"{text}-{turn.Now.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture)}";
        var run = await Runs.Order(turn.Db, work, key, text, turn.Me, trial: false, turn.Clock, turn.Stop);
        return Answer.See(ShowRun.Url(run));
    }
}

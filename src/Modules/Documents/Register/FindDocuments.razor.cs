using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>文書を探す: by words of two characters and more, by fiscal year, class and department.</summary>
public sealed partial class FindDocuments
{
    public const string Url = "/office/documents";
    const int Rows = 50;
    static readonly Order<Document, Row> Newest = new Order<Document, Row>().Down(d => d.RegisteredAt, r => r.RegisteredAt)
        .Down(d => d.Serial, r => r.Serial).Down(d => d.Id, r => r.Id);
    static readonly Deed Looked = Deed.Look("documents.list", "文書の一覧を見た", "紙の きろくを さがした", "looked at the list of documents");

    public sealed record Row(Guid Id, string Number, string Subject, string ClassName, string Department, DateOnly CreatedOn,
        DateOnly? RetainedUntil, bool HasFile, Guid? Person, bool Void, DateTimeOffset RegisteredAt, long Serial);
    public sealed record Query(string? Words, int? Year, string? Class, string? Department);
    public sealed record Page(Query Asked, Slice<Row> Found, int Count,
        IReadOnlyList<(int Year, string Name)> Years, IReadOnlyList<(string Code, string Name)> Classes,
        IReadOnlyList<(string Code, string Name)> Departments);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, DocumentsModule.Read, Looked, Ask);

    static async Task<IResult> Ask(Look look, Search search, IStaff staff, string? q = null, int? year = null,
        string? @class = null, string? department = null, string? at = null)
    {
        var asked = new Query(Given(q), year, Given(@class), Given(department));
        var visible = Document.Visible(look);
        var found = visible;
        if (search.Find(look.Db, Registry.Kind, asked.Words) is { } hits) found = found.Where(d => hits.Contains(d.Id));
        if (asked.Year is { } y) found = found.Where(d => d.FiscalYear == y);
        if (asked.Class is { } c) found = found.Where(d => d.RecordClass == c);
        if (asked.Department is { } dep) found = found.Where(d => d.Department == dep);
        var count = await found.CountAsync(look.Stop);
        var rows = await Newest.Slice(found, at, Rows, some => some.Select(d => new Row(d.Id, d.Number, d.Subject, d.ClassName,
            d.Department,
            d.CreatedOn, d.RetainedUntil, look.Db.Set<DocumentFile>().Any(f => f.DocumentId == d.Id),
            d.Person, d.VoidedAt != null, d.RegisteredAt, d.Serial)).ToListAsync(look.Stop));
        look.Journal.With([.. rows.Rows.Select(r => r.Person)]).For("find");
        var departments = Document.Departments(look);
        var thisYear = FiscalYear.Of(look.Today).Year;
        return Show(new(asked, rows.Map(r => r with { Department = staff.DepartmentName(r.Department, look.Today) }), count,
            [.. Enumerable.Range(0, 10).Select(i => (thisYear - i, new FiscalYear(thisYear - i).ToString()))],
            [.. look.City.Files<RecordClasses>().Known(look.Today).Where(k => departments?.Contains(k.Department) != false)
                .Select(k => (k.Code, k.Title))],
            departments is { Count: < 2 } ? []
                : [.. look.City.DepartmentsKnown(look.Today).Where(k => departments?.Contains(k.Code) != false)
                    .Select(k => (k.Code, k.Name))]));
    }

    static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

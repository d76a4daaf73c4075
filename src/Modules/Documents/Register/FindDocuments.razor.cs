using Keyaki.Contracts;
using Keyaki.Kernel;
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
    static readonly Deed Looked = Deed.Look("documents.list", "文書の一覧を見た");

    public sealed record Row(Guid Id, string Number, string Subject, string ClassName, string Department, DateOnly CreatedOn,
        DateOnly RetainedUntil, bool HasFile, Guid? Person, bool Void);
    public sealed record Query(string? Words, int? Year, string? Class, string? Department);
    public sealed record Page(Query Asked, IReadOnlyList<Row> Found, int Count, int Number, int Last,
        IReadOnlyList<(int Year, string Name)> Years, IReadOnlyList<(string Code, string Name)> Classes,
        IReadOnlyList<(string Code, string Name)> Departments);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, DocumentsModule.Read, Looked, Ask);

    static async Task<IResult> Ask(Look look, Search search, IStaff staff, string? q = null, int? year = null,
        string? @class = null, string? department = null, int page = 1)
    {
        var asked = new Query(Given(q), year, Given(@class), Given(department));
        var visible = Document.Visible(look);
        var found = visible;
        if (search.Find(look.Db, Registry.Kind, asked.Words) is { } hits) found = found.Where(d => hits.Contains(d.Id));
        if (asked.Year is { } y) found = found.Where(d => d.FiscalYear == y);
        if (asked.Class is { } c) found = found.Where(d => d.RecordClass == c);
        if (asked.Department is { } dep) found = found.Where(d => d.Department == dep);
        var count = await found.CountAsync(look.Stop);
        var last = Math.Max(1, (count + Rows - 1) / Rows);
        page = Math.Clamp(page, 1, last);
        var rows = await found.OrderByDescending(d => d.RegisteredAt).ThenByDescending(d => d.Serial).Skip((page - 1) * Rows).Take(Rows)
            .Select(d => new Row(d.Id, d.Number, d.Subject, d.ClassName, d.Department, d.CreatedOn, d.RetainedUntil, d.File != null,
                d.Person, d.VoidedAt != null)).ToListAsync(look.Stop);
        look.Journal.With([.. rows.Select(r => r.Person)]).For("find");
        var departments = Document.Departments(look);
        var thisYear = FiscalYear.Of(look.Today).Year;
        return Show(new(asked, [.. rows.Select(r => r with { Department = staff.DepartmentName(r.Department, look.Today) })],
            count, page, last,
            [.. Enumerable.Range(0, 10).Select(i => (thisYear - i, new FiscalYear(thisYear - i).ToString()))],
            [.. look.City.Files<RecordClasses>().All.Where(k => departments?.Contains(k.Department) != false)
                .Select(k => (k.Code, k.Title))],
            departments is { Count: < 2 } ? []
                : [.. look.City.DepartmentsKnown(look.Today).Where(k => departments?.Contains(k.Code) != false)
                    .Select(k => (k.Code, k.Name))]));
    }

    static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

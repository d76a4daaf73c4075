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

/// <summary>文書目録: which records the city keeps, for everybody, as page and as CSV. What may not be known by its title stands there
/// without it.</summary>
public sealed partial class Catalogue
{
    public const string Url = "/records";
    const int Most = 50;
    static readonly Order<Document, Document> Newest = new Order<Document, Document>().Down(d => d.RegisteredAt, d => d.RegisteredAt)
        .Down(d => d.Id, d => d.Id);

    public sealed record Page(Language Language, FiscalYear Year, IReadOnlyList<FiscalYear> Years, Slice<Document> Found,
        IReadOnlyDictionary<string, string> Departments, Contact Contact);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Url, Permission.Public, Deed.None, Ask);
        app.MapPage(Url + "/{year:int}.csv", Permission.Public, Deed.None, Csv);
    }

    /// <summary>Complete and kept: what is in work, void or gone is not on it.</summary>
    static IQueryable<Document> Listed(Look look, int year) => look.Db.Set<Document>().AsNoTracking()
        .Where(d => d.FiscalYear == year && d.State == DocumentState.Kept && d.VoidedAt == null);

    static async Task<IResult> Ask(Look look, int? year = null, string? at = null)
    {
        var now = FiscalYear.Of(look.Today);
        var of = new FiscalYear(year is >= 1900 and <= 2200 ? year.Value : now.Year);
        return Show(new(look.Language, of, [.. Enumerable.Range(0, 10).Select(i => new FiscalYear(now.Year - i))],
            await Newest.Slice(Listed(look, of.Year), at, Most, rows => rows.ToListAsync(look.Stop)),
            look.City.DepartmentsKnown(look.Today).ToDictionary(d => d.Code, d => d.Name),
            look.City.ContactOf(look.City.Files<RecordClasses>().OfDisposal(look.Today)?.Department, look.Today)));
    }

    static IResult Csv(int year, Look look, IStaff staff) => Spreadsheet.File(
        string.Create(CultureInfo.InvariantCulture, $"records-{year}.csv"),
        ["年度", "文書番号", "件名", "大分類から小分類", "課", "公開区分", "作成日", "保存満了日"], Rows(year, look, staff), look.Stop);

    static async IAsyncEnumerable<IReadOnlyList<string?>> Rows(int year, Look look, IStaff staff)
    {
        await foreach (var d in Listed(look, year).OrderBy(d => d.Department).ThenBy(d => d.Serial).ThenBy(d => d.Id).AsAsyncEnumerable())
            yield return [new FiscalYear(d.FiscalYear).ToString(), d.Number, d.PublicTitle ?? "（非公開）", d.ClassPath,
                staff.DepartmentName(d.Department, look.Today), d.Disclosure.Label(),
                $"{d.CreatedOn:yyyy-MM-dd}", $"{d.RetainedUntil:yyyy-MM-dd}"];
    }
}

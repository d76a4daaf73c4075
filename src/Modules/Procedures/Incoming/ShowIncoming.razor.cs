using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>What came from another counter as a file, how far it is, and whom it concerns.</summary>
public sealed partial class ShowIncoming
{
    public const string Url = "/office/incoming";
    const int Most = 50;

    public sealed record Row(Guid Id, string Procedure, string Number, DateTimeOffset AppliedAt, Identified How, Guid? Application,
        bool Unclear);
    public sealed record Page(IReadOnlyList<Listing> Sheets, Slice<Row> Cases, Catalogue Catalogue);

    static readonly Order<IncomingCase, IncomingCase> Newest = new Order<IncomingCase, IncomingCase>().Down(c => c.Id, c => c.Id);

    internal static string PersonOf(Guid id) => $"{Url}/{id}/person";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Url, Office.Handle, Deed.None, Ask);
        app.MapImports<IncomingFile, IncomingRow>();
        FindPerson.Map(app);
    }

    /// <summary>Those of the officer's departments.</summary>
    internal static IReadOnlyList<string> Own(Look look, Catalogue catalogue) => [.. catalogue.Known(look.Today)
        .Where(v => look.Departments.Contains(v.Definition.Department)).Select(v => v.Code)];

    static async Task<IResult> Ask(Look look, Catalogue catalogue, IncomingSheets sheets, string? at = null)
    {
        var own = Own(look, catalogue);
        var cases = await Newest.Slice(look.Db.Set<IncomingCase>().AsNoTracking().Where(c => own.Contains(c.Procedure)), at, Most,
            rows => rows.ToListAsync(look.Stop));
        return Show(new([.. sheets.All.Where(s => s.Opens(look))],
            cases.Map(c => new Row(c.Id, c.Procedure, c.Number, c.AppliedAt, c.Identified, c.ApplicationId, c.Unclear)), catalogue));
    }
}

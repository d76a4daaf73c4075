using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>紙の貸出: what of the officer's departments is with somebody, the one that was due first first.</summary>
public sealed partial class ListLendings
{
    public const string Url = "/office/lendings";
    const int Most = 50;
    static readonly Order<Lending, Row> Due = new Order<Lending, Row>()
        .Up(l => l.DueOn, r => r.Lending.DueOn).Up(l => l.Id, r => r.Lending.Id);

    public sealed record Row(Lending Lending, string Number);
    public sealed record Page(Slice<Row> Lent, int Late, DateOnly Today);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, DocumentsModule.Keep, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, string? at = null)
    {
        var documents = Document.Visible(look);
        var lent = look.Db.Set<Lending>().AsNoTracking().Where(l => l.ReturnedOn == null && documents.Any(d => d.Id == l.DocumentId));
        var slice = await Due.Slice(lent, at, Most, rows => rows
            .Join(documents, l => l.DocumentId, d => d.Id, (l, d) => new Row(l, d.Number)).ToListAsync(look.Stop));
        return Show(new(slice, await lent.CountAsync(l => l.DueOn < look.Today, look.Stop), look.Today));
    }
}

/// <summary>Paper that is late waits for the department that keeps it, from the day after it was due.</summary>
sealed class LateTask : TaskSource<Lending>
{
    protected override Guid Cause(Lending lending) => lending.Id;

    protected override async Task<TaskWish?> Wish(CityDb db, Lending lending, CancellationToken ct)
    {
        if (lending.ReturnedOn is not null) return null;
        var of = await db.Set<Document>().Where(d => d.Id == lending.DocumentId).Select(d => new { d.Department, d.Number }).FirstAsync(ct);
        return new(TaskKind.Finish, $"貸し出した紙の返却（{of.Number}）", KeepPaper.UrlOf(lending.DocumentId))
        { Department = of.Department, Power = DocumentsModule.Keep, Due = lending.DueOn, From = lending.DueOn.AddDays(1) };
    }
}

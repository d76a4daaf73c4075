using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>違いのある入金: rows that differ from what was told before or could not be read, and 速報 to which no 確報 came.</summary>
public sealed partial class ListDifferences
{
    const int PageSize = 50;

    public sealed record Row(IncomingRow Of, string? Claim, string File);

    public sealed record Page(Slice<Row> Rows);

    static readonly Order<IncomingRow, IncomingRow> Oldest = new Order<IncomingRow, IncomingRow>().Up(r => r.Id, r => r.Id);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(IncomingDesk.Differences, PaymentsModule.CanTakeFiles, IncomingDesk.Look, Ask);
        app.MapAct(IncomingDesk.Differences + "/{row:guid}/settle", PaymentsModule.CanTakeFiles, IncomingDesk.Settled, Settle);
    }

    internal static IQueryable<IncomingRow> Open(Look look)
    {
        var (rows, before) = (look.Db.Set<IncomingRow>(), look.Today.AddDays(-look.City.Files<IncomingSources>().ConfirmWithin));
        return rows.Where(r => r.SettledAt == null && (r.Outcome == RowOutcome.Differs || r.Outcome == RowOutcome.Refused
            || r.Outcome == RowOutcome.Posted && r.Stage == Stage.Preliminary && r.PaidOn < before
                && !rows.Any(o => o.Payment == r.Payment && o.Outcome != RowOutcome.Posted && o.Outcome != RowOutcome.Same)));
    }

    static async Task<IResult> Ask(Look look, string? at = null)
    {
        var slice = await Oldest.Slice(Open(look).AsNoTracking(), at, PageSize, rows => rows.ToListAsync(look.Stop));
        var files = slice.Rows.Select(r => r.File).Distinct().ToList();
        var names = await look.Db.Set<IncomingFile>().Where(f => files.Contains(f.Id)).Select(f => new { f.Id, f.Name })
            .ToDictionaryAsync(f => f.Id, f => f.Name, look.Stop);
        return Show(new((await ShowIncoming.Faces(slice, look)).Map(r => new Row(r.Of, r.Claim, names[r.Of.File]))));
    }

    static async Task<Answer> Settle(Guid row, Turn turn)
    {
        var found = await turn.Take(Open(turn).Where(r => r.Id == row));
        found.Settle(turn.Me, turn.Now);
        turn.Journal.About(IncomingDesk.Kind, found.File).Fact("line", found.Line);
        return Answer.See(IncomingDesk.Differences);
    }
}

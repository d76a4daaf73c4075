using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>取り込んだ結果ファイル: how far it is, and each row with what became of it.</summary>
public sealed partial class ShowIncoming
{
    const int PageSize = 50;

    /// <param name="Claim">What it is for, as far as this officer may see it.</param>
    public sealed record Row(IncomingRow Of, string? Claim);

    public sealed record Page(IncomingFile File, string Source, Run? Run, IReadOnlyDictionary<RowOutcome, int> Counts, RowOutcome? Which,
        Slice<Row> Rows);

    static readonly Order<IncomingRow, IncomingRow> ByLine = new Order<IncomingRow, IncomingRow>().Up(r => r.Line, r => r.Line);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapPage(IncomingDesk.Home + "/{id:guid}", PaymentsModule.CanTakeFiles, IncomingDesk.Look, Ask);

    static async Task<IResult> Ask(Guid id, Look look, RunWorker worker, RowOutcome? which = null, string? at = null)
    {
        var file = await look.Find<IncomingFile>(f => f.Id == id);
        var run = await look.Db.Set<Run>().AsNoTracking().FirstOrDefaultAsync(r => r.Kind == MatchFile.Code && r.Key == $"{id:N}",
            look.Stop);
        if (run is { EndedAt: null }) run = await worker.Soon(look, run.Id);
        if (run is { Goes: true }) look.RenewIn(3);
        var rows = look.Db.Set<IncomingRow>().AsNoTracking().Where(r => r.File == id);
        var counts = await rows.GroupBy(r => r.Outcome).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, look.Stop);
        var slice = await ByLine.Slice(which is { } only ? rows.Where(r => r.Outcome == only) : rows, at, PageSize,
            some => some.ToListAsync(look.Stop));
        look.Journal.About(IncomingDesk.Kind, id);
        return Show(new(file, look.City.Files<IncomingSources>().Find(file.Source)?.Title ?? file.Source, run, counts, which,
            await Faces(slice, look)));
    }

    /// <summary>The rows with their claims.</summary>
    internal static async Task<Slice<Row>> Faces(Slice<IncomingRow> slice, Look look)
    {
        var ids = slice.Rows.Select(r => r.Claim).OfType<Guid>().Distinct().ToList();
        var claims = await look.Claims().AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, look.Stop);
        look.Journal.With([.. claims.Values.Select(c => (Guid?)c.Debtor).Distinct()]);
        return slice.Map(r => new Row(r, r.Claim is { } id && claims.TryGetValue(id, out var claim)
            ? new ClaimFace(claim, look.Items[claim.Item], Balance.None(id)).Title : null));
    }

    internal static (Tone, string) Tag(IncomingRow row) => (row.Outcome switch
    {
        RowOutcome.Posted or RowOutcome.Confirmed => row.Match is > 0 ? Tone.Warning : Tone.Good,
        RowOutcome.Same or RowOutcome.Undone => Tone.Plain,
        _ => Tone.Bad,
    }, row.Match is { } match and > 0 ? $"{row.Outcome.Label()}（{((Match)match).Words()}）" : row.Outcome.Label());

    internal static string Words(IncomingRow row) => $"{(row.Column > 0 ? $"{row.Column}桁目：" : "")}{row.Reason}";
}

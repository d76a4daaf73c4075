using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>納付書のまとまり: what should be known before it is made and printed, its slips, their PDF and the file for eL-QR.</summary>
public sealed partial class ShowSlips
{
    const int PageSize = 50, LookedThrough = 3000;

    const int MostParts = 100_000;

    /// <summary>How many slips one PDF has.</summary>
    internal const int InPdf = SlipSheets.OnSheet * SlipSheets.InFile;

    /// <param name="Count">How many it has, or would have.</param>
    /// <param name="Run">Makes them; null where they were made at once, or nobody has ordered it yet.</param>
    public sealed record Page(SlipBatch Batch, string Title, int Count, Yen Sum, Run? Run, bool Made, IReadOnlyList<SlipDoubt> Doubts,
        Slice<SlipFace> Slips, bool Specimen)
    {
        /// <summary>So many of them are to be told of as cancelled.</summary>
        public int Cancelled { get; init; }
    }

    static readonly Order<IssuedSlip, IssuedSlip> InOrder = new Order<IssuedSlip, IssuedSlip>().Up(s => s.Id, s => s.Id);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(SlipDesk.Home + "/{id:guid}", PaymentsModule.CanSlips, SlipDesk.Look, Ask);
        app.MapAct(SlipDesk.Home + "/{id:guid}/make", PaymentsModule.CanSlips, SlipDesk.Made, Make);
        app.MapPage(SlipDesk.Home + "/{id:guid}/{part:int}.pdf", PaymentsModule.CanSlips, SlipDesk.Look, Print);
        app.MapPage(SlipDesk.Home + "/{id:guid}/el-qr.csv", PaymentsModule.CanSlips, SlipDesk.Look, Tell);
        app.MapPage(SlipDesk.Home + "/{id:guid}/el-qr-cancelled.csv", PaymentsModule.CanSlips, SlipDesk.Look, TellCancelled);
    }

    static Task<SlipBatch> Find(Guid id, Look look) => look.Find(look.SlipBatches().AsNoTracking().Where(b => b.Id == id));

    static IQueryable<IssuedSlip> Of(SlipBatch batch, Look look) =>
        look.Db.Set<IssuedSlip>().AsNoTracking().Where(s => s.Batch == batch.Id);

    internal static string Title(SlipBatch batch, Look look) => batch.Item is { } item
        ? $"{look.Items[item].Named(new(batch.Year ?? 0), batch.Term ?? 0)}の納付書"
        : "選んだ期別の納付書";

    static async Task<IResult> Ask(Guid id, Look look, PaperFonts fonts, RunWorker worker, string? at = null)
    {
        var (batch, format) = (await Find(id, look), look.City.Files<SlipFormat>());
        var run = await look.Db.Set<Run>().AsNoTracking().FirstOrDefaultAsync(r => r.Kind == SlipRun.Code && r.Key == $"{id:N}", look.Stop);
        if (run is { EndedAt: null }) run = await worker.Soon(look, run.Id);
        if (run is { Goes: true }) look.RenewIn(3);
        var slices = await InOrder.Slice(Of(batch, look), at, PageSize, rows => rows.ToListAsync(look.Stop));
        var faces = await look.SlipFaces(slices.Rows);
        var made = batch.Debtor is not null || run is not null;
        // What is not made yet is looked through as it would be.
        var looked = made ? await look.SlipFaces(await Of(batch, look).OrderBy(s => s.Id).Take(LookedThrough).ToListAsync(look.Stop))
            : await Coming(batch, format, look);
        look.Journal.About(SlipDesk.Kind, id).With([.. faces.Select(f => (Guid?)f.Claim.Debtor).Distinct()]);
        var sum = made ? await Of(batch, look).SumAsync(s => s.Figure, look.Stop) : looked.Sum(f => f.Of.Figure);
        var count = made ? await Of(batch, look).CountAsync(look.Stop) : await look.Db.Unpaid(batch).CountAsync(look.Stop);
        return Show(new(batch, Title(batch, look), count, new(sum), run, made,
            [.. SlipDoubts.Of(format, looked.Select(f => f.Slip), fonts, look.Today).Take(PageSize)],
            new(faces, slices.Before, slices.After), format.IsSpecimen)
        { Cancelled = made ? await Cancelled(batch, look).CountAsync(look.Stop) : 0 });
    }

    static async Task<IReadOnlyList<SlipFace>> Coming(SlipBatch batch, SlipFormat format, Look look)
    {
        var claims = await look.Db.Unpaid(batch).AsNoTracking().OrderBy(c => c.Id).Take(LookedThrough).ToListAsync(look.Stop);
        return [.. (await look.Faces(claims)).Select(f => new SlipFace(
            IssuedSlip.Next(format, f.Claim, f.Item, null, f.Balance.Owed, batch, f.Claim.Id, look.Now), f.Claim, f.Item, f.Debtor))];
    }

    static async Task<Answer> Make(Guid id, Turn turn, IEnumerable<IRunWork> works)
    {
        var batch = await Find(id, turn);
        if (batch.Item is null) throw new NotHere();
        await Runs.Order(turn.Db, works.OfType<SlipRun>().Single(), $"{id:N}", "", turn.Me, trial: false, turn.Clock, turn.Stop);
        turn.Journal.About(SlipDesk.Kind, id);
        return Answer.See(SlipDesk.Batch(id));
    }

    static async Task<IResult> Print(Guid id, int part, Look look, PaperFonts fonts)
    {
        var batch = await Find(id, look);
        if (part is < 1 or > MostParts) throw new NotHere();
        var before = (part - 1) * InPdf;
        var some = await Of(batch, look).OrderBy(s => s.Id).Skip(before).Take(InPdf).ToListAsync(look.Stop);
        if (some.Count == 0) throw new NotHere();
        var faces = await look.SlipFaces(some);
        look.Journal.About(SlipDesk.Kind, id).Fact("part", part).With([.. faces.Select(f => (Guid?)f.Claim.Debtor).Distinct()]);
        var sheets = new SlipSheets(look.City.Files<SlipFormat>(), fonts, look.City.City.Name, look.Today);
        return Results.File(sheets.Print(faces.Select(f => f.Slip)).Single().Pdf, "application/pdf");
    }

    /// <summary>Slips that nobody shall pay any more: nothing is owed, or another one under another key took their place.</summary>
    static IQueryable<IssuedSlip> Cancelled(SlipBatch batch, Look look)
    {
        var (entries, slips) = (look.Db.Entries(), look.Db.Set<IssuedSlip>());
        return Of(batch, look).Where(s => entries.Where(e => e.Claim == s.Claim && e.Account == Account.Receivable).Sum(e => e.Figure) <= 0
            || slips.Any(o => o.Claim == s.Claim && o.Key != s.Key && o.At > s.At));
    }

    static async Task<IResult> TellCancelled(Guid id, Look look)
    {
        var faces = await look.SlipFaces(await Cancelled(await Find(id, look), look).OrderBy(s => s.Id).ToListAsync(look.Stop));
        look.Journal.About(SlipDesk.Kind, id).Fact("count", faces.Count);
        return File(SlipRegistration.Write(look.City.Files<FileFormats>(), [], [.. faces.Select(f => f.Of.Invoice(f.Claim))]),
            "el-qr-cancelled.csv");
    }

    static IResult File(FileMade made, string name) => made.Refused.Count == 0 ? Results.File(made.Content, "text/csv", name)
        : Results.Text(string.Join('\n', made.Refused), statusCode: StatusCodes.Status422UnprocessableEntity);

    static async Task<IResult> Tell(Guid id, Look look)
    {
        var batch = await Find(id, look);
        var faces = await look.SlipFaces(await Of(batch, look).OrderBy(s => s.Id).ToListAsync(look.Stop));
        look.Journal.About(SlipDesk.Kind, id).Fact("count", faces.Count);
        var made = SlipRegistration.Write(look.City.Files<FileFormats>(), [.. faces.Select(f => f.Of.Invoice(f.Claim))], []);
        return File(made, "el-qr.csv");
    }
}

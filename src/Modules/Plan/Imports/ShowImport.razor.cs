using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>取込みの確かめ: every row judged as the city stands now. The good ones are taken in together; the others stay here to be
/// mended.</summary>
public sealed partial class ShowImport
{
    public sealed record Row(ImportRow Of, Verdict Verdict);
    public sealed record Shown(Import Import, Sheet Sheet, IReadOnlyList<Row> Good, IReadOnlyList<Row> Bad, int Taken, int Dropped);

    static readonly Deed Taken = new("plan.import.taken", "計画の表の行を取り込んだ");

    public static string Url(Guid id) => $"/office/plan/imports/{id}";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage("/office/plan/imports/{id:guid}", PlanModule.Write, Deed.None, Ask);
        app.MapPage("/office/plan/imports/{id:guid}/rest.csv", PlanModule.Write, Deed.None, Rest);
        app.MapAct("/office/plan/imports/{id:guid}/take", PlanModule.Write, Taken, Take);
    }

    static async Task<IResult> Ask(Guid id, Look look, Sheets sheets)
    {
        var (import, sheet, rows) = await Judged(id, look, sheets);
        var done = await look.Db.Set<ImportRow>().Where(r => r.ImportId == id).GroupBy(r => 1)
            .Select(g => new { Taken = g.Count(r => r.TakenAt != null), Dropped = g.Count(r => r.DroppedAt != null) })
            .FirstOrDefaultAsync(look.Stop);
        return Show(new(import, sheet, [.. rows.Where(r => r.Verdict.Good)], [.. rows.Where(r => !r.Verdict.Good)], done?.Taken ?? 0,
            done?.Dropped ?? 0));
    }

    /// <summary>The rows that nothing became of yet, in the order of the file.</summary>
    internal static async Task<(Import, Sheet, IReadOnlyList<Row>)> Judged(Guid id, Look look, Sheets sheets)
    {
        var import = await look.Find<Import>(i => i.Id == id);
        // Rows that were taken in are judged as well: a second line of their number stays wrong.
        var (sheet, rows) = (sheets[import.Sheet], await look.Db.Set<ImportRow>().AsTracking()
            .Where(r => r.ImportId == id && r.DroppedAt == null).OrderBy(r => r.Number).ToListAsync(look.Stop));
        var judge = await sheet.Open(look.Db, look.Me, look.Stop);
        return (import, sheet, [.. rows.Select(r => new Row(r, judge(r.Cells))).ToList().Where(r => r.Of.TakenAt is null)]);
    }

    static async Task<Answer> Take(Guid id, Turn turn, Sheets sheets)
    {
        var (import, _, rows) = await Judged(id, turn, sheets);
        var good = rows.Where(r => r.Verdict.Good).ToList();
        // The second press of the button: what it meant is done.
        if (good.Count == 0)
        {
            turn.Journal.Nothing();
            return Answer.See(Url(id));
        }
        foreach (var row in good)
        {
            row.Verdict.Take?.Invoke();
            row.Of.Take(turn.Now);
        }
        turn.Journal.About("plan.import", id).Fact("list", import.Sheet).Fact("rows", $"{good.Count}")
            .Fact("left", $"{rows.Count - good.Count}");
        return Answer.See(Url(id));
    }

    static async Task<IResult> Rest(Guid id, Look look, Sheets sheets)
    {
        var (_, sheet, rows) = await Judged(id, look, sheets);
        return OpenData.File([[.. sheet.Columns.Select(c => c.Label), "直すところ"], .. rows.Where(r => !r.Verdict.Good)
            .Select(r => (string?[])[.. sheet.Columns.Select(c => r.Of.Cells.GetValueOrDefault(c.Name)),
            string.Join(' ', r.Verdict.Wrongs.Select(w => w.Sentence))])], $"plan-{sheet.Code}-rest.csv");
    }
}

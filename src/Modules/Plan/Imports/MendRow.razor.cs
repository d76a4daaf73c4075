using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>行を直す: one row of an import with what was typed in it, each fault beside its field; or it is put aside.</summary>
public sealed partial class MendRow
{
    public sealed record Shown(Form Form, Import Import, Sheet Sheet, ImportRow Row);

    static readonly Deed Mended = new("plan.import.mended", "取込みの行を直した");
    static readonly Deed Dropped = new("plan.import.dropped", "取込みの行を取り込まないことにした");

    public static string Url(Guid id, int number) => $"{ShowImport.Url(id)}/rows/{number}";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm("/office/plan/imports/{id:guid}/rows/{number:int}", PlanModule.Write, Mended, Build, Ask, Accept);
        app.MapAct("/office/plan/imports/{id:guid}/rows/{number:int}/drop", PlanModule.Write, Dropped, Drop);
    }

    static async Task<(Import, Sheet, ImportRow)> Find(Guid id, int number, Look look, Sheets sheets)
    {
        var import = await look.Find<Import>(i => i.Id == id);
        return (import, sheets[import.Sheet], await look.Db.Set<ImportRow>().AsTracking()
            .FirstOrDefaultAsync(r => r.ImportId == id && r.Number == number && r.TakenAt == null && r.DroppedAt == null, look.Stop)
            ?? throw new NotHere());
    }

    static async Task<Form> Build(Guid id, int number, Look look, Sheets sheets)
    {
        var (_, sheet, row) = await Find(id, number, look, sheets);
        var form = new Form([.. sheet.Columns.Select(c => c.Ask(row.Cells.GetValueOrDefault(c.Name, "")))], row.Cells);
        if (look.Afresh) sheet.Say(form, (await Verdict(id, number, row.Cells, look.Db, sheet, look.Actor, look.Stop)).Wrongs);
        return form;
    }

    // Rows before this one count: the second line of the same number is the wrong one.
    static async Task<Verdict> Verdict(Guid id, int number, IReadOnlyDictionary<string, string> cells, CityDb db, Sheet sheet, Actor actor,
        CancellationToken ct)
    {
        var judge = await sheet.Open(db, actor.Account ?? throw new NotHere(), ct);
        foreach (var earlier in await db.Set<ImportRow>().AsNoTracking()
            .Where(r => r.ImportId == id && r.Number != number && (r.Number < number || r.TakenAt != null) && r.DroppedAt == null)
            .OrderBy(r => r.Number).ToListAsync(ct)) judge(earlier.Cells);
        return judge(cells);
    }

    static async Task<IResult> Ask(Guid id, int number, Form form, Look look, Sheets sheets)
    {
        var (import, sheet, row) = await Find(id, number, look, sheets);
        return Show(new(form, import, sheet, row));
    }

    static async Task<Answer> Accept(Guid id, int number, Form form, Turn turn, Sheets sheets)
    {
        var (_, sheet, row) = await Find(id, number, turn, sheets);
        if (!turn.Saw(row.Version))
            throw new ChangedMeanwhile("ほかの人がこの行を直しました。");
        var cells = sheet.Columns.ToDictionary(c => c.Name, c => form[c.Name].Trim());
        if (sheet.Say(form, (await Verdict(id, number, cells, turn.Db, sheet, turn.Actor, turn.Stop)).Wrongs) is { } wrong)
            throw new Rule(wrong.Column, wrong.Sentence);
        (row.Json, row.Version) = (System.Text.Json.JsonSerializer.Serialize(cells), row.Version + 1);
        turn.Journal.About("plan.import", id).Fact("row", $"{number}");
        return Answer.See(ShowImport.Url(id));
    }

    static async Task<Answer> Drop(Guid id, int number, Turn turn, Sheets sheets)
    {
        var (_, _, row) = await Find(id, number, turn, sheets);
        row.Drop(turn.Now);
        turn.Journal.About("plan.import", id).Fact("row", $"{number}");
        return Answer.See(ShowImport.Url(id));
    }
}

using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Plan;

/// <summary>一覧の1行を書く: a line of a list by hand, in the columns and by the rules of its table.</summary>
public sealed partial class EditLine
{
    public sealed record Shown(Form Form, Sheet Sheet, Line? Line);

    static readonly Deed Written = new("plan.line.written", "計画の一覧に1行を入れた");
    static readonly Deed Changed = new("plan.line.changed", "計画の一覧の1行を直した");

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm("/office/plan/{sheet}/new", PlanModule.Write, Written, BuildNew, AskNew, AcceptNew);
        app.MapForm("/office/plan/{sheet}/{id:guid}/edit", PlanModule.Write, Changed, Build, Ask, Accept);
    }

    static async Task<Line> Found(Sheet sheet, Guid id, Look look) =>
        (await sheet.Lines(look.Db, id, look.Stop)) is [var line, ..] ? line : throw new NotHere();
    static Sheet ByHand(string sheet, Sheets sheets) => sheets[sheet] is { ByHand: true } found ? found : throw new NotHere();

    static Form BuildNew(string sheet, Sheets sheets) => new([.. ByHand(sheet, sheets).Columns.Select(c => c.Ask(""))]);

    static async Task<Form> Build(string sheet, Guid id, Sheets sheets, Look look)
    {
        var (list, line) = (ByHand(sheet, sheets), await Found(ByHand(sheet, sheets), id, look));
        return new([.. list.Columns.Skip(1).Select(c => c.Ask(line.Cells.GetValueOrDefault(c.Name, "")))], line.Cells);
    }

    static IResult AskNew(string sheet, Form form, Sheets sheets) => Show(new(form, sheets[sheet], null));
    static async Task<IResult> Ask(string sheet, Guid id, Form form, Sheets sheets, Look look) =>
        Show(new(form, sheets[sheet], await Found(sheets[sheet], id, look)));

    static async Task<Answer> AcceptNew(string sheet, Form form, Sheets sheets, Turn turn)
    {
        var (list, key) = (sheets[sheet], sheets[sheet].Columns[0]);
        if ((await list.Lines(turn.Db, null, turn.Stop)).Any(l => l.Cells[key.Name] == form[key.Name].Trim()))
            throw new Rule(key.Name, $"この{key.Label}は、もう使われています。一覧から開いて直すか、別の{key.Label}にしてください。");
        await Take(list, list.Columns.ToDictionary(c => c.Name, c => form[c.Name].Trim()), form, turn);
        turn.Journal.Fact("list", sheet);
        return Answer.See(list.Home);
    }

    static async Task<Answer> Accept(string sheet, Guid id, Form form, Turn turn, Sheets sheets)
    {
        var (list, line) = (sheets[sheet], await Found(sheets[sheet], id, turn));
        if (!turn.Saw(line.Version))
            throw new ChangedMeanwhile(string.Join("", list.Columns.Skip(1).Where(c => line.Cells[c.Name] != form[c.Name].Trim())
                .Select(c => $"今の「{c.Label}」は「{line.Cells[c.Name]}」です。")));
        await Take(list, list.Columns.ToDictionary(c => c.Name, c => c == list.Columns[0] ? line.Cells[c.Name] : form[c.Name].Trim()), form,
            turn);
        turn.Journal.About($"plan.{sheet}", id).Fact("list", sheet);
        return Answer.See(list.Home);
    }

    static async Task Take(Sheet list, IReadOnlyDictionary<string, string> cells, Form form, Turn turn)
    {
        var verdict = (await list.Open(turn.Db, turn.Me, turn.Stop))(cells);
        if (list.Say(form, verdict.Wrongs) is { } wrong) throw new Rule(wrong.Column, wrong.Sentence);
        verdict.Take?.Invoke();
    }
}

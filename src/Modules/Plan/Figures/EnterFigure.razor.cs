using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Plan;

/// <summary>Somebody enters a figure by hand, with where it stands.</summary>
public sealed partial class EnterFigure
{
    public sealed record Input(
        [Ask("時期", Hint = "令和8年度 か 令和8年4月 のように書いてください。西暦でも読めます。", MaxLength = 20)] string Period,
        [Ask("数字", Kind = "text", Hint = "単位を付けずに書いてください。カンマがあっても読めます。", MaxLength = 20)] string Value,
        [Ask("出所", Hint = "どの台帳や報告の、いつの数字かを書いてください。別の職員がこれを見て確かめます。", MaxLength = 300)] string Source) : IForm<Input>;

    public sealed record Page(Form Form, Target Target);

    internal static readonly Deed Entered = new("plan.figure.entered", "計画の数字を入れた");

    public static string Url(string code) => $"/office/plan/targets/{code}/enter";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/plan/targets/{code}/enter", PlanModule.Write, Entered, Ask, Accept);

    static async Task<Target> Found(Look look, Library library, string code) =>
        (await library.Current(look.Db, look.Stop))?.Content.Target(code) ?? throw new NotHere();

    static async Task<IResult> Ask(string code, Form form, Look look, Library library) =>
        Show(new(form, await Found(look, library, code)));

    internal static async Task<Answer> Accept(string code, Input input, Turn turn, Library library)
    {
        var target = await Found(turn, library, code);
        var entry = Entry.Of(turn.NewId(), target, input.Period, input.Value, input.Source, turn.Me,
            turn.Today, turn.Now);
        turn.Db.Add(entry);
        turn.Journal.About("plan.entry", entry.Id).Fact("target", target.Code).Fact("period", entry.Period);
        return Answer.See(FigureDesk.After(entry.Id));
    }
}

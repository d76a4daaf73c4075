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

    public sealed record Shown(Form Form, Target Target);

    static readonly Deed Entered = new("plan.figure.entered", "計画の数字を入れた");

    public static string Url(string code) => $"/office/plan/targets/{code}/enter";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/plan/targets/{code}/enter", PlanModule.Write, Entered, Ask, Accept);

    static async Task<Target> Found(CityDb db, Library library, string code, CancellationToken ct) =>
        (await library.Current(db, ct))?.Content.Target(code) ?? throw new NotHere();

    static async Task<IResult> Ask(string code, Form form, CityDb db, Library library, CancellationToken ct) =>
        Show(new(form, await Found(db, library, code, ct)));

    static async Task<Answer> Accept(string code, Input input, CityDb db, Library library, Actor actor, Journal journal, TimeProvider clock,
        CancellationToken ct)
    {
        var target = await Found(db, library, code, ct);
        var entry = Entry.Of(clock.NewId(), target, input.Period, input.Value, input.Source, actor.Account ?? throw new NotHere(),
            clock.Today(), clock.GetUtcNow());
        db.Add(entry);
        journal.About("plan.entry", entry.Id).Fact("target", target.Code).Fact("period", entry.Period);
        return Answer.See(FigureDesk.After(entry.Id));
    }
}

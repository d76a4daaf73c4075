using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Payments;

/// <summary>経過を記録する: one step of collection, where the law allows it on that day.</summary>
public sealed partial class TakeStep
{
    public sealed record Input([Ask("したこと")] RecoveryKind Kind, [Ask("した日")] DateOnly Day,
        [Ask("内容", Kind = "longtext", MaxLength = 500, Hint = "どの財産を調べた、差し押さえた、だれと話したなど。")] string Words,
        [Ask("執行停止の理由", Hint = "執行停止のときだけ選んでください。")] SuspensionGround? Ground = null) : IForm<Input>;

    public sealed record Page(Form Form, ClaimFace Face);

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(ClaimPaths.Ledger + "/claims/{id:guid}/recovery/step",
        PaymentsModule.CanRecover, RecoveryDeeds.Step, Build, Ask, Accept, RecoveryDeeds.Look);

    static Form Build(Look look) => look.Afresh ? Questions<Input>.Form().Fill("day", look.Today) : Questions<Input>.Form();

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        var face = await look.Face(id);
        look.About(face.Claim);
        return Show(new(form, face));
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn)
    {
        var ((_, book, of, recovery), input) = (await ShowRecovery.Open(id, turn), Questions<Input>.Build(form));
        book.Ledger.Take(of, recovery, input.Kind, input.Day, input.Words, turn.Today, turn.City.Rules, input.Ground).Keep(turn, turn.Me);
        turn.Journal.Fact("step", $"{input.Kind}");
        return Answer.See(RecoveryPaths.Claim(id));
    }
}

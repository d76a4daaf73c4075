using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Payments;

/// <summary>猶予する: for some time a claim is not pressed.</summary>
public sealed partial class GrantStay
{
    public sealed record Input([Ask("猶予の種類")] StayKind Kind, [Ask("いつから")] DateOnly From, [Ask("いつまで")] DateOnly Until,
        [Ask("理由", Kind = "longtext", MaxLength = 500)] string Reason) : IForm<Input>;

    public sealed record Page(Form Form, ClaimFace Face);

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(ClaimPaths.Ledger + "/claims/{id:guid}/recovery/stay",
        PaymentsModule.CanRecover, RecoveryDeeds.Stay, Build, Ask, Accept, RecoveryDeeds.Look);

    static Form Build(Look look) => look.Afresh ? Questions<Input>.Form().Fill("from", look.Today) : Questions<Input>.Form();

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        var face = await look.Face(id);
        look.About(face.Claim);
        return Show(new(form, face));
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn)
    {
        var ((_, book, of, recovery), input) = (await ShowRecovery.Open(id, turn), Questions<Input>.Build(form));
        Stay.Grant(book.Ledger, of, recovery, input.Kind, input.From, input.Until, input.Reason, turn.City.Rules).Keep(turn, turn.Me);
        turn.Journal.Fact("kind", $"{input.Kind}");
        return Answer.See(RecoveryPaths.Claim(id));
    }
}

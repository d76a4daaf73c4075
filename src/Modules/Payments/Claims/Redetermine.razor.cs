using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Payments;

/// <summary>調定を変更する: the amount of a part is said anew with its reason; only the difference is posted.</summary>
public sealed partial class Redetermine
{
    public sealed record Input([Ask("区分")] Part Part,
        [Ask("変更後の調定額", Hint = "差額ではなく、変更後の額です。0円にすると調定を取り消します。")] Yen Amount,
        [Ask("理由", Kind = "longtext", MaxLength = Determine.LongestReason,
            Hint = "納める方にも見えます。")] string Reason) : IForm<Input>;

    public sealed record Page(Form Form, ClaimFace Face);

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(ClaimPaths.Ledger + "/claims/{id:guid}/determine",
        PaymentsModule.CanDetermine, ClaimDeeds.Again, Build, Ask, Accept, ClaimDeeds.Look);

    static Form Build(Look look) => look.Afresh ? Questions<Input>.Form().Fill("part", "principal") : Questions<Input>.Form();

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        var face = await look.Face(id);
        look.About(face.Claim);
        return Show(new(form, face));
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn, Bookkeeper books)
    {
        var (claim, input) = (await turn.Claim(id), Questions<Input>.Build(form));
        if (await books.Determine(turn.Db, claim, input.Amount, input.Reason, turn.Me, turn.Stop, input.Part) is null)
            throw new Rule("amount", "いまの調定額と同じです。変更後の額を入力してください。");
        turn.About(claim).Fact("part", $"{input.Part}").Fact("yen", input.Amount.Amount);
        return Answer.See(ClaimPaths.Claim(id));
    }
}

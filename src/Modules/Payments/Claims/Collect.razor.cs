using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Payments;

/// <summary>収納する: money for a claim, whole or in parts.</summary>
public sealed partial class Collect
{
    public sealed record Input([Ask("受け取った額")] Yen Amount, [Ask("納付方法")] CollectionMethod Method,
        [Ask("領収日", Hint = "払った人がお金を渡した日です。")] DateOnly PaidOn) : IForm<Input>;

    public sealed record Page(Form Form, ClaimFace Face);

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(ClaimPaths.Ledger + "/claims/{id:guid}/collect",
        PaymentsModule.CanCollect, ClaimDeeds.Collect, Build, Ask, Accept, ClaimDeeds.Look);

    static async Task<Form> Build(Guid id, Look look)
    {
        var form = Questions<Input>.Form();
        if (!look.Afresh) return form;
        var owed = (await look.Face(id)).Balance.OwedFigure;
        return (owed > 0 ? form.Fill("amount", owed) : form).Fill("method", "counter").Fill("paidOn", look.Today);
    }

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        var face = await look.Face(id);
        look.About(face.Claim);
        return Show(new(form, face));
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn, Bookkeeper books)
    {
        var (claim, input) = (await turn.Claim(id), Questions<Input>.Build(form));
        var (found, _) = await books.Collect(turn.Db, claim,
            new($"{TakeMoney.Desk}:{turn.NewId():N}", claim.Key, input.Amount, input.Method, input.PaidOn), turn.Me, turn.Stop);
        turn.About(claim).Fact("yen", input.Amount.Amount).Fact("found", $"{found}");
        return Answer.See(ClaimPaths.Claim(id));
    }
}

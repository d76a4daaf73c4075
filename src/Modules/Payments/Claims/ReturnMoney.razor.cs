using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Payments;

/// <summary>不明金を返す: to who sent it, because it is nobody's to keep; a large sum waits for a second officer.</summary>
public sealed partial class ReturnMoney
{
    public sealed record Input([Ask("返す方法")] CollectionMethod Method,
        [Ask("返す理由", Kind = "longtext", MaxLength = Determine.LongestReason)] string Reason) : IForm<Input>;

    public sealed record Page(Form Form, Posted Posted, Yen Alone);

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm<Input>(ClaimPaths.Ledger + "/postings/{id:guid}/return",
        PaymentsModule.CanRefund, ClaimDeeds.Return, Ask, Accept, ClaimDeeds.Look);

    static async Task<IResult> Ask(Guid id, Form form, Look look, Cashier cashier) =>
        Show(new(form, await Assign.Unknown(id, look), cashier.Alone));

    static async Task<Answer> Accept(Guid id, Input input, Turn turn, Bookkeeper books, Cashier cashier)
    {
        var posted = await Assign.Unknown(id, turn);
        var alone = posted.Amount <= cashier.Alone;
        if (alone) await books.Return(turn.Db, posted.Payment ?? "", input.Method, input.Reason, turn.Me, turn.Stop);
        else
        {
            Bookkeeper.MayReturn(posted.Payment ?? "");
            turn.Db.Add(new ReturnWish
            {
                Id = turn.NewId(), By = turn.Me, At = turn.Now, Posting = id, Figure = posted.Amount.Amount, Method = input.Method,
                Reason = input.Reason.Trim(),
            });
        }
        turn.Journal.Fact("yen", posted.Amount.Amount).Fact("alone", alone ? "yes" : "no");
        return Answer.See(ClaimPaths.Posting(id));
    }
}

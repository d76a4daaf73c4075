using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Payments;

/// <summary>不明金を返す: to who sent it, because it is nobody's to keep.</summary>
public sealed partial class ReturnMoney
{
    public sealed record Input([Ask("返す方法")] CollectionMethod Method,
        [Ask("返す理由", Kind = "longtext", MaxLength = Determine.LongestReason)] string Reason) : IForm<Input>;

    public sealed record Page(Form Form, Posted Posted);

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm<Input>(ClaimPaths.Ledger + "/postings/{id:guid}/return",
        PaymentsModule.CanRefund, ClaimDeeds.Return, Ask, Accept, ClaimDeeds.Look);

    static async Task<IResult> Ask(Guid id, Form form, Look look) => Show(new(form, await Assign.Unknown(id, look)));

    static async Task<Answer> Accept(Guid id, Input input, Turn turn, Bookkeeper books, Cashier cashier)
    {
        var posted = await Assign.Unknown(id, turn);
        if (posted.Amount > cashier.Alone)
            throw new Rule("",
                $"{cashier.Alone}を超えるお金は、一人では返せません。だれのものかを調べて債権に消し込み、そこから還付してください。");
        await books.Return(turn.Db, posted.Payment ?? "", input.Method, input.Reason, turn.Me, turn.Stop);
        turn.Journal.Fact("yen", posted.Amount.Amount);
        return Answer.See(ClaimPaths.Posting(id));
    }
}

using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>振り込んだお金が戻った: the bank paid and sends it back. What was posted is taken back, and the account is asked for
/// again.</summary>
public sealed partial class CameBack
{
    public sealed record Input([Ask("銀行からの連絡", Kind = "longtext", MaxLength = PayoutMark.LongestWhy,
        Hint = "振り込めなかった理由として、本人への手紙にこのとおり書かれます。")] string Why) : IForm<Input>;

    public sealed record Page(Form Form, PayoutLine Line);

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm<Input>(PayoutPaths.Home + "/lines/{id:guid}/came-back",
        PaymentsModule.CanPayOut, PayoutDeeds.CameBack, Ask, Accept, PayoutDeeds.Look);

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        var line = await ShowPayout.Find(id, look);
        look.Journal.About(PayoutDeeds.Kind, id, line.Payee);
        return Show(new(form, line));
    }

    static async Task<Answer> Accept(Guid id, Input input, Turn turn, PayoutBooks books)
    {
        var line = await turn.Take(turn.Payouts().Where(l => l.Id == id));
        if (line.State is not PayoutState.Paid) throw new Rule("", $"この支払いは「{line.State.Words()}」です。");
        var account = await turn.Db.RunLines().Where(r => r.Line == id && r.Run == line.Run).Select(r => r.Account).FirstAsync(turn.Stop);
        await books.Failed(turn.Db, line, account, input.Why.Trim(), turn.Today, turn.Me, turn.Stop);
        turn.Journal.About(PayoutDeeds.Kind, id, line.Payee);
        return Answer.See(PayoutPaths.Line(id));
    }
}

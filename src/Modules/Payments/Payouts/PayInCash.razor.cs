using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>現金で払う: for who has no account. A second officer sees the receipt before it is posted.</summary>
public sealed partial class PayInCash
{
    public sealed record Input([Ask("本人の確かめ方と、領収書のあるところ", Kind = "longtext",
        MaxLength = PayoutMark.LongestWhy)] string Receipt) : IForm<Input>;

    public sealed record Page(Form Form, PayoutLine Line, string Payee);

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm<Input>(PayoutPaths.Home + "/lines/{id:guid}/cash",
        PaymentsModule.CanPayOut,
        PayoutDeeds.Cash, Ask, Accept, PayoutDeeds.Look);

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        var line = await ShowPayout.Find(id, look);
        look.Journal.About(PayoutDeeds.Kind, id, line.Payee);
        return Show(new(form, line, await look.Db.Set<Payee>().Where(p => p.Id == line.Payee).Select(p => p.Name).FirstAsync(look.Stop)));
    }

    static async Task<Answer> Accept(Guid id, Input input, Turn turn)
    {
        var line = await ShowPayout.Find(id, turn);
        if (!line.IsOpen) throw new Rule("", $"この支払いは「{line.State.Words()}」のため、現金では払えません。");
        turn.Db.Add(new CashPayout { Id = turn.NewId(), By = turn.Me, At = turn.Now, Line = id, Receipt = input.Receipt.Trim() });
        turn.Journal.About(PayoutDeeds.Kind, id, line.Payee);
        return Answer.See(PayoutPaths.Line(id));
    }
}

using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>窓口で返金する: all of it or a part, with a reason, by the way it came.</summary>
public sealed partial class GiveBackSale
{
    public sealed record Page(Form Form, Sale Sale, Yen Left, Yen Alone);

    public static string Url(Guid sale) => Sales.Url(sale) + "/refund";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(Sales.Home + "/sales/{id:guid}/refund", PaymentsModule.CanSell, CounterDeeds.Refund, Build, Ask, Accept);

    static async Task<Form> Build(Guid id, Look look)
    {
        var form = new Form([new Question("amount", new YenKind(1), "返す金額"),
            new Question("reason", new LongTextKind(3), "返金の理由")
            { MaxLength = SaleRefund.LongestReason, Hint = "氏名は書かないでください。" }]);
        return look.Afresh ? form.Fill("amount", (await Left(id, look)).Amount) : form;
    }

    static async Task<Yen> Left(Guid id, Look look) => (await look.Find(Sales.Visible(look).Where(s => s.Id == id))).Total
        - Yen.Sum((await Before(id, look)).Where(r => r.Counts).Select(r => r.Amount));

    static Task<List<SaleRefund>> Before(Guid id, Look look) =>
        look.Db.Set<SaleRefund>().Where(r => r.SaleId == id).ToListAsync(look.Stop);

    static async Task<IResult> Ask(Guid id, Form form, Look look, SaleRefunds refunds) =>
        Show(new(form, await look.Find(Sales.Visible(look).Where(s => s.Id == id)), await Left(id, look), refunds.Alone));

    static async Task<Answer> Accept(Guid id, Form form, Turn turn, SaleRefunds refunds)
    {
        var sale = await turn.Take(Sales.Visible(turn).Include(s => s.Lines).Where(s => s.Id == id));
        var refund = SaleRefund.Of(sale, new(form.Value("amount") as long? ?? 0), form["reason"], await Before(id, turn), turn.Me,
            turn.Clock);
        turn.Db.Add(refund);
        SaleRefunds.Tell(turn.Journal.About(Sales.Kind, id), refund).Fact("alone", refund.Amount > refunds.Alone ? "no" : "yes");
        if (refund.Amount <= refunds.Alone)
        {
            refund.CheckOnMachine(turn.Now);
            await refunds.Do(refund, turn);
        }
        return Answer.See(Sales.Url(id));
    }
}

using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Payments;

/// <summary>還付する: what was overpaid goes back with what the time adds; a large sum waits for a second officer.</summary>
public sealed partial class PayBack
{
    public enum Because
    {
        [Label("市の賦課決定が変わった（増額の後の減額など）")] Assessment, [Label("所得税の更正・申告による")] IncomeTax,
        [Label("誤って納めた、二重に納めた")] Mistake,
    }

    public sealed record Input([Ask("還付する額", Hint = "還付加算金を除いた額です。")] Yen Amount, [Ask("過誤納になったわけ")] Because Why,
        [Ask("納付の日", Hint = "所得税によるときは、更正の通知の日です。還付加算金の計算の初めになります。")] DateOnly From,
        [Ask("返す方法")] CollectionMethod Method,
        [Ask("理由", Kind = "longtext", MaxLength = Determine.LongestReason,
            Hint = "納めた方にも見えます。")] string Reason) : IForm<Input>;

    public sealed record Page(Form Form, ClaimFace Face, Yen Alone);

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(ClaimPaths.Ledger + "/claims/{id:guid}/pay-back",
        PaymentsModule.CanRefund, ClaimDeeds.PayBack, Build, Ask, Accept, ClaimDeeds.Look);

    static async Task<Form> Build(Guid id, Look look)
    {
        // Money goes back by hand or to an account, whatever it came by; to a card only what came from it.
        var online = OnlinePayBack.Sum(await OnlinePayBack.Left(look.Db, id, look.Stop));
        var form = Questions<Input>.Form().Offer("method", [new("bank", "口座に振り込む"), new("counter", "窓口で渡す"),
            .. online == Yen.Zero ? (IEnumerable<Option>)[] : [new("online", "支払ったカードなどに返す", $"{online}まで返せます。")]]);
        if (!look.Afresh) return form;
        var face = await look.Face(id);
        var book = await Book.Open(look.Db, look.City, [face.Claim], [], look.Stop);
        var paid = book.Ledger.Postings.LastOrDefault(p => p.Kind is PostingKind.Collect or PostingKind.Assign && !book.Ledger.IsUndone(p));
        return (paid is null ? form : form.Fill("from", paid.PaidOn)).Fill("amount", face.Balance.OverpaidFigure).Fill("why", "mistake");
    }

    static async Task<IResult> Ask(Guid id, Form form, Look look, Cashier cashier)
    {
        var face = await look.Face(id);
        look.About(face.Claim);
        return Show(new(form, face, cashier.Alone));
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn, OnlinePayBack back, Cashier cashier)
    {
        var (face, input) = (await turn.Face(id), Questions<Input>.Build(form));
        if (input.Amount <= Yen.Zero || input.Amount > face.Balance.Overpaid)
            throw new Rule("amount", $"還付できるのは、1円から{face.Balance.Overpaid}までです。");
        if (input.From > turn.Today) throw new Rule("from", "納付の日が先の日付です。日付を確かめてください。");
        var interest = Added(input, face, turn);
        if (input.Method is CollectionMethod.Online)
            OnlinePayBack.Check(OnlinePayBack.Sum(await OnlinePayBack.Left(turn.Db, id, turn.Stop)), input.Amount, interest);
        var alone = input.Amount + interest <= cashier.Alone;
        turn.About(face.Claim).Fact("yen", input.Amount.Amount).Fact("interest", interest.Amount).Fact("alone", alone ? "yes" : "no");
        if (alone) await back.Do(turn.Db, face.Claim, input.Amount, interest, input.Method, input.Reason, turn.Me, turn.Stop);
        else turn.Db.Add(new PayBackWish
        {
            Id = turn.NewId(), By = turn.Me, At = turn.Now, Claim = id, Figure = input.Amount.Amount, Interest = interest.Amount,
            Method = input.Method, Reason = input.Reason.Trim(),
        });
        return Answer.See(ClaimPaths.Claim(id));
    }

    // 私債権には還付加算金がない（地方税法17条の4、地方自治法231条の3第4項は公法上の徴収金について）。
    static Yen Added(Input input, ClaimFace face, Look look)
    {
        if (face.Item.Class is ClaimClass.Private) return Yen.Zero;
        try
        {
            return RefundInterest.Of(input.Amount, RefundInterest.Begins((OverpaidBy)input.Why, input.From), look.Today,
            look.City.Rules).Amount;
        }
        catch (MissingRule missing) { throw new Rule("from", missing.Message); }
    }
}

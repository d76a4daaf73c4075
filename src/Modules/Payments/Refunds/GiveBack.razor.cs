using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>返金する: all or a part, with a reason, and with a word about what becomes of what was paid for; a large sum
/// waits for a second officer.</summary>
public sealed partial class GiveBack
{
    public sealed record Page(Charge Charge, PaidSubject? Subject, Yen Left, Yen Alone, Form Form);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm("/office/payments/{id}/refund", PaymentsModule.CanRefund, PaymentDeeds.OfficerRefund, Build, Ask, Accept,
        PaymentDeeds.Look);

    static async Task<Form> Build(Guid id, Look look, GivingBack giving)
    {
        var charge = await Find(id, look);
        var subject = await giving.Subject(look.Db, charge, look.Actor, look.Stop);
        var left = await GivingBack.Left(look.Db, charge, look.Stop);
        var sum = new Question("amount", new YenKind(), "返す金額") { Hint = $"{left}まで返せます。一部だけを返すこともできます。" };
        var why = new Question("reason", new LongTextKind(3), "返金の理由") { MaxLength = RefundWish.LongestReason, Hint = "支払った方にも見えます。" };
        var form = new Form(subject is null ? [sum, why] : [sum, why, new Question("after", new ChoiceKind(), "申し込みをどうしますか")
            { Options = [.. subject.Choices.Select(c => new Option($"{c}", GivingBack.Words(c)) { Hint = Said(c, subject) })] }]);
        return look.Afresh ? form.Fill("amount", left.Amount) : form;
    }

    static string? Said(AfterRefund after, PaidSubject subject) => after switch
    {
        AfterRefund.End => $"{(subject.Day is { } day ? $"{EraDate.Of(day)}の予約がなくなり、枠が空きます。" : "審査は終わり、決定は取り消されます。")}作った文書は無効になります。本人に知らせます。",
        AfterRefund.Void => "文書の画面に、無効であることと理由が出ます。本人に知らせます。",
        _ => "状態も予約も文書も変わりません。返金することだけを本人に知らせます。",
    };

    static async Task<IResult> Ask(Guid id, Form form, Look look, GivingBack giving)
    {
        var charge = await Find(id, look);
        look.Journal.About(PaymentDeeds.Kind, id, charge.Payer);
        return Show(new(charge, await giving.Subject(look.Db, charge, look.Actor, look.Stop),
            await GivingBack.Left(look.Db, charge, look.Stop), giving.Alone, form));
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn, GivingBack giving)
    {
        var charge = await turn.Take(Visible(id, turn));
        var (me, reason, after) = (turn.Me, form["reason"]
            .Trim(), Enum.TryParse<AfterRefund>(form["after"], out var chosen) ? chosen : (AfterRefund?)null);
        var amount = new Yen(form.Value("amount") as long? ?? 0);
        GivingBack.Check(await GivingBack.Left(turn.Db, charge, turn.Stop), amount, after);
        // Parts of one payment are one sum: nobody gives back alone in small steps.
        var before = await turn.Db.Refunds().Where(r => r.ChargeId == id && r.Officer != null).SumAsync(r => r.Figure, turn.Stop);
        var alone = amount + new Yen(before) <= giving.Alone;
        if (await turn.Db.RefundWishes().AnyAsync(w => w.ChargeId == id && w.Agreed == null, turn.Stop))
            throw new Rule("", "この支払いには、確認を待っている返金がもうあります。");
        turn.Journal.About(PaymentDeeds.Kind, id, charge.Payer).Fact("yen", amount.Amount).Fact("alone", alone ? "yes" : "no");
        if (!alone) turn.Db.Add(new RefundWish
        {
            Id = turn.NewId(), By = me, At = turn.Now, ChargeId = id,
            Figure = amount.Amount, Reason = reason, After = after
        });
        else await giving.Do(turn.Db, charge, amount, reason, after, me, turn.Stop);
        return Answer.See(PaymentPaths.Office(id));
    }

    static IQueryable<Charge> Visible(Guid id, Look look) =>
        ListPayments.Visible(look.Db, look.Actor).Include(c => c.Captures)
            .Where(c => c.Id == id && c.SubjectKind != ClaimDeeds.Kind);

    static async Task<Charge> Find(Guid id, Look look) =>
        await look.Find(Visible(id, look));
}

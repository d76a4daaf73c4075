using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>The second officer's word about a large refund: with it the money goes, without it the first one is told why not.</summary>
public sealed partial class CheckRefund
{
    public sealed record Input(
        [Ask("この返金を認めますか")] bool Agreed,
        [Ask("認めない理由", Kind = "longtext", Hint = "認めないときに書いてください。申し出た人に伝わります。", MaxLength = TwoPersons.LongestRemark)] string? Remark =
            null) : IForm<Input>;

    public sealed record Page(Form Form, RefundWish Wish, Charge Charge, PaidSubject? Subject, string? Barred);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm<Input>("/office/payments/{id}/refunds/{wish}/check", PaymentsModule.CanRefund, PaymentDeeds.CheckRefund, Ask, Accept,
            PaymentDeeds.Look);
        app.MapAct("/office/payments/{id}/refunds/{wish}/take-back", PaymentsModule.CanRefund, PaymentDeeds.TakeBackRefund, TakeBack);
    }

    static async Task<IResult> Ask(Guid id, Guid wish, Form form, Actor actor, CityProfile city, CityDb db, GivingBack giving,
        Journal journal, CancellationToken ct)
    {
        var (found, charge) = await Find(id, wish, actor, city, db, ct);
        journal.About(PaymentDeeds.Kind, id, charge.Payer);
        return Show(new(form, found, charge, await giving.Subject(db, charge, actor, ct),
            found.Bars(actor.Account ?? throw new NotHere())));
    }

    static async Task<Answer> Accept(Guid id, Guid wish, Input input, Actor actor, CityProfile city, CityDb db, GivingBack giving,
        IMessages messages, Journal journal, TimeProvider clock, CancellationToken ct)
    {
        var (found, charge) = await Find(id, wish, actor, city, db, ct);
        found.Check(actor.Account ?? throw new NotHere(), input.Agreed, input.Remark, clock.GetUtcNow());
        journal.About(PaymentDeeds.Kind, id, charge.Payer).Fact("agreed", input.Agreed ? "yes" : "no");
        if (!input.Agreed)
            await messages.Send(db, new Message($"payments refund {wish:N}", found.By, null, "返金が認められませんでした",
                $"支払いの番号 {charge.Reference}、{found.Amount}\n\n認めない理由：{found.Remark}", PaymentPaths.Office(id)), ct);
        else if (Yen.Sum((await GivingBack.Left(db, charge, ct)).Select(c => c.Amount)) != found.Amount)
            throw new Rule("", "申し出たあとに、返せる金額が変わりました。認めずに、申し出からやり直してもらってください。");
        else await giving.Do(db, charge, found.Reason, found.After, found.By ?? throw new NotHere(), ct);
        return Answer.See(PaymentPaths.Office(id));
    }

    static async Task<Answer> TakeBack(Guid id, Guid wish, Actor actor, CityProfile city, CityDb db, Journal journal, TimeProvider clock,
        CancellationToken ct)
    {
        var (found, charge) = await Find(id, wish, actor, city, db, ct);
        found.TakeBack(actor.Account, clock.GetUtcNow());
        journal.About(PaymentDeeds.Kind, id, charge.Payer);
        return Answer.See(PaymentPaths.Office(id));
    }

    static async Task<(RefundWish, Charge)> Find(Guid id, Guid wish, Actor actor, CityProfile city, CityDb db, CancellationToken ct)
    {
        var charge = await ListPayments.Visible(db, actor, city).Include(c => c.Captures).AsTracking()
            .FirstOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotHere();
        return (await db.RefundWishes().AsTracking().FirstOrDefaultAsync(w => w.Id == wish && w.ChargeId == id, ct) ?? throw new NotHere(),
            charge);
    }
}

/// <summary>Refunds that wait for this officer as the second person, on the office's home page; nothing while none does.</summary>
sealed class RefundTile(CityProfile city) : IOfficeTiles
{
    public async Task<IReadOnlyList<OfficeTile>> Tiles(CityDb db, Actor actor, CancellationToken ct)
    {
        if (!actor.Can(PaymentsModule.CanRefund)) return [];
        var visible = ListPayments.Visible(db, actor, city);
        var waiting = await db.RefundWishes().Where(w => w.Agreed == null && w.By != actor.Account && visible.Any(c => c.Id == w.ChargeId))
            .Select(w => new { w.ChargeId, w.Id }).ToListAsync(ct);
        return waiting is [var first, ..]
            ? [new("確認を待っている返金", PaymentPaths.Check(first.ChargeId, first.Id), waiting.Count, "ほかの職員が申し出た返金です。理由と金額を確かめてください。")] : [];
    }
}

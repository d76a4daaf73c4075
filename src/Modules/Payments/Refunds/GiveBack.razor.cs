using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>返金する: with a reason, and with a word about what becomes of what was paid for; a large sum waits for a second officer.</summary>
public sealed partial class GiveBack
{
    public sealed record Page(Charge Charge, PaidSubject? Subject, Yen Left, Yen Alone, Form Form);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm("/office/payments/{id}/refund", PaymentsModule.CanRefund, PaymentDeeds.OfficerRefund, Build, Ask, Accept,
        PaymentDeeds.Look);

    static async Task<Form> Build(Guid id, Actor actor, CityProfile city, CityDb db, GivingBack giving, CancellationToken ct)
    {
        var charge = await Find(id, actor, city, db, ct);
        var subject = await giving.Subject(db, charge, actor, ct);
        var why = new Question("reason", new LongTextKind(3), "返金の理由") { MaxLength = RefundWish.LongestReason, Hint = "支払った方にも見えます。" };
        return new Form(subject is null ? [why] : [why, new Question("after", new ChoiceKind(), "申し込みをどうしますか")
            { Options = [.. subject.Choices.Select(c => new Option($"{c}", GivingBack.Words(c)) { Hint = Said(c, subject) })] }]);
    }

    static string? Said(AfterRefund after, PaidSubject subject) => after switch
    {
        AfterRefund.End => $"{(subject.Day is { } day ? $"{EraDate.Of(day)}の予約がなくなり、枠が空きます。" : "審査は終わり、決定は取り消されます。")}作った文書は無効になります。本人に知らせます。",
        AfterRefund.Void => "文書の画面に、無効であることと理由が出ます。本人に知らせます。",
        _ => "状態も予約も文書も変わりません。返金することだけを本人に知らせます。",
    };

    static async Task<IResult> Ask(Guid id, Form form, Actor actor, CityProfile city, CityDb db, GivingBack giving, Journal journal,
        CancellationToken ct)
    {
        var charge = await Find(id, actor, city, db, ct);
        journal.About(PaymentDeeds.Kind, id, charge.Payer);
        return Show(new(charge, await giving.Subject(db, charge, actor, ct),
            Yen.Sum((await GivingBack.Left(db, charge, ct)).Select(c => c.Amount)), giving.Alone, form));
    }

    static async Task<Answer> Accept(Guid id, Form form, Actor actor, CityProfile city, CityDb db, GivingBack giving, Journal journal,
        TimeProvider clock, CancellationToken ct)
    {
        var charge = await Visible(id, actor, city, db).AsTracking().FirstOrDefaultAsync(ct) ?? throw new NotHere();
        var (me, reason, after) = (actor.Account ?? throw new NotHere(), form["reason"]
            .Trim(), Enum.TryParse<AfterRefund>(form["after"], out var chosen) ? chosen : (AfterRefund?)null);
        var left = Yen.Sum((await GivingBack.Left(db, charge, ct)).Select(c => c.Amount));
        if (await db.RefundWishes().AnyAsync(w => w.ChargeId == id && w.Agreed == null, ct))
            throw new Rule("", "この支払いには、確認を待っている返金がもうあります。");
        journal.About(PaymentDeeds.Kind, id, charge.Payer).Fact("alone", left > giving.Alone ? "no" : "yes");
        if (left > giving.Alone) db.Add(new RefundWish
        {
            Id = clock.NewId(), By = me, At = clock.GetUtcNow(), ChargeId = id,
            Figure = left.Amount, Reason = reason, After = after
        });
        else await giving.Do(db, charge, reason, after, me, ct);
        return Answer.See(PaymentPaths.Office(id));
    }

    static IQueryable<Charge> Visible(Guid id, Actor actor, CityProfile city, CityDb db) =>
        ListPayments.Visible(db, actor, city).Include(c => c.Captures).Where(c => c.Id == id);

    static async Task<Charge> Find(Guid id, Actor actor, CityProfile city, CityDb db, CancellationToken ct) =>
        await Visible(id, actor, city, db).AsNoTracking().FirstOrDefaultAsync(ct) ?? throw new NotHere();
}

using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>A large refund before the second officer: with their yes the money goes, without it the first one is told why not.</summary>
sealed class CheckRefund(GivingBack giving) : SecondPerson<RefundWish>
{
    public static readonly SecondWords Said = new("payments refund", "この返金を認めますか", "認めない理由", "返金が認められませんでした",
        "確認を待っている返金", "ほかの職員が申し出た返金です。理由と金額を確かめてください。");

    public override SecondWords Words => Said;
    public override Permission Who => PaymentsModule.CanRefund;
    public override string Url(RefundWish wish) => PaymentPaths.Check(wish.ChargeId, wish.Id);
    public override string Home(RefundWish wish) => PaymentPaths.Office(wish.ChargeId);
    public override string TakeBack(RefundWish wish) => PaymentPaths.TakeBack(wish.ChargeId, wish.Id);

    public override async ValueTask<string?> Department(CityDb db, RefundWish wish, CancellationToken ct) =>
        (await Charge(db, wish, ct)).Department;

    public override IQueryable<RefundWish> Visible(Look look)
    {
        var visible = ListPayments.Visible(look.Db, look.Actor);
        return look.Db.RefundWishes().Where(w => visible.Any(c => c.Id == w.ChargeId));
    }

    public override async Task<SecondFace> Face(RefundWish wish, Look look)
    {
        var charge = await Charge(look.Db, wish, look.Stop);
        var facts = new List<(string, Ui.Markup)>
        {
            ("内容", Written.Text(charge.Description)), ("返す金額", Written.Strong($"{wish.Amount}")), ("理由", Written.Lines(wish.Reason)),
        };
        if (await giving.Subject(look.Db, charge, look.Actor, look.Stop) is { } subject)
            facts.Add(("申し込み", new Ui.HtmlWriter(128).Link(subject.Url, subject.Title).Text($"（{subject.StateWords}）").ToMarkup()));
        if (wish.After is { } after) facts.Add(("返金したあと", Written.Text(GivingBack.Words(after))));
        return new("返金を確かめる", [new("支払い", PaymentPaths.OfficeList), new(charge.Reference, Home(wish))], facts);
    }

    public override async Task<string> InWords(RefundWish wish, Look look) =>
        $"支払いの番号 {(await Charge(look.Db, wish, look.Stop)).Reference}、{wish.Amount}";

    public override async Task Note(RefundWish wish, Look look) =>
        look.Journal.About(PaymentDeeds.Kind, wish.ChargeId, (await Charge(look.Db, wish, look.Stop)).Payer);

    public override async Task<string> CarryOut(RefundWish wish, Turn turn)
    {
        var (db, ct) = (turn.Db, turn.Stop);
        var charge = await Charge(db, wish, ct);
        if (await GivingBack.Left(db, charge, ct) < wish.Amount)
            throw new Rule("", "申し出たあとに、返せる金額が変わりました。認めずに、申し出からやり直してもらってください。");
        await giving.Do(db, charge, wish.Amount, wish.Reason, wish.After, wish.By ?? throw new NotHere(), ct);
        return Home(wish);
    }

    static async Task<Charge> Charge(CityDb db, RefundWish wish, CancellationToken ct) =>
        db.Charges().Local.FirstOrDefault(c => c.Id == wish.ChargeId)
            ?? await db.Charges().Include(c => c.Captures).AsTracking().FirstAsync(c => c.Id == wish.ChargeId, ct);
}

using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>A large repayment before the second officer: with their yes it is posted, without it the first one is told why not.</summary>
sealed class CheckPayBack(OnlinePayBack back, CityProfile city) : SecondPerson<PayBackWish>
{
    public static readonly SecondWords Said = new("payments pay-back", "この還付を認めますか", "認めない理由", "還付が認められませんでした",
        "確認を待っている還付", "ほかの職員が申し出た、過誤納金の還付です。理由と金額を確かめてください。");

    public static string Page(PayBackWish wish) => $"{ClaimPaths.Ledger}/pay-backs/{wish.Id}/check";

    public static string Back(PayBackWish wish) => $"{ClaimPaths.Ledger}/pay-backs/{wish.Id}/take-back";

    public override SecondWords Words => Said;
    public override Permission Who => PaymentsModule.CanRefund;
    public override string Url(PayBackWish wish) => Page(wish);
    public override string Home(PayBackWish wish) => ClaimPaths.Claim(wish.Claim);
    public override string TakeBack(PayBackWish wish) => Back(wish);

    public override async ValueTask<string?> Department(CityDb db, PayBackWish wish, CancellationToken ct) =>
        city.Files<Items>()[(await Of(db, wish, ct)).Item].Department;

    public override IQueryable<PayBackWish> Visible(Look look)
    {
        var claims = look.Claims();
        return look.Db.Set<PayBackWish>().Where(w => claims.Any(c => c.Id == w.Claim));
    }

    public override async Task<SecondFace> Face(PayBackWish wish, Look look)
    {
        var face = await look.Face(wish.Claim);
        return new("還付を確かめる", [new("債権と収納", FindDebtor.Url), new(face.Title, Home(wish))],
        [
            ("債務者", Written.Text(face.Debtor)), ("債権", Written.Text(face.Title)), ("過誤納", Written.Text($"{face.Balance.Overpaid}")),
            ("返す金額", Written.Strong($"{wish.Amount}")), ("うち還付加算金", Written.Text($"{new Yen(wish.Interest)}")),
            ("返す方法", Written.Text(Keyaki.Ui.Labels.Label(wish.Method))), ("理由", Written.Lines(wish.Reason)),
        ]);
    }

    public override async Task<string> InWords(PayBackWish wish, Look look) => $"{(await look.Face(wish.Claim)).Title}、{wish.Amount}";

    public override async Task Note(PayBackWish wish, Look look) => look.About(await Of(look.Db, wish, look.Stop));

    public override async Task<string> CarryOut(PayBackWish wish, Turn turn)
    {
        await back.Do(turn.Db, await Of(turn.Db, wish, turn.Stop), new(wish.Figure), new(wish.Interest), wish.Method, wish.Reason,
            wish.By ?? throw new NotHere(), turn.Stop);
        return Home(wish);
    }

    static Task<Claim> Of(CityDb db, PayBackWish wish, CancellationToken ct) =>
        db.Claims().AsNoTracking().FirstAsync(c => c.Id == wish.Claim, ct);
}

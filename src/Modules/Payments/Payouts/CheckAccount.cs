using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>A changed account before the second officer: with their yes it counts, after some days.</summary>
sealed class CheckAccount(CityProfile city, MasterKey key) : SecondPerson<AccountChange>
{
    public static readonly SecondWords Said = new("payments account", "この口座に変えてよいですか", "認めない理由",
        "口座の変更が認められませんでした",
        "確認を待っている口座の変更", "支払先の口座が変わります。通帳の写しなどと照らし合わせてください。");

    public override SecondWords Words => Said;
    public override Permission Who => PaymentsModule.CanPayOut;
    public override string Url(AccountChange change) => PayoutPaths.CheckAccount(change.Id);
    public override string Home(AccountChange change) => PayoutPaths.Home;

    public override async ValueTask<string?> Department(CityDb db, AccountChange change, CancellationToken ct) =>
        await KindOf(db, change, ct) is { } kind ? city.Files<PayoutKinds>()[kind].Department : null;

    // A change that a decision tells of is written in the turn that hands in the line: it is not in the table yet.
    static async Task<string?> KindOf(CityDb db, AccountChange change, CancellationToken ct) =>
        db.PayoutLines().Local.FirstOrDefault(l => l.Payee == change.Payee)?.Kind ?? await db.PayoutLines()
            .Where(l => l.Payee == change.Payee).OrderByDescending(l => l.At).Select(l => l.Kind).FirstOrDefaultAsync(ct);

    public override IQueryable<AccountChange> Visible(Look look)
    {
        var payees = look.Payees();
        return look.Db.Set<AccountChange>().Where(c => payees.Any(p => p.Id == c.Payee));
    }

    public override async Task<SecondFace> Face(AccountChange change, Look look)
    {
        var payee = (await look.Db.PayeeFaces([change.Payee], look.Stop))[change.Payee];
        return new("口座の変更を確かめる", [new("支払い", PayoutPaths.Home)],
        [
            ("支払先", Written.Text($"{payee.Payee.Name}（{payee.Payee.Kana ?? "読みは書かれていません"}）")),
            ("今の口座", Written.Text(payee.On(look.Today)?.Read(key).InWords ?? "ありません")),
            ("新しい口座", Written.Strong(TransferAccount.Open(key, change.SealedAccount, change.Id).InWords)),
            ("理由と確かめ方", Written.Lines(change.Reason)),
        ])
        { Note = $"認めると、{EraDate.Of(From(look))}から、この口座に振り込みます。それまでは、この方への支払いは一覧に入りません。" };
    }

    public override async Task<string> InWords(AccountChange change, Look look) =>
        $"{(await look.Db.PayeeFaces([change.Payee], look.Stop))[change.Payee].Payee.Name}さんの口座";

    public override Task Note(AccountChange change, Look look)
    {
        look.Journal.About(PayoutDeeds.Payee, change.Payee, change.Payee);
        return Task.CompletedTask;
    }

    public override Task<string> CarryOut(AccountChange change, Turn turn)
    {
        var (account, id) = (TransferAccount.Open(key, change.SealedAccount, change.Id), turn.NewId());
        turn.Db.Add(new PayeeAccount
        {
            Id = id, Payee = change.Payee, SealedAccount = account.Seal(key, id), From = From(turn), Change = change.Id, At = turn.Now,
        });
        return Task.FromResult(Home(change));
    }

    static DateOnly From(Look look) => look.Today.AddDays(look.PayoutKinds.Wait);
}

using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Payments;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>Whom the city still has to pay keeps their account: there they see where their money is.</summary>
sealed class DueToThem(IAccounts accounts) : IHear<AccountClosing>
{
    public async Task Hear(AccountClosing closing, CityDb db, CancellationToken ct)
    {
        var person = (await accounts.Find(db, closing.Account, ct))?.Person;
        if (await db.PayoutLines().Where(l => (l.Payee == closing.Account || l.Payee == person) && (l.State == PayoutState.Waiting
            || l.State == PayoutState.Frozen || l.State == PayoutState.Sent || l.State == PayoutState.AskAgain))
            .Select(l => l.Reference).FirstOrDefaultAsync(ct) is { } number)
            throw new Rule("", new Text(
                $"受付番号 {number} のお金を、まだお支払いしていません。支払いが終わってから、アカウントを閉じてください。",
                $"うけつけ番号 {number} の お金を、まだ はらって いません。お金が はいって から、アカウントを けして ください。",
                $"The money for your application (receipt number {number}) is not paid yet. "
                + "Close your account when it has reached you."));
    }
}

/// <summary>The record of a case is destroyed: the bank accounts of its payee go with it, unless another case is still there. What was paid
/// stays in the books.</summary>
sealed class AccountsEnd(TimeProvider clock) : IHear<RecordDestroyed>
{
    public static readonly Deed Ended = new("payments.accounts-ended", "保存年限が過ぎた支払先の口座を消した", "ふるい 口座を けした",
        "erased the bank accounts of an expired case");

    public async Task Hear(RecordDestroyed said, CityDb db, CancellationToken ct)
    {
        if (!said.IsLast) return;
        var lines = await db.PayoutLines().AsTracking().Where(l => l.SubjectKind == said.SubjectKind && l.SubjectId == said.SubjectId)
            .ToListAsync(ct);
        foreach (var line in lines.Where(l => l.IsOver)) line.Forget(said.At.Day());
        var (payees, ids) = (lines.Select(l => l.Payee).ToHashSet(), lines.Select(l => l.Id).ToHashSet());
        var kept = await db.PayoutLines().Where(l => payees.Contains(l.Payee) && !ids.Contains(l.Id) && l.ForgottenOn == null)
            .Select(l => l.Payee).ToListAsync(ct);
        foreach (var payee in payees.Except(kept).Except(lines.Where(l => l.ForgottenOn is null).Select(l => l.Payee)))
        {
            db.RemoveRange(await db.Set<PayeeAccount>().AsTracking().Where(a => a.Payee == payee).ToListAsync(ct));
            db.RemoveRange(await db.Set<AccountChange>().AsTracking().Where(c => c.Payee == payee).ToListAsync(ct));
            Journal.Note(db, clock, Actor.Program, Ended, PayoutDeeds.Payee, payee, payee);
        }
    }
}

using Keyaki.Contracts.Payments;
using Keyaki.Contracts.Procedures;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>The account is reached elsewhere: its cases tell the new address, and the old one alone finds none of them any more.</summary>
sealed class HearMoved : IHear<MailMoved>
{
    public async Task Hear(MailMoved moved, CityDb db, CancellationToken ct)
    {
        await db.Set<Application>().Where(a => a.Account == moved.Account)
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.SealedMail, moved.SealedMail).SetProperty(x => x.MailKey, (string?)null), ct);
        await db.Set<DraftApplication>().Where(d => d.Account == moved.Account)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.MailKey, (string?)null).SetProperty(x => x.SealedMail, (string?)null), ct);
    }
}

/// <summary>The account is closed: drafts go, cases stay as the city's record. While a case is open, somebody must be able to answer
/// for it.</summary>
sealed class HearClosing(IPayments payments, ISlots places, Outbox outbox) : IHear<AccountClosing>
{
    static readonly ApplicationState[] Open = [.. Enum.GetValues<ApplicationState>().Where(s => s.IsOpen())];

    public async Task Hear(AccountClosing closing, CityDb db, CancellationToken ct)
    {
        var own = db.Set<Application>().Where(a => a.Account == closing.Account);
        if (await own.Where(a => Open.Contains(a.State)).Select(a => a.Number).FirstOrDefaultAsync(ct) is { } number)
            throw new Rule("",
                new Text($"受付番号 {number} の申し込みが終わっていません。結果が出るのを待つか、取り下げてから、アカウントを閉じてください。",
                $"うけつけ番号 {number} の もうしこみが まだ おわって いません。けっかを まつか、やめてから、アカウントを けして ください。",
                $"Your application (receipt number {number}) is not finished. "
                + "Wait for its result or withdraw it before you close your account."));
        foreach (var draft in await db.Set<DraftApplication>().AsTracking().Where(d => d.Account == closing.Account).ToListAsync(ct))
            await draft.Discard(db, payments, places, outbox, ct);
        await own.Where(a => a.MailKey != null).ExecuteUpdateAsync(a => a.SetProperty(x => x.MailKey, (string?)null), ct);
    }
}

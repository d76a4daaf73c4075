using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kernel;

/// <summary>Clears what has run out a day ago: used keys, sessions, codes, and who was made to wait.</summary>
sealed class Expired : IJob
{
    public string Code => "kernel.expired";
    public string Label => "期限の切れたサインインや確認コードなどを消す";

    public async Task Do(CityDb db, Due due, CancellationToken ct)
    {
        var day = due.Now.AddDays(-1);
        await db.Set<Submission>().Where(s => s.At < day).ExecuteDeleteAsync(ct);
        await db.Set<Session>().Where(s => s.ExpiresAt < day).ExecuteDeleteAsync(ct);
        await db.Set<UsedChallenge>().Where(c => c.At < day).ExecuteDeleteAsync(ct);
        await db.Set<MailCode>().Where(c => c.SentAt < day).ExecuteDeleteAsync(ct);
        await Throttle.Sweep(db, due.Now, ct);
    }
}

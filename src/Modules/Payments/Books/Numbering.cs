using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>
/// 記帳番号を付ける: whoever posts waits for nobody, and what is committed gets the next numbers a moment later, without a gap. A second
/// node that does the same finds them numbered (docs/decisions/0049).
/// </summary>
sealed class Numbering(IDatabase database) : IRound
{
    const int AtOnce = 1000;

    public async Task Round(CancellationToken ct)
    {
        while (await Step(ct) == AtOnce) { }
    }

    async Task<int> Step(CancellationToken ct)
    {
        await using (var reader = database.OpenReader())
            if (!await reader.Postings().AnyAsync(p => p.Number == null, ct)) return 0;
        try
        {
            return await database.Turn(async (db, stop) =>
            {
                var last = await db.Postings().MaxAsync(p => p.Number, stop) ?? 0;
                var next = await db.Postings().AsTracking().Where(p => p.Number == null).OrderBy(p => p.Row).Take(AtOnce).ToListAsync(stop);
                foreach (var posted in next) posted.Number = ++last;
                return next.Count;
            }, serial: false);
        }
        catch (Exception e) when (e is ChangedMeanwhile or PleaseWait or DbUpdateException) { return 0; } // the other node was quicker
    }
}

using System.Data.Common;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>
/// 記帳番号を付ける: whoever posts waits for nobody, and what is committed gets the next numbers a moment later, without a gap. A second
/// node that does the same finds them numbered (docs/decisions/0049).
/// </summary>
sealed class Numbering(IDatabase database) : IRound
{
    const int AtOnce = 10_000;

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
                // One sentence for thousands: a levy of a whole city is numbered in seconds. That a number is given once is kept by
                // the table; said here as well, SQLite would read every row without a number for each of them.
                return await db.Database.ExecuteSqlAsync($"""
                    UPDATE payments_postings SET "Number" = n."Next" FROM (
                        SELECT "Row" AS "Of", {last} + ROW_NUMBER() OVER (ORDER BY "Row") AS "Next" FROM payments_postings
                        WHERE "Number" IS NULL ORDER BY "Row" LIMIT {AtOnce}) AS n
                    WHERE payments_postings."Row" = n."Of"
                    """, stop);
            }, serial: false);
        }
        // The other node was quicker.
        catch (Exception e) when (e is ChangedMeanwhile or PleaseWait or DbUpdateException or DbException) { return 0; }
    }
}

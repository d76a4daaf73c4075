using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>The files of another counter, and the rows that were read from them, go a month after they were brought: what was taken in is
/// kept as applications, and what nobody mended in that time comes again from there.</summary>
sealed class SweepIncoming : IJob
{
    public string Code => "procedures.old-incoming";
    public string Label => "取り込み終わった、ほかの窓口のファイルを消す";

    static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    const int Together = 20;

    public async Task Do(CityDb db, Due due, CancellationToken ct)
    {
        var limit = due.Now - Kept;
        var old = await db.Set<IncomingFile>().AsTracking().Where(i => i.At < limit).OrderBy(i => i.At).Take(Together).ToListAsync(ct);
        var (imports, used) = (old.ConvertAll(i => i.Id), old.ConvertAll(i => (Guid?)i.Id));
        await db.Set<IncomingRow>().Where(r => imports.Contains(r.ImportId)).ExecuteDeleteAsync(ct);
        await db.Set<StoredFile>().Where(f => used.Contains(f.UsedBy))
            .ExecuteUpdateAsync(f => f.SetProperty(x => x.UsedBy, (Guid?)null), ct);
        db.RemoveRange(old);
    }
}

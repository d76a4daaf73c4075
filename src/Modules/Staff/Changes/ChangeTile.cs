using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>What waits for this officer as the second person, on the office's home page; nothing while nothing does.</summary>
sealed class ChangeTile(Second second) : IOfficeTiles
{
    public async Task<IReadOnlyList<OfficeTile>> Tiles(CityDb db, Actor actor, CancellationToken ct)
    {
        var mine = 0;
        foreach (var change in await db.Set<PowerChange>().AsNoTracking().Where(c => c.Agreed == null).ToListAsync(ct))
            if (await second.Bars(db, change, actor, ct) is null) mine++;
        return mine == 0 ? [] : [new("確認を待っている権限の変更", Changes.Url, mine, "ほかの職員が申し出た、職員の登録や職の割当てなどです。")];
    }
}

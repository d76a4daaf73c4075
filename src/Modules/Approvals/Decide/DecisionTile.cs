using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Approvals;

/// <summary>決裁待ち on the office's home page.</summary>
sealed class DecisionTile : IOfficeTiles
{
    public async Task<IReadOnlyList<OfficeTile>> Tiles(CityDb db, Actor actor, CancellationToken ct) =>
        actor.Can(ApprovalsModule.Decide) ? [new("決裁待ち", Pile.Url, await Pile.Waiting(db, actor).CountAsync(ct), "あなたの承認を待っている案件です。")] : [];
}

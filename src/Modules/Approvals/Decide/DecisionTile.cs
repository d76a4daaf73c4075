using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Approvals;

/// <summary>決裁待ち on the office's home page, and for who may reassign what nobody can decide.</summary>
sealed class DecisionTile(CityProfile city, IStaff staff, TimeProvider clock) : IOfficeTiles
{
    public async Task<IReadOnlyList<OfficeTile>> Tiles(CityDb db, Actor actor, CancellationToken ct)
    {
        var tiles = new List<OfficeTile>();
        if (actor.Can(ApprovalsModule.Decide))
            tiles.Add(new("決裁待ち", Pile.Url, await Pile.Waiting(db, actor).CountAsync(ct), "あなたの承認を待っている案件です。"));
        if (actor.Can(ApprovalsModule.Reassign)
            && (await Pile.Vacant(db, actor, city, staff, clock.Today(), ct)).Count is var vacant and > 0)
            tiles.Insert(0, new("空席で止まっている案件", $"{Pile.Url}?show=vacant", vacant, "決裁する職にだれもいません。担当を変更してください。"));
        return tiles;
    }
}

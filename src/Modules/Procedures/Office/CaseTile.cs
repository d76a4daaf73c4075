using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>対応が必要な申請 on the office's home page; before it what the deciders sent back.</summary>
sealed class CaseTile(CityProfile city, IStaff staff, TimeProvider clock) : IOfficeTiles
{
    public async Task<IReadOnlyList<OfficeTile>> Tiles(CityDb db, Actor actor, CancellationToken ct)
    {
        if (!actor.Can(Office.Handle)) return [];
        var departments = city.DepartmentsOf(actor);
        var waiting = await db.Set<Application>().Visible(departments, WaitsFor.Office).CountAsync(ct);
        var tile = new OfficeTile("対応が必要な申請", WorkList.Path, waiting, "あなたの課に届き、職員の対応を待っている申請です。");
        return await Returned.For(db, actor, city, staff, clock.Today(), ct) is { Count: > 0 } returned
            ? [new("差し戻された申請", WorkList.Path, returned.Count, "理由を読んで直し、もう一度決裁に回してください。"), tile] : [tile];
    }
}

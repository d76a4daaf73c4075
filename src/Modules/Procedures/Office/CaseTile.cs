using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>対応が必要な申請 on the office's home page.</summary>
sealed class CaseTile(CityProfile city) : IOfficeTiles
{
    public async Task<IReadOnlyList<OfficeTile>> Tiles(CityDb db, Actor actor, CancellationToken ct)
    {
        if (!actor.Can(Office.Handle)) return [];
        var departments = city.DepartmentsOf(actor);
        return [new("対応が必要な申請", WorkList.Path, await db.Set<Application>().Visible(departments, WaitsFor.Office).CountAsync(ct), "あなたの課に届き、職員の対応を待っている申請です。")];
    }
}

using Keyaki.Contracts.Approvals;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>When a department ends, what the plan asks of it goes to its successor: decisions of meetings that are not done, and risks.
/// Registers move by themselves. Which departments an initiative names is the plan's own word and changes with its next version.</summary>
sealed class PlanSucceeds(Library library, CityProfile city) : ISuccession
{
    public async Task<IReadOnlyList<Hanging>> Look(CityDb db, Succeeds change, CancellationToken ct) =>
    [
        .. await Hanging.Counted(ct, ("会議で決まり、まだ済んでいないこと", Resolutions(db, change).Select(r => r.Department)),
            ("続いているリスクの対策", Risks(db, change).Select(r => r.Owner))),
        .. Hanging.Of(new Hanging("推進計画の施策", await library.Current(db, ct) is var (_, plan)
            ? plan.Initiatives.Count(i => Owner.Of(i, plan.Book, city).Department == change.From) : 0,
            "計画の次の版で、関連部署を後を継ぐ課の名前に書き換えてください。それまでは、後を継ぐ課が報告します。")),
    ];

    public async Task Move(CityDb db, Succeeds change, CancellationToken ct)
    {
        await change.Give(db, Resolutions(db, change), nameof(Resolution.Department), ct);
        await change.Give(db, Risks(db, change), nameof(Risk.Owner), ct);
    }

    static IQueryable<Resolution> Resolutions(CityDb db, Succeeds change) => db.Set<Resolution>()
        .Where(r => r.Department == change.From && r.DoneAt == null);

    static IQueryable<Risk> Risks(CityDb db, Succeeds change) => db.Set<Risk>().Where(r => r.Owner == change.From && r.EndedAt == null);
}

using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>差し戻された申請: what the deciders sent back and nobody has taken up yet, before everything else in the inbox of whoever drafted
/// it, with the reason. Is the drafter gone, it is for all of the department.</summary>
public sealed record Returned(Guid Id, ReceiptNumber? Number, string Procedure, string Name, DateTimeOffset At, string? Reason,
    Guid Account, Guid? Person)
{
    internal static async Task<IReadOnlyList<Returned>> For(CityDb db, Actor actor, IStaff staff, DateOnly today,
        CancellationToken ct)
    {
        var departments = actor.Offices;
        var rows = await db.Set<Application>().AsNoTracking().Visible(departments).Where(a => a.ReturnedAt != null)
            .OrderBy(a => a.ReturnedAt).Select(a => new
            {
                a.Assignee, a.Department,
                Row = new Returned(a.Id, a.Number, a.Procedure, a.Name, a.ReturnedAt ?? default,
                db.Set<Recommendation>().Where(r => r.ApplicationId == a.Id && r.EndedAt != null).OrderByDescending(r => r.EndedAt)
                    .Select(r => r.Returned).FirstOrDefault(), a.Account, a.Person),
            }).ToListAsync(ct);
        var here = new Dictionary<string, HashSet<Guid>>();
        foreach (var department in rows.Where(r => r.Assignee != actor.Account).Select(r => r.Department).Distinct())
            here[department] = [.. (await staff.Of(db, department, today, ct)).Select(o => o.Account)];
        return [.. rows.Where(r => r.Assignee == actor.Account || r.Assignee is not { } officer || !here[r.Department].Contains(officer))
            .Select(r => r.Row)];
    }
}

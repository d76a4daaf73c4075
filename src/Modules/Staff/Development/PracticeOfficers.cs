using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>The officers of the story, to become one of them.</summary>
sealed class PracticeOfficers(IStaff staff, TimeProvider clock) : IPracticePersons
{
    public async Task<IReadOnlyList<PracticePerson>> Persons(CityDb db, CancellationToken ct)
    {
        var officers = await db.Set<Officer>().Select(o => new { o.Id, o.Name, o.Login }).ToListAsync(ct);
        var faces = await staff.Faces(db, [.. officers.Select(o => o.Id)], clock.Today(), ct);
        return [.. officers.Select(o => new PracticePerson(o.Id, ActorKind.Officer, o.Name, faces[o.Id].PostTitle, o.Login, true))];
    }
}

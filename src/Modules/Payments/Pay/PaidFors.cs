using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Payments;

/// <summary>What a charge is for, as the module of its subject says it to a resident.</summary>
static class PaidFors
{
    /// <summary>In three languages and with the name of the person; in Japanese alone, as the charge has it, when the subject is
    /// gone.</summary>
    public static async Task<(Text What, string Person)> PaidFor(this Subjects subjects, CityDb db, Charge charge,
        CancellationToken ct) =>
        (await subjects.Names(db, [(charge.SubjectKind, charge.SubjectId)], ct)).TryGetValue(charge.SubjectId, out var subject)
            ? (subject.Paid ?? new(charge.Description), subject.Person) : (new(charge.Description), "");
}

using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>Names claims for the receipt of a payment and for the record of who looked.</summary>
sealed class ClaimName(CityProfile city) : ISubjectName
{
    public string SubjectKind => ClaimDeeds.Kind;
    public string? Url(Guid subject) => ClaimPaths.Claim(subject);

    public async Task<IReadOnlyDictionary<Guid, SubjectName>> Of(CityDb db, IReadOnlyCollection<Guid> subjects, CancellationToken ct)
    {
        var claims = await db.Claims().AsNoTracking().Where(c => subjects.Contains(c.Id)).ToListAsync(ct);
        var whose = claims.Select(c => c.Debtor).Distinct().ToList();
        var names = await db.Debtors().Where(d => whose.Contains(d.Id)).Select(d => new { d.Id, d.Name }).ToDictionaryAsync(d => d.Id,
            d => d.Name, ct);
        return claims.ToDictionary(c => c.Id, c =>
        {
            var title = Text.Of(new ClaimFace(c, city.Files<Items>()[c.Item], Balance.None(c.Id)).Called);
            return new SubjectName(title, names.GetValueOrDefault(c.Debtor, ""), title);
        });
    }
}

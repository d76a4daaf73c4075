using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>Issues that are online are read in the static copy, too; nothing in a city without 市報.</summary>
sealed class GazetteCopied(CityProfile city) : ICopied
{
    public async Task<IReadOnlyList<string>> Addresses(CityDb db, DateOnly today, CancellationToken ct)
    {
        if (city.Files<GazetteFile>().Plan is null) return [];
        var issues = await db.Set<GazetteIssue>().AsNoTracking().Where(i => i.State == GazetteState.Online).OrderBy(i => i.Number)
            .ToDictionaryAsync(i => i.Id, i => i.Number, ct);
        var articles = await db.Set<GazetteArticle>().AsNoTracking().Where(a => issues.Keys.Contains(a.Issue)).OrderBy(a => a.Id)
            .Select(a => new { a.Issue, a.Number }).ToListAsync(ct);
        return [ReadGazettes.Url, .. issues.Values.Select(ReadIssue.Url),
            .. articles.Select(a => ReadArticle.Url(issues[a.Issue], a.Number))];
    }
}

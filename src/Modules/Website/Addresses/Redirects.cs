using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>The rules that count now, asked by address and never as a whole.</summary>
static class Redirects
{
    /// <summary>So many rules one after the other are followed for a reader.</summary>
    const int Longest = 8;

    extension(CityDb db)
    {
        /// <summary>Those that have not ended.</summary>
        public IQueryable<Redirect> LiveRedirects() => db.Set<Redirect>().Where(r => r.EndedAt == null);
    }

    /// <summary>The end of the way from an address; null where no rule speaks for it.</summary>
    public static async Task<string?> Lead(CityDb db, string path, CancellationToken ct)
    {
        if (path.Length > SiteAddress.Longest) return null;
        string? url = null;
        var (plain, seen) = (SiteAddress.Plain(path), new HashSet<string>());
        while (seen.Count < Longest && seen.Add(SiteAddress.Key(plain)))
        {
            var heads = SiteAddress.Heads(SiteAddress.Key(plain));
            var rules = await db.LiveRedirects().AsNoTracking().Where(r => heads.Contains(r.From)).ToListAsync(ct);
            if (RedirectMap.Step(rules, plain) is not { } next) break;
            url = next;
            if (!next.StartsWith('/')) break;
            plain = SiteAddress.Plain(Uri.UnescapeDataString(next.Split('?', '#')[0]));
        }
        return url;
    }

    /// <summary>The rules that new ones may meet, to be changed: before their targets, and those that lead to them.</summary>
    public static async Task<IReadOnlyList<Redirect>> Around(CityDb db, IReadOnlyCollection<Redirect> fresh, CancellationToken ct)
    {
        var found = new Dictionary<Guid, Redirect>();
        void Take(IEnumerable<Redirect> some)
        {
            foreach (var rule in some) found.TryAdd(rule.Id, rule);
        }
        var (asked, next) = (new HashSet<string>(), fresh.SelectMany(r => new[] { r.From, r.ToKey }).OfType<string>().ToList());
        for (var round = 0; next.Count > 0 && round < Longest; round++)
        {
            var heads = next.SelectMany(SiteAddress.Heads).Distinct().Where(asked.Add).ToList();
            foreach (var some in heads.Chunk(500))
                Take(await db.LiveRedirects().AsTracking().Where(r => some.Contains(r.From)).ToListAsync(ct));
            next = [.. found.Values.Select(r => r.ToKey).OfType<string>().Where(key => !asked.Contains(key))];
        }
        foreach (var some in fresh.Select(r => r.From).Distinct().Chunk(500))
            Take(await db.LiveRedirects().AsTracking().Where(r => r.ToKey != null && some.Contains(r.ToKey)).ToListAsync(ct));
        foreach (var part in fresh.Where(r => r.Reach is Reach.Below).Select(r => r.From + "/").Distinct())
            Take(await db.LiveRedirects().AsTracking().Where(r => r.ToKey != null && r.ToKey.StartsWith(part)).ToListAsync(ct));
        return [.. found.Values];
    }

    /// <summary>Whether something of ours stands there: then a redirect would never be asked.</summary>
    public static async Task<bool> Stands(CityDb db, SitePlan plan, string key, CancellationToken ct) =>
        plan.Find(key.Trim('/')) is not null
        || SiteAddress.Number(key) is { } number && await db.Pages().AnyAsync(p => p.Number == number && p.Live != null, ct);
}

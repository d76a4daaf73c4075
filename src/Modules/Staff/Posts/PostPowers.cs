using System.Collections.Concurrent;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>What the files say that a post gives from a day to another, both included; null for ever.</summary>
public sealed record FileTerm(DateOnly From, DateOnly? Until, string? Department, int Rank, IReadOnlySet<string> Powers)
{
    internal bool Gives(FileTerm other) =>
        (Department, Rank) == (other.Department, other.Rank) && Powers.SetEquals(other.Powers);
}

/// <summary>Which permissions posts carry on a day. Read again when a post has changed, also by another node.</summary>
public sealed class PostPowers(CityProfile city, IReadOnlyList<IModule> modules)
{
    sealed record Carried(DateOnly Since, string Post, IReadOnlySet<string> Powers);

    sealed record Book(long Version, Editions<Carried> Powers, DateOnly[] Days)
    {
        public ConcurrentDictionary<(DateOnly, string), IReadOnlySet<string>> Found { get; } = new();
    }

    static Book Of(long version, IReadOnlyCollection<Carried> all) => new(version, new(all, c => c.Post, c => c.Since, _ => null),
        [.. all.Select(c => c.Since).Distinct().OrderDescending()]);

    volatile Book book = Of(0, []);

    /// <summary>Everything that a post can carry.</summary>
    public IReadOnlyList<Permission> Known { get; } = [.. modules.SelectMany(m => m.Permissions)];

    /// <summary>Permission codes of who holds these posts on a day.</summary>
    public IReadOnlySet<string> Of(IReadOnlyList<string> posts, DateOnly day)
    {
        var now = book;
        // Between two days on which something changes nothing does: an answer is kept for all of them.
        return now.Found.GetOrAdd((now.Days.FirstOrDefault(d => d <= day), string.Join(' ', posts.Order(StringComparer.Ordinal))),
            at => posts.SelectMany(post => now.Powers.On(post, at.Item1)?.Powers ?? new HashSet<string>()).ToHashSet());
    }

    /// <summary>The day, and those after it from which a post gives something else.</summary>
    public IReadOnlyList<DateOnly> DaysOf(string post, DateOnly day) =>
        [day, .. book.Powers.Of(post).Select(c => c.Since).Where(d => d > day).Order()];

    /// <summary>Whether who holds these posts has all of it: one of them lies in the same department, not lower, with all these
    /// permissions. So it is said who may be the second person.</summary>
    public bool Cover(IReadOnlyList<string> held, string? department, int rank, IEnumerable<string> permissions, DateOnly day) =>
        department is not null && held.Select(post => city.Post(post, day)).OfType<Post>()
            .Any(p => p.Department == department && p.Rank <= rank && permissions.All(x => Permission.Has(Of([p.Code], day), x)));

    /// <summary>The same for a post as it is from a day on.</summary>
    public bool Cover(IReadOnlyList<string> held, string post, DateOnly from, DateOnly day) => held.Contains(post) || DaysOf(post, from)
        .All(at => city.Post(post, at) is { } found && Cover(held, found.Department, found.Rank, Of([post], at), day));

    /// <summary>Reads the posts again when this is not the version that is known.</summary>
    public async Task Renew(CityDb db, long version, CancellationToken ct)
    {
        if (version == book.Version) return;
        var rows = await db.Set<OfficePost>().AsNoTracking().Include(p => p.Terms).ToListAsync(ct);
        city.Book.Fill(rows.SelectMany(r => r.Faces()));
        var known = Known.Select(p => p.Code).ToHashSet();
        book = Of(rows.Select(r => r.Version).DefaultIfEmpty().Max(), [.. rows.SelectMany(r => r.Terms)
            .Select(t => new Carried(t.Since, t.Post, t.Powers.Where(p => known.Contains(Permission.Whole(p))).ToHashSet()))]);
    }

    /// <summary>What the city's files give to a post, from the first day to the last.</summary>
    public IReadOnlyList<FileTerm> InFiles(string post)
    {
        var days = city.PostInFiles(post).SelectMany(p => new[] { p.From, p.Until?.AddDays(1) })
            .Concat(city.Powers.SelectMany(p => new[] { p.From, p.Until?.AddDays(1) }))
            .OfType<DateOnly>().Append(DateOnly.MinValue).Distinct().Order();
        var terms = new List<FileTerm>();
        foreach (var day in days)
        {
            if (city.PostInFiles(post, day) is not { } face) return [];
            // A post that is not there gives nothing, so that one which comes back is given by two persons.
            var term = new FileTerm(day, null, face.Department, face.Rank, face.CountsOn(day) ? On(post, day) : new HashSet<string>());
            if (terms.Count > 0 && terms[^1].Gives(term)) continue;
            if (terms.Count > 0) terms[^1] = terms[^1] with { Until = day.AddDays(-1) };
            terms.Add(term);
        }
        return terms;
    }

    // A power that is narrowed gives just those parts, and nothing of what has no parts.
    HashSet<string> On(string post, DateOnly day) =>
    (
        from power in city.PowersOn(day)
        where power.Posts.Any(pattern => Power.Fits(pattern, post))
        from permission in Known
        where power.Permissions.Any(p => Power.Fits(p, permission.Code))
        from given in power.Within.Count == 0 ? [permission.Code]
            : permission.Scope is null ? [] : power.Within.Select(part => Permission.At(permission.Code, part))
        select given).ToHashSet();

    /// <summary>What stands in the powers and gives nothing: a pattern that is no permission, a part of what has no parts, a department
    /// that is none.</summary>
    public IEnumerable<Fault> Idle()
    {
        foreach (var (power, i) in city.Powers.Select((power, i) => (power, i)))
        {
            var given = Known.Where(k => power.Permissions.Any(p => Power.Fits(p, k.Code))).ToList();
            foreach (var (pattern, j) in power.Permissions.Select((pattern, j) => (pattern, j))
                .Where(p => !Known.Any(k => Power.Fits(p.pattern, k.Code))))
                yield return new("powers.json", $"powers[{i}].permissions[{j}]", $"「{pattern}」という権限はありません。");
            if (power.Within.Count > 0 && given.Count > 0 && given.All(k => k.Scope is null))
                yield return new("powers.json", $"powers[{i}].within", "この権限は、一部だけに限ることができません。");
            if (given.Any(k => k.Scope == "department"))
                foreach (var part in power.Within.Where(part => city.Departments.All(d => d.Code != part)))
                    yield return new("powers.json", $"powers[{i}].within", $"「{part}」という課は departments.json にありません。");
        }
    }

    /// <summary>These powers in the words of their labels, with the part in brackets.</summary>
    public IReadOnlyList<string> Said(IEnumerable<string> powers, DateOnly day) =>
    [
        .. from permission in Known
           from power in powers
           where Permission.Whole(power) == permission.Code
           let part = power == permission.Code ? null : power[(permission.Code.Length + 1)..]
           select part is null ? permission.Label : $"{permission.Label}（{city.Department(part, day)?.Name ?? part}）",
    ];
}

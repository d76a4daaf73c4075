using System.Collections.Concurrent;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>Which permissions posts carry at this moment. Read again when a post has changed, also by another node.</summary>
public sealed class PostPowers(CityProfile city, IReadOnlyList<IModule> modules)
{
    sealed record Book(long Version, IReadOnlyDictionary<string, IReadOnlySet<string>> Powers)
    {
        public ConcurrentDictionary<string, IReadOnlySet<string>> Found { get; } = new();
    }

    volatile Book book = new(0, new Dictionary<string, IReadOnlySet<string>>());

    /// <summary>Everything that a post can carry.</summary>
    public IReadOnlyList<Permission> Known { get; } = [.. modules.SelectMany(m => m.Permissions)];

    /// <summary>Permission codes of who holds these posts.</summary>
    public IReadOnlySet<string> Of(IReadOnlyList<string> posts)
    {
        var now = book;
        return now.Found.GetOrAdd(string.Join(' ', posts.Order(StringComparer.Ordinal)),
            _ => posts.SelectMany(post => now.Powers.TryGetValue(post, out var powers) ? powers : new HashSet<string>()).ToHashSet());
    }

    /// <summary>Whether who holds these posts has all of it: one of them lies in the same department, not lower, with all these
    /// permissions. So it is said who may be the second person.</summary>
    public bool Cover(IReadOnlyList<string> held, string? department, int rank, IEnumerable<string> permissions) => department is not null
        && held.Select(city.Post).OfType<Post>()
            .Any(p => p.Department == department && p.Rank <= rank && permissions.All(x => Permission.Has(Of([p.Code]), x)));

    /// <summary>The same for a post as it is.</summary>
    public bool Cover(IReadOnlyList<string> held, string post) =>
        held.Contains(post) || city.Post(post) is { } found && Cover(held, found.Department, found.Rank, Of([post]));

    /// <summary>Reads the posts again when this is not the version that is known.</summary>
    public async Task Renew(CityDb db, long version, CancellationToken ct)
    {
        if (version == book.Version) return;
        var rows = await db.Set<OfficePost>().AsNoTracking().OrderBy(p => p.Rank).ThenBy(p => p.Code).ToListAsync(ct);
        city.Book.Fill([.. rows.Select(r => r.Face())]);
        var known = Known.Select(p => p.Code).ToHashSet();
        book = new(rows.Select(r => r.Version).DefaultIfEmpty()
            .Max(), rows.ToDictionary(r => r.Code, r =>
                (IReadOnlySet<string>)r.Powers.Where(p => known.Contains(Permission.Whole(p))).ToHashSet()));
    }

    /// <summary>What the city's files give to a post; a power that is narrowed gives just those parts, and nothing of what has no
    /// parts.</summary>
    public IReadOnlySet<string> InFiles(string post) =>
    (
        from power in city.Powers
        where power.Posts.Any(pattern => Fits(pattern, post))
        from permission in Known
        where power.Permissions.Any(p => Fits(p, permission.Code))
        from given in power.Within.Count == 0 ? [permission.Code]
            : permission.Scope is null ? [] : power.Within.Select(part => Permission.At(permission.Code, part))
        select given).ToHashSet();

    /// <summary>What stands in the powers and gives nothing: a pattern that is no permission, a part of what has no parts, a department
    /// that is none.</summary>
    public IEnumerable<Fault> Idle()
    {
        foreach (var (power, i) in city.Powers.Select((power, i) => (power, i)))
        {
            var given = Known.Where(k => power.Permissions.Any(p => Fits(p, k.Code))).ToList();
            foreach (var (pattern, j) in power.Permissions.Select((pattern, j) => (pattern, j))
                .Where(p => !Known.Any(k => Fits(p.pattern, k.Code))))
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

    /// <summary>True when the code is the pattern, or the pattern has a star for the rest (or the beginning).</summary>
    public static bool Fits(string pattern, string code) =>
        pattern.EndsWith('*') ? code.StartsWith(pattern[..^1], StringComparison.Ordinal)
        : pattern.StartsWith('*') ? code.EndsWith(pattern[1..], StringComparison.Ordinal)
        : pattern == code;
}

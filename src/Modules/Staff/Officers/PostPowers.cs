using System.Collections.Concurrent;
using Keyaki.Kernel;

namespace Keyaki.Staff;

/// <summary>Which permissions posts carry, from the city's powers. A pattern may end in a star: `procedures.*`, `shimin-*`.</summary>
public sealed class PostPowers(CityProfile city, IReadOnlyList<IModule> modules)
{
    readonly string[] known = [.. modules.SelectMany(m => m.Permissions).Select(p => p.Code)];
    readonly ConcurrentDictionary<string, IReadOnlySet<string>> found = new();

    /// <summary>Permission codes of who holds these posts.</summary>
    public IReadOnlySet<string> Of(IReadOnlyList<string> posts) => found.GetOrAdd(string.Join(' ', posts.Order(StringComparer.Ordinal)), _ =>
        known.Where(code => city.Powers.Any(power => power.Permissions.Any(p => Fits(p, code)) && power.Posts.Any(pattern => posts.Any(post => Fits(pattern, post))))).ToHashSet());

    /// <summary>True when the code is the pattern, or the pattern has a star for the rest (or the beginning).</summary>
    public static bool Fits(string pattern, string code) =>
        pattern.EndsWith('*') ? code.StartsWith(pattern[..^1], StringComparison.Ordinal)
        : pattern.StartsWith('*') ? code.EndsWith(pattern[1..], StringComparison.Ordinal)
        : pattern == code;
}

using System.Collections.Frozen;

namespace Keyaki.Kernel;

/// <summary>Several versions of one thing side by side: the newest one that has begun counts until the next begins or its own last day is
/// over.</summary>
public sealed class Editions<T> where T : class
{
    readonly Func<T, DateOnly> from;
    readonly Func<T, DateOnly?> until;
    readonly FrozenDictionary<string, T[]> newestFirst;

    /// <param name="until">The last day; null where only the next version ends it.</param>
    public Editions(IEnumerable<T> all, Func<T, string> code, Func<T, DateOnly> from, Func<T, DateOnly?> until)
    {
        (this.from, this.until) = (from, until);
        newestFirst = all.GroupBy(code).ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(from).ToArray());
        Codes = [.. newestFirst.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>In order.</summary>
    public IReadOnlyList<string> Codes { get; }

    /// <summary>What counts on a day; null before the first version and after the last.</summary>
    public T? On(string code, DateOnly day) => Begun(code, day) is { } begun && !(until(begun) < day) ? begun : null;

    /// <summary>What counts on a day, in the order of the codes.</summary>
    public IReadOnlyList<T> On(DateOnly day) => [.. Codes.Select(code => On(code, day)).OfType<T>()];

    /// <summary>What counts on a day or counted last; the one that comes first where none has begun; null for a code that nobody
    /// knows.</summary>
    public T? Known(string code, DateOnly day) => Begun(code, day) ?? newestFirst.GetValueOrDefault(code)?[^1];

    /// <summary>The same for all codes in order.</summary>
    public IReadOnlyList<T> Known(DateOnly day) => [.. Codes.Select(code => Known(code, day)).OfType<T>()];

    /// <summary>All versions of a code, the newest first.</summary>
    public IReadOnlyList<T> Of(string code) => newestFirst.GetValueOrDefault(code) ?? [];

    T? Begun(string code, DateOnly day) => newestFirst.GetValueOrDefault(code)?.FirstOrDefault(v => from(v) <= day);
}

using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Plan;

/// <summary>One thing in two versions: Was is null where it is new, Now where it is gone. Without another version to hold against, both
/// are the same.</summary>
sealed record Pair<T>(T? Was, T? Now) where T : class
{
    public T One => Now ?? Was ?? throw new InvalidOperationException();
}

/// <summary>Sets what differs from another version: what is new in red, what is gone in red and struck through, and a word
/// (【変更】【追加】【削除】) that a copier shows, too.</summary>
sealed class Marks(PlanContent? before, PlanContent now)
{
    public bool On => before is not null;

    /// <summary>The things of a kind in the order of this version; what is gone stands behind what it stood behind.</summary>
    public IReadOnlyList<Pair<T>> Pairs<T>(Func<PlanContent, IEnumerable<T>> of, Func<T, string> key) where T : class =>
        Pairs(before is null ? null : [.. of(before)], [.. of(now)], key);

    public IReadOnlyList<Pair<T>> Pairs<T>(IReadOnlyList<T>? was, IReadOnlyList<T> now, Func<T, string> key) where T : class
    {
        if (!On) return [.. now.Select(n => new Pair<T>(n, n))];
        var old = (was ?? []).GroupBy(key).ToDictionary(g => g.Key, g => g.First());
        List<Pair<T>> pairs = [.. now.Select(n => new Pair<T>(old.GetValueOrDefault(key(n)), n))];
        var (kept, at) = (now.Select(key).ToHashSet(), 0);
        foreach (var one in was ?? [])
        {
            var found = pairs.FindIndex(p => p.Was is { } w && key(w) == key(one));
            if (found >= 0) at = found + 1;
            else if (!kept.Contains(key(one))) pairs.Insert(at++, new(one, null));
        }
        return pairs;
    }

    /// <summary>What a thing says, held against what it said.</summary>
    public Inked Of<T>(Pair<T> pair, Func<T, string?> says) where T : class =>
        On ? Of(pair.Was is { } was ? says(was) : null, pair.Now is { } now ? says(now) : null) : says(pair.One) ?? "";

    public Inked Of(string? was, string? now)
    {
        if (!On || was == now) return now ?? "";
        if (string.IsNullOrEmpty(was)) return new([new(now ?? "", Red: true)]);
        if (string.IsNullOrEmpty(now)) return new([new(was, Red: true, Struck: true)]);
        return new([.. Redline.Between(was, now).Select(r => new Piece(r.Text, r.Ink is not Ink.Kept, r.Ink is Ink.Deleted))]);
    }

    /// <summary>【変更】 and the like, before or behind what it is about; nothing where nothing differs.</summary>
    public Inked Word<T>(Pair<T> pair, Func<T, object?>? of = null) where T : class =>
        !On ? "" : pair switch
        { { Was: null } => Red("【追加】"), { Now: null } => Red("【削除】"),
            { Was: { } was, Now: { } now } => of is not null && !Equals(of(was), of(now)) ? Red("【変更】") : ""
        };

    /// <summary>Paragraphs, each held against the one that it was, with its word in front.</summary>
    public IEnumerable<Inked> Paragraphs<T>(Pair<T> pair, Func<T, IReadOnlyList<string>> of) where T : class
    {
        var (was, now) = (On && pair.Was is { } w ? of(w) : [], pair.Now is { } n ? of(n) : []);
        if (!On) { foreach (var text in now) yield return text; yield break; }
        for (var (i, j) = (0, 0); i < was.Count || j < now.Count;)
        {
            if (i < was.Count && j < now.Count && was[i] == now[j]) { yield return now[j]; i++; j++; continue; }
            // Up to the nearest paragraph that both have, one is held against the other in order.
            var (ni, nj) = (from a in Enumerable.Range(i, was.Count - i) from b in Enumerable.Range(j,
                now.Count - j) where was[a] == now[b] orderby a + b select (a, b)).FirstOrDefault((was.Count, now.Count));
            for (; i < ni || j < nj; i++, j++)
            {
                var (old, text) = (i < ni ? was[i] : null, j < nj ? now[j] : null);
                yield return Red(old is null ? "【追加】" : text is null ? "【削除】" : "【変更】") + Of(old, text);
            }
            (i, j) = (ni, nj);
        }
    }

    static Inked Red(string word) => new([new(word, Red: true)]);
}

using System.Text;
using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>A kind of things that 庁内検索 finds; a room registers one for each of its own.</summary>
public interface IFindable
{
    /// <summary>What they are called as a group: 住民.</summary>
    string Label { get; }

    /// <summary>The part of the menu to which they belong; in that order the groups are shown.</summary>
    MenuGroup Part { get; }

    /// <summary>Without it none of them is looked for.</summary>
    Permission Who { get; }

    /// <summary>Those that this officer may see and that hold all the words, at most so many, the best first.</summary>
    Task<IReadOnlyList<Hit>> Find(Look look, Words words, int most);

    /// <summary>The room's own list with these words; null where it has none.</summary>
    string? List(Words words) => null;

    /// <summary>Those that this officer may see and that belong to a resident, the newest first: a part of that one's page.</summary>
    Task<IReadOnlyList<Hit>> About(Look look, Whom whom, int most) => Task.FromResult<IReadOnlyList<Hit>>([]);
}

/// <summary>A resident as the other rooms know one: the person of the register, and the accounts that are tied to them now.</summary>
public sealed record Whom(Guid Person, IReadOnlyList<Guid> Accounts);

/// <summary>Some of a kind; there may be more.</summary>
public sealed record HitGroup(string Label, IReadOnlyList<Hit> Hits, bool More, string? List = null)
{
    /// <summary>So many of a kind are shown on the page of a resident.</summary>
    public const int OnPage = 5;

    /// <summary>What each room knows of a resident, as far as this officer may see it; whose data is shown stands in the journal.</summary>
    public static Task<IReadOnlyList<HitGroup>> About(Look look, IEnumerable<IFindable> kinds, Whom whom) =>
        Of(look, kinds, OnPage, (kind, most) => kind.About(look, whom, most));

    /// <summary>Some of each kind that this officer may see, in the order of the menu; whose data is shown stands in the journal.</summary>
    internal static async Task<IReadOnlyList<HitGroup>> Of(Look look, IEnumerable<IFindable> kinds, int most,
        Func<IFindable, int, Task<IReadOnlyList<Hit>>> ask, Func<IFindable, string?>? list = null)
    {
        var found = new List<HitGroup>();
        foreach (var kind in kinds.Where(k => look.Actor.Can(k.Who)).OrderBy(k => k.Part))
            if (await ask(kind, most + 1) is { Count: > 0 } hits)
                found.Add(new(kind.Label, [.. hits.Take(most)], hits.Count > most, list?.Invoke(kind)));
        foreach (var hit in found.SelectMany(g => g.Hits)) look.Journal.With([.. hit.Persons]);
        return found;
    }
}

/// <summary>One thing that was found, as it is called at this moment.</summary>
/// <param name="Line">What else tells it from others of its name.</param>
/// <param name="Url">Where it is shown; null where this officer has no page of it.</param>
public sealed record Hit(string Title, string Line, string? Url)
{
    /// <summary>By these it is known exactly.</summary>
    public IReadOnlyList<string?> Numbers { get; init; } = [];

    /// <summary>Whose data is shown; for the journal.</summary>
    public IReadOnlyList<Guid?> Persons { get; init; } = [];

    internal bool Is(Words words) => Numbers.Append(Title).Any(words.Are);
}

/// <summary>What somebody typed into the search field.</summary>
public sealed record Words(string Said)
{
    public const int Longest = 100;

    /// <summary>White space alone.</summary>
    public bool AreNone => Said.Length == 0;
    public bool AreLong => PlainText.Letters(Said).Take(Longest + 1).Count() > Longest;

    /// <summary>Nothing but signs, or one letter that stands in nearly everything. One kanji is a family name: 林, 森.</summary>
    public bool AreShort => SearchGrams.Query(Said).All(p => p is { IsPrefix: true, Grams: [var one] } && one.EnumerateRunes().Count() == 1
        && !one.EnumerateRunes().All(IsKanji));

    static bool IsKanji(Rune rune) => rune.Value is >= 0x3400 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x3FFFF;

    public static Words Of(string? typed) => new(PlainText.WithoutUnseen(typed ?? "").Trim());

    /// <summary>True when all of them stand in these texts.</summary>
    public bool In(params ReadOnlySpan<string?> texts)
    {
        var all = JapaneseText.Fold(string.Join(' ', texts));
        return JapaneseText.Fold(Said).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .All(word => all.Contains(word, StringComparison.Ordinal));
    }

    /// <summary>True when they say just this, in whatever width, with or without hyphens and spaces.</summary>
    public bool Are(string? text) => text is not null && Bare(text) == Bare(Said);

    static string Bare(string text) => JapaneseText.Fold(text, removeSpaces: true).Replace("ー", "", StringComparison.Ordinal);
}

using System.Buffers;
using Keyaki.Kernel;

namespace Keyaki.Website;

/// <summary>A word of one of the city's lists, with the longer words in which it may stand.</summary>
public abstract record ListedWord(string Word, IReadOnlyList<string> Unless)
{
    /// <summary>Where it stands in a text as a word of its own: Latin letters and katakana beside it make it another one.</summary>
    internal IEnumerable<int> In(string text)
    {
        for (var at = Next(0); at >= 0; at = Next(at + Word.Length))
            if (!Goes(at - 1, at) && !Goes(at + Word.Length - 1, at + Word.Length) && !Unless.Any(longer => Covers(longer, text, at)))
                yield return at;

        int Next(int from) => text.IndexOf(Word, from, StringComparison.Ordinal);
        bool Goes(int one, int two) => one >= 0 && two < text.Length
            && (char.IsAsciiLetterOrDigit(text[one]) && char.IsAsciiLetterOrDigit(text[two])
                || IsKatakana(text[one]) && IsKatakana(text[two]));
    }

    static bool IsKatakana(char c) => c is >= 'ァ' and <= 'ヺ' or 'ー';

    bool Covers(string longer, string text, int at)
    {
        for (var within = longer.IndexOf(Word, StringComparison.Ordinal); within >= 0;
            within = longer.IndexOf(Word, within + 1, StringComparison.Ordinal))
            if (at >= within && text.AsSpan(at - within).StartsWith(longer, StringComparison.Ordinal)) return true;
        return false;
    }
}

/// <summary>A word not to be used, and what is said instead where one word does.</summary>
/// <param name="Why">A sentence; empty where it goes without saying.</param>
public sealed record AvoidedWord(string Word, string? Use, Weight Weight, string Why, IReadOnlyList<string> Unless)
    : ListedWord(Word, Unless);

/// <summary>A word that needs an explanation where it stands first.</summary>
public sealed record ExplainedWord(string Word, string Say, IReadOnlyList<string> Unless) : ListedWord(Word, Unless);

/// <summary>What やさしい日本語 says otherwise.</summary>
public sealed record EasierWord(string Word, string Say, IReadOnlyList<string> Unless) : ListedWord(Word, Unless);

/// <summary>A number that may stand in every page: the police, a hotline.</summary>
public sealed record ListedPhone(string Phone, string What);

/// <summary>How long sentences of やさしい日本語 may be, and how much stands on a sheet, in characters without spaces.</summary>
public sealed record EasyLengths(int Long = 40, int TooLong = 60, int Sheet = 1000);

/// <summary>Words that are looked for together. One that stands within a longer one of the list is not meant.</summary>
public sealed class WordList<T> where T : ListedWord
{
    readonly SearchValues<string> search;

    public WordList(IReadOnlyList<T> words)
    {
        All = [.. words.Select(w => (T)(w with { Unless = [.. w.Unless, .. words.Select(o => o.Word)
            .Where(o => o.Length > w.Word.Length && o.Contains(w.Word, StringComparison.Ordinal))] }))];
        search = SearchValues.Create([.. All.Select(w => w.Word)], StringComparison.Ordinal);
    }

    public IReadOnlyList<T> All { get; }

    /// <summary>Those that stand in one of the texts.</summary>
    internal IEnumerable<T> Present(IEnumerable<Passage> spots)
    {
        var candidates = spots.Where(s => s.Seen.AsSpan().ContainsAny(search)).ToList();
        return candidates.Count == 0 ? [] : All.Where(word => candidates.Any(s => word.In(s.Seen).Any()));
    }
}

/// <summary>The words of a city for what it publishes: <c>website/words.json</c>.</summary>
/// <param name="Terms">Abbreviations and katakana words that are explained where they stand first.</param>
/// <param name="Disaster">Words of disasters, which やさしい日本語 keeps and explains.</param>
/// <param name="Vague">What may be understood in several ways.</param>
/// <param name="Nouns">Nouns made of verbs.</param>
/// <param name="Genres">Titles that say nothing but the kind of text, folded.</param>
public sealed record WebsiteWords(WordList<AvoidedWord> Avoided, WordList<ExplainedWord> Terms, WordList<ExplainedWord> Disaster,
    WordList<EasierWord> Vague, WordList<EasierWord> Nouns, IReadOnlyList<ListedPhone> Phones, IReadOnlySet<string> Genres,
    EasyLengths Lengths)
{
    /// <summary>What would begin another mark, line or cell in a text.</summary>
    const string Marks = "[]()*|｜《》〈〉（）\r\n\t";

    public static readonly WebsiteWords None = new(new([]), new([]), new([]), new([]), new([]), [], new HashSet<string>(), new());

    internal static readonly CityFiles Files =
        new CityFiles<WebsiteWords>("website", "words.json", "website-words.json", r => Read(r.File));

    internal static WebsiteWords Read(CityFile file)
    {
        if (file.Open("avoid", "terms", "disaster", "vague", "nouns", "phones", "genres", "easy") is not { } root) return None;
        var avoided = Words(root, "avoid", ["use", "weight", "why"], (each, word, unless) => new AvoidedWord(word, Plain(each, "use"),
            each.OneOf("weight", "stop", "warn") is "stop" ? Weight.Stop : Weight.Warn, each.MaybeWord("why") ?? "", unless));
        foreach (var word in avoided.All)
            if (word.Use is { } use && avoided.All.FirstOrDefault(w => w.In(use).Any()) is { } again)
                root.Fault("avoid", $"「{word.Word}」を言い換えた「{use}」の中に、避ける言葉「{again.Word}」があります。");
        return new(avoided, Explained(root, "terms"), Explained(root, "disaster"), Easier(root, "vague"), Easier(root, "nouns"),
            Numbers(root), root.Words("genres").Select(g => JapaneseText.Fold(g, removeSpaces: true)).ToHashSet(StringComparer.Ordinal),
            Sentences(root));
    }

    static WordList<ExplainedWord> Explained(Section root, string list) =>
        Words(root, list, ["say"], (each, word, unless) => new ExplainedWord(word, Plain(each, "say", needed: true) ?? "", unless));

    static WordList<EasierWord> Easier(Section root, string list) =>
        Words(root, list, ["say"], (each, word, unless) => new EasierWord(word, each.Word("say"), unless));

    static WordList<T> Words<T>(Section root, string list, string[] names, Func<Section, string, IReadOnlyList<string>, T> read)
        where T : ListedWord
    {
        var (words, seen) = (new List<T>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var each in root.List(list))
        {
            each.Only(["word", "unless", .. names]);
            var word = each.Word("word");
            if (!seen.Add(word) && word.Length > 0) each.Fault("word", $"「{word}」が、もうあります。");
            var unless = each.Words("unless");
            foreach (var longer in unless.Where(u => u.Length <= word.Length || !u.Contains(word, StringComparison.Ordinal)))
                each.Fault("unless", $"「{longer}」の中に「{word}」がありません。");
            if (word.AsSpan().IndexOfAny("\r\n\t|") >= 0) each.Fault("word", "改行や | を除いてください。");
            if (word.Length > 0) words.Add(read(each, word, unless));
        }
        return new(words);
    }

    /// <summary>What a button writes into a text.</summary>
    static string? Plain(Section each, string name, bool needed = false)
    {
        var said = needed ? each.Word(name) : each.MaybeWord(name);
        if (said is { Length: 0 } && !needed) each.Fault(name, "言い換えがないときは、この項目を消してください。");
        if (said.AsSpan().IndexOfAny(Marks) >= 0) each.Fault(name, $"改行と、次の記号を除いてください：{Marks.Trim()}");
        return said;
    }

    static IReadOnlyList<ListedPhone> Numbers(Section root)
    {
        var phones = new List<ListedPhone>();
        foreach (var each in root.List("phones"))
        {
            each.Only("phone", "what");
            var phone = new ListedPhone(each.Word("phone"), each.Word("what"));
            if (phone.Phone.Any(c => !char.IsAsciiDigit(c) && c is not '-')) each.Fault("phone", "数字とハイフンで書いてください。");
            if (CheckSurroundings.Digits(phone.Phone).Length is < 9 or > 11) each.Fault("phone", "市外局番から書いてください。");
            phones.Add(phone);
        }
        return phones;
    }

    static EasyLengths Sentences(Section root)
    {
        if (root.Maybe("easy") is not { } easy) return new();
        easy.Only("long", "tooLong", "sheet");
        var lengths = new EasyLengths(easy.NeededWhole("long"), easy.NeededWhole("tooLong"), easy.NeededWhole("sheet"));
        if (lengths.Long < 10) easy.Fault("long", "10以上にしてください。");
        if (lengths.TooLong < lengths.Long) easy.Fault("tooLong", "long より長くしてください。");
        if (lengths.Sheet < lengths.TooLong) easy.Fault("sheet", "tooLong より長くしてください。");
        return lengths;
    }
}

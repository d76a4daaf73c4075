using System.Text.Json;

namespace Keyaki.Kernel;

/// <summary>支店: three digits, name and kana.</summary>
public sealed record Branch(string Code, string Name, string Kana);

/// <summary>金融機関: four digits, name without 銀行, kana, and its branches.</summary>
public sealed record Bank(string Code, string Name, string Kana, IReadOnlyList<Branch> Branches)
{
    /// <summary>The branches that a person may mean, the likeliest first.</summary>
    public IReadOnlyList<Branch> Search(string words) => Banks.Sought(Branches, words, b => (b.Code, b.Name, b.Kana));

    /// <summary>The one branch of this code, name or kana; null where there is none, or several.</summary>
    public Branch? Find(string words) => Banks.One(Branches, words, b => (b.Code, b.Name, b.Kana));
}

/// <summary>The banks of the country and their branches, by code, name or kana (npm `zengin-code`, which lies beside the program). They
/// are read when somebody first asks for one, never at start.</summary>
public sealed class Banks
{
    static readonly Lazy<Banks> Shipped = new(() => Read(Path.Combine(AppContext.BaseDirectory, "banks", "zengin-data.js")));

    /// <summary>What a bank or branch is called in full, and how the list has it.</summary>
    static readonly (string Full, string Short)[] Forms =
    [
        ("信用金庫", "信金"), ("信用組合", "信組"), ("農業協同組合", "農協"), ("労働金庫", "労金"), ("漁業協同組合", "漁協"),
        ("出張所", ""), ("支店", ""), ("銀行", ""),
    ];

    const int NotAtAll = 3;

    readonly Dictionary<string, Bank> byCode;

    Banks(IEnumerable<Bank> banks) => byCode = banks.ToDictionary(b => b.Code, StringComparer.Ordinal);

    public static Banks Known => Shipped.Value;

    public IReadOnlyCollection<Bank> All => byCode.Values;

    /// <summary>The banks that a person may mean, the likeliest first.</summary>
    public IReadOnlyList<Bank> Search(string words) => Sought(All, words, b => (b.Code, b.Name, b.Kana));

    /// <summary>The one bank of this code, name or kana; null where there is none, or several.</summary>
    public Bank? Find(string words) => byCode.GetValueOrDefault(words.Trim()) ?? One(All, words, b => (b.Code, b.Name, b.Kana));

    static Banks Read(string path)
    {
        var file = File.ReadAllBytes(path);
        var (from, until) = (Array.IndexOf(file, (byte)'{'), Array.LastIndexOf(file, (byte)'}'));
        using var json = JsonDocument.Parse(file.AsMemory(from, until - from + 1));
        return new([.. json.RootElement.EnumerateObject().Select(b => new Bank(b.Name, Word(b.Value, "name"), Word(b.Value, "kana"),
            [.. b.Value.GetProperty("branches").EnumerateObject()
                .Select(s => new Branch(s.Name, Word(s.Value, "name"), Word(s.Value, "kana")))]))]);
    }

    static string Word(JsonElement of, string name) => of.GetProperty(name).GetString() ?? "";

    internal static IReadOnlyList<T> Sought<T>(IEnumerable<T> all, string words, Func<T, (string Code, string Name, string Kana)> of)
    {
        var (name, kana) = (Folded(words), HolderName.Kept(words));
        if (name.Length == 0) return [];
        return [.. all.Select(each => (Each: each, Rank: Rank(of(each), name, kana))).Where(e => e.Rank < NotAtAll)
            .OrderBy(e => e.Rank).Select(e => e.Each)];
    }

    internal static T? One<T>(IEnumerable<T> all, string words, Func<T, (string Code, string Name, string Kana)> of) where T : class
    {
        var (name, kana) = (Folded(words), HolderName.Kept(words));
        if (name.Length == 0) return null;
        List<T> exact = [.. all.Where(each => Rank(of(each), name, kana) == 0).Take(2)];
        return exact is [var only] ? only : null;
    }

    static int Rank((string Code, string Name, string Kana) of, string name, string kana)
    {
        if (of.Code == name) return 0;
        var (its, read) = (Folded(of.Name), HolderName.Kept(of.Kana));
        if (its == name || read == kana) return 0;
        if (its.StartsWith(name, StringComparison.Ordinal) || read.StartsWith(kana, StringComparison.Ordinal)) return 1;
        return its.Contains(name, StringComparison.Ordinal) ? 2 : NotAtAll;
    }

    static string Folded(string words)
    {
        var folded = JapaneseText.Fold(words, removeSpaces: true);
        foreach (var (full, brief) in Forms)
            if (folded.Length > full.Length && folded.EndsWith(full, StringComparison.Ordinal)) folded = folded[..^full.Length] + brief;
        return folded;
    }
}

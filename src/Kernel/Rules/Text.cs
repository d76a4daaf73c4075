namespace Keyaki.Kernel;

/// <summary>One sentence in 日本語, やさしい日本語 and English; Japanese is always there, the others may not be yet.</summary>
public sealed record Text(string Ja, string? Easy = null, string? En = null)
{
    /// <summary>The sentence in `ja`, `easy` or `en`; where it is not written yet, the Japanese one, and the answer says so.</summary>
    public Said In(string language) => language switch
    {
        "easy" when Easy is { } easy => new(easy, "ja", false),
        "en" when En is { } en => new(en, "en", false),
        "ja" => new(Ja, "ja", false),
        _ => new(Ja, "ja", true),
    };

    /// <summary>What is said in each of the three.</summary>
    public static Text Of(Func<Language, string> say) => new(say(Language.Japanese), say(Language.Easy), say(Language.English));

    public override string ToString() => Ja;

    /// <summary>What is shown: the words, the value for an HTML `lang`, and whether it fell back to Japanese.</summary>
    public readonly record struct Said(string Words, string Lang, bool FellBack)
    {
        public override string ToString() => Words;
    }
}

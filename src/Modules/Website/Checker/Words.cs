using System.Text.RegularExpressions;

namespace Keyaki.Website;

sealed partial class ColourAlone : CheckRule
{
    public override string Code => "C7";
    public override string Title => "色や位置だけで示さない";
    public override string Why => "色を見分けにくい人や、聞いて読む人には、「赤字の」や「右の図」がどれか分かりません。";

    public override IEnumerable<Finding> Look(Checked page) =>
        from passage in page.Passages where Colour().Match(passage.Seen) is { Success: true }
        select Warn(passage.At, $"「{Colour().Match(passage.Seen).Value}」の代わりに、名前や番号で示してください。");

    [GeneratedRegex("(?:赤|青|緑|黄|紫|白|黒|黄緑|水|桃|灰|オレンジ|ピンク|グレー)(?:色|い|字|文字|枠|線|丸)?(?:の|で)?"
        + "(?:字|文字|部分|ところ|所|箇所|枠|欄|線|印|マーク)(?:の|で|は|が|を|に)|赤字(?:の|で|は|を)"
        + "|色の?(?:付いた|ついた|違う)|(?:上|下|右|左)の?(?:図|表|写真|絵|画像|地図)|[右左]記"
        + @"|\b(?:in red|red text|(?:figure|picture|table) (?:above|below|on the (?:left|right)))\b",
        Checker.AnyCase, Checker.TimeLimit)]
    private static partial Regex Colour();
}

sealed class TermsUnexplained : CheckRule
{
    public override string Code => "C8";
    public override string Title => "略した言葉やカタカナの言葉は、初めに出たところで説明する";
    public override string Why => "役所でよく使う言葉ほど、住民には初めての言葉です。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        var words = page.Around.Words;
        foreach (var term in words.Terms.Present(page.In("ja")))
            if (First(page, term, "ja") is { } passage && Edits(passage, term) is { Count: > 0 })
                yield return Warn(passage.At, $"「{term.Word}」の後に、「（{term.Say}）」のような説明を付けてください。",
                    page.Button(passage, "説明を付ける", s => Edits(s, term)));
    }

    /// <summary>The text in which it stands first; titles and names of things have no room for an explanation.</summary>
    internal static Passage? First(Checked page, ExplainedWord term, string language) => page.In(language).FirstOrDefault(s =>
        s.Kind is PassageKind.Summary or PassageKind.Body or PassageKind.Items or PassageKind.Fact && term.In(s.Seen).Any());

    static IReadOnlyList<Edit> Edits(Passage passage, ExplainedWord term) => Edits(passage, term, "（", "）");

    internal static IReadOnlyList<Edit> Edits(Passage passage, ExplainedWord term, string open, string close)
    {
        if (term.In(passage.Seen).Cast<int?>().FirstOrDefault() is not { } at) return [];
        var said = passage.Seen.AsSpan(at + term.Word.Length).TrimStart(" 」』”").StartsWithAny("（", "(", "〈", "＝", "とは", "というの")
            || passage.Seen.AsSpan(0, at).TrimEnd("「『 ").EndsWithAny("（", "(");
        return said ? [] : [new(at + term.Word.Length, 0, open + term.Say + close)];
    }
}

sealed class WordsToAvoid : CheckRule
{
    public override string Code => "C9";
    public override string Title => "市が決めた言い換えの言葉を使う（どれを止めるかは一覧にある）";
    public override string Why => "傷つく人のいる言葉や、役所の中だけの言葉を避けます。";

    public override IEnumerable<Finding> Look(Checked page) =>
        from passage in page.Passages where passage.IsJapanese
        from word in page.Around.Words.Avoided.Present([passage])
        let instead = word.Use is { } use ? $"は「{use}」と書いてください。" : "を使わない言い方にしてください。"
        let say = $"「{word.Word}」{instead}{word.Why}"
        let fix = word.Use is null ? null : page.Button(passage, $"「{word.Use}」にする", s => Edits(s, word))
        select word.Weight is Weight.Stop ? Stop(passage.At, say, fix) : Warn(passage.At, say, fix);

    static List<Edit> Edits(Passage passage, AvoidedWord word) =>
        [.. word.In(passage.Seen).Select(at => new Edit(at, word.Word.Length, word.Use ?? word.Word))];
}

sealed partial class ForeignWords : CheckRule
{
    public override string Code => "C10";
    public override string Title => "英語の欄は英語で書き、日本語の欄にほかの言語の文を混ぜない";
    public override string Why => "読み上げる声は、欄の言語で読みます。混ざった言語は、聞いても分かりません。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        var english = page.Content.En;
        foreach (var passage in page.Passages)
            if (passage.Language == "en" && passage.Kind is not (PassageKind.File or PassageKind.Label)
                && Japanese().IsMatch(passage.Seen) && !Latin().IsMatch(passage.Seen))
                yield return Warn(passage.At, "英語で書いてください。");
            else if (passage.IsJapanese && Sentence().Match(passage.Seen) is { Success: true, Value: var sentence })
                yield return Warn(passage.At, $"{new[] { sentence }.Quoted()}は、英語の欄に書いてください。");
            else if (Others().Match(passage.Seen) is { Success: true, Value: var other })
                yield return Warn(passage.At, $"{new[] { other }.Quoted()}は、その言語のページかファイルにしてください。");
        if (english.Blocks.Count == 0 && !english.IsEmpty) yield return Warn("en.title",
            "英語の本文がありません。本文を書くか、英語の題と要約を消してください。");
    }

    [GeneratedRegex("[ぁ-んァ-ヶ一-鿿]", RegexOptions.None, Checker.TimeLimit)] private static partial Regex Japanese();
    [GeneratedRegex("[A-Za-z]{2}", RegexOptions.None, Checker.TimeLimit)] private static partial Regex Latin();

    /// <summary>Five and more English words in a row.</summary>
    [GeneratedRegex(@"(?<![A-Za-z0-9/.:_\-])(?:[A-Za-z][A-Za-z'’]{0,30}[,;]?\ ){4,20}[A-Za-z]{2,30}", RegexOptions.None, Checker.TimeLimit)]
    private static partial Regex Sentence();

    /// <summary>Letters of Korean, Russian, Thai, Arabic, Hebrew and of India.</summary>
    [GeneratedRegex(
        "[\u0400-\u04FF\u0590-\u06FF\u0900-\u0E7F\u1000-\u109F\u1780-\u17FF\uAC00-\uD7A3][\u0400-\u04FF\u0590-\u06FF\u0900-\u0E7F"
        + "\u1000-\u109F\u1780-\u17FF\uAC00-\uD7A3 ]{1,60}", RegexOptions.None, Checker.TimeLimit)]
    private static partial Regex Others();
}

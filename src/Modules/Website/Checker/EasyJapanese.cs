using System.Text.RegularExpressions;
using Keyaki.Kits;

namespace Keyaki.Website;

/// <summary>A rule of やさしい日本語 (guideline of the Immigration Services Agency and the Agency for Cultural Affairs, 2020).</summary>
abstract class EasyRule : CheckRule
{
    /// <summary>The texts in which sentences stand.</summary>
    protected static IEnumerable<Passage> Texts(Checked page) =>
        page.In("easy").Where(s => s.Kind is PassageKind.Summary or PassageKind.Body or PassageKind.Items or PassageKind.Fact);

    protected static IEnumerable<string> Sentences(Passage passage) =>
        passage.Sentences.Select(s => passage.Seen.Substring(s.Start, s.Length));

    /// <summary>A sentence without the spaces between its words.</summary>
    protected static string Closed(string sentence) => string.Concat(sentence.Where(c => !char.IsWhiteSpace(c)));
}

sealed partial class EasyLength : EasyRule
{
    public override string Code => "E1";
    public override string Title => "やさしい日本語の文は短い（長ければ注意、とても長ければ止める。長さは市のファイルにある）";
    public override string Why => "一つの文で一つのことだけを言うと、日本語を習っている人も読めます。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        var lengths = page.Around.Words.Lengths;
        foreach (var passage in Texts(page))
        {
            var longest = Sentences(passage).Select(Counted).DefaultIfEmpty("").MaxBy(s => s.Length) ?? "";
            if (longest.Length <= lengths.Long) continue;
            var say = $"「{longest[..16]}…」は{longest.Length}字です。{lengths.Long}字までの文に分けてください。";
            yield return longest.Length > lengths.TooLong ? Stop(passage.At, say) : Warn(passage.At, say);
        }
    }

    // The explanation of a word is none of the sentence.
    static string Counted(string sentence) => Closed(Explained().Replace(sentence, ""));

    [GeneratedRegex("〈[^〉]{0,200}〉|（[^）]{0,200}）", RegexOptions.None, Checker.TimeLimit)] private static partial Regex Explained();
}

sealed partial class EasyNegation : EasyRule
{
    public override string Code => "E2";
    public override string Title => "二重の否定を使わない";
    public override string Why => "「できないことはない」は、できるのかできないのかが分かりません。";

    public override IEnumerable<Finding> Look(Checked page) =>
        from passage in Texts(page) from sentence in Sentences(passage).Take(500)
        let found = Twice().Match(Closed(sentence)) where found.Success
        select Warn(passage.At, $"「{found.Value}」を、「できます」「してください」のような言い方にしてください。");

    [GeneratedRegex("ない(?:こと|わけ|もの)(?:は|では|でも|も)(?:ない|ありません)|なく(?:は|も)(?:ない|ありません)"
        + "|ないとは(?:かぎら|限ら|いえ|言え)(?:ない|ません)"
        + "|ない(?:ひと|人|かた|方|とき|時|もの)は[^。]{0,12}(?:ません|ないで)|ずには(?:いられ|おけ)",
        RegexOptions.None, Checker.TimeLimit)]
    private static partial Regex Twice();
}

sealed class EasyVague : EasyRule
{
    public override string Code => "E3";
    public override string Title => "いくつかの意味に取れる言葉を使わない";
    public override string Why => "「適宜」や「なるべく」では、何をいつすればよいかが分かりません。";

    public override IEnumerable<Finding> Look(Checked page) =>
        from passage in Texts(page) from word in page.Around.Words.Vague.Present([passage])
        select Warn(passage.At, $"「{word.Word}」の代わりに、{word.Say}。");
}

sealed class EasyVerbs : EasyRule
{
    public override string Code => "E4";
    public override string Title => "動詞から作った名詞ではなく、動詞で言う";
    public override string Why => "「水分補給」は分からなくても、「水を飲む」は分かります。";

    public override IEnumerable<Finding> Look(Checked page) =>
        from passage in Texts(page) from word in page.Around.Words.Nouns.Present([passage])
        select Warn(passage.At, $"「{word.Word}」を「{word.Say}」のように、動詞で書いてください。");
}

sealed partial class EasyKatakana : EasyRule
{
    const int Most = 6;

    public override string Code => "E5";
    public override string Title => "カタカナの言葉は少なく、難しいものには説明がある";
    public override string Why => "カタカナの言葉は、元の言葉と音も意味も違うので、外国から来た人に伝わりません。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        foreach (var term in page.Around.Words.Terms.Present(Texts(page)))
            if (TermsUnexplained.First(page, term, "easy") is { } passage && Edits(passage, term) is { Count: > 0 })
                yield return Warn(passage.At,
                    $"「{term.Word}」の代わりにやさしい言葉を書くか、後に〈{term.Say}〉のような説明を付けてください。",
                    page.Button(passage, "説明を付ける", s => Edits(s, term)));
        foreach (var passage in Texts(page))
            if (Katakana().Matches(passage.Seen).Select(m => m.Value).Distinct(StringComparer.Ordinal).ToList() is { Count: > Most } words)
                yield return Warn(passage.At,
                    $"カタカナの言葉が多すぎます（{words.Count}）。{words.Quoted()}などを、ほかの言葉にできませんか。");
    }

    static IReadOnlyList<Edit> Edits(Passage passage, ExplainedWord term) => TermsUnexplained.Edits(passage, term, "〈", "〉");

    [GeneratedRegex("[ァ-ヺー]{3,40}", RegexOptions.None, Checker.TimeLimit)] private static partial Regex Katakana();
}

sealed partial class EasyOnomatopoeia : EasyRule
{
    // Said twice, but no sounds; they are taught early.
    static readonly string[] Taught =
        ["いろいろ", "もしもし", "だんだん", "いよいよ", "たまたま", "ますます", "まだまだ", "そろそろ"];

    public override string Code => "E6";
    public override string Title => "音や様子をまねた言葉（がたがた、ふらふら）を使わない";
    public override string Why => "音をまねた言葉は、日本語で育った人にしか分かりません。";

    public override IEnumerable<Finding> Look(Checked page) =>
        from passage in Texts(page)
        from found in Twice().Matches(passage.Seen).Select(m => m.Value).Where(v => !Taught.Contains(v)).Take(1)
        select Warn(passage.At, $"「{found}」の代わりに、どうなるかを書いてください。");

    [GeneratedRegex(@"(?<![ぁ-んァ-ヶー])(?<half>[ぁ-ん]{2}|[ァ-ヶー]{2})\k<half>(?![ァ-ヶー])", RegexOptions.None, Checker.TimeLimit)]
    private static partial Regex Twice();
}

sealed class EasyDisaster : EasyRule
{
    public override string Code => "E7";
    public override string Title => "災害の言葉はそのまま使い、〈 〉で説明する";
    public override string Why => "避難所のような言葉は、放送や看板で同じ音を聞くので、言い換えずに意味を知らせます。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        foreach (var word in page.Around.Words.Disaster.Present(Texts(page)))
            if (TermsUnexplained.First(page, word, "easy") is { } passage && Edits(passage, word) is { Count: > 0 })
                yield return Warn(passage.At, $"「{word.Word}」の後に、〈{word.Say}〉を付けてください。",
                    page.Button(passage, "説明を付ける", s => Edits(s, word)));
    }

    static IReadOnlyList<Edit> Edits(Passage passage, ExplainedWord word) => TermsUnexplained.Edits(passage, word, "〈", "〉");
}

sealed partial class EasyPolite : EasyRule
{
    public override string Code => "E8";
    public override string Title => "文の終わりは「です」「ます」でそろえ、敬語を使わない";
    public override string Why => "教室で初めに習うのは「です・ます」です。敬語は、だれが何をするかを分かりにくくします。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        foreach (var passage in Texts(page))
        {
            if (Honorific().Match(Closed(passage.Seen)) is { Success: true, Value: var polite })
                yield return Warn(passage.At,
                    $"「{polite}」の代わりに、「見る」「来る」「します」のような、ふつうの言葉で書いてください。");
            if (passage.Sentences.Where(p => p.Start + p.Length < passage.Seen.Length && passage.Seen[p.Start + p.Length] == '。')
                .Select(p => Closed(passage.Seen.Substring(p.Start, p.Length))).FirstOrDefault(s => Plain().IsMatch(s)) is { } plain)
                yield return Warn(passage.At,
                    $"「…{plain[Math.Max(0, plain.Length - 12)..]}」の終わりを、「です」か「ます」にしてください。");
        }
    }

    [GeneratedRegex("ご覧|お越し|ご?来場|ご持参|お持ちくだ|いただ[きけい]|頂[きけい]|いたし|致し|ございま|申し上げ|賜|させていただ"
        + "|くださいますよう|ご遠慮|ご了承|おりま[すせ]|なさ[いっ]|られますよう",
        RegexOptions.None, Checker.TimeLimit)]
    private static partial Regex Honorific();

    /// <summary>A sentence that ends in a plain verb or adjective.</summary>
    [GeneratedRegex("(?:(?<![でま])す|(?<!しょ)う|[くぐつぬぶむる]|(?<!(?:まし|でし))た|だ|(?<!くださ)い)[〉）」]?$",
        RegexOptions.None, Checker.TimeLimit)]
    private static partial Regex Plain();
}

sealed partial class EasyReading : EasyRule
{
    public override string Code => "E9";
    public override string Title => "どの漢字にもふりがながある";
    public override string Why => "話せても漢字は読めない人が、音で分かります。";

    public override IEnumerable<Finding> Look(Checked page) =>
        from passage in page.In("easy") where passage.Inlined
        let bare = Inline.Read(passage.Raw).Where(r => r is not RubyRun).SelectMany(r => Kanji().Matches(r.Words).Select(m => m.Value))
            .Where(w => w is not ("年" or "月" or "日" or "円" or "時" or "分" or "人")).ToList()
        where bare.Count > 0
        select Warn(passage.At, $"{bare.Quoted()}に、｜漢字《かんじ》のように、ふりがなを付けてください。");

    [GeneratedRegex("[一-鿿々〆]{1,40}", RegexOptions.None, Checker.TimeLimit)] private static partial Regex Kanji();
}

sealed class EasySheet : EasyRule
{
    public override string Code => "E10";
    public override string Title => "やさしい日本語は、紙1枚くらいの長さ";
    public override string Why => "長い文章は、大切なことが見つかりません。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        var (length, most) = (Texts(page).Sum(s => s.Seen.Count(c => !char.IsWhiteSpace(c))), page.Around.Words.Lengths.Sheet);
        return length > most ? [Warn("easy",
            $"やさしい日本語を、大切なことだけの{most:N0}字くらいにしてください（今は{length:N0}字）。")] : [];
    }
}

sealed partial class EasyApart : EasyRule
{
    public override string Code => "E11";
    public override string Title => "お金、時間、場所は、一つずつ分けて書く";
    public override string Why => "一つの文にまとめると、見つからなかったり、聞き間違えたりします。";

    public override IEnumerable<Finding> Look(Checked page) =>
        from passage in Texts(page) from part in passage.Sentences
        let sentence = passage.Narrow.Substring(part.Start, part.Length)
        where (Money().IsMatch(sentence) ? 1 : 0) + (Time().IsMatch(sentence) ? 1 : 0) + (Place().IsMatch(sentence) ? 1 : 0) > 1
        select Warn(passage.At,
            $"{new[] { passage.Seen.Substring(part.Start, part.Length) }.Quoted()}を、いつ、どこで、いくら、"
                + "の別々の文か行にしてください。");

    [GeneratedRegex("[0-9]円|無料|お金は", RegexOptions.None, Checker.TimeLimit)] private static partial Regex Money();
    [GeneratedRegex("[0-9]時(?!間)|[0-9]:[0-9]{2}|[0-9]月 ?[0-9]{1,2}日", RegexOptions.None, Checker.TimeLimit)]
    private static partial Regex Time();
    [GeneratedRegex("(?:館|センター|広場|公園|市役所|学校|会場|ホール|室|体育館)で|(?:場所|ところ)(?:は|:)",
        RegexOptions.None, Checker.TimeLimit)]
    private static partial Regex Place();
}

sealed partial class EasyMap : EasyRule
{
    public override string Code => "E12";
    public override string Title => "場所を書いたら、地図を付ける";
    public override string Why => "住所の漢字が読めなくても、地図があれば行けます。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        if (page.Of("place").Any()) return [];
        return Texts(page).FirstOrDefault(s => s.At == "facts.place.easy" || Place().IsMatch(s.Seen)) is { } passage
            ? [Warn(passage.At, "「場所」の部品で、地図を付けてください。")] : [];
    }

    [GeneratedRegex("(?:場所|ばしょ|ところ|会場)[ 　]?(?:は|：|:)", RegexOptions.None, Checker.TimeLimit)]
    private static partial Regex Place();
}

sealed partial class EasyFirst : EasyRule
{
    public override string Code => "E13";
    public override string Title => "大切なことを初めに書く";
    public override string Why => "あいさつや理由が先にあると、読むのをやめてしまいます。";

    public override IEnumerable<Finding> Look(Checked page) =>
        Texts(page).FirstOrDefault(s => s.Kind is PassageKind.Body) is { } first && Greeting().IsMatch(first.Seen.TrimStart())
            ? [Warn(first.At, "あいさつや理由ではなく、大切なこと（何をするか、いつか）から書いてください。")] : [];

    [GeneratedRegex("^(?:いつも|日ごろ|ひごろ|こんにちは|このたび|この度|みなさま|皆様|市では|近年|最近)",
        RegexOptions.None, Checker.TimeLimit)]
    private static partial Regex Greeting();
}

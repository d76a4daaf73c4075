using System.Text;
using System.Text.RegularExpressions;
using Keyaki.Kernel;

namespace Keyaki.Website;

sealed partial class Spaces : CheckRule
{
    // Signs that stand beside each other as a list are no torn word.
    static readonly string[] Lists =
        ["日月火水木金土祝休", "一二三四五六七八九十", "大中小", "男女", "上中下左右前後", "春夏秋冬",
        "東西南北", "朝昼夕晩夜", "甲乙丙丁", "父母子", "アイウエオカキクケコ"];

    public override string Code => "X1";
    public override string Title => "言葉の中に空白がなく、空白や改行で形を整えない";
    public override string Why =>
        "「日　時」は「ひ、とき」と読まれ、検索でも見つかりません。空白でそろえた形は、画面の幅が変わると崩れます。";

    public override IEnumerable<Finding> Look(Checked page) =>
        from passage in page.Passages let edits = Edits(passage) where edits.Count > 0
        select Stop(passage.At, edits.Any(e => passage.Seen.AsSpan(e.Start, e.Length).Contains('\n')) ? "文の途中の改行を消してください。"
            : "言葉の中の空白や、並べるための空白を消してください。", page.Button(passage, "空白を直す", Edits));

    static List<Edit> Edits(Passage passage)
    {
        var (text, edits) = (passage.Seen, new List<Edit>());
        if (text.AsSpan().IndexOfAny(' ', '　', '\n') < 0) return edits;
        var (torn, joined) = (new HashSet<int>(), new HashSet<int>());
        // わかち書き puts spaces between words, and words of one letter are common there.
        if (passage.Language == "ja")
            foreach (Match word in Torn().Matches(text))
                if (!Lists.Any(list => word.Value.All(c => c is ' ' or '　' || list.Contains(c))))
                    foreach (Match space in Blank().Matches(word.Value))
                        if (torn.Add(word.Index + space.Index)) edits.Add(new(word.Index + space.Index, space.Length, ""));
        edits.AddRange(Wide().Matches(text).Where(m => !torn.Contains(m.Index)).Select(m => new Edit(m.Index, m.Length, m.Value[..1])));
        if (passage.IsJapanese && passage.Kind is PassageKind.Body or PassageKind.Summary or PassageKind.Fact)
            foreach (Match broken in Broken().Matches(text))
            {
                joined.Add(text.IndexOf('\n', broken.Index));
                edits.Add(new(broken.Index, broken.Length, ""));
            }
        edits.AddRange(Indented().Matches(text).Where(m => !joined.Contains(m.Index - 1)).Select(m => new Edit(m.Index, m.Length, "")));
        return edits;
    }

    /// <summary>日　時: single letters of which each stands alone.</summary>
    [GeneratedRegex("(?<![一-鿿ぁ-んァ-ヶー々0-9A-Za-z])[一-鿿ぁ-んァ-ヶ々]"
        + "(?:[ 　]{1,8}[一-鿿ぁ-んァ-ヶ々](?![一-鿿ぁ-んァ-ヶー々])){1,12}",
        RegexOptions.ExplicitCapture, Checker.TimeLimit)]
    private static partial Regex Torn();

    [GeneratedRegex("[ 　]+")] private static partial Regex Blank();

    /// <summary>Two and more inside a line.</summary>
    [GeneratedRegex(@"(?<=[^\s|])[ 　]{2,200}(?=[^\s|])", RegexOptions.None, Checker.TimeLimit)] private static partial Regex Wide();

    [GeneratedRegex(@"(?<=^|\n)[ 　]{2,200}(?=[^\s|])", RegexOptions.None, Checker.TimeLimit)] private static partial Regex Indented();

    /// <summary>A line that ends where no sentence does, and is gone on with.</summary>
    [GeneratedRegex(@"(?<=[一-鿿ぁ-んァ-ヶー][、はがをにで])[ 　]{0,8}\r?\n[ 　]{0,8}(?=[一-鿿ぁ-んァ-ヶ])",
        RegexOptions.None, Checker.TimeLimit)]
    private static partial Regex Broken();
}

sealed partial class Widths : CheckRule
{
    public override string Code => "X2";
    public override string Title => "カタカナは全角、英字と数字は半角";
    public override string Why => "読み上げが一字ずつになったり、電話番号や日付が検索で見つからなかったりします。";

    public override IEnumerable<Finding> Look(Checked page) =>
        from passage in page.Passages let edits = Edits(passage) where edits.Count > 0
        select Stop(passage.At, $"{edits.Select(e => passage.Seen.Substring(e.Start, e.Length)).Quoted()}を"
            + $"{edits.Select(e => e.With).Quoted()}に直してください。", page.Button(passage, "全角と半角を直す", Edits));

    static List<Edit> Edits(Passage passage) => passage.Seen.AsSpan().IndexOfAnyInRange('０', 'ﾟ') < 0 ? []
        : [.. Wrong().Matches(passage.Seen).Select(m => new Edit(m.Index, m.Length, Right(m.Value)))];

    // A sound mark that has no letter before it to join would be one that joins whatever stands there.
    static string Right(string wrong) => wrong.Normalize(NormalizationForm.FormKC).Replace('\u3099', '゛').Replace('\u309A', '゜');

    [GeneratedRegex("[０-９Ａ-Ｚａ-ｚ]+|[｡-ﾟ]+")] private static partial Regex Wrong();
}

sealed class PlatformSigns : CheckRule
{
    static readonly Dictionary<int, string> Said = new()
    {
        ['㈱'] = "株式会社", ['㈲'] = "有限会社", ['㈳'] = "社団法人", ['㈶'] = "財団法人", ['℡'] = "電話", ['№'] = "No.",
        ['㎡'] = "平方メートル", ['㎥'] = "立方メートル", ['㎞'] = "km", ['㎜'] = "mm", ['㎝'] = "cm",
        ['㎏'] = "kg", ['㎎'] = "mg", ['㏄'] = "cc", ['℃'] = "度",
    };

    public override string Code => "X3";
    public override string Title => "丸の中の数字などの特別な文字を使わず、題に絵文字を使わない";
    public override string Why => "①や㈱は、読み上げやメールで、抜けたり別の文字になったりします。";

    public override IEnumerable<Finding> Look(Checked page) =>
        from passage in page.Passages let edits = Edits(passage) where edits.Count > 0
        select Warn(passage.At, Sentence([.. edits.Select(e => (passage.Seen.Substring(e.Start, e.Length), e.With))]),
            page.Button(passage, "文字を直す", Edits));

    static string Sentence(IReadOnlyList<(string Sign, string With)> found) => found.All(f => f.With.Length == 0)
        ? $"{found.Select(f => f.Sign).Quoted()}を題から消してください。"
        : $"{found.Select(f => f.Sign).Quoted()}を、{found.Select(f => f.With).Where(w => w.Length > 0).Quoted()}のように"
            + "書いてください。";

    static List<Edit> Edits(Passage passage)
    {
        var edits = new List<Edit>();
        if (Begin(passage.Seen) is var at && at < 0) return edits;
        foreach (var rune in passage.Seen.AsSpan(at).EnumerateRunes())
        {
            if (MayBe(rune.Value) && With(rune.Value, passage.Kind is PassageKind.Title) is { } with)
                edits.Add(new(at, rune.Utf16SequenceLength, with));
            at += rune.Utf16SequenceLength;
        }
        return edits;
    }

    static int Begin(string text)
    {
        for (var i = 0; i < text.Length; i++) if (MayBe(text[i])) return i;
        return -1;
    }

    /// <summary>Nearly all that is written in Japanese lies elsewhere.</summary>
    static bool MayBe(int sign) => sign is >= 0x2000 and < 0x3000 or >= 0x3220 and < 0x3400 or >= 0xD800 and < 0xE000 or 0xFE0F or > 0xFFFF;

    static string? With(int sign, bool title) => Said.TryGetValue(sign, out var said) ? said : sign switch
    {
        >= 0x2460 and <= 0x2473 => $"（{sign - 0x2460 + 1}）",
        >= 0x2776 and <= 0x277F => $"（{sign - 0x2776 + 1}）",
        >= 0x2474 and <= 0x249B or >= 0x2160 and <= 0x217F or >= 0x3220 and <= 0x3247 or >= 0x32C0 and <= 0x32FF or >= 0x3300 and <= 0x33FF
            => Plain(sign),
        >= 0x3280 and <= 0x32B0 => $"（{Plain(sign)}）",
        >= 0x1F000 and <= 0x1FAFF or 0x2B50 or 0x2B55 or 0xFE0F or 0x200D or 0x20E3 or >= 0x2600 and <= 0x27BF
            when title && sign is not (0x2605 or 0x2606 or 0x266A) => "",
        _ => null,
    };

    static string Plain(int sign) => char.ConvertFromUtf32(sign).Normalize(NormalizationForm.FormKC).Replace('(', '（').Replace(')', '）');
}

sealed partial class SignsReadBadly : CheckRule
{
    public override string Code => "X4";
    public override string Title => "時刻の「～」、日付の「/」、動きを表す「→」、文のない「※」、記号だけの「〇」「✕」を使わない";
    public override string Why => "読み上げでは、「10時12時」「12分の1」のように聞こえたり、何も聞こえなかったりします。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        foreach (var passage in page.Passages.Where(s => s.Seen.AsSpan().IndexOfAny(Signs) >= 0))
        {
            var text = passage.Narrow;
            if (Until().Match(text) is { Success: true, Value: var span })
                yield return Warn(passage.At, $"「{span.Trim()}」の「～」は「から」「まで」と書いてください。");
            if (page.Days(passage).FirstOrDefault(d => d.Form is DayForm.Slash) is { } day)
                yield return Warn(passage.At,
                    $"「{text.Substring(day.Start, day.DateLength)}」は「{day.Month}月{day.Day}日」と書いてください。");
            if (Arrow().Match(passage.Seen) is { Success: true, Value: var arrow })
                yield return Warn(passage.At, $"「{arrow}」の代わりに、「から」「になります」のような言葉で書いてください。");
            if (Note().IsMatch(text)) yield return Warn(passage.At, "「※」の後に、注意の文を書いてください。");
            if (Alone(passage) is { } mark) yield return Warn(passage.At,
                $"「{mark}」だけのところは、「あり」「なし」のような言葉で書いてください。");
        }
    }

    const string Signs = "~～〜-/／→⇒➡⇨※" + Marks;

    const string Marks = "〇○◯◎✕×✖△▲✓✔";

    static string? Alone(Passage passage) => passage.Kind is not (PassageKind.Cells or PassageKind.Items) ? null
        : passage.Sentences.Select(s => passage.Seen.Substring(s.Start, s.Length).Trim(' ', '　', '\r', '|'))
            .FirstOrDefault(s => s.Length is 1 or 2 && s.All(Marks.Contains));

    [GeneratedRegex(@"(?:時|時半|分|:[0-9]{2})\ ?[~〜]\ ?(?:午前|午後|正午|翌日?の?)?\ ?[0-9正]?", RegexOptions.None, Checker.TimeLimit)]
    private static partial Regex Until();

    [GeneratedRegex("[→⇒➡⇨]")] private static partial Regex Arrow();

    [GeneratedRegex(@"※[0-9]{0,2}[ 　]*(?:\r?\n|[。|\t]|\z)", RegexOptions.None, Checker.TimeLimit)] private static partial Regex Note();
}

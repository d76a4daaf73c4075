using System.Globalization;
using System.Text.RegularExpressions;
using Keyaki.Kernel;

namespace Keyaki.Website;

sealed partial class Phones : CheckRule
{
    /// <summary>So near behind the number stands its extension.</summary>
    const int Near = 24;

    public override string Code => "N1";
    public override string Title => "電話番号は担当の課か一覧にある番号で、内線があれば付ける";
    public override string Why => "違う番号を書くと、知らない家に電話がかかります。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        var around = page.Around;
        var own = CheckSurroundings.Digits(around.Phone ?? "");
        foreach (var passage in page.Passages.Where(s => s.Narrow.AsSpan().IndexOfAnyInRange('0', '9') >= 0))
            foreach (Match phone in Number().Matches(passage.Narrow))
            {
                var digits = CheckSurroundings.Digits(phone.Value);
                if (digits.Length is < 9 or > 11) continue;
                if (!around.Numbers.Contains(digits))
                    yield return Warn(passage.At,
                        $"「{phone.Value}」は、担当の課の番号でも、一覧にある番号でもありません。番号を確かめてください。");
                else if (digits == own && around.Extension is { Length: > 0 } extension
                    && !Behind(passage.Narrow, phone).Contains(extension, StringComparison.Ordinal))
                    yield return Warn(passage.At, $"「{phone.Value}」の後に、内線（{extension}）も書いてください。");
            }
        foreach (var (passage, link) in page.Links.Where(l => l.Link.Url.StartsWith("tel:", StringComparison.OrdinalIgnoreCase)))
            if (CheckSurroundings.Digits(link.Url) is { Length: >= 9 } called && !around.Numbers.Contains(called))
                yield return Warn(passage.At,
                    $"「{link.Words}」がかける番号（{called}）は、担当の課の番号でも、一覧にある番号でもありません。"
                        + "番号を確かめてください。");
    }

    static string Behind(string text, Match phone) =>
        text.Substring(phone.Index + phone.Length, Math.Min(Near, text.Length - phone.Index - phone.Length));

    [GeneratedRegex(
        @"(?<![0-9.\-‐‑‒–—―−ーｰ])0[0-9]{1,4}\ ?[-‐‑‒–—―−ーｰ(]\ ?[0-9]{1,4}\ ?[-‐‑‒–—―−ーｰ)]\ ?[0-9]{3,4}(?![0-9])"
        + @"|(?<![0-9.\-])0[0-9]{9,10}(?![0-9])", RegexOptions.None, Checker.TimeLimit)]
    private static partial Regex Number();
}

sealed partial class Amounts : CheckRule
{
    static readonly char[] Yens = ['¥', '￥', '\\', ' '];

    public override string Code => "N2";
    public override string Title => "金額には「円」、数には単位を付け、「約」の後の数は丸める";
    public override string Why => "「500」だけでは、円か人か分かりません。「約1,234人」は、確かな数かどうか分かりません。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        foreach (var passage in page.Passages)
        {
            var text = passage.Narrow;
            if (text.AsSpan().IndexOfAnyInRange('0', '9') < 0) continue;
            if (Sign().Match(text) is { Success: true, Value: var sign })
                yield return Warn(passage.At,
                    passage.IsJapanese ? $"「{sign}」は「{sign.TrimStart(Yens)}円」と書いてください。"
                    : $"「{sign}」は「{sign.TrimStart(Yens)} yen」と書いてください。");
            if ((IsFact(passage, "fee") ? Bare().Match(text) : Money().Match(text)) is { Success: true } money)
                yield return Warn(passage.At, $"「{money.Value.Trim()}」に{(passage.IsJapanese ? "「円」" : "「yen」")}を付けてください。");
            if ((IsFact(passage, "capacity") ? Bare().Match(text) : Count().Match(text)) is { Success: true } count)
                yield return Warn(passage.At, $"「{count.Value.Trim()}」に、「人」「組」などの単位を付けてください。");
            if (About().Match(text) is { Success: true, Value: var about })
                yield return Warn(passage.At, $"「{about.Trim()}」：「約」を消すか、数を丸めてください。");
        }
    }

    static bool IsFact(Passage passage, string name) => passage.Kind is PassageKind.Fact
        && (passage.At == $"facts.{name}" || passage.At.StartsWith($"facts.{name}.", StringComparison.Ordinal));

    const string Number = "(?<![0-9,.])[0-9]{1,3}(?:,[0-9]{3}){1,4}(?![0-9,])|(?<![0-9,.])[0-9]{1,9}(?![0-9,.])";

    /// <summary>A number behind which nothing says what it counts.</summary>
    [GeneratedRegex($@"(?:{Number})(?=\ ?(?:\z|[\n。、,;)(]))", RegexOptions.None, Checker.TimeLimit)] private static partial Regex Bare();

    [GeneratedRegex(@"[¥￥]\ ?[0-9][0-9,]{0,12}|(?<![A-Za-z0-9])\\[0-9][0-9,]{2,12}", RegexOptions.None, Checker.TimeLimit)]
    private static partial Regex Sign();

    [GeneratedRegex($@"(?:費用|参加費|受講料|手数料|使用料|利用料|入場料|料金|会費|材料費|代金)(?:は|が|:|\ |、|\t|\|){{0,3}}(?:{Number})"
        + @"(?![0-9,.%])(?! ?(?:円|千円|万|億|ドル|割|パーセント|%|分の|回|月|年|日|時|人|点|つ|か|倍|号|条|段階|種類|区分|週))",
        RegexOptions.None, Checker.TimeLimit)]
    private static partial Regex Money();

    [GeneratedRegex($@"(?:定員|募集人数|人数|先着|抽選で)(?:は|が|:|\ |、|\t|\|){{0,3}}(?:{Number})(?=\ ?(?:\z|[\n。、\t|(]))",
        RegexOptions.None, Checker.TimeLimit)]
    private static partial Regex Count();

    [GeneratedRegex(@"(?:約|およそ|おおよそ|\babout |\baround ) ?(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{3,9})(?<=[1-9])"
        + "(?![0-9,.]| ?[万億千])",
        Checker.AnyCase, Checker.TimeLimit)]
    private static partial Regex About();
}

sealed partial class AgainstProcedure : CheckRule
{
    public override string Code => "N3";
    public override string Title => "締め切り、費用、場所は、つないだ手続と同じ";
    public override string Why => "ページと手続で違うことを言うと、どちらを信じてよいか分かりません。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        var linked = Linked(page).ToList();
        foreach (var (at, code) in linked.Where(l => page.Around.Procedure(l.Code) is null))
            yield return Stop(at, $"「{code}」という手続はありません。手続を選び直してください。");
        var known = linked.Select(l => page.Around.Procedure(l.Code)).OfType<ProcedureFigures>().DistinctBy(p => p.Title).ToList();
        if (known is [var only])
            foreach (var each in Against(page, only)) yield return each;
    }

    static IEnumerable<(string At, string Code)> Linked(Checked page) =>
        page.Of("procedure").Where(b => b.Block["code"].Length > 0).Select(b => ($"{b.At}.code", b.Block["code"]))
            .Concat(page.Content.Facts?.Apply.Procedure is { Length: > 0 } code ? [("facts.apply", code)] : []);

    IEnumerable<Finding> Against(Checked page, ProcedureFigures procedure)
    {
        foreach (var passage in page.Passages.Where(s => s.Narrow.AsSpan().IndexOfAnyInRange('0', '9') >= 0 || s.Kind is PassageKind.Fact))
        {
            var text = passage.Narrow;
            var isFee = passage.At == "facts.fee" || passage.At.StartsWith("facts.fee.", StringComparison.Ordinal);
            if (procedure.Fees is { } fees)
            {
                var said = (isFee ? Yen().Matches(text) : FeeSaid().Matches(text)).Select(m => Sum(m.Groups["sum"].Value)).ToList();
                if (said.Cast<long?>().FirstOrDefault(s => !fees.Contains(s ?? 0) && !(s == 0 && fees.Count == 0)) is { } wrong)
                    yield return Stop(passage.At,
                        $"「{wrong:N0}円」は、手続「{procedure.Title}」の費用（{InWords(fees)}）と違います。どちらかを直してください。");
                else if (isFee && said.Count == 0 && Free().IsMatch(text) && fees.Any(f => f > 0) && !fees.Contains(0))
                    yield return Stop(passage.At,
                        $"「無料」は、手続「{procedure.Title}」の費用（{InWords(fees)}）と違います。どちらかを直してください。");
            }
            if (procedure.Deadline is { } deadline && Deadlines(page, passage).FirstOrDefault(d => d.Date != deadline) is { } day)
                yield return Stop(passage.At,
                    $"「{passage.Seen.Substring(day.Start, day.DateLength)}」は、手続「{procedure.Title}」の締め切り"
                    + $"（{deadline.Year}年{deadline.Month}月{deadline.Day}日）と違います。どちらかを直してください。");
        }
        if (procedure.Place is { Length: > 0 } place && page.Content.Facts?.Place is { } typed && !Same(typed.Ja, place))
            yield return Stop("facts.place",
                $"「{typed.Ja}」は、手続「{procedure.Title}」の場所（{place}）と違います。どちらかを直してください。");
    }

    static string InWords(IReadOnlyList<long> fees) =>
        fees.Count == 0 ? "無料" : string.Join("、", fees.Select(f => f == 0 ? "無料" : $"{f:N0}円"));

    static bool Same(string one, string other)
    {
        var (a, b) = (JapaneseText.Fold(one, removeSpaces: true), JapaneseText.Fold(other, removeSpaces: true));
        return a.Contains(b, StringComparison.Ordinal) || b.Contains(a, StringComparison.Ordinal);
    }

    static long Sum(string written) =>
        long.TryParse(written.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture, out var sum) ? sum : -1;

    /// <summary>Days of which the sentence says that they end it: the last one of a span.</summary>
    static IEnumerable<DayNamed> Deadlines(Checked page, Passage passage)
    {
        var (days, sentence, ends) = (page.Days(passage), (-1, 0), false);
        for (var i = 0; i < days.Count; i++)
        {
            if (passage.SentenceAround(days[i].Start) is var its && its != sentence)
                (sentence, ends) = (its, Ends().IsMatch(passage.Narrow.AsSpan(its.Start, its.Length)));
            var behind = passage.Narrow.AsSpan(days[i].End, Math.Min(4, passage.Narrow.Length - days[i].End));
            if (ends && days[i].Date is not null && !Begins().IsMatch(behind)
                && !(i + 1 < days.Count && days[i + 1].GoesOnFrom(days[i], passage.Narrow))) yield return days[i];
        }
    }

    [GeneratedRegex(@"(?<sum>[0-9][0-9,]{0,12})\ ?(?:円|yen)", Checker.AnyCase, Checker.TimeLimit)]
    private static partial Regex Yen();

    [GeneratedRegex(@"(?:手数料|参加費|受講料|費用|申込料)[^。\n0-9]{0,12}(?<sum>[0-9][0-9,]{0,12})円",
        RegexOptions.None, Checker.TimeLimit)]
    private static partial Regex FeeSaid();

    [GeneratedRegex("無料|free", Checker.AnyCase, Checker.TimeLimit)] private static partial Regex Free();

    [GeneratedRegex("締め?切り?|期限|(?:申し?込|申請|届)[^。]{0,20}まで|まで[^。]{0,20}(?:申し?込|申請)|deadline|apply by",
        Checker.AnyCase, Checker.TimeLimit)]
    private static partial Regex Ends();

    [GeneratedRegex("^ ?(?:から|~|〜)", RegexOptions.None, Checker.TimeLimit)] private static partial Regex Begins();
}

using System.Globalization;
using System.Text.RegularExpressions;
using Keyaki.Kernel;

namespace Keyaki.Website;

sealed class WrongWeekday : CheckRule
{
    static readonly string[] English = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    public override string Code => "D1";
    public override string Title => "曜日は日付に合う";
    public override string Why => "日付と曜日のどちらかが違うと、違う日に来る人が出ます。";

    public override IEnumerable<Finding> Look(Checked page) =>
        from passage in page.Passages from day in page.Days(passage)
        where day is { Weekday: { } weekday, Date: { } date } && weekday != date.DayOfWeek
        let real = day.Date.GetValueOrDefault()
        select Stop(passage.At, $"「{passage.Seen.Substring(day.Start, day.Length)}」：{real.Year}年{real.Month}月{real.Day}日は"
            + $"{(passage.IsJapanese ? DayNamed.Sign(real) + "曜日" : English[(int)real.DayOfWeek])}です。日付か曜日を直してください。");
}

sealed partial class NoSuchDay : CheckRule
{
    public override string Code => "D2";
    public override string Title => "その日があり、終わりは始まりより後";
    public override string Why => "ない日や、始まりより前の終わりでは、いつ来ればよいか分かりません。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        foreach (var passage in page.Passages)
        {
            DayNamed? last = null;
            foreach (var day in page.Days(passage))
            {
                var named = passage.Seen.Substring(day.Start, day.DateLength);
                if (day.Date is null) yield return Stop(passage.At, $"「{named}」という日はありません。日付を確かめてください。");
                else if (last?.Date > day.Date && day.GoesOnFrom(last, passage.Narrow))
                    yield return Stop(passage.At,
                        $"終わりの「{named}」が、始まりの「{passage.Seen.Substring(last.Start, last.DateLength)}」より前です。"
                            + "直してください。");
                last = day;
            }
            if (Backwards(passage.Narrow) is { } span) yield return Stop(passage.At,
                $"「{span}」：終わりの時刻が始まりより前です。次の日なら「翌日の」と書いてください。");
        }
        foreach (var (index, time) in (page.Content.Facts?.Times ?? []).Index())
            if (time.Last < time.Day || (time.Last is null || time.Last == time.Day) && time.Until < time.From)
                yield return Stop($"facts.times.{index}", "終わりを、始まりより後にしてください。");
        if (page.Around is { Publishes: { } begin, Expires: { } end } && end <= begin)
            yield return Stop("expires", "公開を終える日時を、公開を始める日時より後にしてください。");
    }

    static string? Backwards(string text)
    {
        if (!text.Contains('時', StringComparison.Ordinal) && !text.Contains(':', StringComparison.Ordinal)) return null;
        foreach (Match span in Span().Matches(text))
        {
            var (from, until) = (Minute(span, "half", "hour", "minute"), Minute(span, "thenHalf", "thenHour", "thenMinute"));
            // Without 午前 or 午後 behind one that has it, either may be meant.
            if (span.Groups["half"].Success && !span.Groups["thenHalf"].Success && until <= 12 * 60) continue;
            if (until < from) return span.Value;
        }
        return null;
    }

    static int Minute(Match span, string half, string hour, string minute)
    {
        var hours = int.Parse(span.Groups[hour].Value, CultureInfo.InvariantCulture);
        if (span.Groups[half].Value is "午後") hours = hours % 12 + 12;
        else if (span.Groups[half].Value is "午前") hours %= 12;
        return hours * 60 + (span.Groups[minute].Value switch { "" => 0, "半" => 30, var m => int.Parse(m, CultureInfo.InvariantCulture) });
    }

    [GeneratedRegex("(?<half>午前|午後)? ?(?<![0-9:.])(?<hour>[0-9]{1,2})"
        + "(?:時(?!間)(?:(?<minute>半)|(?<minute>[0-9]{1,2})分)?|:(?<minute>[0-9]{2})(?![0-9:])) ?(?:から|[~〜–-]) ?"
        + "(?<thenHalf>午前|午後)? ?(?<thenHour>[0-9]{1,2})"
        + "(?:時(?!間)(?:(?<thenMinute>半)|(?<thenMinute>[0-9]{1,2})分)?|:(?<thenMinute>[0-9]{2})(?![0-9:]))",
        RegexOptions.ExplicitCapture, Checker.TimeLimit)]
    private static partial Regex Span();
}

sealed partial class DayWriting : CheckRule
{
    static readonly string[] Months = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames;

    public override string Code => "D3";
    public override string Title => "日付は「2026年12月1日」と書き、半年より先か前の日には年を付け、英語とやさしい日本語では西暦で書く";
    public override string Why =>
        "「12.1」は小数に聞こえます。年のない日は、どの年か分かりません。和暦は外国から来た人には分かりません。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        foreach (var passage in page.Passages)
        {
            var days = page.Days(passage);
            if (days.FirstOrDefault(BySigns) is { } signs)
                yield return Warn(passage.At, $"「{Of(passage, signs)}」は「{Written(signs, passage)}」と書いてください。",
                    page.Button(passage, "日付の書き方を直す", s => Edits(s, page, BySigns, Written)));
            if (passage.Kind is not PassageKind.Form && days.FirstOrDefault(d => IsFar(d, page)) is { } far)
                yield return Warn(passage.At, $"「{Of(passage, far)}」には年も書いてください。", Year(far, page) is null ? null
                    : page.Button(passage, "年を付ける", s => Edits(s, page, d => IsFar(d, page), (d, _) => Dated(d, Year(d, page), s))));
            if (passage.Language != "ja" && Eras(passage) is { Count: > 0 } eras)
                yield return Warn(passage.At,
                    $"「{passage.Seen.Substring(eras[0].Start, eras[0].Length)}」を西暦（{eras[0].With}）で書いてください。",
                    page.Button(passage, "西暦にする", Eras));
        }
    }

    static string Of(Passage passage, DayNamed day) => passage.Seen.Substring(day.Start, day.DateLength);

    static bool BySigns(DayNamed day) => day is { Form: DayForm.Signs or DayForm.Dots, Date: not null };

    static List<Edit> Edits(Passage passage, Checked page, Func<DayNamed, bool> which, Func<DayNamed, Passage, string?> with) =>
        [.. from day in DayNamed.In(passage, page.Around.Base) where which(day)
            select new Edit(day.Start, day.DateLength, with(day, passage) ?? Of(passage, day))];

    static string Written(DayNamed day, Passage passage) => !passage.IsJapanese ? Dated(day, day.Date?.Year, passage) ?? ""
        : (!day.HasYear ? "" : day.Era is { } era && passage.Language == "ja" ? YearOf(day, era) : $"{day.Year}年")
            + $"{day.Month}月{day.Day}日";

    static string YearOf(DayNamed day, Era era) =>
        EraDate.From(era, (day.Year ?? 0) - era.First.Year + 1, day.Month, day.Day)?.YearText ?? $"{day.Year}年";

    static string? Dated(DayNamed day, int? year, Passage passage) => year is null ? null
        : passage.IsJapanese ? $"{year}年{day.Month}月{day.Day}日" : $"{Months[day.Month - 1]} {day.Day}, {year}";

    /// <summary>A day of which nobody knows whether it is long ago or far ahead.</summary>
    static bool IsFar(DayNamed day, Checked page) => day is { HasYear: false, Date: { } date, Form: DayForm.Words }
        && (date < page.Around.Base.AddDays(-14) || date > page.Around.Base.AddMonths(6));

    /// <summary>The year that is meant, where the facts or the weekday say it.</summary>
    static int? Year(DayNamed day, Checked page) =>
        (page.Content.Facts?.Times ?? []).SelectMany(t => new[] { t.Day, t.LastDay }).Where(d => d.Month == day.Month && d.Day == day.Day)
            .Select(d => (int?)d.Year).FirstOrDefault()
        ?? (day is { Weekday: { } weekday, Date: { } near } && near.DayOfWeek == weekday ? near.Year : null);

    static IReadOnlyList<Edit> Eras(Passage passage)
    {
        if (passage.Language == "ja") return [];
        return [.. from match in EraYear().Matches(passage.Narrow) let year = Western(match) where year is not null
            select new Edit(match.Index, match.Length, passage.IsJapanese ? $"{year}年" : $"{year}")];
    }

    static int? Western(Match match)
    {
        var name = match.Groups["name"].Value.ToLowerInvariant() switch
        {
            "reiwa" => "令和",
            "heisei" => "平成",
            "showa" or "shōwa" => "昭和",
            "taisho" or "taishō" => "大正",
            "meiji" => "明治",
            _ => match.Groups["name"].Value,
        };
        var year = match.Groups["year"].Value is var of and not "元" ? int.Parse(of, CultureInfo.InvariantCulture) : 1;
        return Era.Named(name) is { } era ? era.First.Year - 1 + year : null;
    }

    // 令和8年（2026年） and 2026年（令和8年） say both.
    [GeneratedRegex(@"(?<!\()(?:(?<name>令和|平成|昭和|大正|明治) ?(?<year>元|[0-9]{1,2})年(?! ?\([0-9]{4})"
        + @"|\b(?<name>Reiwa|Heisei|Sh[oō]wa|Taish[oō]|Meiji) (?<year>[0-9]{1,2})\b(?! ?\([0-9]{4}))",
        RegexOptions.ExplicitCapture | Checker.AnyCase, Checker.TimeLimit)]
    private static partial Regex EraYear();
}

sealed partial class DayPassed : CheckRule
{
    /// <summary>A page whose last day is longer ago tells of history.</summary>
    const int Years = 2;

    public override string Code => "D4";
    public override string Title => "過ぎた日をこれからのように書かない。最後の日が過ぎたページは終わる。「明日」「来週」と書かない";
    public override string Why => "終わった催しに人が来ます。「明日」は、読む日によって変わります。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        var around = page.Around;
        if (around.Expires?.Day() < around.Today) yield break;
        DateOnly? last = page.Content.Facts?.Times.Max(t => (DateOnly?)t.LastDay);
        foreach (var passage in page.Passages)
        {
            if (Relative(passage) is { } word) yield return Warn(passage.At, $"「{word}」の代わりに、日付を書いてください。");
            var (sentence, told, coming) = ((Start: -1, Length: 0), false, false);
            foreach (var day in page.Days(passage))
            {
                if (day.Date is not { } date) continue;
                if (passage.SentenceAround(day.Start) is var its && its != sentence)
                {
                    var words = passage.Narrow.AsSpan(its.Start, its.Length);
                    (sentence, told, coming) = (its, Told().IsMatch(words), Coming().IsMatch(words));
                }
                if (!told && (last is null || date > last)) last = date;
                if (date >= around.Today || !coming || told || IsNotLast(page, passage, day, sentence.Start + sentence.Length)) continue;
                yield return Warn(passage.At, $"「{passage.Seen.Substring(day.Start, day.DateLength)}」は過ぎました。"
                    + "過ぎたことの書き方にするか、消してください。");
                break;
            }
        }
        if (around.Expires is null && last < around.Today && last >= around.Today.AddYears(-Years))
            yield return Warn("expires",
                $"最後の日（{last?.Year}年{last?.Month}月{last?.Day}日）が過ぎています。公開を終える日を決めるか、書き直してください。");
    }

    /// <summary>A span that began is still coming while its end is.</summary>
    static bool IsNotLast(Checked page, Passage passage, DayNamed day, int end) =>
        From().IsMatch(passage.Narrow.AsSpan(day.End, Math.Min(8, passage.Narrow.Length - day.End)))
        || page.Days(passage).SkipWhile(d => d.Start <= day.Start).TakeWhile(d => d.Start < end).Any(d => d.Date >= page.Around.Today);

    static string? Relative(Passage passage) =>
        (passage.IsJapanese ? InJapanese() : InEnglish()).Match(passage.Seen) is { Success: true, Value: var word } ? word : null;

    [GeneratedRegex("(?<!日)本日(?!本)|今日(?!的)|明日(?!葉)|昨日|(?:今|来|先|再来)(?:週|月)|(?<!昨)(?:今|来|去|昨|再来)年度?"
        + "|(?<![一-鿿ぁ-ん])(?:きょう(?![うかぎしだ育])|あした|らいしゅう|らいげつ|ことし|らいねん)",
        RegexOptions.None, Checker.TimeLimit)]
    private static partial Regex InJapanese();

    [GeneratedRegex(@"\b(?:today|tomorrow|yesterday|(?:this|next|last) (?:week|month|year))\b", Checker.AnyCase, Checker.TimeLimit)]
    private static partial Regex InEnglish();

    [GeneratedRegex("(?:ました|でした|した$|現在|時点|生まれ|施行|制定|改正|以前|(?:was|were|held|began|ended) )",
        RegexOptions.None, Checker.TimeLimit)]
    private static partial Regex Told();

    [GeneratedRegex(@"(?:開催|実施|開始|募集|開き|開か|行い|行わ|始め|始ま|受け付け|受付|配布|締め切|締切"
        + @"|変わ|予定|来て|お越し|申し込|申込|集ま).{0,12}(?:ます|ください|下さい|です|$)|\bwill\b|\bplease\b",
        Checker.AnyCase, Checker.TimeLimit)]
    private static partial Regex Coming();

    [GeneratedRegex("^ ?(?:から|より|以降|以後)", RegexOptions.None, Checker.TimeLimit)] private static partial Regex From();
}

sealed partial class Clocks : CheckRule
{
    public override string Code => "D5";
    public override string Title => "12時には午前、午後、正午を付け、24時と書かず、12時間と24時間の書き方を混ぜない";
    public override string Why => "12時が昼か夜か、7時が朝か夕方かを取り違えます。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        var (halves, whole) = (new HashSet<string>(), new HashSet<string>());
        foreach (var passage in page.Passages.Where(s => s.Narrow.AsSpan().IndexOfAny('時', ':') >= 0))
            foreach (Match time in Time().Matches(passage.Narrow))
            {
                var hour = int.Parse(time.Groups["hour"].Value, CultureInfo.InvariantCulture);
                var before = passage.Narrow.AsSpan(0, time.Index).TrimEnd(' ');
                var half = time.Groups["half"].Success || before.TrimEnd('の').EndsWithAny("午前", "午後", "夜", "昼", "朝", "夕方");
                var (is24, written) = (hour is > 12 and < 24, time.Value.Trim());
                if (hour == 12 && !half && !before.TrimEnd('(').EndsWith("正午"))
                    yield return Warn(passage.At, $"「{written}」に、午前か午後を付けるか、「正午」と書いてください。");
                else if (hour == 24) yield return Warn(passage.At, $"「{written}」は、「午前0時」か「翌日の午前0時」と書いてください。");
                else if (is24 && half) yield return Warn(passage.At, $"「{written}」は、「午後{hour - 12}時」のように書いてください。");
                else if (is24 && halves.Contains(passage.Language) && whole.Add(passage.Language)
                    || half && whole.Contains(passage.Language) && halves.Add(passage.Language))
                    yield return Warn(passage.At, $"「{written}」：午前・午後を付ける書き方と、24時間の書き方が混ざっています。"
                        + "どちらかにそろえてください。");
                if (half) halves.Add(passage.Language);
                else if (is24) whole.Add(passage.Language);
            }
    }

    [GeneratedRegex("(?<![0-9:.])(?<hour>[0-9]{1,2})(?:時(?!間)(?:半|[0-9]{1,2}分)?|:[0-9]{2}(?![0-9:]))"
        + @"(?: ?(?<half>noon|midnight|a\.?m\b|p\.?m\b))?",
        RegexOptions.ExplicitCapture | Checker.AnyCase, Checker.TimeLimit)]
    private static partial Regex Time();
}

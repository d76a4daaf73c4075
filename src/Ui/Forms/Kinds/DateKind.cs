using System.Globalization;
using System.Text.Json.Nodes;
using Keyaki.Kernel;

namespace Keyaki.Ui;

/// <summary>A day in three boxes, in the western or the Japanese calendar. The value is a DateOnly.</summary>
public sealed record DateKind(bool Birthday = false) : Kind
{
    static readonly IReadOnlyList<string> Endings = [".era", ".year", ".month", ".day"];

    static readonly (string Code, string Label, string English, Era? Era)[] Calendars =
    [
        ("ad", "西暦", "Western", null), ("reiwa", "令和", "Reiwa (令和)", Era.Reiwa), ("heisei", "平成", "Heisei (平成)", Era.Heisei),
        ("showa", "昭和", "Showa (昭和)", Era.Showa),
        ("taisho", "大正", "Taisho (大正)", Era.Taisho), ("meiji", "明治", "Meiji (明治)", Era.Meiji),
    ];

    public override string Code => Birthday ? "birth" : "date";
    public override IReadOnlyList<string> Parts => Endings;
    public override string Anchor(Field field) => field.Name + ".year";

    // The chosen calendar alone is no answer: it is always sent.
    public override bool IsEmpty(Field field) =>
        PlainText.IsBlank(field.Raw(".year")) && PlainText.IsBlank(field.Raw(".month")) && PlainText.IsBlank(field.Raw(".day"));

    public override object? Parse(Field field) => Read(field) is { } date && Fits(date) ? date : null;

    // Before 明治 there is no era to say a day by.
    static bool Fits(DateOnly date) => date >= Era.Meiji.First && date.Year <= 2200;

    public override IEnumerable<Fault> Faults(Field field)
    {
        if (Read(field) is { } date)
        {
            if (!Fits(date)) yield return new(field.Say($"{field.Named}の年を確かめてください。西暦なら4桁の年、和暦なら元号を選んでください。",
                $"「{field.Label}」の 年を 見て ください。2026年のように 4つの 数字で 書くか、令和などを えらびます。",
                $"Check the year of “{field.Label}”: four digits, or choose a Japanese era."), ".year");
            yield break;
        }
        var complete = true;
        foreach (var (part, word) in ((string, string)[])[(".year", field.Say("年", "年", "year")), (".month", field.Say("月", "月", "month")),
            (".day", field.Say("日", "日", "day"))])
        {
            if (!PlainText.IsBlank(field.Raw(part))) continue;
            complete = false;
            yield return new(field.Say($"{field.Named}の{word}を入力してください。", $"「{field.Label}」の {word}を 書いて ください。",
                $"Fill in the {word} of “{field.Label}”."), part);
        }
        if (complete)
            yield return new(field.Say($"{field.Named}は実際にある日付を数字で入力してください。", $"「{field.Label}」は 本当に ある 日を 数字で 書いて ください。",
                $"“{field.Label}” must be a real date in digits."), Unreal(field));
    }

    /// <summary>The part that keeps three filled boxes from being a day; the day itself when the month is too short for it.</summary>
    static string Unreal(Field field) => (YearOf(field), Small(field.Raw(".month")), Small(field.Raw(".day"))) switch
    {
        (_, not (>= 1 and <= 12), _) => ".month",
        (_, { } month, { } day) when day < 1 || day > DateTime.DaysInMonth(2000, month) => ".day",
        ((null, >= 1 and <= 9999), _, not null) => ".day",
        (_, _, null) => ".day",
        _ => ".year",
    };

    static DateOnly? Read(Field field)
    {
        if (Numbers(field) is not var (era, year, month, day)) return null;
        if (era is not null) return EraDate.From(era, year, month, day)?.Date;
        return year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day) : null;
    }

    /// <summary>The day in the era that the person named; null for a western year. People count on in the era that they know (昭和65年):
    /// the day is clear all the same.</summary>
    static EraDate? Named(Field field) => Numbers(field) is ({ } era, var year, var month, var day) ? EraDate.From(era, year, month, day)
        : null;

    static (Era? Era, int Year, int Month, int Day)? Numbers(Field field) =>
        YearOf(field) is (var era, { } year) && Small(field.Raw(".month")) is { } month && Small(field.Raw(".day")) is { } day
            ? (era, year, month, day) : null;

    static (Era? Era, int? Year) YearOf(Field field)
    {
        var (calendar, typed) = (field.Raw(".era"), Typed.Number(field.Raw(".year")));
        var era = Calendars.FirstOrDefault(c => c.Code == calendar).Era;
        // Somebody who types 令和8 or R8 into the year box has said it all.
        for (var i = 1; i <= 2 && i < typed.Length; i++)
            if (Era.Named(typed[..i]) is { } named) { (era, typed) = (named, typed[i..]); break; }
        return (era, typed.TrimEnd('年') is "元" ? 1 : Small(typed.TrimEnd('年')));
    }

    static int? Small(string raw) =>
        int.TryParse(Typed.Number(raw).TrimEnd('月', '日'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    protected override void Input(HtmlWriter html, Field field)
    {
        var name = field.Name;
        html.Html($"<div class=\"date\"><span class=\"date-part\"><label class=\"part\" for=\"{name}.era\">{field.Say("西暦・元号", "西暦・元号", "Calendar")}</label><span class=\"select\"><select class=\"input\" id=\"{name}.era\" name=\"{name}.era\">");
        foreach (var (code, label, english, _) in Calendars)
            html.Html($"<option value=\"{code}\"").Attribute("selected", field.Raw(".era") == code)
            .Html($">{field.Say(label, label, english)}</option>");
        html.Raw("</select></span></span>");
        Box(html, field, ".year", field.Say("年", "年", "Year"), Birthday ? "bday-year" : null);
        Box(html, field, ".month", field.Say("月", "月", "Month"), Birthday ? "bday-month" : null);
        Box(html, field, ".day", field.Say("日", "日", "Day"), Birthday ? "bday-day" : null);
        html.Raw("</div>");
    }

    static void Box(HtmlWriter html, Field field, string part, string label, string? autocomplete)
    {
        html.Raw("<span class=\"date-part\">");
        Part(html, field, part, label);
        Line(html, field, part, mode: "numeric", autocomplete: autocomplete ?? "off", size: part == ".year" ? "year" : "two");
        html.Raw("</span>");
    }

    public override void Print(HtmlWriter html, Field field)
    {
        if (Parse(field) is DateOnly date)
        {
            html.Html($"<time datetime=\"{date.ToString("O", CultureInfo.InvariantCulture)}\" title=\"{field.Say($"西暦{date.Year}年", $"西暦{date.Year}年", $"{date.Year}")}\">{field.Say(EraDate.Of(date).Long, EraDate.Of(date).Long, date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture))}</time>");
            if (Named(field) is { IsOutsideEra: true } typed)
                html.Html($"<span class=\"read-as\">{field.Say($"（{typed.YearText}は{EraDate.Of(date).YearText}です）", $"（{typed.YearText}は {EraDate.Of(date).YearText}です）", $" ({typed.Era} {typed.Year} is {EraDate.Of(date).Era} {EraDate.Of(date).Year})")}</span>");
        }
        else html.Text(string.Join(' ', Endings.Skip(1).Select(part => field.Raw(part))));
    }

    public override IEnumerable<(string Part, string Text)> Write(object value)
    {
        if (value is not DateOnly date) throw new ArgumentException("A date is written from a DateOnly.", nameof(value));
        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
        return [(".era", "ad"), (".year", Text(date.Year)), (".month", Text(date.Month)), (".day", Text(date.Day))];
    }

    public override IReadOnlyList<string> Cells(Field field) => [Parse(field) is DateOnly date
        ? date.ToString("O", CultureInfo.InvariantCulture) : string.Join(' ', Endings.Skip(1).Select(part => field.Raw(part))).Trim()];

    public override IEnumerable<(string Part, string Text)> Back(Field field, IReadOnlyList<string> cells) =>
        DateOnly.TryParseExact(cells[0], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? Write(date) : [];

    /// <summary>Only the year.</summary>
    public override string Masked(Field field) =>
        Parse(field) is DateOnly date ? field.Say($"{date.Year}年", $"{date.Year}年", $"{date.Year}")
        : base.Masked(field);

    public override JsonObject Schema(Question question) => new() { ["type"] = "string", ["format"] = "date" };
}

using Keyaki.Kernel;

namespace Keyaki.Website;

/// <summary>欄: a part of the paper in which articles stand, in the order of the file.</summary>
public sealed record GazetteSection(string Code, string Title);

/// <summary>A deadline as the city counts it: so many days before an issue, or a day of an earlier month. Where the hall is closed on it,
/// it is the open day before.</summary>
public sealed record GazetteTerm(int? DaysBefore, int MonthsBefore, int Day)
{
    public DateOnly Of(DateOnly issue, BusinessDays calendar)
    {
        var day = DaysBefore is { } days ? issue.AddDays(-days) : In(issue.AddDays(1 - issue.Day).AddMonths(-MonthsBefore));
        return calendar.IsOpen(day) ? day : calendar.Add(day, -1);
    }

    DateOnly In(DateOnly month) => month.AddDays(Math.Min(Day, DateTime.DaysInMonth(month.Year, month.Month)) - 1);
}

/// <summary>The days by which an issue is ready: 原稿の締切, 初校 and 再校 read by the departments, 校了.</summary>
public sealed record GazetteTerms(DateOnly Copy, DateOnly First, DateOnly Second, DateOnly Passed)
{
    /// <exception cref="Rule">they are in another order, or not before the day of issue.</exception>
    public void MustFit(DateOnly issue)
    {
        if (First < Copy) throw new Rule("first", "初校の期限は、原稿の締切より後にしてください。");
        if (Second < First) throw new Rule("second", "再校の期限は、初校の期限より後にしてください。");
        if (Passed < Second) throw new Rule("passed", "校了の期限は、再校の期限より後にしてください。");
        if (Passed >= issue) throw new Rule("passed", $"校了の期限は、発行日（{EraDate.Of(issue).Long}）より前にしてください。");
    }
}

/// <summary>1日号, 15日号: a day of each month on which an issue comes out, and its deadlines.</summary>
public sealed record GazetteDay(int Day, GazetteTerm Copy, GazetteTerm First, GazetteTerm Second, GazetteTerm Passed);

/// <summary>市報 as a city makes it: its name, the department that edits it, its sections, and when an issue comes out.</summary>
/// <param name="Known">An issue whose number is known; the others are counted from it.</param>
/// <param name="Limit">How many letters an article may have where the editor says nothing else.</param>
public sealed record GazettePlan(Text Title, string Department, IReadOnlyList<GazetteSection> Sections, IReadOnlyList<GazetteDay> Days,
    (int Number, DateOnly Day) Known, int Limit)
{
    internal static readonly CityFiles Files = new CityFiles<GazetteFile>("website", "gazette*.json", "gazette.json", r =>
        new(r.Files.Count == 0 ? null : Read(r)));

    static GazettePlan? Read(CityReading r)
    {
        GazettePlan? rest = null;
        var sections = r.File.Items("sections", each =>
        {
            each.Only("code", "title");
            return new GazetteSection(each.Code("code"), each.Word("title"));
        }, s => s.Code, root => rest = Rest(root, r), "title", "department", "days", "known", "limit");
        return rest is null ? null : rest with { Sections = sections };
    }

    static GazettePlan Rest(Section root, CityReading r)
    {
        var days = root.List("days").Select(Day).OrderBy(d => d.Day).ToList();
        if (days.Count == 0 || days.Select(d => d.Day).Distinct().Count() < days.Count)
            root.Fault("days", "発行する日を、違う日で1つ以上書いてください。");
        var known = root.Maybe("known");
        known?.Only("number", "day");
        var plan = new GazettePlan(root.Text("title"), root.Department(r.City.Departments), [], days,
            (known?.NeededWhole("number") ?? 0, known?.Date("day") ?? DateOnly.MinValue), root.NeededWhole("limit"));
        if (plan.Limit is 0 or > GazetteArticle.LongestText)
            root.Fault("limit", $"1から{GazetteArticle.LongestText}までの字数にしてください。");
        if (days.All(d => d.Day != plan.Known.Day.Day)) root.Fault("known", "発行する日のどれかと、その号の番号を書いてください。");
        else if (!plan.IsInOrder()) root.Fault("days", "締切は、原稿、初校、再校、校了、発行日の順になるようにしてください。");
        return plan;
    }

    static GazetteDay Day(Section each)
    {
        each.Only("day", "copy", "first", "second", "passed");
        var day = each.NeededWhole("day");
        if (day is 0 or > 28) each.Fault("day", "1から28までの日にしてください。");
        return new(Math.Clamp(day, 1, 28), Term(each, "copy"), Term(each, "first"), Term(each, "second"), Term(each, "passed"));
    }

    static GazetteTerm Term(Section each, string name)
    {
        if (each.Maybe(name) is not { } term)
        {
            if (!each.Has(name)) each.Fault(name, "書かれていません。");
            return new(1, 0, 1);
        }
        term.Only("daysBefore", "monthsBefore", "day");
        var (days, months, day) = (term.Whole("daysBefore"), term.Whole("monthsBefore"), term.Whole("day"));
        if (days is null == (months is null || day is null) || days is 0 or > 120 || months is 0 or > 4 || day is 0 or > 31)
            term.Fault("", "daysBefore（1から120）か、monthsBefore（1から4）と day（1から31）のどちらかで書いてください。");
        return new(days, Math.Clamp(months ?? 1, 1, 4), Math.Clamp(day ?? 1, 1, 31));
    }

    /// <summary>Whether every issue of a year could keep its deadlines, had the hall no closed days of its own.</summary>
    bool IsInOrder() => Enumerable.Range(1, 12).SelectMany(m => Days.Select(d => new DateOnly(2027, m, d.Day))).All(day =>
    {
        try { Terms(day, BusinessDays.Standard).MustFit(day); return true; }
        catch (Rule) { return false; }
    });

    /// <summary>The days of an issue by the city's rule: a proposal, which the editor may change.</summary>
    public GazetteTerms Terms(DateOnly issue, BusinessDays calendar)
    {
        var day = Days.FirstOrDefault(d => d.Day == issue.Day) ?? throw new Rule("day", "その日に発行する号はありません。");
        var copy = day.Copy.Of(issue, calendar);
        var first = Later(day.First.Of(issue, calendar), copy);
        var second = Later(day.Second.Of(issue, calendar), first);
        return new(copy, first, second, Later(day.Passed.Of(issue, calendar), second));
    }

    // Around the new year two deadlines may come to lie on the same open day, and never the other way round.
    static DateOnly Later(DateOnly day, DateOnly than) => day < than ? than : day;

    /// <summary>通算号数 of the issue of a day, counted from the known one.</summary>
    public int NumberOf(DateOnly issue) => Known.Number + IndexOf(issue) - IndexOf(Known.Day);

    int IndexOf(DateOnly day) => (day.Year * 12 + day.Month) * Days.Count + Days.TakeWhile(d => d.Day < day.Day).Count();

    /// <summary>The days of issue from this day on.</summary>
    public IEnumerable<DateOnly> From(DateOnly day) => Enumerable.Range(0, 24)
        .SelectMany(m => Days.Select(d => day.AddDays(1 - day.Day).AddMonths(m).AddDays(d.Day - 1))).Where(d => d >= day);

    /// <summary>The last day of issue that has come.</summary>
    public DateOnly LastUntil(DateOnly day) => From(day.AddMonths(-2)).Last(d => d <= day);

    public string Section(string code) => Sections.FirstOrDefault(s => s.Code == code)?.Title ?? code;

    /// <summary>Where a section stands; one that the file has no more, behind all.</summary>
    public int PlaceOf(string section) => Sections.Index().Where(s => s.Item.Code == section).Select(s => s.Index)
        .FirstOrDefault(Sections.Count);

    /// <summary>The articles as they stand in the paper: by sections, by their place in it, and by their number.</summary>
    public List<GazetteArticle> InOrder(IEnumerable<GazetteArticle> articles) =>
        [.. articles.OrderBy(a => PlaceOf(a.Section)).ThenBy(a => a.Place).ThenBy(a => a.Number)];

    /// <summary>市報 第1052号, before its day.</summary>
    public string NameOf(GazetteIssue issue) => $"{Title.Ja} 第{issue.Number}号";
}

/// <summary>The city's plan; null where it makes no 市報 with this program.</summary>
public sealed record GazetteFile(GazettePlan? Plan);

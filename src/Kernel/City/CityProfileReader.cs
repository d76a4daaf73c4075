namespace Keyaki.Kernel;

/// <summary>Reads and checks a city's folder: the files that are everybody's here, and then those of the modules.</summary>
internal sealed class CityProfileReader(string folder, string country)
{
    readonly List<CityFile> files = [];

    public static (CityProfile? Profile, IReadOnlyList<Fault> Faults) Read(string folder, string country, IEnumerable<CityFiles> modules)
    {
        if (!Directory.Exists(folder)) return (null, [new(folder, "", "市のフォルダーがありません。")]);
        if (!Directory.Exists(country)) return (null, [new(country, "", "国の決まりのフォルダーがありません。")]);
        var reader = new CityProfileReader(folder, country);
        var profile = reader.Own();
        profile.Keep(Editions(profile));
        var told = new List<Fault>();
        foreach (var kind in modules) kind.Read(new(reader.Open(kind), profile, told.Add));
        return (profile with
        {
            Examples = [.. reader.files.SelectMany(f => f.Examples)],
            Versions = [.. reader.files.Select(f => f.Version()).OfType<ProfileVersion>()],
        },
            [.. reader.files.SelectMany(f => f.Faults.All), .. told]);
    }

    CityProfile Own()
    {
        var departments = Open("departments.json").Items("departments", each =>
        {
            each.Only("code", "name", "kana", "latin", "en", "division", "phone", "hours", "place", "from", "until", "successor");
            if (each.Has("successor") && !each.Has("until")) each.Fault("successor", "終わりの日（until）のある課にだけ書きます。");
            return new Department(each.Code("code"), each.Word("name"), each.MaybeWord("division"))
            {
                From = each.Date("from"), Until = each.Until(), Successor = each.MaybeWord("successor"),
                Phone = each.MaybeWord("phone"),
                Hours = each.MaybeWord("hours"), Place = each.MaybeWord("place"), Kana = each.MaybeWord("kana"),
                Latin = each.MaybeWord("latin"), English = each.MaybeWord("en")
            };
        }, d => CityFile.Edition(d.Code, d.From));
        foreach (var lost in departments.Where(d => d.Successor is { } next && (next == d.Code || departments.All(o => o.Code != next))))
            files[^1].Faults.Add("successor", $"「{lost.Code}」の後を継ぐ「{lost.Successor}」という課はありません。");
        return new()
        {
            City = ReadCity(),
            Departments = departments,
            Posts = Open("posts.json").Items("posts", each =>
            {
                each.Only("code", "title", "department", "rank", "from", "until");
                return new Post(each.Code("code"), each.Word("title"), each.Has("department") ? each.Department(departments) : null,
                    each.NeededWhole("rank"))
                { From = each.Date("from"), Until = each.Until() };
            }, p => CityFile.Edition(p.Code, p.From)),
            Powers = Open("powers.json").Items("powers", each =>
            {
                each.Only("code", "title", "posts", "permissions", "within", "from", "until");
                return new Power(each.Code("code"), each.Word("title"), each.Words("posts"), each.Words("permissions"))
                { Within = each.Words("within"), From = each.Date("from"), Until = each.Until() };
            }, p => CityFile.Edition(p.Code, p.From)),
            Pages = Open("pages.json").Items("pages", each =>
            {
                each.Only("code", "title", "body", "unconfirmed");
                return new CityPage(each.Code("code"), each.Text("title"),
                    [.. each.List("body").Select(p => { p.Only("heading", "text");
                    return new CityParagraph(p.Text("heading"), p.Texts("text")); })], each.MaybeText("unconfirmed"));
            }, p => p.Code),
            Calendar = ReadCalendar(),
            Addresses = ReadAddresses(),
            Rules = RuleTables.Read([.. National(), .. Open(RuleTables.Files)]),
            Examples = [],
            Versions = [],
        };
    }

    static IEnumerable<FileEdition> Editions(CityProfile city) =>
    [
        .. city.Departments.Select(d => new FileEdition("departments.json", $"department {d.Code}", $"課「{d.Name}」", d.From, d.Until)),
        .. city.Posts.Select(p => new FileEdition("posts.json", $"post {p.Code}", $"職「{p.Title}」", p.From, p.Until)),
        .. city.Powers.Select(p => new FileEdition("powers.json", $"power {p.Code}", $"権限「{p.Title}」", p.From, p.Until)),
        new FileEdition("calendar.json", "calendar", "開庁日の暦", null, city.Calendar.Until, Alone: true),
        .. city.Calendar.Later.Select(l => new FileEdition($"calendar@{l.From:yyyy-MM-dd}.json", "calendar", "開庁日の暦", l.From,
            l.Days.Until, Alone: true)),
        .. (from table in city.Rules.All.Values
            from row in table.Rows
            let days = table.DaysOf(row)
            select new FileEdition(table.File, $"rule {table.File}", $"表「{table.Title.Ja}」", days.From, days.Until)).Distinct(),
    ];

    CityFace ReadCity()
    {
        if (Open("city.json").Open("code", "name", "kana", "en", "prefecture", "mayor", "mark", "accent", "office") is not { } root)
            return new("", "", "", "", "", "", "", "", "", "", "", "");
        var code = root.Word("code");
        if (code.Length != 6 || !code.All(char.IsAsciiDigit)) root.Fault("code", "全国地方公共団体コードを6桁の数字で書いてください。");
        var (mayor, office) = (root.Maybe("mayor"), root.Maybe("office"));
        if (mayor is null && !root.Has("mayor")) root.Fault("mayor", "書かれていません。");
        if (office is null && !root.Has("office")) root.Fault("office", "書かれていません。");
        mayor?.Only("title", "name");
        office?.Only("postal", "address", "hours", "phone", "map");
        return new(code, root.Word("name"), root.Word("kana"), root.Word("en"), root.Word("prefecture"), mayor?.Word("title") ?? "",
            mayor?.Word("name") ?? "",
            root.Word("mark"), root.Word("accent"), office?.Word("postal") ?? "", office?.Word("address") ?? "",
            office?.Word("hours") ?? "")
        { Phone = office?.Word("phone") ?? "", Map = office?.MaybeWord("map") };
    }

    /// <summary>The calendar with those that follow it; a day between two of them that has none is a fault.</summary>
    BusinessDays ReadCalendar()
    {
        var (first, last) = ReadCalendar(Open("calendar.json"));
        var later = new List<(DateOnly From, BusinessDays Days)>();
        foreach (var file in Directory.EnumerateFiles(folder, "calendar@*.json").Select(Path.GetFileName).OfType<string>()
            .Order(StringComparer.Ordinal).Select(name => Open(name)))
        {
            var (next, from) = ReadCalendar(file);
            file.IsNamed("calendar", from);
            if (from <= last) file.Faults.Add("validFrom", "前の版より後の日にしてください。");
            if ((later.Count > 0 ? later[^1].Days : first).Until?.AddDays(1) < from)
                file.Faults.Add("validFrom", "前の版が終わってから、ここまでの暦がありません。");
            later.Add((last = from, next));
        }
        return first with { Later = later };
    }

    static (BusinessDays Days, DateOnly From) ReadCalendar(CityFile file)
    {
        if (file.Open("validUntil", "openWeekdays", "closedOnHolidays", "closedEveryYear", "closed", "open") is not { } root)
            return (BusinessDays.Standard, DateOnly.MinValue);
        var (from, until) = (root.Date("validFrom") ?? DateOnly.MinValue, root.Date("validUntil"));
        if (until < from) root.Fault("validUntil", "始まる日より後にしてください。");
        var weekdays = new HashSet<DayOfWeek>();
        foreach (var (word, index) in root.Words("openWeekdays").Select((word, index) => (word, index)))
            if (CityFile.Weekday(word) is { } day) weekdays.Add(day);
            else root.Fault($"openWeekdays[{index}]", $"「{word}」という曜日はありません。");
        return (new()
        {
            Until = until,
            Weekly = [.. Enum.GetValues<DayOfWeek>().Where(day => !weekdays.Contains(day))],
            ClosedOnHolidays = root.Flag("closedOnHolidays", true), Yearly = [.. root.List("closedEveryYear").Select(Closure)],
            AlsoClosed = [.. Dates(root, "closed")], AlsoOpen = [.. Dates(root, "open")],
        }, from);
    }

    static YearlySpan Closure(Section section)
    {
        section.Only("from", "until", "name");
        (int, int) MonthDay(string name)
        {
            // 2024 is a leap year, so that 02-29 is a day.
            if (CityFile.Day("2024-" + section.Word(name)) is { } day) return (day.Month, day.Day);
            section.Fault(name, "12-29 のように月と日を書いてください。");
            return (1, 1);
        }
        section.Word("name");
        var ((fromMonth, fromDay), (untilMonth, untilDay)) = (MonthDay("from"), MonthDay("until"));
        return new(fromMonth, fromDay, untilMonth, untilDay);
    }

    static HashSet<DateOnly> Dates(Section root, string name)
    {
        var dates = new HashSet<DateOnly>();
        foreach (var (word, index) in root.Words(name).Select((word, index) => (word, index)))
            if (CityFile.Day(word) is { } day) dates.Add(day);
            else root.Fault($"{name}[{index}]", $"「{word}」は日付ではありません。2026-04-01 のように書いてください。");
        return dates;
    }

    IReadOnlyList<TownAddress> ReadAddresses()
    {
        var (seen, file) = (new HashSet<string>(StringComparer.Ordinal), Open("addresses.csv"));
        return file.Rows(["postal", "town", "kana", "latin", "source", "confirmed"], (row, line) =>
        {
            if (row[0].Length != 8 || row[0][3] != '-') file.Faults.Add(line, $"郵便番号「{row[0]}」は 000-0000 の形で書いてください。");
            if (row[1].Length == 0) file.Faults.Add(line, "町名がありません。");
            if (!seen.Add(row[1])) file.Faults.Add(line, $"「{row[1]}」が、もうあります。");
            if (row[2].Length == 0 || row[3].Length == 0) file.Faults.Add(line, $"「{row[1]}」の読みを、かなとローマ字で書いてください。");
            return new TownAddress(row[0], row[1], row[2], row[3], row[4], file.Confirmed(row[5], line));
        });
    }

    List<CityFile> Open(CityFiles kind)
    {
        if (!kind.Pattern.Contains('*')) return [Open(kind.PathOf(kind.Pattern), kind.Folder)];
        var under = Path.Combine(folder, kind.Folder);
        return Directory.Exists(under) ? [.. Directory.EnumerateFiles(under, kind.Pattern).Select(Path.GetFileName).OfType<string>()
            .Order(StringComparer.Ordinal).Select(name => Open(kind.PathOf(name), kind.Folder))] : [];
    }

    /// <summary>What is the same in all cities of the country, in folders by subject.</summary>
    IEnumerable<CityFile> National() => Directory.EnumerateFiles(country, "*.json", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).Select(path => Open($"rules/japan/{Path.GetRelativePath(country, path)}", "japan", path)).ToList();

    CityFile Open(string path, string kind = "profile", string? from = null)
    {
        from ??= Path.Combine(folder, path);
        var there = File.Exists(from);
        var file = new CityFile(path, there ? File.ReadAllText(from) : null, new(path), kind);
        if (!there) file.Faults.Add("", "ファイルがありません。");
        files.Add(file);
        return file;
    }
}

using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Keyaki.Kernel;

/// <summary>Reads and checks the files of a city's folder.</summary>
internal sealed class CityProfileReader(string folder)
{
    private readonly List<Faults> _faults = [];
    private readonly List<ProfileExample> _examples = [];
    private readonly List<ProfileVersion> _versions = [];

    public static (CityProfile? Profile, IReadOnlyList<Fault> Faults) Read(string folder)
    {
        if (!Directory.Exists(folder)) return (null, [new(folder, "", "市のフォルダーがありません。")]);
        var reader = new CityProfileReader(folder);
        var profile = reader.Whole();
        return (profile, [.. reader._faults.SelectMany(faults => faults.All)]);
    }

    private CityProfile Whole()
    {
        var departments = Items("departments.json", "departments", each =>
        {
            each.Only("code", "name", "kana", "latin", "en", "division", "phone", "hours", "place");
            return new Department(each.Code("code"), each.Word("name"), each.MaybeWord("division"))
            {
                Phone = each.MaybeWord("phone"),
                Hours = each.MaybeWord("hours"), Place = each.MaybeWord("place"), Kana = each.MaybeWord("kana"),
                Latin = each.MaybeWord("latin"), English = each.MaybeWord("en")
            };
        }, d => d.Code);
        var known = departments.Select(d => d.Code).ToFrozenSet();
        return new()
        {
            City = ReadCity(),
            Departments = departments,
            Posts = Items("posts.json", "posts", each =>
            {
                each.Only("code", "title", "department", "rank");
                return new Post(each.Code("code"), each.Word("title"), each.Has("department") ? In(each, known)
                    : null, each.Whole("rank") ?? Needed(each, "rank"));
            }, p => p.Code),
            Powers = Items("powers.json", "powers", each =>
            {
                each.Only("code", "title", "posts", "permissions");
                return new Power(each.Code("code"), each.Word("title"), [.. each.Words("posts")], [.. each.Words("permissions")]);
            }, p => p.Code),
            RecordClasses = Items("record-classes.json", "classes", each =>
            {
                each.Only("code", "title", "department", "retentionYears");
                return new RecordClass(each.Code("code"), each.Word("title"), In(each, known),
                    each.Whole("retentionYears") ?? Needed(each, "retentionYears"));
            }, c => c.Code),
            LifeEvents = Items("life-events.json", "events", each =>
            {
                each.Only("code", "name", "words", "does", "departments");
                return new LifeEvent(each.Code("code"), each.Text("name"), each.Words("words"), each.Text("does"), InAll(each, known));
            }, e => e.Code),
            Search = ReadSearch(known),
            Pages = Items("pages.json", "pages", each =>
            {
                each.Only("code", "title", "body", "unconfirmed");
                return new CityPage(each.Code("code"), each.Text("title"),
                    [.. each.List("body").Select(p => { p.Only("heading", "text");
                    return new CityParagraph(p.Text("heading"), p.Texts("text")); })], each.MaybeText("unconfirmed"));
            }, p => p.Code),
            Calendar = ReadCalendar(),
            Addresses = ReadAddresses(),
            Slots = Files("slots", "*.csv").Select(file => new SlotTable(Path.GetFileNameWithoutExtension(file), ReadSlots(file)))
                .ToFrozenDictionary(table => table.Code),
            Procedures = Files("procedures", "*.json").ToFrozenDictionary(file => Path.GetFileNameWithoutExtension(file),
                file => new ProcedureFile(file, File.ReadAllText(Path.Combine(folder, file)))),
            Plan = Files("plan", "*.json").ToFrozenDictionary(file => file, file => File.ReadAllText(Path.Combine(folder, file))),
            Examples = _examples,
            Versions = _versions,
        };
    }

    private CityFace ReadCity()
    {
        if (Open("city.json", "code", "name", "kana", "en", "prefecture", "mayor", "mark", "accent", "office") is not { } root)
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

    private CitySearch ReadSearch(FrozenSet<string> departments)
    {
        var same = new List<IReadOnlyList<string>>();
        var answers = Items("search.json", "answers", each =>
        {
            each.Only("code", "title", "say", "words", "department", "url");
            return new CityAnswer(each.Code("code"), each.Text("title"), each.Text("say"), each.Words("words"), each.Has("department")
                ? In(each, departments) : null, each.MaybeWord("url"));
        }, a => a.Code, root => same.AddRange(root.List("same").Select(group => { group.Only("words"); return group.Words("words"); })),
            "same");
        return new(same, answers);
    }

    private OpenDays ReadCalendar()
    {
        if (Open("calendar.json", "openWeekdays", "closedOnHolidays", "closedEveryYear", "closed", "open") is not { } root)
            return new(new HashSet<DayOfWeek>(), true, [], new HashSet<DateOnly>(), new HashSet<DateOnly>());
        var weekdays = new HashSet<DayOfWeek>();
        foreach (var (word, index) in root.Words("openWeekdays").Select((word, index) => (word, index)))
            if (Weekday(word) is { } day) weekdays.Add(day);
            else root.Fault($"openWeekdays[{index}]", $"「{word}」という曜日はありません。");
        return new(weekdays, root.Flag("closedOnHolidays", true), [.. root.List("closedEveryYear").Select(Closure)], Dates(root, "closed"),
            Dates(root, "open"));
    }

    private static YearlyClosure Closure(Section section)
    {
        section.Only("from", "until", "name");
        (int, int) MonthDay(string name)
        {
            // 2024 is a leap year, so that 02-29 is a day.
            if (DateOnly.TryParseExact("2024-" + section.Word(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
                out var day)) return (day.Month, day.Day);
            section.Fault(name, "12-29 のように月と日を書いてください。");
            return (1, 1);
        }
        var ((fromMonth, fromDay), (untilMonth, untilDay)) = (MonthDay("from"), MonthDay("until"));
        return new(fromMonth, fromDay, untilMonth, untilDay, section.Word("name"));
    }

    private static HashSet<DateOnly> Dates(Section root, string name)
    {
        var dates = new HashSet<DateOnly>();
        foreach (var (word, index) in root.Words(name).Select((word, index) => (word, index)))
            if (Day(word) is { } day) dates.Add(day);
            else root.Fault($"{name}[{index}]", $"「{word}」は日付ではありません。2026-04-01 のように書いてください。");
        return dates;
    }

    private List<TownAddress> ReadAddresses()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return Rows("addresses.csv", ["postal", "town", "kana", "latin", "source", "confirmed"], (row, line, faults) =>
        {
            if (row[0].Length != 8 || row[0][3] != '-') faults.Add(line, $"郵便番号「{row[0]}」は 000-0000 の形で書いてください。");
            if (row[1].Length == 0) faults.Add(line, "町名がありません。");
            if (!seen.Add(row[1])) faults.Add(line, $"「{row[1]}」が、もうあります。");
            if (row[2].Length == 0 || row[3].Length == 0) faults.Add(line, $"「{row[1]}」の読みを、かなとローマ字で書いてください。");
            return new TownAddress(row[0], row[1], row[2], row[3], row[4], Confirmed(row[5], line, faults));
        });
    }

    private List<SlotRow> ReadSlots(string file) =>
        Rows(file, ["pool", "key", "weekday", "date", "places", "confirmed"], (row, line, faults) =>
    {
        var (weekday, date) = (row[2].Length > 0 ? Weekday(row[2]) : null, row[3].Length > 0 ? Day(row[3]) : null);
        if (row[2].Length > 0 && weekday is null) faults.Add(line, $"「{row[2]}」という曜日はありません。");
        if (row[3].Length > 0 && date is null) faults.Add(line, $"「{row[3]}」は日付ではありません。");
        if ((row[2].Length > 0) == (row[3].Length > 0)) faults.Add(line, "曜日か日付の、どちらか一つを書いてください。");
        if (!int.TryParse(row[4], NumberStyles.None, CultureInfo.InvariantCulture, out var places))
            faults.Add(line, $"定員「{row[4]}」は整数で書いてください。");
        return new SlotRow(row[0], row[1], weekday, date, places, Confirmed(row[5], line, faults));
    });

    private List<T> Rows<T>(string file, string[] columns, Func<string[], string, Faults, T> read)
    {
        var (rows, faults) = (new List<T>(), Faults(file));
        if (!File.Exists(Path.Combine(folder, file)))
        {
            faults.Add("", "ファイルがありません。");
            return rows;
        }
        var text = File.ReadAllText(Path.Combine(folder, file));
        var lines = text.Split('\n', StringSplitOptions.TrimEntries);
        if (lines[0] != string.Join(',', columns)) faults.Add("1行目", $"見出しは {string.Join(',', columns)} です。");
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i].Length == 0) continue;
            var cells = lines[i].Split(',');
            if (cells.Length == columns.Length) rows.Add(read(cells, $"{i + 1}行目", faults));
            else faults.Add($"{i + 1}行目", $"列が{cells.Length}個です。{columns.Length}個にしてください。");
        }
        _versions.Add(ProfileVersion.Of("table", file, DateOnly.MinValue, JsonSerializer.SerializeToElement(text)));
        return rows;
    }

    private List<T> Items<T>(string file, string list, Func<Section, T> read, Func<T, string> code, Action<Section>? more = null,
        params string[] others)
    {
        if (Open(file, [list, .. others]) is not { } root) return [];
        more?.Invoke(root);
        var items = new List<T>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var section in root.List(list))
        {
            var item = read(section);
            if (code(item) is { Length: > 0 } word && !seen.Add(word)) section.Fault("code", $"「{word}」が、もうあります。");
            items.Add(item);
        }
        if (items.Count == 0) root.Fault(list, "一つも書かれていません。");
        return items;
    }

    private Section? Open(string file, params string[] names)
    {
        var faults = Faults(file);
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
        {
            faults.Add("", "ファイルがありません。");
            return null;
        }
        if (Section.Read(File.ReadAllText(path), faults) is not { } root) return null;
        root.Only(["$schema", "format", "validFrom", "unconfirmed", .. names]);
        if (root.Whole("format") != 1) root.Fault("format", "この版のけやきが読めるのは 1 です。");
        if (root.Date("validFrom") is not { } validFrom)
            validFrom = root.Has("validFrom") ? default : Needed(root, "validFrom", default(DateOnly));
        foreach (var each in root.List("unconfirmed")) _examples.Add(new(file, each.Word("about"), each.Text("text")));
        _versions.Add(ProfileVersion.Of("profile", Path.GetFileNameWithoutExtension(file), validFrom, root.Json));
        return root;
    }

    private IEnumerable<string> Files(string under, string pattern) => Directory.Exists(Path.Combine(folder, under))
        ? Directory.EnumerateFiles(Path.Combine(folder, under), pattern).Select(path => $"{under}/{Path.GetFileName(path)}")
            .Order(StringComparer.Ordinal)
        : [];

    private Faults Faults(string file)
    {
        var faults = new Faults(file);
        _faults.Add(faults);
        return faults;
    }

    private static string In(Section section, FrozenSet<string> departments)
    {
        var code = section.Word("department");
        if (code.Length > 0 && !departments.Contains(code)) section.Fault("department", $"「{code}」という課は departments.json にありません。");
        return code;
    }

    private static IReadOnlyList<string> InAll(Section section, FrozenSet<string> departments)
    {
        var codes = section.Words("departments");
        foreach (var (code, index) in codes.Select((code, index) => (code, index)))
            if (!departments.Contains(code)) section.Fault($"departments[{index}]", $"「{code}」という課は departments.json にありません。");
        return codes;
    }

    private static int Needed(Section section, string name) => Needed(section, name, 0);

    private static T Needed<T>(Section section, string name, T otherwise)
    {
        if (!section.Has(name)) section.Fault(name, "書かれていません。");
        return otherwise;
    }

    private static bool Confirmed(string word, string line, Faults faults)
    {
        if (word is not ("true" or "false")) faults.Add(line, "confirmed は true か false で書いてください。");
        return word == "true";
    }

    private static DayOfWeek? Weekday(string word) =>
        word.Length > 0 && char.IsAsciiLetterLower(word[0]) && Enum.TryParse<DayOfWeek>(word, true, out var day) ? day : null;

    private static DateOnly? Day(string word) =>
        DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

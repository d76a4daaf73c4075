using System.Globalization;
using System.Text.Json;
using CsvHelper;

namespace Keyaki.Kernel;

/// <summary>One file of a city while it is read; what is wrong in it is told with its path.</summary>
/// <param name="kind">Of the versions that it makes.</param>
public sealed class CityFile(string path, string? text, Faults faults, string kind = "")
{
    readonly List<ProfileExample> examples = [];

    /// <summary>Below the city's folder.</summary>
    public string Path => path;

    readonly string[] named = System.IO.Path.GetFileNameWithoutExtension(path).Split('@');

    bool told;

    /// <summary>Name without ending and day: `bulky-waste` of `bulky-waste@2027-04-01.json`.</summary>
    public string Code => named[0];

    /// <summary>The day in its name; null for the first version, and (with a fault) where it is no day.</summary>
    public DateOnly? From
    {
        get
        {
            if (named.Length == 1) return null;
            if (Day(named[^1]) is { } day) return day;
            if (told) return null;
            told = true;
            faults.Add("", $"ファイルの名前の「{named[^1]}」は日付ではありません。2027-04-01 のように書いてください。");
            return null;
        }
    }

    /// <summary>Complains where the file is not called by its code, or by another day than the one from which it counts.</summary>
    public void IsNamed(string code, DateOnly from)
    {
        if (code != Code) faults.Add("code", $"「{code}」は、ファイルの名前「{Code}」と同じにしてください。");
        if (named.Length > 1 && Day(named[^1]) != from) faults.Add("validFrom", $"ファイルの名前の日「{named[^1]}」と同じにしてください。");
    }

    /// <summary>All of it; empty where the file is not there.</summary>
    public string Text => text ?? "";

    public Faults Faults => faults;

    /// <summary>It stands for more than is written in it: this is read, and kept as its version.</summary>
    public void Becomes(string whole) => text = whole;

    /// <summary>What the file says is an example.</summary>
    public IReadOnlyList<ProfileExample> Examples => examples;

    /// <summary>The file as an object of format 1 with validFrom, unconfirmed and these properties; null (with a fault) where it is
    /// none.</summary>
    public Section? Open(params ReadOnlySpan<string> names)
    {
        if (OpenTable(["validFrom", "unconfirmed", .. names]) is not { } root) return null;
        if (!root.Has("validFrom")) root.Fault("validFrom", "書かれていません。");
        else root.Date("validFrom");
        foreach (var each in root.List("unconfirmed")) examples.Add(new(path, each.Word("about"), each.Text("text")));
        return root;
    }

    /// <summary>The same for a file whose rows have days of their own.</summary>
    public Section? OpenTable(params ReadOnlySpan<string> names)
    {
        if (text is null || Section.Read(text, faults) is not { } root) return null;
        root.Only(["$schema", "format", .. names]);
        if (root.Whole("format") != 1) root.Fault("format", "この版のけやきが読めるのは 1 です。");
        return root;
    }

    /// <summary>Its one list, in which no code stands twice; a list without anything is a fault.</summary>
    /// <param name="more">Reads what stands beside the list.</param>
    public IReadOnlyList<T> Items<T>(string list, Func<Section, T> read, Func<T, string> code, Action<Section>? more = null,
        params ReadOnlySpan<string> others)
    {
        if (Open([list, .. others]) is not { } root) return [];
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

    /// <summary>What tells the versions of one code apart in a list.</summary>
    public static string Edition(string code, DateOnly? from) => from is { } day ? $"{code}@{day:yyyy-MM-dd}" : code;

    /// <summary>The rows of a table with these columns; each is read with the place to tell a fault at.</summary>
    public IReadOnlyList<T> Rows<T>(string[] columns, Func<string[], string, T> read)
    {
        var rows = new List<T>();
        if (text is null) return rows;
        try
        {
            using var csv = CsvReader.FromText(text.ReplaceLineEndings("\n"),
                CsvReaderOptions.Default with { TrackLineNumbers = true, MalformedData = CsvMalformedDataHandling.Throw });
            var more = csv.Read();
            if (!csv.Headers.SequenceEqual(columns)) faults.Add("1行目", $"見出しは {string.Join(',', columns)} です。");
            for (; more; more = csv.Read())
            {
                var line = $"{csv.LineNumber}行目";
                string[] cells = [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString).Select(cell => cell.Trim())];
                if (cells.Length == columns.Length) rows.Add(read(cells, line));
                else if (cells.Any(cell => cell.Length > 0)) faults.Add(line, $"列が{cells.Length}個です。{columns.Length}個にしてください。");
            }
        }
        catch (CsvFormatException) { faults.Add("", "引用符（\"）の対応が崩れているところがあります。"); }
        return rows;
    }

    /// <summary>A cell that says `true` or `false`.</summary>
    public bool Confirmed(string word, string line)
    {
        if (word is not ("true" or "false")) faults.Add(line, "confirmed は true か false で書いてください。");
        return word == "true";
    }

    /// <summary>It as a dated version; null where it cannot be read.</summary>
    internal ProfileVersion? Version()
    {
        if (text is null) return null;
        if (!path.EndsWith(".json", StringComparison.Ordinal))
            return ProfileVersion.Of(kind, Code, DateOnly.MinValue, JsonSerializer.SerializeToElement(text)) with { File = path };
        try
        {
            using var json = JsonDocument.Parse(text);
            var from = json.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("validFrom", out var word)
                && word.ValueKind == JsonValueKind.String ? Day(word.GetString() ?? "") : null;
            return ProfileVersion.Of(kind, Code, from ?? DateOnly.MinValue, json.RootElement) with { File = path };
        }
        catch (JsonException) { return null; }
    }

    /// <summary>A day as files write it; null for everything else.</summary>
    public static DateOnly? Day(string word) =>
        DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A day of the week as files write it (`monday`); null for everything else.</summary>
    public static DayOfWeek? Weekday(string word) =>
        word.Length > 0 && char.IsAsciiLetterLower(word[0]) && Enum.TryParse<DayOfWeek>(word, true, out var day) ? day : null;
}

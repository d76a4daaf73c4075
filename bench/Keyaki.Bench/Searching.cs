using System.Diagnostics;

namespace Keyaki.Bench;

/// <summary>庁内検索 among 200,000 cases and 75,000 people on both databases, page and look in the journal included.</summary>
static class Searching
{
    const int Cases = 200_000, People = 75_000, Times = 40, Rounds = 4, Most = 50;

    public static async Task Measure(string folder, string city, int mail)
    {
        await On("SQLite", Path.Combine(folder, "search"), city, mail);
        if (Postgres.Server is { } cluster)
            await On("PostgreSQL", Path.Combine(folder, "search-postgres"), city, mail, ("database", cluster));
        else Figures.Note($"PostgreSQL is not installed: left out");
    }

    static async Task On(string name, string here, string city, int mail, params (string, string)[] more)
    {
        Directory.CreateDirectory(here);
        using var server = await Server.Open(here, city, mail, slow: false,
            [("queries", "counted"), ("cases", $"{Cases}"), ("people", $"{People}"), .. more]);
        if (name != "SQLite") Postgres.Settle();
        // The first officer is of the section with 40 % of the cases, and may look up people.
        var said = (await File.ReadAllLinesAsync(Path.Combine(here, "cases.txt")))[0].Split(' ');
        var (number, phone) = (said[2], said[3]);
        using var line = new Line(server.Office);
        foreach (var (what, words) in new[]
        {
            ("a name that 2 % have", Prepared.Common), ("another", "清瀬"), ("a family name of one letter", "林"),
            ("a name that 20 cases have", Prepared.Rare), ("two words", $"{Prepared.Common} 花子"), ("a kana name that all have", "サトウ"),
            ("a rare kana name", "ツルカメ"), ("what all cases of the section have", "住民票"), ("what only other sections' cases have", "補助金"),
            ("a receipt number", number), ("a phone number", phone),
            ("the same without hyphens", phone.Replace("-", "", StringComparison.Ordinal)),
            ("the beginning of one", phone[..7]), ("two digits", "49"), ("nothing", "いません"),
        })
        {
            var request = Load.Get($"/office/search?q={Uri.EscapeDataString(words)}", "__Host-keyaki-office=" + said[1]);
            var (p95, median) = line.Time(request, words, Rounds, Times);
            Figures.Say($"search on {name}, {what}: p95", $"{p95:0.0} ms (median {median:0.0} ms, {Hits(line.Text)} shown)",
                p95, Most, atLeast: false);
        }
    }

    /// <summary>Words in the texts of documents: the first 50, the newest first, with their count and the place of each hit.</summary>
    public static async Task Texts(string folder, string city, int mail, int count)
    {
        await In("SQLite", Path.Combine(folder, "texts"), city, mail, count);
        // A city of its own: what the other one sealed cannot be opened with another key.
        if (Postgres.Server is { } cluster)
            await In("PostgreSQL", Path.Combine(folder, "texts-postgres"), city, mail, count,
                ("database", cluster.Replace("Database=city", "Database=texts", StringComparison.Ordinal)));
        else Figures.Note($"PostgreSQL is not installed: left out");
    }

    static async Task In(string name, string here, string city, int mail, int count, params (string, string)[] more)
    {
        Directory.CreateDirectory(here);
        using var server = await Server.Open(here, city, mail, slow: false, [("queries", "counted"), ("texts", $"{count}"), .. more]);
        if (name != "SQLite") Postgres.Settle("texts");
        var said = (await File.ReadAllTextAsync(Path.Combine(here, "texts.txt"))).Split(' ');
        var times = double.Parse(said[2], System.Globalization.CultureInfo.InvariantCulture)
            / double.Parse(said[1], System.Globalization.CultureInfo.InvariantCulture);
        Figures.Say($"index of {count:#,0} texts on {name}", $"{times:0.00} times the text", times, 3, atLeast: false);
        using var line = new Line(server.Office);
        foreach (var (what, words, most) in new[]
        {
            ("two letters that 90 % have", WrittenDocuments.All, 100), ("two letters that 2.5 % have", WrittenDocuments.Some, 100),
            ("two letters that none has", "魑魅", 100), ("four letters that 5 % have", WrittenDocuments.Four, 50),
            ("four letters that few have", WrittenDocuments.Rare, 50), ("two words", "令和 環境調査", 50),
        })
        {
            var request = Load.Get($"/office/documents?q={Uri.EscapeDataString(words)}", "__Host-keyaki-office=" + said[0]);
            var (p95, median) = line.Time(request, words, Rounds, Times);
            Figures.Say($"texts on {name}, {what}: p95", $"{p95:0.0} ms (median {median:0.0} ms)", p95, most, atLeast: false);
        }
    }

    static int Hits(string page) => page.Split("class=\"case\"").Length - 1;
}

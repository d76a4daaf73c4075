using System.Diagnostics;
using System.Globalization;
using System.Text;
using Keyaki.Website;

namespace Keyaki.Bench;

/// <summary>An old site of 3,000 pages as HTML, half of them in Shift_JIS, each with a menu, a table, a list, and twenty links to others,
/// becomes drafts; then it is brought once more.</summary>
static class SiteImports
{
    const int Pages = 3_000, Each = 20;
    const double Most = 120;

    public static async Task Measure(string folder, string city, int mail)
    {
        await Measure("SQLite", Directory.CreateDirectory(Path.Combine(folder, "siteimport")).FullName, city, mail, []);
        if (Postgres.Server is { } cluster)
            await Measure("PostgreSQL", Directory.CreateDirectory(Path.Combine(folder, "siteimport-pg")).FullName, city, mail,
                [("database", cluster)]);
    }

    static async Task Measure(string database, string folder, string city, int mail, (string, string)[] more)
    {
        var old = Path.Combine(folder, "old");
        Write(old);
        using var server = await Server.Open(folder, city, mail, slow: false, more);
        var said = (await server.Ask($"siteimport {old}")).Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        Figures.Note($"{database}: brought once more {said[1]:0.0} s; {said[2]:0} pages");
        Figures.Say($"import of {Pages:#,0} old pages on {database}, s", $"{said[0]:0.0} s, {Pages / said[0]:0} pages/s",
            said[2] == Pages ? said[0] : double.PositiveInfinity,
            Most, atLeast: false);
    }

    /// <summary>In the server: the seconds of the first time and of the second, and how many pages the report names as taken.</summary>
    public static async Task<string> Run(IServiceProvider services, string folder)
    {
        var command = new WebsiteModule().Commands.First(c => c.Name == "website import");
        var times = new List<double>();
        var taken = 0;
        for (var time = 0; time < 2; time++)
        {
            var begun = Stopwatch.GetTimestamp();
            await command.Run(services, [folder], TextWriter.Null);
            times.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
            if (time == 0) taken = (await File.ReadAllLinesAsync(Path.Combine(folder, "import-results.csv")))
                .Count(l => l.Contains("取り込みました", StringComparison.Ordinal));
        }
        return string.Create(CultureInfo.InvariantCulture, $"{times[0]} {times[1]} {taken}");
    }

    static void Write(string folder)
    {
        var japanese = CodePagesEncodingProvider.Instance.GetEncoding(932) ?? Encoding.UTF8;
        static string Name(int n) => string.Create(CultureInfo.InvariantCulture,
            $"part{n % Each:00}/sub{n / Each % Each:00}/{n:0000}.html");
        for (var n = 0; n < Pages; n++)
        {
            var (path, sjis) = (Path.Combine(folder, Name(n)), n % 2 == 0);
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? folder);
            var links = string.Concat(Enumerable.Range(1, Each).Select(i =>
                $"<li><a href=\"/{Name((n + i * 37) % Pages)}\">関連する案内その{i}</a></li>"));
            var rows = string.Concat(Enumerable.Range(1, Each).Select(i =>
                $"<tr><td>{i}日</td><td>午前{i % 12}時から</td><td>生涯学習センター</td></tr>"));
            var text = string.Concat(Enumerable.Range(1, 40).Select(i =>
                $"<p>これは{n}番目のページの{i}番目の段落です。市の手続と窓口について、<b>大切なこと</b>を書いています。</p>"));
            var menu = string.Concat(Enumerable.Range(1, 60).Select(i => $"<li><a href=\"/{Name(i)}\">分類{i}</a></li>"));
            File.WriteAllText(path, $"""
                <!DOCTYPE html><html lang="ja"><head><meta charset="{(sjis ? "Shift_JIS" : "utf-8")}"><title>案内{n}｜市のホームページ</title></head><body>
                <div id="header"><ul class="menu">{menu}</ul></div><div id="honbun"><h1>案内{n}</h1>{text}<h2>日程</h2><table><tr><th>日</th><th>時間</th><th>場所</th></tr>{rows}</table>
                <h2>関連</h2><ul>{links}</ul></div><div id="footer">お問い合わせ：市民課</div></body></html>
                """, sjis ? japanese : new UTF8Encoding(false));
        }
    }
}

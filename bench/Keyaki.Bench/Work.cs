using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Keyaki.Bench;

/// <summary>The officer's pages among few and among many cases, asked in turn, so that a busy machine is busy for both.</summary>
static partial class Work
{
    const int Rounds = 12, Each = 10;

    public static async Task Measure(string folder, string city, int mail)
    {
        var sizes = new[] { 2_000, 200_000 };
        var servers = new List<(Server Server, Dictionary<string, byte[]> Pages)>();
        var cookies = new List<string[]>();
        try
        {
            foreach (var size in sizes)
            {
                var here = Path.Combine(folder, "cases" + size);
                Directory.CreateDirectory(here);
                var server = await Server.Open(here, city, mail, slow: false, ("queries", "counted"),
                    ("cases", size.ToString(System.Globalization.CultureInfo.InvariantCulture)));
                var said = (await File.ReadAllLinesAsync(Path.Combine(here, "cases.txt"))).Select(l => l.Split(' ')).ToArray();
                var (shown, cookie) = (said[0], "__Host-keyaki-office=" + said[0][1]);
                cookies.Add([.. said.Select(s => "__Host-keyaki-office=" + s[1])]);
                servers.Add((server, new()
                {
                    ["inbox of 50"] = Load.Get("/office/cases", cookie),
                    ["inbox, 2-character search with 20 hits"] =
                        Load.Get($"/office/cases?waits=all&q={Uri.EscapeDataString(Prepared.Rare)}", cookie),
                    ["inbox, 2-character search with 2 % hits"] =
                        Load.Get($"/office/cases?waits=all&q={Uri.EscapeDataString(Prepared.Common)}", cookie),
                    ["case with all panels"] = Load.Get("/office/cases/" + shown[0], cookie),
                }));
            }
            foreach (var name in servers[0].Pages.Keys) Compare(name, servers);
            Crawl.Measure([.. servers.Select((s, i) => (s.Server, cookies[i]))]);
        }
        finally { foreach (var (server, _) in servers) server.Dispose(); }
    }

    static void Compare(string name, IReadOnlyList<(Server Server, Dictionary<string, byte[]> Pages)> servers)
    {
        var (times, queries) = (servers.Select(_ => new List<double>()).ToArray(), servers.Select(_ => int.MaxValue).ToArray());
        var lines = servers.Select(s => new Line(s.Server.Office)).ToArray();
        for (var round = 0; round < Rounds + 3; round++)
            for (var s = 0; s < servers.Count; s++)
                for (var i = 0; i < Each; i++)
                {
                    var begun = Stopwatch.GetTimestamp();
                    var status = lines[s].Ask(servers[s].Pages[name], keep: i == 0);
                    var took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
                    if (status != 200) throw new InvalidOperationException($"{name} answered {status}:\n{lines[s].Text}");
                    if (round >= 3) times[s].Add(took); // the first rounds compile
                    if (i == 0) queries[s] = Math.Min(queries[s],
                        int.Parse(Queries().Match(lines[s].Text).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
                }
        foreach (var line in lines) line.Dispose();
        var (few, many) = (Median(times[0]), Median(times[1]));
        var cpu = servers.Select(s => CpuOf(s.Server, s.Pages[name])).ToArray();
        if (name is "inbox of 50" or "case with all panels")
            Figures.Say($"{name}: CPU among 200,000 (among 2,000: {cpu[0]:0.0} ms)", $"{cpu[1]:0.0} ms", cpu[1], 2, atLeast: false);
        Figures.Say($"{name}: time among 200,000 / among 2,000", $"{many:0.0} ms / {few:0.0} ms", many / few, 2, atLeast: false);
        // Two of them are the session and its officer, one the look in the journal.
        var most = name.StartsWith("case", StringComparison.Ordinal) ? 14 : 6;
        Figures.Say($"{name}: database statements with session and writes", $"{queries[1]} (among 2,000: {queries[0]})", queries[1], most,
            atLeast: false);
    }

    /// <summary>Processor time of one page in milliseconds, its look in the journal included: the best of five times a hundred, because
    /// the server also does other things.</summary>
    static double CpuOf(Server server, byte[] page)
    {
        const int Pages = 100;
        using var line = new Line(server.Office);
        return Enumerable.Range(0, 5).Min(_ =>
        {
            var before = server.Cpu;
            for (var i = 0; i < Pages; i++) line.Ask(page);
            return (server.Cpu - before).TotalMilliseconds / Pages;
        });
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    [GeneratedRegex("X-Queries: ([0-9]+)")]
    private static partial Regex Queries();
}

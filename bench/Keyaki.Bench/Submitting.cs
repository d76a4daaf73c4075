using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Keyaki.Bench;

/// <summary>A finished draft is sent, through the same route, antiforgery, permission, validation and turn as a resident's.</summary>
static class Submitting
{
    static readonly TimeSpan Time = TimeSpan.FromSeconds(6);

    public const int Drafts = 100_000;

    /// <summary>Warms up, measures, and holds the answers against the database.</summary>
    public static async Task<Outcome> Run(Server server, string folder)
    {
        var requests = Requests(server, await File.ReadAllLinesAsync(Path.Combine(folder, "drafts.txt")));
        var position = new Load.Position();
        var before = (await server.Ask("count")).Split(' ').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        var begun = Stopwatch.GetTimestamp();
        var warm = Load.WarmUp(server, requests, position, once: true, 303);
        var outcome = Load.Run(server, requests, position, once: true, 303, Time);
        Figures.Failures(outcome);
        var (waiting, rush) = (int.Parse(await server.Ask("waiting"), CultureInfo.InvariantCulture),
            Stopwatch.GetElapsedTime(begun).TotalSeconds);
        var counted = (await server.Ask("count")).Split(' ').Select((n, i) => int.Parse(n, CultureInfo.InvariantCulture) - before[i])
            .ToArray();
        var answered = warm + outcome.Good;
        Figures.Note($"{outcome.Good} in {outcome.Seconds:0.0} s, CPU {outcome.CpuMicros:0} us each, p50 {outcome.Percentile(0.5):0.0} ms, p99 {outcome.Percentile(0.99):0.0} ms; answered {answered}, in the database {counted[0]} cases, {counted[1]} journal entries, {counted[2]} mails in the outbox{(counted.All(c => c == answered) ? "" : ": NOT THE SAME")}");
        // Each mail is noted in a turn of its own, which queues with the submissions; nobody's code is behind them (`mail` measures that).
        Figures.Note($"mails that had not left when the rush ended: {waiting} of {answered}; beside it {(answered - waiting) / rush:0}/s left");
        return outcome;
    }

    static List<byte[]> Requests(Server server, string[] drafts)
    {
        var first = drafts[1].Split(' ');
        using var line = new Line(server.Port);
        var status = line.Ask(Load.Get($"/my/drafts/{first[0]}/check", "__Host-keyaki-visit=" + first[1]), keep: true);
        if (status != 200) throw new InvalidOperationException($"the page to check answers said {status}:\n{line.Text}");
        // In the order in which they were begun, which is the hardest: neighbours in every index are sent at the same moment. The
        // submission key is random, as the page's is.
        return [.. drafts.Skip(1).Select(d => d.Split(' '))
            .Select(d => Load.Post($"/my/drafts/{d[0]}/check", $"__Host-keyaki-visit={d[1]}; __Host-keyaki-form={d[2]}",
            $"__RequestVerificationToken={Uri.EscapeDataString(d[3])}&_version=1&_key={Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}"))];
    }

    /// <summary>After the server was killed: what the file holds.</summary>
    public static long InFile(string folder)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "data", "city.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM procedures_applications WHERE SubmittedAt IS NOT NULL";
        return (long)(command.ExecuteScalar() ?? 0L);
    }
}

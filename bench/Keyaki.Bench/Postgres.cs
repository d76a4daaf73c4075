using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Keyaki.Bench;

/// <summary>The cluster that bench/run started, durable as in production; pgbench runs on it as the yardstick.</summary>
static partial class Postgres
{
    const string City = "city";

    public static string? Server => Environment.GetEnvironmentVariable("BENCH_POSTGRES");

    /// <summary>The statements of a submission (bench/submission.sql), sent per second by 32 clients of pgbench into the same tables,
    /// serializable and tried again like the program's.</summary>
    public static double Submissions()
    {
        Tool("psql", "-q", "-c", """
            DROP TABLE IF EXISTS yardstick_drafts;
            UPDATE procedures_drafts SET "SentAs" = NULL, "Version" = 1;
            CREATE TABLE yardstick_drafts AS SELECT row_number() OVER (ORDER BY "Id") AS n, "Id" AS id FROM procedures_drafts;
            ALTER TABLE yardstick_drafts ADD PRIMARY KEY (n);
            """);
        Tool("psql", "-q", "-c", "VACUUM ANALYZE procedures_drafts, yardstick_drafts");
        var script = Path.Combine(Environment.GetEnvironmentVariable("BENCH_ROOT") ?? ".", "bench", "submission.sql");
        var said = Tool("pgbench", "-n", "-M", "prepared", "-c", "32", "-j", "2", "-T", "6", "--max-tries=6", "-D",
            $"drafts={Submitting.Drafts / 2}", "-f", script);
        return double.Parse(Tps().Match(said).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>As the machine does by itself after a while.</summary>
    public static void Settle(string database = City) => On(database, "psql", ["-q", "-c", "VACUUM ANALYZE"]);

    static string Tool(string name, params string[] arguments) => On(City, name, arguments);

    static string On(string database, string name, string[] arguments)
    {
        var start = new ProcessStartInfo(name) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-h", "127.0.0.1", "-p", Environment.GetEnvironmentVariable("BENCH_POSTGRES_PORT") ?? "", "-U",
            "keyaki", .. arguments, database]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new InvalidOperationException(name);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{name}: {error.Result}");
    }

    [GeneratedRegex(@"tps = ([0-9.]+)")]
    private static partial Regex Tps();
}

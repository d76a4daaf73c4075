using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Keyaki.Bench;

/// <summary>The cluster that bench/run started, durable as in production; pgbench runs on it as the yardstick.</summary>
static partial class Postgres
{
    public static string? Server => Environment.GetEnvironmentVariable("BENCH_POSTGRES");

    /// <summary>One-row inserts per second of 32 clients.</summary>
    public static double Inserts(string folder)
    {
        var script = Path.Combine(folder, "insert.sql");
        File.WriteAllText(script, "INSERT INTO yardstick (payload) VALUES ('one row of about a hundred characters, as long as the shortest of the rows that a submission writes.');\n");
        Tool("psql", "-q", "-c", "CREATE TABLE IF NOT EXISTS yardstick (id bigserial PRIMARY KEY, payload text, at timestamptz DEFAULT now())");
        var said = Tool("pgbench", "-n", "-c", "32", "-j", "2", "-T", "6", "-f", script);
        return double.Parse(Tps().Match(said).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    static string Tool(string name, params string[] arguments)
    {
        var start = new ProcessStartInfo(name) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-h", "127.0.0.1", "-p", Environment.GetEnvironmentVariable("BENCH_POSTGRES_PORT") ?? "", "-U", "keyaki", .. arguments, .. name == "psql" ? ["-d", "postgres"] : (string[])["postgres"]]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new InvalidOperationException(name);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{name}: {error.Result}");
    }

    [GeneratedRegex(@"tps = ([0-9.]+)")]
    private static partial Regex Tps();
}

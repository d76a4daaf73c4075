using System.Diagnostics;
using System.Globalization;

namespace Keyaki.Bench;

/// <summary>How often in a second this disk makes something durable.</summary>
static class Disk
{
    /// <summary>One page of 4 KB written and synced, again and again.</summary>
    public static double Rate(string folder)
    {
        using var file = File.OpenHandle(Path.Combine(folder, "fsync"), FileMode.Create, FileAccess.Write);
        var (page, clock, count) = (new byte[4096], Stopwatch.StartNew(), 0);
        while (clock.Elapsed.TotalSeconds < 2)
        {
            RandomAccess.Write(file, page, count++ % 256 * 4096L);
            RandomAccess.FlushToDisk(file);
        }
        return count / clock.Elapsed.TotalSeconds;
    }

    /// <summary>The same in a process that has the shim.</summary>
    public static double Measured(string folder) => Said(["fsync", folder], slow: true, []);

    /// <summary>The one number that this program says when started so.</summary>
    public static double Said(IEnumerable<string> arguments, bool slow, IEnumerable<KeyValuePair<string, string>> environment)
    {
        using var process = Server.Begin(typeof(Disk).Assembly.Location, arguments, slow, environment);
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(said, CultureInfo.InvariantCulture);
    }
}

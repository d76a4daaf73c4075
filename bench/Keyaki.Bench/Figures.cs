using System.Globalization;

namespace Keyaki.Bench;

/// <summary>Prints a figure per line: its name, what came out, what is wanted, and how far the one is from the other.</summary>
static class Figures
{
    static readonly List<string> missed = [];

    /// <param name="value">What was measured, in words.</param>
    /// <param name="measured">The number that is compared.</param>
    /// <param name="target">The number that is wanted.</param>
    /// <param name="atLeast">Whether more is better.</param>
    public static void Say(string name, string value, double measured, double target, bool atLeast)
    {
        var met = atLeast ? measured >= target : measured <= target;
        if (!met) missed.Add(name);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: {value}, target {(atLeast ? ">=" : "<=")} {target:0.##}, ratio {measured:0.00} {(met ? "met" : "MISSED")}"));
    }

    public static void Note(FormattableString line) => Console.WriteLine("  " + line.ToString(CultureInfo.InvariantCulture));

    public static void Failures(Outcome outcome)
    {
        foreach (var (status, count) in outcome.Bad) Console.WriteLine($"  FAILED: {count} answers with status {status}");
    }

    public static void End() =>
        Console.WriteLine(missed.Count == 0 ? "all targets met" : $"{missed.Count} missed: {string.Join("; ", missed)}");
}

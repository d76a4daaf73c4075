using System.Diagnostics;

namespace Keyaki.Bench;

/// <summary>The whole plan as a PDF, asked of a server that has just opened: the first reader waits until it is set, the next get what
/// is kept until a figure changes.</summary>
static class WholePlan
{
    public static async Task Measure(string folder, string city, int mail)
    {
        using var server = await Server.Open(folder, city, mail, slow: false, ("drafts", "1"));
        using var line = new Line(server.Port);
        var (cold, pages) = Ask(line);
        var warm = Enumerable.Range(0, 9).Select(_ => Ask(line).Seconds).Order().ElementAt(4);
        Figures.Say("PDF of the whole plan, the first reader", $"{cold:0.00} s ({pages} pages), the next {warm * 1000:0.0} ms", cold, 5,
            atLeast: false);
    }

    static (double Seconds, int Pages) Ask(Line line)
    {
        var begun = Stopwatch.GetTimestamp();
        if (line.Ask(Load.Get("/plan/plan.pdf"), keep: true) is not 200 and var status)
            throw new InvalidOperationException($"the plan's PDF answers {status}");
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        return (seconds, line.Text.Split("/MediaBox").Length - 1);
    }
}

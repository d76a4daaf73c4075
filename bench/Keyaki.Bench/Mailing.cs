using System.Diagnostics;
using System.Globalization;
using Keyaki.Contracts.Messages;
using Keyaki.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Bench;

/// <summary>Mails that wait, against a mail server that takes 20 ms for each; then codes that somebody waits for, while a mass goes
/// out.</summary>
static class Mailing
{
    const int Receipts = 4_000, Mass = 3_000, Codes = 40;

    public static async Task Measure(string folder, string city)
    {
        using var sink = new MailSink(TimeSpan.FromMilliseconds(20));
        var here = Directory.CreateDirectory(Path.Combine(folder, "mail")).FullName;
        using var server = await Server.Open(here, city, sink.Port, slow: false);
        await Sent(server, sink, "warm", 500, Lane.Usual);
        var cpu = server.Cpu;
        var rate = Receipts / await Sent(server, sink, "receipt", Receipts, Lane.Usual);
        Figures.Say("mails that leave one node per second, 20 ms each at the mail server",
            $"{rate:0}/s, CPU {(server.Cpu - cpu).TotalMicroseconds / Receipts:0} us each", rate, 200, atLeast: true);
        await Queue(server, "mass", Mass, Lane.Mass);
        var waits = new List<double>();
        for (var i = 0; i < Codes; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            await Queue(server, $"code{i}-", 1, Lane.Awaited);
            while (sink.Codes <= i) await Task.Delay(2);
            waits.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
        Figures.Note($"mails of the mass that still waited when the last code had arrived: {await server.Ask("waiting")} of {Mass}");
        Figures.Say("code by mail while a mass goes out, from the turn to the mail server, median",
            $"{Work.Median(waits):0} ms, most {waits.Max():0} ms", Work.Median(waits), 500, atLeast: false);
    }

    static async Task<double> Sent(Server server, MailSink sink, string to, int count, Lane lane)
    {
        var (before, begun) = (sink.Taken, Stopwatch.GetTimestamp());
        await Queue(server, to, count, lane);
        while (sink.Taken < before + count) await Task.Delay(5);
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    static Task<string> Queue(Server server, string to, int count, Lane lane) =>
        server.Ask(string.Create(CultureInfo.InvariantCulture, $"mail {to} {count} {lane}"));

    /// <summary>In the server: writes so many messages, a hundred in a turn.</summary>
    public static async Task<string> Queue(IServiceProvider services, string[] said)
    {
        var (to, count, lane) = (said[0], int.Parse(said[1], CultureInfo.InvariantCulture), Enum.Parse<Lane>(said[2]));
        foreach (var some in Enumerable.Range(0, count).Chunk(100))
            await services.GetRequiredService<Turns>().Run(async (turn, db, ct) =>
            {
                foreach (var i in some)
                    await turn.GetRequiredService<IMessages>()
                        .Send(db, new Message($"{to} {i}", null, $"{to}{i}@example.jp", "受け付けました", "受付番号は 8K-0001 です。", "/my", lane), ct);
                return true;
            });
        return "queued";
    }
}

using System.Diagnostics;

namespace Keyaki.Bench;

/// <summary>The answers of 10,000 applications of a form with 30 questions (about 40 answers each), as a table over the wire.</summary>
static class Exporting
{
    const int Few = 1_000, Many = 10_000, Rounds = 3;

    public static async Task Measure(string folder, string city, int mail)
    {
        using var server = await Server.Open(folder, city, mail, slow: false, ("cases", "500"), ("answers", $"{Many}"));
        var token = (await File.ReadAllLinesAsync(Path.Combine(folder, "cases.txt")))[0].Split(' ')[1];
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { UseCookies = false });
        var address = $"http://127.0.0.1:{server.Office}/office/case-answers/csv?procedure={Town.Long}";
        var (rates, few, many) = (new List<double>(), 0L, 0L);
        for (var round = 0; round < Rounds; round++)
        {
            // Those that wait for nobody are few: the same page, streamed over a tenth of the rows.
            few = Math.Max(few, (await Take(server, client, token, address + "&waits=nobody", Few)).Peak);
            var (seconds, peak) = await Take(server, client, token, address, Many - Few);
            many = Math.Max(many, peak);
            rates.Add((Many - Few) / seconds);
        }
        Figures.Say($"answers of {Many - Few} applications with 40 answers each, rows/s", $"{Work.Median(rates):0}/s",
            Work.Median(rates), 5_000, atLeast: true);
        Figures.Say($"memory of {Many - Few} rows above that of {Few} rows, MB", $"{many >> 20} - {few >> 20}",
            (many - few) / 1048576.0, 64, atLeast: false);
    }

    /// <summary>Seconds to the last byte, and the most memory that the server held meanwhile.</summary>
    static async Task<(double Seconds, long Peak)> Take(Server server, HttpMessageInvoker client, string token, string address,
        int rows)
    {
        using var done = new CancellationTokenSource();
        var peak = 0L;
        var watching = Task.Run(async () =>
        {
            for (; !done.IsCancellationRequested; await Task.Delay(10)) peak = Math.Max(peak, server.Memory);
        });
        var begun = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Cookie", "__Host-keyaki-office=" + token } } };
        using var answer = await client.SendAsync(request, default);
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length - 1;
        var took = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await done.CancelAsync();
        await watching;
        return lines == rows ? (took, peak) : throw new InvalidOperationException($"{address}: {lines} rows instead of {rows}");
    }
}

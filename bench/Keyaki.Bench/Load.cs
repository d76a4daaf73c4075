using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Keyaki.Bench;

/// <summary>What a load did: answers per status, times of the expected ones in milliseconds, and the processor time that the server
/// used for it.</summary>
sealed record Outcome(int Good, IReadOnlyDictionary<int, int> Bad, double Seconds, double CpuSeconds, double[] Millis)
{
    public double PerSecond => Good / Seconds;
    public double CpuMicros => CpuSeconds * 1e6 / Math.Max(1, Good);
    public double Percentile(double p) => Millis.Length == 0 ? double.NaN : Millis[Math.Min(Millis.Length - 1, (int)(Millis.Length * p))];
}

/// <summary>One keep-alive connection that sends bytes made beforehand, and reads just enough of the answer to know its status and its
/// end.</summary>
sealed class Line : IDisposable
{
    readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly byte[] buffer = new byte[1 << 21];

    public Line(int port) => socket.Connect(IPAddress.Loopback, port);

    /// <summary>The whole last answer.</summary>
    public string Text { get; private set; } = "";

    public int Ask(ReadOnlySpan<byte> request, bool keep = false)
    {
        socket.Send(request);
        var (length, end) = (0, -1);
        while (end < 0 || length < end)
        {
            var read = socket.Receive(buffer.AsSpan(length));
            if (read == 0) throw new IOException("the server hung up");
            length += read;
            if (end < 0) end = EndOf(buffer.AsSpan(0, length));
        }
        if (keep) Text = Encoding.UTF8.GetString(buffer, 0, length);
        return (buffer[9] - '0') * 100 + (buffer[10] - '0') * 10 + buffer[11] - '0';
    }

    /// <summary>How long an answer takes, in milliseconds: in the best of some rounds, because the machine also does other things. Two more
    /// go before, because the first ones compile.</summary>
    /// <param name="kept">After the first answer of each round, which is kept.</param>
    public (double P95, double Median) Time(byte[] request, string what, int rounds, int times, Action? kept = null)
    {
        const int Warm = 2;
        var best = new List<List<double>>();
        for (var round = 0; round < rounds + Warm; round++)
        {
            var millis = new List<double>();
            for (var i = 0; i < times; i++)
            {
                var begun = Stopwatch.GetTimestamp();
                var status = Ask(request, keep: i == 0);
                if (status != 200) throw new InvalidOperationException($"{what} answered {status}:\n{Text}");
                millis.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                if (i == 0) kept?.Invoke();
            }
            if (round >= Warm) best.Add(millis);
        }
        return (best.Min(r => r.Order().ElementAt(times * 95 / 100)), best.Min(Work.Median));
    }

    // With a length: where it ends. In chunks: it is whole once the last chunk stands at the end.
    static int EndOf(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0) return -1;
        var at = answer[..head].IndexOf("Content-Length: "u8);
        if (at < 0) return answer.EndsWith("\r\n0\r\n\r\n"u8) ? answer.Length : -1;
        var length = 0;
        for (at += 16; at < head && answer[at] is >= (byte)'0' and <= (byte)'9'; at++) length = length * 10 + answer[at] - '0';
        return head + 4 + length;
    }

    public void Dispose() => socket.Dispose();
}

/// <summary>32 visitors at once, each on a connection and a thread of its own, from another process than the server's.</summary>
static class Load
{
    public const int Clients = 32;

    /// <summary>Asks in turn until the time is over or, when each request may be sent only once, none is left.</summary>
    public static Outcome Run(Server server, IReadOnlyList<byte[]> requests, Position position, bool once, int expected, TimeSpan time)
    {
        var (good, bad, gate) = (new List<double>(), new Dictionary<int, int>(), new Lock());
        using var ready = new CountdownEvent(Clients);
        using var start = new ManualResetEventSlim();
        var clock = new Stopwatch();
        var threads = Enumerable.Range(0, Clients).Select(_ => new Thread(() =>
        {
            var (times, failed) = (new List<double>(4096), new Dictionary<int, int>());
            using var line = new Line(server.Port);
            ready.Signal();
            start.Wait();
            while (clock.Elapsed < time)
            {
                var next = Interlocked.Increment(ref position.Next) - 1;
                if (once && next >= requests.Count) break;
                var begun = Stopwatch.GetTimestamp();
                var status = line.Ask(requests[next % requests.Count]);
                if (status == expected) times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                else failed[status] = failed.GetValueOrDefault(status) + 1;
            }
            lock (gate)
            {
                good.AddRange(times);
                foreach (var (status, count) in failed) bad[status] = bad.GetValueOrDefault(status) + count;
            }
        }, 256 * 1024)).ToList();
        foreach (var thread in threads) thread.Start();
        ready.Wait();
        var cpu = server.Cpu;
        clock.Start();
        start.Set();
        foreach (var thread in threads) thread.Join();
        var seconds = clock.Elapsed.TotalSeconds;
        return new(good.Count, bad, seconds, (server.Cpu - cpu).TotalSeconds, [.. good.Order()]);
    }

    /// <summary>Asks until the server has compiled what it runs again and again: until five seconds are no better than the five before
    /// them, but not for ever. Returns how many were good.</summary>
    public static int WarmUp(Server server, IReadOnlyList<byte[]> requests, Position position, bool once, int expected)
    {
        var seconds = new List<int>();
        while (seconds.Count < 60 && (seconds.Count < 15 || seconds.TakeLast(5).Sum() > 1.03 * seconds.SkipLast(5).TakeLast(5).Sum()))
            seconds.Add(Run(server, requests, position, once, expected, TimeSpan.FromSeconds(1)).Good);
        return seconds.Sum();
    }

    /// <summary>Where the next request of a list is; shared by the runs that go on in it.</summary>
    public sealed class Position { public int Next; }

    public static byte[] Get(string url, string? cookies = null) =>
        Encoding.ASCII.GetBytes($"GET {url} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-Proto: https\r\n{(cookies is null ? "" : $"Cookie: {cookies}\r\n")}\r\n");

    public static byte[] Post(string url, string cookies, string body) =>
        Encoding.ASCII.GetBytes($"POST {url} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-Proto: https\r\nCookie: {cookies}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n{body}");
}

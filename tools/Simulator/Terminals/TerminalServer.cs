using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Keyaki.Simulator;

/// <summary>What the terminal does with the next payments: yes; no; yes without a word (the answer is lost); nothing, because the cable
/// was pulled before it heard; yes, and takes it back later by itself; waits for a customer who looks for a card.</summary>
public enum TerminalBehaviour { Approve, Decline, Lose, Unplug, TakeBack, Wait }

/// <summary>One call in a terminal's own books.</summary>
public sealed record TerminalEntry(Guid Id, string Kind, long Yen, string Method, string Outcome, string? Approval, string? Words,
    string Day);

/// <summary>
/// A payment terminal: a line of JSON there, a line back, one call a connection. `pay` and `reverse` are done once under their name;
/// `ask` says what became of one; `day` gives the books of a day. One of these stands beside a drawer.
/// </summary>
public sealed class TerminalServer : IAsyncDisposable
{
    const int LongestLine = 64 * 1024;

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    sealed record Said(string Do, Guid Id, long Yen, string Method, Guid? Of, string? Day);

    readonly TcpListener listener;
    readonly CancellationTokenSource stop = new();
    readonly Dictionary<Guid, TerminalEntry> books = [];
    readonly TimeProvider clock;
    readonly Task accepting;
    int approvals;

    TerminalServer(TcpListener listener, TimeProvider clock)
    {
        (this.listener, this.clock) = (listener, clock);
        accepting = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;
    public TerminalBehaviour Behaviour { get; set; }

    public IReadOnlyList<TerminalEntry> Books
    {
        get { lock (books) return [.. books.Values]; }
    }

    public static TerminalServer Start(string host, int port, TimeProvider clock)
    {
        var listener = new TcpListener(IPAddress.Parse(host), port);
        listener.Start();
        return new(listener, clock);
    }

    /// <summary>The customer who was waited for taps the card: what is busy is approved.</summary>
    public void Tap()
    {
        lock (books)
            foreach (var waits in books.Values.Where(b => b.Outcome == "busy").ToList()) books[waits.Id] = Approve(waits);
    }

    /// <summary>Takes back what was approved, as a terminal does by itself when a confirmation fails.</summary>
    public void TakeBack(Guid id)
    {
        lock (books)
            if (books.TryGetValue(id, out var found)) books[id] = found with { Outcome = "fallen", Words = "端末が取り消しました。" };
    }

    async Task Accept()
    {
        try
        {
            while (true) _ = Serve(await listener.AcceptTcpClientAsync(stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException) { /* It was stopped. */ }
    }

    async Task Serve(TcpClient client)
    {
        using var _ = client;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        try
        {
            var stream = client.GetStream();
            if (Behaviour is TerminalBehaviour.Unplug || await Line(stream, patience.Token) is not { } line) return;
            if (JsonSerializer.Deserialize<Said>(line, Json) is not { } said) return;
            if (Answer(said) is not { } answer) return;
            await stream.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(answer, Json) + "\n"), patience.Token);
        }
        catch (Exception e) when (e is IOException or JsonException or OperationCanceledException) { /* The other side hung up. */ }
    }

    /// <summary>What is said back; null where the line goes dead.</summary>
    object? Answer(Said said)
    {
        lock (books)
            return said.Do switch
            {
                "pay" or "reverse" => Take(said),
                "ask" => books.TryGetValue(said.Id, out var found) ? Face(found) : new { id = said.Id, outcome = "absent" },
                "day" => new { calls = books.Values.Where(b => b.Day == said.Day && b.Outcome is "approved" or "fallen").Select(Face) },
                _ => new { id = said.Id, outcome = "declined", words = "知らない命令です。" },
            };
    }

    object? Take(Said said)
    {
        // The same name twice is done once.
        if (books.TryGetValue(said.Id, out var before)) return Face(before);
        var entry = new TerminalEntry(said.Id, said.Do, said.Yen, said.Method, "declined", null, null, $"{clock.GetLocalNow():yyyy-MM-dd}");
        if (said.Do == "reverse" && !(said.Of is { } of && books.TryGetValue(of, out var paid) && paid.Outcome == "approved"
            && paid.Yen >= said.Yen)) entry = entry with { Words = "元の取引がありません。" };
        else entry = Behaviour switch
        {
            TerminalBehaviour.Decline => entry with { Words = "残高が足りません。" },
            TerminalBehaviour.Wait => entry with { Outcome = "busy" },
            _ => Approve(entry),
        };
        books[said.Id] = entry;
        if (Behaviour is TerminalBehaviour.Lose) return null;
        var answer = Face(entry);
        if (Behaviour is TerminalBehaviour.TakeBack) TakeBack(said.Id);
        return answer;
    }

    TerminalEntry Approve(TerminalEntry entry) => entry with { Outcome = "approved", Approval = $"{++approvals:000000}" };

    static object Face(TerminalEntry b) =>
        new { id = b.Id, outcome = b.Outcome, approval = b.Approval, words = b.Words, yen = b.Yen, method = b.Method, kind = b.Kind };

    static async Task<string?> Line(NetworkStream stream, CancellationToken ct)
    {
        var line = new MemoryStream();
        var part = new byte[1024];
        while (line.Length < LongestLine)
        {
            var got = await stream.ReadAsync(part, ct);
            if (got == 0) return null;
            line.Write(part, 0, got);
            if (part.AsSpan(0, got).Contains((byte)'\n')) return Encoding.UTF8.GetString(line.ToArray()).TrimEnd();
        }
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }
}

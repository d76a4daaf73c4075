using System.Buffers;
using System.Collections.Frozen;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Keyaki.Kernel;
using Microsoft.Extensions.Configuration;

namespace Keyaki.Payments;

/// <summary>What a terminal says became of a call: yes; no; it has none of that name; its customer still stands before it; it was
/// approved and taken back.</summary>
public enum TerminalOutcome { Approved, Declined, Absent, Busy, Fallen }

/// <summary>A terminal's answer about one call.</summary>
/// <param name="Approval">承認番号, where it was approved.</param>
/// <param name="Words">Why not, in the terminal's words.</param>
public sealed record TerminalAnswer(Guid Id, TerminalOutcome Outcome, string? Approval = null, string? Words = null, long Yen = 0,
    CounterMethod? Method = null, CallKind? Kind = null)
{
    public const int Longest = 100;
}

/// <summary>What a terminal has in its own books for a day; every call that it approved, and what became of it.</summary>
public sealed record TerminalDay(IReadOnlyList<TerminalAnswer> Calls);

/// <summary>The terminal could not be spoken to.</summary>
/// <param name="mayHaveHeard">False where nothing can have reached it.</param>
public sealed class TerminalAway(string why, bool mayHaveHeard) : Exception(why)
{
    public bool MayHaveHeard => mayHaveHeard;
}

/// <summary>決済端末: card, e-money and code payments beside a drawer.</summary>
public interface ITerminals
{
    bool Has(string terminal);

    /// <exception cref="TerminalAway">no answer came.</exception>
    Task<TerminalAnswer> Tell(TerminalCall call, CancellationToken ct);

    /// <summary>What became of a call that was begun. Never tells it again.</summary>
    /// <exception cref="TerminalAway">no answer came.</exception>
    Task<TerminalAnswer> Ask(TerminalCall call, CancellationToken ct);

    /// <exception cref="TerminalAway">no answer came.</exception>
    Task<TerminalDay> Day(string terminal, DateOnly day, CancellationToken ct);
}

/// <summary>Terminals that speak JSON over TCP: a line of UTF-8 there, a line back, one call a connection.</summary>
sealed class TcpTerminals(IConfiguration configuration) : ITerminals
{
    const string Name = "Keyaki:Payments:Terminals";

    public static IReadOnlyList<Setting> Settings { get; } =
        [new(Name, "", "窓口の決済端末のアドレス。「名前=ホスト:ポート」を空白で区切る。名前は counters.json の terminal")];

    /// <summary>As long as a customer may look for a card; a question is answered at once.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(90), Soon = TimeSpan.FromSeconds(8), Near = TimeSpan.FromSeconds(3);

    const int LongestLine = 1024 * 1024;

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    sealed record Said(string Do, Guid? Id = null, long? Yen = null, CounterMethod? Method = null, Guid? Of = null, DateOnly? Day = null);

    readonly FrozenDictionary<string, (string Host, int Port)> addresses = Read(configuration[Name] ?? "");

    static FrozenDictionary<string, (string Host, int Port)> Read(string said) =>
        said.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(one =>
            one.Split('=') is [var name, var at] && at.LastIndexOf(':') is > 0 and var colon
                && int.TryParse(at[(colon + 1)..], out var port) && port is > 0 and <= 65535 ? (name, (at[..colon], port))
            : throw new InvalidOperationException($"設定 {Name} は「名前=ホスト:ポート」を空白で区切って書いてください。"))
        .ToFrozenDictionary(t => t.name, t => t.Item2, StringComparer.Ordinal);

    public bool Has(string terminal) => addresses.ContainsKey(terminal);

    public Task<TerminalAnswer> Tell(TerminalCall call, CancellationToken ct) => Answer(call.Terminal, call.Id,
        new(call.Kind is CallKind.Pay ? "pay" : "reverse", call.Id, call.Amount.Amount, call.Method, call.Of), Patience, ct);

    public Task<TerminalAnswer> Ask(TerminalCall call, CancellationToken ct) =>
        Answer(call.Terminal, call.Id, new("ask", call.Id), Soon, ct);

    public Task<TerminalDay> Day(string terminal, DateOnly day, CancellationToken ct) =>
        Say<TerminalDay>(terminal, new("day", Day: day), Soon, ct);

    async Task<TerminalAnswer> Answer(string terminal, Guid id, Said said, TimeSpan patience, CancellationToken ct)
    {
        var answer = await Say<TerminalAnswer>(terminal, said, patience, ct);
        // An answer about something else is none.
        if (answer.Id != id) throw new TerminalAway("端末が、別の取引の返事をしました。", mayHaveHeard: true);
        return answer with { Approval = Cut(answer.Approval), Words = Cut(answer.Words) };
    }

    static string? Cut(string? text) => text is null ? null : PlainText.Cut(text, TerminalAnswer.Longest);

    async Task<T> Say<T>(string terminal, Said said, TimeSpan patience, CancellationToken ct) where T : class
    {
        if (!addresses.TryGetValue(terminal, out var at))
            throw new TerminalAway($"端末「{terminal}」のアドレスが設定にありません。", false);
        using var client = new TcpClient();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            limit.CancelAfter(Near);
            await client.ConnectAsync(at.Host, at.Port, limit.Token);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            throw new TerminalAway("端末につながりません。電源とケーブルを確かめてください。", mayHaveHeard: false);
        }
        try
        {
            limit.CancelAfter(patience);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(said, Json) + "\n"), limit.Token);
            return JsonSerializer.Deserialize<T>(await Line(stream, limit.Token), Json) ?? throw new JsonException("null");
        }
        catch (Exception e) when (e is IOException or SocketException or JsonException or OperationCanceledException
            && !ct.IsCancellationRequested)
        {
            throw new TerminalAway("端末の返事が届きませんでした。", mayHaveHeard: true);
        }
    }

    static async Task<byte[]> Line(NetworkStream stream, CancellationToken ct)
    {
        var line = new ArrayBufferWriter<byte>();
        while (line.WrittenCount < LongestLine)
        {
            var got = await stream.ReadAsync(line.GetMemory(4096), ct);
            if (got == 0) break;
            line.Advance(got);
            if (line.WrittenSpan.IndexOf((byte)'\n') is >= 0 and var end) return line.WrittenSpan[..end].ToArray();
        }
        throw new IOException("no whole line");
    }
}

using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Keyaki.Kernel;

/// <summary>How long a virus scanner may take to be reached, and from then on to answer.</summary>
public sealed record ScannerPatience(TimeSpan Reach, TimeSpan Answer);

/// <summary>The virus scanner clamd, asked over its own protocol (INSTREAM). One that does not answer, or answers anything else than
/// yes or no, leaves the file held: nothing passes because the scanner stands still.</summary>
/// <param name="address">`host:port`, or the path of its socket.</param>
/// <param name="patience">How long it may take to be reached, and to answer.</param>
public sealed class Clamd(string address, ScannerPatience patience, ILogger<Clamd> log, TimeProvider clock) : IFileCheck
{
    const int Piece = 256 * 1024;

    /// <summary>After one that hangs: nobody waits for it again at once, and each time longer.</summary>
    static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(15), LongestPause = TimeSpan.FromMinutes(5);

    readonly Lock gate = new();
    TimeSpan pause;
    DateTimeOffset? since, until;

    public DateTimeOffset? StandsStillSince { get { lock (gate) return since; } }

    /// <summary>Whether a setting names one.</summary>
    public static bool IsAddress(string setting) => setting.StartsWith('/')
        || setting.Split(':') is [{ Length: > 0 }, var port] && ushort.TryParse(port, out var number) && number > 0;

    public async Task<FileState> Check(string path, CancellationToken ct)
    {
        lock (gate) if (clock.GetUtcNow() < until) return FileState.Held;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            var answer = await Ask(path, limit);
            Rest(TimeSpan.Zero);
            if (answer.EndsWith(" OK", StringComparison.Ordinal)) return FileState.Clean;
            if (answer.EndsWith(" FOUND", StringComparison.Ordinal)) return FileState.Infected;
            log.LogWarning("The virus scanner answered {Answer}", answer);
        }
        catch (Exception e) when (e is SocketException or IOException || e is OperationCanceledException && !ct.IsCancellationRequested)
        {
            log.LogWarning("The virus scanner does not answer: {Fault}", e.Message);
            // One that refuses costs nobody any time, and is asked again as soon as it may be back.
            Rest(e is OperationCanceledException ? pause == TimeSpan.Zero ? FirstPause : pause * 2 : null);
        }
        return FileState.Held;
    }

    /// <summary>Zero: it answers. Null: it does not, and that cost nothing.</summary>
    void Rest(TimeSpan? next)
    {
        lock (gate)
        {
            if (next is { } length) pause = length < LongestPause ? length : LongestPause;
            since = next == TimeSpan.Zero ? null : since ?? clock.GetUtcNow();
            until = next is null || next == TimeSpan.Zero ? null : clock.GetUtcNow() + pause;
        }
    }

    async Task<string> Ask(string path, CancellationTokenSource limit)
    {
        var ct = limit.Token;
        limit.CancelAfter(patience.Reach);
        using var socket = address.StartsWith('/') ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (address.StartsWith('/')) await socket.ConnectAsync(new UnixDomainSocketEndPoint(address), ct);
        else await socket.ConnectAsync(address.Split(':')[0], int.Parse(address.Split(':')[1]), ct);
        await using var stream = new NetworkStream(socket);
        // Each piece that it takes gives it as long again: a large file is no hanging scanner.
        limit.CancelAfter(patience.Answer);
        await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), ct);
        await using var file = File.OpenRead(path);
        var piece = new byte[Piece + 4];
        for (int read; (read = await file.ReadAsync(piece.AsMemory(4), ct)) > 0;)
        {
            BinaryPrimitives.WriteInt32BigEndian(piece, read);
            await stream.WriteAsync(piece.AsMemory(0, read + 4), ct);
            limit.CancelAfter(patience.Answer);
        }
        await stream.WriteAsync(new byte[4], ct);
        var answer = new byte[1024];
        return Encoding.UTF8.GetString(answer, 0, await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, ct))
            .TrimEnd('\0', '\n');
    }
}

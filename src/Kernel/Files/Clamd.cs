using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Keyaki.Kernel;

/// <summary>The virus scanner clamd, asked over its own protocol (INSTREAM). One that does not answer, or answers anything else than
/// yes or no, leaves the file held: nothing passes because the scanner stands still.</summary>
/// <param name="address">`host:port`, or the path of its socket.</param>
public sealed class Clamd(string address, ILogger<Clamd> log) : IFileCheck
{
    const int Piece = 256 * 1024;
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Whether a setting names one.</summary>
    public static bool IsAddress(string setting) => setting.StartsWith('/')
        || setting.Split(':') is [{ Length: > 0 }, var port] && ushort.TryParse(port, out var number) && number > 0;

    public async Task<FileState> Check(string path, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Longest);
        try
        {
            var answer = await Ask(path, limit.Token);
            if (answer.EndsWith(" OK", StringComparison.Ordinal)) return FileState.Clean;
            if (answer.EndsWith(" FOUND", StringComparison.Ordinal)) return FileState.Infected;
            log.LogWarning("The virus scanner answered {Answer}", answer);
        }
        catch (Exception e) when (e is SocketException or IOException || e is OperationCanceledException && !ct.IsCancellationRequested)
        {
            log.LogWarning("The virus scanner does not answer: {Fault}", e.Message);
        }
        return FileState.Held;
    }

    async Task<string> Ask(string path, CancellationToken ct)
    {
        using var socket = address.StartsWith('/') ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (address.StartsWith('/')) await socket.ConnectAsync(new UnixDomainSocketEndPoint(address), ct);
        else await socket.ConnectAsync(address.Split(':')[0], int.Parse(address.Split(':')[1]), ct);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), ct);
        await using var file = File.OpenRead(path);
        var piece = new byte[Piece + 4];
        for (int read; (read = await file.ReadAsync(piece.AsMemory(4), ct)) > 0;)
        {
            BinaryPrimitives.WriteInt32BigEndian(piece, read);
            await stream.WriteAsync(piece.AsMemory(0, read + 4), ct);
        }
        await stream.WriteAsync(new byte[4], ct);
        var answer = new byte[1024];
        return Encoding.UTF8.GetString(answer, 0, await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, ct))
            .TrimEnd('\0', '\n');
    }
}

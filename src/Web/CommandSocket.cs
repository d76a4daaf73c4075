using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Keyaki.Kernel;

namespace Keyaki.Web;

/// <summary>
/// The running server's ear for commands: a Unix socket beside the data, open only to the account that runs the server. Each server has
/// its own, so that one that starts or stops touches nobody else's.
/// </summary>
sealed class CommandSocket : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly Socket listener;
    readonly string path;
    readonly IServiceProvider services;
    readonly CancellationTokenSource stop = new();
    readonly Lock gate = new();
    readonly HashSet<Task> clients = [];
    readonly Task work;

    CommandSocket(Socket listener, string path, IServiceProvider services)
    {
        (this.listener, this.path, this.services) = (listener, path, services);
        work = Listen();
    }

    /// <summary>Only servers of this machine can be reached by a socket; other machines may share the folder.</summary>
    static string Machine { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Environment.MachineName)))[..8];

    static int opened;

    static IEnumerable<string> Here(string data) =>
        Directory.Exists(data) ? Directory.EnumerateFiles(Path.GetFullPath(data), $"keyaki-{Machine}-*.sock").Order(StringComparer.Ordinal)
            : [];

    public static async Task<CommandSocket> Open(IServiceProvider services, IConfiguration configuration)
    {
        var data = configuration["Keyaki:Data"] ?? ".run/data";
        Directory.CreateDirectory(data);
        // a server that was killed left it
        foreach (var left in Here(data)) if (await Reach(left) is { } other) other.Dispose(); else File.Delete(left);
        var own = string.Create(CultureInfo.InvariantCulture,
            $"keyaki-{Machine}-{Environment.ProcessId}-{Interlocked.Increment(ref opened)}.sock");
        var path = Path.Combine(Path.GetFullPath(data), own);
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        listener.Listen(16);
        return new(listener, path, services);
    }

    static async Task<Socket?> Reach(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    /// <summary>Asks a running server; null when none runs here.</summary>
    public static async Task<int?> Ask(string data, string[] args, TextWriter output)
    {
        foreach (var path in Here(data))
            if (await Reach(path) is { } socket)
                using (socket) return await Ask(socket, args, output);
        return null;
    }

    static async Task<int> Ask(Socket socket, string[] args, TextWriter output)
    {
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(args) + "\n"));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var code = 1;
        while (await reader.ReadLineAsync() is { } line)
            if (line.StartsWith('\u0004')) code = int.Parse(line.AsSpan(1), CultureInfo.InvariantCulture);
            else await output.WriteLineAsync(line);
        return code;
    }

    async Task Listen()
    {
        while (!stop.IsCancellationRequested)
            try
            {
                var client = await listener.AcceptAsync(stop.Token);
                var answer = Task.Run(() => Serve(client));
                lock (gate) clients.Add(answer);
                _ = answer.ContinueWith(done => { lock (gate) clients.Remove(done); }, TaskScheduler.Default);
            }
            catch (OperationCanceledException) { return; }
            catch (Exception e) { Log(e); }
    }

    void Log(Exception e) => services.GetRequiredService<ILogger<CommandSocket>>().LogError(e, "A command failed");

    async Task Serve(Socket client)
    {
        using (client)
            try { await Answer(client); }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException
                or ObjectDisposedException)
            { /* it said nothing in time, or went away */ }
            catch (Exception e) { Log(e); }
    }

    async Task Answer(Socket client)
    {
        await using var stream = new NetworkStream(client);
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\n", AutoFlush = true };
        string? line;
        using (var limit = CancellationTokenSource.CreateLinkedTokenSource(stop.Token))
        {
            limit.CancelAfter(Patience);
            line = await reader.ReadLineAsync(limit.Token);
        }
        var (command, rest) = Commands.Find(JsonSerializer.Deserialize<string[]>(line ?? "[]") ?? []);
        var code = 2;
        if (command is null) await writer.WriteLineAsync("このコマンドはありません。");
        else
            try { code = await command.Run(services, rest, writer); }
            catch (Exception e) when (e is Rule or InvalidDataException or DatabaseBusy or UnauthorizedAccessException
                || e is IOException and not { InnerException: SocketException })
            { await writer.WriteLineAsync(e.Message); }
        await writer.WriteLineAsync("\u0004" + code);
    }

    /// <summary>Whoever has not said a command yet is sent away at once; a command that runs has a moment to end.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await work;
        Task[] running;
        lock (gate) running = [.. clients];
        await Task.WhenAny(Task.WhenAll(running), Task.Delay(Patience));
        File.Delete(path);
        stop.Dispose();
    }
}

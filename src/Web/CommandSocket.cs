using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Keyaki.Kernel;

namespace Keyaki.Web;

/// <summary>The running server's ear for commands: a Unix socket beside the data, open only to the account that runs the server.</summary>
sealed class CommandSocket : IAsyncDisposable
{
    readonly Socket listener;
    readonly string path;
    readonly CancellationTokenSource stop = new();
    readonly Task work;

    CommandSocket(Socket listener, string path, IServiceProvider services)
    {
        (this.listener, this.path) = (listener, path);
        work = Listen(services);
    }

    static string PathIn(string data) => Path.Combine(Path.GetFullPath(data), "keyaki.sock");

    public static Task<CommandSocket> Open(IServiceProvider services, IConfiguration configuration)
    {
        var path = PathIn(configuration["Keyaki:Data"] ?? ".run/data");
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
        File.Delete(path);
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        listener.Listen(4);
        return Task.FromResult(new CommandSocket(listener, path, services));
    }

    /// <summary>Asks the running server; null when none runs here.</summary>
    public static async Task<int?> Ask(string data, string[] args, TextWriter output)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try { await socket.ConnectAsync(new UnixDomainSocketEndPoint(PathIn(data))); }
        catch (SocketException) { return null; }
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(args) + "\n"));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var code = 1;
        while (await reader.ReadLineAsync() is { } line)
            if (line.StartsWith('\u0004')) code = int.Parse(line.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);
            else await output.WriteLineAsync(line);
        return code;
    }

    async Task Listen(IServiceProvider services)
    {
        while (!stop.IsCancellationRequested)
            try
            {
                using var client = await listener.AcceptAsync(stop.Token);
                await Answer(client, services);
            }
            catch (OperationCanceledException) { return; }
            catch (Exception e) { services.GetRequiredService<ILogger<CommandSocket>>().LogError(e, "A command failed"); }
    }

    static async Task Answer(Socket client, IServiceProvider services)
    {
        await using var stream = new NetworkStream(client);
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\n" };
        var args = JsonSerializer.Deserialize<string[]>(await reader.ReadLineAsync() ?? "[]") ?? [];
        var (command, rest) = Commands.Find(args);
        var code = 2;
        if (command is null || command.Name == "restore") await writer.WriteLineAsync("サーバーを止めてから実行してください。");
        else
            try { code = await command.Run(services, rest, writer); }
            catch (Exception e) when (e is Rule or InvalidDataException or IOException or UnauthorizedAccessException) { await writer.WriteLineAsync(e.Message); }
        await writer.WriteLineAsync("\u0004" + code);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await work;
        File.Delete(path);
        stop.Dispose();
    }
}

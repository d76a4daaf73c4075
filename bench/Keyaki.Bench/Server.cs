using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Keyaki.Bench;

/// <summary>A server process of ours: started, asked, measured and ended by its id.</summary>
sealed class Server : IDisposable
{
    readonly Process process;

    Server(Process process, int port, int office) => (this.process, Port, Office) = (process, port, office);

    public int Port { get; }

    /// <summary>The officers' door.</summary>
    public int Office { get; }

    /// <summary>Processor time of all its threads so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Bytes of memory that it holds now.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Starts this program again as a server, and waits until its database is filled and its doors are open.</summary>
    public static async Task<Server> Open(string folder, string city, int mail, bool slow, params (string Name, string Value)[] more)
    {
        var (port, office) = (FreePort(), FreePort());
        List<string> said = ["serve", "folder", folder, "city", city, "port", Word(port), "office", Word(office), "mail", Word(mail)];
        foreach (var (name, value) in more) said.AddRange([name, value]);
        var server = new Server(Begin(typeof(Server).Assembly.Location, said, slow, []), port, office);
        await server.Hear("ready");
        return server;
    }

    /// <summary>Starts the released program itself.</summary>
    public static Server Start(string program, IReadOnlyDictionary<string, string> settings, int port, int office) =>
        new(Begin(program, [], false,
        [.. settings.Select(s => KeyValuePair.Create(s.Key.Replace(":", "__", StringComparison.Ordinal), s.Value)),
            KeyValuePair.Create("ASPNETCORE_ENVIRONMENT", "Production")]), port, office);

    public static string SlowSync => Path.Combine(AppContext.BaseDirectory, "slowsync.so");

    public static Process Begin(string program, IEnumerable<string> arguments, bool slow,
        IEnumerable<KeyValuePair<string, string>> environment)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in arguments.Prepend(program)) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        // As docs/operate.md has it run.
        (start.Environment["DOTNET_gcServer"], start.Environment["DOTNET_GCgen0size"]) = ("1", "0x4000000");
        if (slow) start.Environment["LD_PRELOAD"] = SlowSync;
        return Process.Start(start) ?? throw new InvalidOperationException(program);
    }

    /// <summary>Waits for a line that the server says to us.</summary>
    public async Task<string> Hear(string? expected = null)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (!line.StartsWith("::", StringComparison.Ordinal)) Console.Error.WriteLine(line);
            else if (expected is null || line == "::" + expected) return line[2..];
        throw new InvalidOperationException($"the server ended with {process.ExitCode} before it said {expected ?? "anything"}");
    }

    public async Task<string> Ask(string what)
    {
        await process.StandardInput.WriteLineAsync(what);
        return await Hear();
    }

    /// <summary>Ends it as a failing machine would: at once, in the middle of whatever it did.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static string Word(int number) => number.ToString(CultureInfo.InvariantCulture);
}

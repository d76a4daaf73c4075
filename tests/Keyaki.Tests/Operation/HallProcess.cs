using System.Diagnostics;
using System.Globalization;
using System.Text;
using Keyaki.Simulator;
using Keyaki.Tests.Pages;

namespace Keyaki.Tests.Operation;

/// <summary>The built program as a process of its own, in the production environment, on a place that a test has furnished.</summary>
sealed class HallProcess : IAsyncDisposable
{
    readonly Process process;
    readonly StringBuilder said = new();

    HallProcess(Process process, Uri address, Uri office)
    {
        (this.process, Address, Office) = (process, address, office);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }
    public Uri Office { get; }

    /// <summary>What the process wrote, both streams.</summary>
    public string Said
    {
        get { lock (said) return said.ToString(); }
    }

    /// <summary>Starts the hall and waits until it is ready for visitors.</summary>
    public static async Task<HallProcess> Start(Site site, SimulatorHost simulator, IReadOnlyDictionary<string, string>? environment = null,
        string? umask = null)
    {
        var (address, office) = (new Uri($"http://127.0.0.1:{City.FreePort()}"), new Uri($"http://127.0.0.1:{City.FreePort()}"));
        var start = new ProcessStartInfo(umask is null ? "dotnet" : "sh", umask is null ? [Program]
            : ["-c", $"umask {umask}; exec dotnet \"$0\"", Program])
        {
            WorkingDirectory = site.Folder, RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        Set(start, site, simulator, address, office);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var hall = new HallProcess(Process.Start(start) ?? throw new InvalidOperationException("dotnet"), address, office);
        using var client = new HttpClient(new HttpClientHandler()) { BaseAddress = office };
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            if (hall.process.HasExited || watch.Elapsed > TimeSpan.FromSeconds(60))
                throw new InvalidOperationException($"the hall did not open\n{hall.Said}");
            try
            {
                if ((await client.GetAsync("/health/ready")).IsSuccessStatusCode) return hall;
            }
            catch (HttpRequestException) { /* not yet */ }
        }
    }

    static void Set(ProcessStartInfo start, Site site, SimulatorHost simulator, Uri address, Uri office)
    {
        foreach (var (name, value) in City.Settings(site, simulator, address, office))
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
    }

    /// <summary>`keyaki ...` as a process of its own.</summary>
    public static Process Command(Site site, SimulatorHost simulator, params IEnumerable<string> args)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. args]) { WorkingDirectory = site.Folder, RedirectStandardOutput = true };
        Set(start, site, simulator, new($"http://127.0.0.1:{City.FreePort()}"), new($"http://127.0.0.1:{City.FreePort()}"));
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet");
    }

    /// <summary>Ends it as a power cut would: SIGKILL, no word of farewell.</summary>
    public void Kill() => process.Kill();

    /// <summary>Asks it to stop (SIGTERM) and waits until it has.</summary>
    public async Task Stop()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }

    void Hear(string? line)
    {
        lock (said) said.AppendLine(line);
    }

    /// <summary>The program as the solution builds it, in the configuration of these tests.</summary>
    static string Program
    {
        get
        {
            var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent?.Name ?? "Debug";
            return Path.Combine(City.Root, "src", "Web", "bin", configuration, "net10.0", "keyaki.dll");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}

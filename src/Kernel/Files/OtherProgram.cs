using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Keyaki.Kernel;

/// <summary>
/// A program beside the hall that opens distrusted files. It gets no setting and no secret of the hall's surroundings, works with less
/// urgency than who waits for a page, and is ended when it takes too long; whatever happens to it, the hall goes on.
/// </summary>
public sealed class OtherProgram : IDisposable
{
    readonly Process process;

    OtherProgram(Process process) => this.process = process;

    /// <summary>A program that answers line by line, until it is ended.</summary>
    public static OtherProgram Start(string program, IReadOnlyList<string> words, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo(program, words)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false), StandardOutputEncoding = new UTF8Encoding(false),
        };
        var path = start.Environment.TryGetValue("PATH", out var known) ? known : "";
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["HOME"] = Path.GetTempPath();
        start.Environment["LANG"] = "C.UTF-8";
        foreach (var (name, value) in settings) start.Environment[name] = value;
        var begun = Process.Start(start) ?? throw new InvalidOperationException(program);
        begun.ErrorDataReceived += (_, _) => { };
        begun.BeginErrorReadLine();
        try { begun.PriorityClass = ProcessPriorityClass.BelowNormal; }
        catch (InvalidOperationException) { }
        return new(begun);
    }

    public bool Ended => process.HasExited;

    /// <summary>Gives a line and waits for the line that it answers; null when it has ended.</summary>
    public async Task<string?> Ask(string line, CancellationToken ct)
    {
        try
        {
            await process.StandardInput.WriteLineAsync(line.AsMemory(), ct);
            await process.StandardInput.FlushAsync(ct);
            return await process.StandardOutput.ReadLineAsync(ct);
        }
        catch (IOException) { return null; }
    }

    /// <summary>Runs a tool of the system to its end, with limits of memory and time. What it printed, up to a size; null when it failed,
    /// took too long, said too much, or is not installed.</summary>
    public static async Task<byte[]?> Run(string program, IReadOnlyList<string> words, TimeSpan longest, int most, CancellationToken ct,
        int megabytes = 2_000)
    {
        if (Find(program) is not { } path) return null;
        string[] limits = [$"--as={(megabytes * 1_048_576L).ToString(CultureInfo.InvariantCulture)}", $"--cpu={(int)longest.TotalSeconds}"];
        using var started = Find("prlimit") is { } limiter ? Start(limiter, [.. limits, "--", path, .. words]) : Start(path, words);
        started.process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(longest);
        try
        {
            using var printed = new MemoryStream();
            var buffer = new byte[81920];
            for (int read; (read = await started.process.StandardOutput.BaseStream.ReadAsync(buffer, limit.Token)) > 0;)
            {
                if (printed.Length + read > most) return null;
                printed.Write(buffer, 0, read);
            }
            await started.process.WaitForExitAsync(limit.Token);
            return started.process.ExitCode == 0 ? printed.ToArray() : null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested) { return null; }
    }

    /// <summary>Where a tool of the system lies; null when it is not installed.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    public void Dispose()
    {
        try { process.Kill(entireProcessTree: true); }
        catch (InvalidOperationException) { }
        process.Dispose();
    }
}

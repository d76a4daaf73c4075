using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>
/// Asks the reader, a program of its own (src/Reader): files are distrusted, and a library that falls over one of them, or never ends,
/// must not be inside of the hall. One file at a time; the reader that answered serves the next one too, and is ended after a while.
/// </summary>
public sealed class FileTexts(FileStore files) : IFileTexts, IDisposable
{
    const int Files = 500, Memory = 512 * 1024 * 1024;
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    readonly SemaphoreSlim turn = new(1);
    Process? reader;
    int served;

    public async Task<FileText> Of(StoredFile file, CancellationToken ct)
    {
        var path = files.Place(file);
        await turn.WaitAsync(ct);
        try { return await Ask(file.Type, path, ct); }
        finally { turn.Release(); }
    }

    async Task<FileText> Ask(string type, string path, CancellationToken ct)
    {
        if (reader is { HasExited: true } || served >= Files) End();
        var asked = reader ??= Begin();
        served++;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Longest);
        try
        {
            await asked.StandardInput.WriteLineAsync($"{type}\t{path}".AsMemory(), limit.Token);
            await asked.StandardInput.FlushAsync(limit.Token);
            if (await asked.StandardOutput.ReadLineAsync(limit.Token) is { } line)
                return JsonSerializer.Deserialize<FileText>(line) ?? throw new JsonException();
        }
        catch (OperationCanceledException)
        {
            // What it answers now would be taken for the next file's.
            End();
            ct.ThrowIfCancellationRequested();
            return new([], "読み取りに時間がかかりすぎたため、やめました。");
        }
        catch (IOException) { }
        End();
        return new([], "読み取る途中で止まりました。ファイルが壊れているか、大きすぎます。");
    }

    static Process Begin()
    {
        var start = new ProcessStartInfo(Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet")),
            [Path.Combine(AppContext.BaseDirectory, "keyaki-reader.dll")])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false), StandardOutputEncoding = new UTF8Encoding(false),
        };
        // No setting of the hall, and no secret of its surroundings, is any business of this program.
        var path = start.Environment.TryGetValue("PATH", out var known) ? known : "";
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["DOTNET_GCHeapHardLimit"] = Memory.ToString("x", System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        var begun = Process.Start(start) ?? throw new InvalidOperationException(start.FileName);
        begun.ErrorDataReceived += (_, _) => { };
        begun.BeginErrorReadLine();
        return begun;
    }

    void End()
    {
        if (reader is { } old)
        {
            try { old.Kill(); }
            catch (InvalidOperationException) { }
            old.Dispose();
        }
        (reader, served) = (null, 0);
    }

    public void Dispose()
    {
        End();
        turn.Dispose();
    }
}

using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>
/// The reader, a program of its own (src/Reader): files are distrusted, and a library that falls over one of them, or never ends,
/// must not be inside of the hall. One thing at a time; the reader that answered serves the next one too, and is ended after a while.
/// </summary>
public sealed class LimitedReader : IDisposable
{
    const int Files = 500, Memory = 512 * 1024 * 1024;

    /// <summary>What it may take beside its own heap as well: pictures are drawn outside of it.</summary>
    const long Whole = 3L * Memory;
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    readonly SemaphoreSlim turn = new(1);
    OtherProgram? reader;
    int served;

    /// <summary>What it answers to an order; null when it fell over it.</summary>
    /// <exception cref="TimeoutException">it took too long.</exception>
    public async Task<T?> Ask<T>(string order, string of, CancellationToken ct) where T : class
    {
        await turn.WaitAsync(ct);
        try { return await Ask($"{order}\t{of}", ct) is { } said ? JsonSerializer.Deserialize<T>(said) : null; }
        finally { turn.Release(); }
    }

    /// <summary>The same, with an order of several parts.</summary>
    public Task<T?> Ask<T>(string order, object of, CancellationToken ct) where T : class =>
        Ask<T>(order, JsonSerializer.Serialize(of, of.GetType()), ct);

    async Task<string?> Ask(string line, CancellationToken ct)
    {
        if (reader is { Ended: true } || served >= Files) End();
        var asked = reader ??= Begin();
        served++;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Longest);
        try
        {
            if (await asked.Ask(line, limit.Token) is { } answer) return answer;
        }
        catch (OperationCanceledException)
        {
            // What it answers now would be taken for the next file's.
            End();
            ct.ThrowIfCancellationRequested();
            throw new TimeoutException();
        }
        End();
        return null;
    }

    static OtherProgram Begin()
    {
        var (dotnet, program) = (Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet")),
            Path.Combine(AppContext.BaseDirectory, "keyaki-reader.dll"));
        (string, string)[] settings = [("DOTNET_GCHeapHardLimit", Memory.ToString("x", CultureInfo.InvariantCulture)),
            ("DOTNET_EnableDiagnostics", "0")];
        return OtherProgram.Find("prlimit") is { } limiter
            ? OtherProgram.Start(limiter, [$"--data={Whole.ToString(CultureInfo.InvariantCulture)}", "--", dotnet, program], settings)
            : OtherProgram.Start(dotnet, [program], settings);
    }

    void End()
    {
        reader?.Dispose();
        (reader, served) = (null, 0);
    }

    public void Dispose()
    {
        End();
        turn.Dispose();
    }
}

/// <summary>What stands in files, as the reader reads it.</summary>
public sealed class FileTexts(FileStore files, LimitedReader reader) : IFileTexts
{
    public async Task<FileText> Of(StoredFile file, CancellationToken ct)
    {
        try
        {
            return await reader.Ask<FileText>(file.Type, files.Place(file), ct)
                ?? new([], "読み取る途中で止まりました。ファイルが壊れているか、大きすぎます。");
        }
        catch (TimeoutException) { return new([], "読み取りに時間がかかりすぎたため、やめました。"); }
    }
}

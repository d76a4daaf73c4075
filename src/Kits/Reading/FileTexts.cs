using System.Globalization;
using System.Runtime.InteropServices;
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
    OtherProgram? reader;
    int served;

    public async Task<FileText> Of(StoredFile file, CancellationToken ct)
    {
        var path = files.Place(file);
        await turn.WaitAsync(ct);
        try { return await Ask($"{file.Type}\t{path}", ct); }
        finally { turn.Release(); }
    }

    async Task<FileText> Ask(string line, CancellationToken ct)
    {
        if (reader is { Ended: true } || served >= Files) End();
        var asked = reader ??= Begin();
        served++;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Longest);
        try
        {
            if (await asked.Ask(line, limit.Token) is { } answer)
                return JsonSerializer.Deserialize<FileText>(answer) ?? throw new JsonException();
        }
        catch (OperationCanceledException)
        {
            // What it answers now would be taken for the next file's.
            End();
            ct.ThrowIfCancellationRequested();
            return new([], "読み取りに時間がかかりすぎたため、やめました。");
        }
        End();
        return new([], "読み取る途中で止まりました。ファイルが壊れているか、大きすぎます。");
    }

    static OtherProgram Begin() => OtherProgram.Start(
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet")),
        [Path.Combine(AppContext.BaseDirectory, "keyaki-reader.dll")],
        ("DOTNET_GCHeapHardLimit", Memory.ToString("x", CultureInfo.InvariantCulture)), ("DOTNET_EnableDiagnostics", "0"));

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

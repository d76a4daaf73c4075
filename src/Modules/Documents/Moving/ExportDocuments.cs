using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Documents;

/// <summary>`keyaki documents export`: the same as the page writes out, into a folder of the engineer's. Whoever works on the machine needs
/// no second person; the journal says that it was done.</summary>
static class ExportDocuments
{
    const int Piece = 500;

    public static readonly Command Command = new("documents export", "すべての文書と、廃棄・移管・開示・履歴の記録を、CSVとファイルとSHA-256の一覧でフォルダーに書き出す", Run);

    static async Task<int> Run(IServiceProvider services, IReadOnlyList<string> args, TextWriter output)
    {
        if (args is not [{ Length: > 0 } folder] || folder.StartsWith("--", StringComparison.Ordinal)
            || Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))) is not { Length: > 0 } name)
        {
            await output.WriteLineAsync("keyaki documents export <フォルダー>");
            return 2;
        }
        await using var scope = services.CreateAsyncScope();
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var work = ActivatorUtilities.CreateInstance<WriteOut>(scope.ServiceProvider,
            new MovingFolders("", Path.GetDirectoryName(full) ?? full));
        await using var db = services.GetRequiredService<IDatabase>().OpenReader();
        var order = new RunOrder(services.GetRequiredService<TimeProvider>().NewId(), name, "{}", null, Trial: false);
        var refused = 0;
        foreach (var keys in (await work.Keys(db, order, default)).Chunk(Piece))
        {
            var step = await work.Do(db, order, keys, default);
            foreach (var result in step.Results.Where(r => r.Outcome is ItemOutcome.Refused))
            {
                refused++;
                await output.WriteLineAsync($"× {result.Reason}");
            }
            if (step.Write is { } write)
                await services.GetRequiredService<Turns>().Run(async (turn, changes, ct) =>
                {
                    await write(turn, changes, ct);
                    return true;
                });
        }
        await output.WriteLineAsync(refused == 0 ? $"{full} に書き出しました。SHA256SUMS で確かめられます。"
            : $"{full} に書き出しましたが、{refused} 件は書き出せませんでした。missing.csv を見てください。");
        return refused == 0 ? 0 : 1;
    }
}

using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Documents;

/// <summary>`keyaki documents import`: the tables of a folder in the order of the page, with the files that lie in it. Whoever works on
/// the machine needs no second person; the journal says that it was done. What became of each row stands in a table beside them.</summary>
static class ImportDocuments
{
    const string Results = "import-results.csv";
    public static readonly Deed Done = new("documents.brought-in", "フォルダーの文書を取り込んだ",
        "ほかの ところの 紙を 入れた", "took the documents of a folder in");

    public static readonly Command Command = new("documents import",
        "ほかのシステムの台帳（CSV）とファイルを、フォルダーから取り込む。止まったら、もう一度同じように始める", Run);

    static async Task<int> Run(IServiceProvider services, IReadOnlyList<string> args, TextWriter output)
    {
        if (args is not [{ Length: > 0 } folder] || !Directory.Exists(folder))
        {
            await output.WriteLineAsync("keyaki documents import <フォルダー>");
            return 2;
        }
        var here = Path.GetFullPath(folder);
        var sheets = services.GetServices<Listing>().OfType<MovingSheet>().ToList();
        var tables = sheets.SelectMany(s => Tables(here, s.Code).Select(path => (Sheet: s, Path: path))).ToList();
        if (tables.Count == 0)
        {
            await output.WriteLineAsync($"{here} に、取り込む表がありません。"
                + $"{sheets[0].Code}.csv（{sheets[0].Title}）のような名前にしてください。");
            return 2;
        }
        var (turns, clock) = (services.GetRequiredService<Turns>(), services.GetRequiredService<TimeProvider>());
        var beside = new Arrivals(new(here, ""), services.GetRequiredService<FileStore>());
        // Whoever waits may look into it.
        await using var results = new FileStream(Path.Combine(here, Results), FileMode.Create, FileAccess.Write, FileShare.Read);
        await results.WriteAsync(Spreadsheet.Write([["表", "行", "番号", "結果", "直すところ"]]));
        var (taken, same, wrong) = (0, 0, 0);
        foreach (var (sheet, path) in tables)
        {
            var name = Path.GetFileName(path);
            try
            {
                await foreach (var rows in TakeTable.Of(sheet.From(beside), path, Guid.Empty, turns))
                {
                    wrong += rows.Count(r => !r.Verdict.Good);
                    same += rows.Count(r => r.Verdict is { Good: true, Take: null });
                    taken += rows.Count(r => r.Verdict is { Good: true, Take: not null });
                    await results.WriteAsync(Spreadsheet.Write(rows.Select(r => (IReadOnlyList<string?>)[name, $"{r.Line}",
                        r.Key?.Replace('\n', '|'), r.Verdict.Words, string.Join(' ', r.Verdict.Wrongs.Select(w => w.Sentence))]),
                        follows: true));
                    await results.FlushAsync();
                    await output.WriteLineAsync($"{name}：{rows[^1].Line:#,0}行目まで");
                }
            }
            catch (Rule rule)
            {
                wrong++;
                await output.WriteLineAsync($"× {name}：{rule.Sentence}");
                await results.WriteAsync(Spreadsheet.Write([[name, "", "", "取り込めません", rule.Sentence]], follows: true));
            }
        }
        await turns.Run((_, db, _) =>
        {
            Journal.Note(db, clock, Actor.Program, Done, "import", clock.NewId());
            return Task.FromResult(true);
        });
        await output.WriteLineAsync($"{taken:#,0}行を取り込みました。{same:#,0}行は、すでに同じ内容で入っていました。"
            + (wrong == 0 ? "" : $"{wrong:#,0}行は取り込めませんでした。"
                + $"{Path.Combine(here, Results)} を見て、直してから、もう一度始めてください。"));
        return wrong == 0 ? 0 : 1;
    }

    /// <summary>documents.csv, documents-1.csv, documents-2.csv ...</summary>
    static IEnumerable<string> Tables(string folder, string code) => Directory.EnumerateFiles(folder)
        .Where(f => Path.GetExtension(f).ToLowerInvariant() is ".csv" or ".xlsx")
        .Where(f => Path.GetFileNameWithoutExtension(f) is var name && (name == code
            || name.StartsWith(code + "-", StringComparison.Ordinal) && name[(code.Length + 1)..].All(char.IsAsciiDigit)))
        .OrderBy(f => f.Length).ThenBy(f => f, StringComparer.Ordinal);
}

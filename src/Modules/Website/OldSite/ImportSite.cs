using Keyaki.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Website;

/// <summary>`keyaki website import`: a folder of old HTML becomes drafts. What became of each file stands in a table beside them.</summary>
static class ImportSite
{
    public const string Results = "import-results.csv";
    public static readonly Deed Done = new("website.brought-in", "旧サイトのページを取り込んだ");

    public static readonly Command Command = new("website import",
        "旧サイトのHTMLを、フォルダーから下書きとして取り込む。止まったら、もう一度同じように始める", Run);

    static async Task<int> Run(IServiceProvider services, IReadOnlyList<string> args, TextWriter output)
    {
        Uri? root = null;
        if (args is not [{ Length: > 0 } folder, ..] || args.Count > 2 || !Directory.Exists(folder)
            || args.Count == 2 && !Uri.TryCreate(args[1], UriKind.Absolute, out root))
        {
            await output.WriteLineAsync("keyaki website import <フォルダー> [旧サイトのアドレス]");
            return 2;
        }
        IReadOnlyList<OldLine> lines;
        try { lines = await services.GetRequiredService<OldSiteImport>().Take(Path.GetFullPath(folder), root, default); }
        catch (Rule rule)
        {
            await output.WriteLineAsync($"× {rule.Sentence}");
            return 2;
        }
        var report = Path.Combine(Path.GetFullPath(folder), Results);
        await File.WriteAllBytesAsync(report, Spreadsheet.Write(lines.Select(l => l.Cells).Prepend(OldLine.Heads)));
        var clock = services.GetRequiredService<TimeProvider>();
        await services.GetRequiredService<Turns>().Run((_, db, _) =>
        {
            Journal.Note(db, clock, Actor.Program, Done, "website.import", clock.NewId());
            return Task.FromResult(true);
        });
        int Of(string result) => lines.Count(l => l.Result == result);
        await output.WriteLineAsync($"{Of(OldLine.Taken):#,0}ページを下書きにしました。"
            + $"{Of(OldLine.Before):#,0}ページは、前に取り込んでいました。"
            + (Of(OldLine.Refused) is > 0 and var bad ? $"{bad:#,0}ファイルは取り込めませんでした。" : "")
                + $"ファイルごとの結果：{report}");
        return Of(OldLine.Refused) == 0 ? 0 : 1;
    }
}

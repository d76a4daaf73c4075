using Keyaki.Kernel;

namespace Keyaki.Web;

/// <summary>`keyaki journal verify`: 0 all fits, 1 something does not, 2 asked wrongly, 3 nothing outside the database speaks for it.
/// `keyaki journal restored`: a new beginning.</summary>
static class JournalCommand
{
    public static readonly Deed Begun = new("journal.restored", "戻したデータベースで、外の控えに新しい始まりを書いた");

    /// <summary>The tables were brought back by other means than `keyaki restore`: says so in the anchor, and in the journal.</summary>
    public static async Task<int> Restored(IServiceProvider services, IReadOnlyList<string> args, TextWriter output)
    {
        if (args.Count > 0) { await output.WriteLineAsync("keyaki journal restored"); return 2; }
        var (database, anchor, clock) = (services.GetRequiredService<IDatabase>(), services.GetRequiredService<Anchor>(),
            services.GetRequiredService<TimeProvider>());
        // What was brought back may be of an older version.
        await House.Migrate(services);
        await using var db = database.OpenReader();
        try
        {
            await anchor.Follow(db);
            await output.WriteLineAsync("データベースの記録は外の控えの終わりまで届いています。何も書きませんでした。");
            return 2;
        }
        catch (BehindAnchor) { /* what this is for */ }
        var (to, givenUp) = await anchor.Restored(db, clock.GetUtcNow());
        await database.Turn((turn, _) =>
        {
            new Journal().Fact("to", to).Fact("givenUp", givenUp).Write(turn, clock, Actor.Program, Begun);
            return Task.FromResult(true);
        });
        await output.WriteLineAsync($"外の控えに新しい始まりを書きました。束 {to} の続きから始めます（控えにだけある {givenUp} 束は、なくなったものとして残ります）。");
        return 0;
    }

    public static async Task<int> Verify(IServiceProvider services, IReadOnlyList<string> args, TextWriter output)
    {
        var (anchor, copy) = args switch
        {
            [] => (services.GetRequiredService<IConfiguration>()["Keyaki:AnchorFile"] ?? "", false),
            ["--anchor", { Length: > 0 } file] when !file.StartsWith("--", StringComparison.Ordinal) => (file, true),
            _ => (null, false),
        };
        if (anchor is null) { await output.WriteLineAsync("keyaki journal verify [--anchor <外の控えのファイル>]"); return 2; }
        if (copy && !File.Exists(anchor)) { await output.WriteLineAsync($"外の控え {anchor} がありません。ファイルの名前を確かめてください。"); return 2; }
        var report = await JournalVerify.Run(services.GetRequiredService<IDatabase>(), anchor, copy);
        foreach (var note in report.Notes) await output.WriteLineAsync("・" + note);
        foreach (var finding in report.Findings) await output.WriteLineAsync("× " + finding);
        await output.WriteLineAsync($"束 {report.Batches}、封印済みの記録 {report.Entries}、まだ封印していない記録 {report.Unsealed}。");
        if (report.Findings.Count > 0)
        {
            await output.WriteLineAsync($"{report.Findings.Count} 件の不一致があります。");
            return 1;
        }
        if (!report.OnlyInItself)
        {
            await output.WriteLineAsync("すべて合っています。");
            return 0;
        }
        await output.WriteLineAsync(
            $"記録どうしの間では合っていますが、それだけです。外の控え（{anchor}）が{(File.Exists(anchor) ? "空な" : "ない")}ので、全体が作り直されたり消されたりしていないかは、わかりません。");
        return 3;
    }
}

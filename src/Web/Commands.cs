using Keyaki.Kernel;

namespace Keyaki.Web;

/// <summary>`keyaki` serves; `keyaki name ...` does one thing. What writes goes through the running server's socket, or runs alone when it is stopped.</summary>
public static class Commands
{
    public static async Task<int> Run(string[] args)
    {
        try
        {
            return args is [] or ["serve", ..] || args[0].StartsWith("--", StringComparison.Ordinal) ? await Serve(args) : await One(args);
        }
        catch (Exception e) when (e is SettingFault or BrokenProfile or DatabaseBusy or FileNotFoundException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
    }

    static async Task<int> Serve(string[] args)
    {
        var app = Hall.Build(args);
        if (app.Environment.IsDevelopment() && app.Configuration["Keyaki:Database"] is null or "" && !Freshness.Check(app.Configuration["Keyaki:Data"] ?? ".run/data", Console.In, Console.Out, !Console.IsInputRedirected)) return 2;
        await House.Migrate(app.Services);
        // Asked before anything is taken in: that is written down as well.
        var empty = await Seeds.AreWanted(app.Services, app.Environment);
        await Hall.Warm(app.Services);
        if (empty) await Seeds.Plant(app.Services, app.Configuration);
        await using var door = await CommandSocket.Open(app.Services, app.Configuration);
        await app.RunAsync();
        return 0;
    }

    static async Task<int> One(string[] args)
    {
        switch (args)
        {
            case ["settings"]: return Settings();
            case ["key", "create" or "rotate"]: return Key(args[1]);
        }
        var (command, rest) = Find(args);
        if (command is null) return Help();
        var builder = WebApplication.CreateBuilder();
        var data = builder.Configuration["Keyaki:Data"] ?? ".run/data";
        if (await CommandSocket.Ask(data, args, Console.Out) is { } code) return code;
        await using var app = Hall.Build([]);
        if (command.Name != "restore")
        {
            await House.Migrate(app.Services);
            await Hall.Warm(app.Services);
        }
        return await command.Run(app.Services, rest, Console.Out);
    }

    internal static (Command? Command, IReadOnlyList<string> Arguments) Find(IReadOnlyList<string> args)
    {
        var command = All.FirstOrDefault(c => string.Join(' ', args).StartsWith(c.Name, StringComparison.Ordinal));
        return (command, [.. args.Skip(command?.Name.Split(' ').Length ?? 0)]);
    }

    static IEnumerable<Command> All =>
    [
        new("journal verify", "ジャーナルを初めから計算し直し、書き換え・削除・入れ替え・切り取りを見つける", async (services, args, output) =>
        {
            var anchor = args is ["--anchor", var file] ? file : services.GetRequiredService<IConfiguration>()["Keyaki:AnchorFile"] ?? "";
            await using var db = services.GetRequiredService<IDatabase>().OpenReader();
            var report = await JournalVerify.Run(db, anchor);
            foreach (var finding in report.Findings) await output.WriteLineAsync("× " + finding);
            await output.WriteLineAsync($"束 {report.Batches}、封印済みの記録 {report.Entries}、まだ封印していない記録 {report.Unsealed}。{(report.Findings.Count == 0 ? "すべて合っています。" : $"{report.Findings.Count} 件の不一致があります。")}");
            return report.Findings.Count == 0 ? 0 : 1;
        }),
        new("backup", "データベースと添付ファイルをフォルダーに写す（主鍵は含まない）", Backup.Make),
        new("restore", "フォルダーから戻す（サーバーを止めてから）", Backup.Bring),
        .. Hall.Modules.SelectMany(m => m.Commands),
    ];

    static int Settings()
    {
        foreach (var s in Hall.Settings) Console.WriteLine($"{s.Name}\t{(s.Default is null ? "（必須）" : s.Default.Length == 0 ? "（空）" : s.Default)}\t{s.Meaning}");
        return 0;
    }

    static int Key(string what)
    {
        var file = WebApplication.CreateBuilder().Configuration["Keyaki:MasterKeyFile"];
        if (file is null) { Console.Error.WriteLine("設定 Keyaki:MasterKeyFile に鍵のファイルを書いてください。"); return 2; }
        if (what == "create" && File.Exists(file)) { Console.Error.WriteLine($"{file} はもうあります。新しい鍵に替えるには `keyaki key rotate` を使います。"); return 2; }
        MasterKey.Rotate(file);
        Console.WriteLine($"{file} に鍵を書きました。写しを別の場所に保管してください。");
        return 0;
    }

    static int Help()
    {
        Console.WriteLine("keyaki [serve]\nkeyaki settings\nkeyaki key create|rotate");
        foreach (var c in All) Console.WriteLine($"keyaki {c.Name}\t{c.Help}");
        return 2;
    }
}

using Keyaki.Kernel;

namespace Keyaki.Web;

/// <summary>`keyaki` serves; `keyaki name ...` does one thing. What writes goes through the running server's socket, or runs alone when
/// it is stopped.</summary>
public static class Commands
{
    public static async Task<int> Run(string[] args)
    {
        Hidden.Files();
        try
        {
            return args is [] or ["serve", ..] || args[0].StartsWith("--", StringComparison.Ordinal) ? await Serve(args) : await One(args);
        }
        catch (Exception e) when (e is SettingFault or BrokenProfile or DatabaseBusy or BehindAnchor or IOException or InvalidDataException
            or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
    }

    static async Task<int> Serve(string[] args)
    {
        var app = Hall.Build(args);
        if (app.Environment.IsDevelopment() && app.Configuration["Keyaki:Database"] is null or ""
            && !Freshness.Check(app.Configuration["Keyaki:Data"] ?? ".run/data", app.Configuration["Keyaki:AnchorFile"] ?? "", Console.In,
            Console.Out, !Console.IsInputRedirected)) return 2;
        foreach (var name in new[] { "Keyaki:MasterKeyFile", "Keyaki:AnchorFile" }) Hidden.Close(app.Configuration[name] ?? "");
        Hidden.Folder(app.Configuration["Keyaki:Data"] ?? ".run/data");
        await House.Migrate(app.Services);
        // Asked before anything is taken in: that is written down as well.
        var empty = await Seeds.AreWanted(app.Services, app.Environment);
        await Hall.Warm(app.Services);
        if (empty) await Seeds.Plant(app.Services, app.Configuration, Console.Out);
        else if (app.Environment.IsDevelopment() && await Seeds.AreHalf(app.Services))
            await Console.Out.WriteLineAsync("練習用のまちの話が、途中で止まっています。"
                + "初めから話すには、データのフォルダーを消してから始めてください。");
        await using var door = await CommandSocket.Open(app.Services, app.Configuration);
        await app.RunAsync();
        return 0;
    }

    static async Task<int> One(string[] args)
    {
        switch (args)
        {
            case ["settings"]: return Settings();
            case ["key", "create"]: return KeyCommands.Create(WebApplication.CreateBuilder().Configuration);
            case ["key", "list"]: return KeyCommands.List(WebApplication.CreateBuilder().Configuration);
        }
        var (command, rest) = Find(args);
        if (command is null) return Help();
        var builder = WebApplication.CreateBuilder();
        var data = builder.Configuration["Keyaki:Data"] ?? ".run/data";
        if (!command.Apart && await CommandSocket.Ask(data, args, Console.Out) is { } code) return code;
        await using var app = Hall.Build([]);
        if (!command.Bare)
        {
            await House.Migrate(app.Services);
            await Hall.Warm(app.Services);
        }
        return await command.Run(app.Services, rest, Console.Out);
    }

    internal static (Command? Command, IReadOnlyList<string> Arguments) Find(IReadOnlyList<string> args)
    {
        var command = All.FirstOrDefault(c => c.Name.Split(' ') is var words && args.Take(words.Length).SequenceEqual(words));
        return (command, [.. args.Skip(command?.Name.Split(' ').Length ?? 0)]);
    }

    static IEnumerable<Command> All =>
    [
        new("journal verify", "ジャーナルを初めから計算し直し、書き換え・削除・入れ替え・切り取りを見つける（主鍵は要らない）",
            JournalCommand.Verify, Bare: true),
        new("journal restored", "データベースを別の方法で戻した後に、外の控えに新しい始まりを書く", JournalCommand.Restored, Bare: true),
        new("key rotate", "新しい主鍵に替え、封じたものをすべて封じ直す（--leaked：漏れたとき。サインインも終わらせる）",
            KeyCommands.Rotate, Bare: true),
        new("backup", "データベースと添付ファイルをフォルダーに写す（主鍵は含まない）", Backup.Make),
        new("restore", "フォルダーから戻す（サーバーを止めてから）", Backup.Bring, Bare: true),
        .. Hall.Modules.SelectMany(m => m.Commands),
    ];

    static int Settings()
    {
        foreach (var s in Hall.Settings)
            Console.WriteLine($"{s.Name}\t{(s.Default is null ? "（必須）" : s.Default.Length == 0 ? "（空）" : s.Default)}\t{s.Meaning}");
        return 0;
    }

    static int Help()
    {
        Console.WriteLine("keyaki [serve]\nkeyaki settings\nkeyaki key create|list");
        foreach (var c in All) Console.WriteLine($"keyaki {c.Name}\t{c.Help}");
        return 2;
    }
}

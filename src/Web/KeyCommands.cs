using Keyaki.Kernel;

namespace Keyaki.Web;

/// <summary>`keyaki key ...`: makes the master key, says which ones are here, and retires one.</summary>
static class KeyCommands
{
    /// <summary>Without a database: there may be none yet.</summary>
    public static int Create(IConfiguration configuration)
    {
        if (configuration["Keyaki:MasterKeyFile"] is not { } file)
        { Console.Error.WriteLine("設定 Keyaki:MasterKeyFile に鍵のファイルを書いてください。"); return 2; }
        if (File.Exists(file)) { Console.Error.WriteLine($"{file} はもうあります。新しい鍵に替えるには `keyaki key rotate` を使います。"); return 2; }
        var master = MasterKey.Load(file, create: true);
        Console.WriteLine($"{file} に鍵（{master.Ids[0]}）を書きました。写しを別の場所に保管してください。");
        return 0;
    }

    public static int List(IConfiguration configuration)
    {
        if (configuration["Keyaki:MasterKeyFile"] is not { } file)
        { Console.Error.WriteLine("設定 Keyaki:MasterKeyFile に鍵のファイルを書いてください。"); return 2; }
        foreach (var (n, id) in MasterKey.Load(file, create: false).Ids.Index())
            Console.WriteLine($"{n + 1}行目\t{id}\t{(n == 0 ? "今の鍵" : "前の鍵")}");
        return 0;
    }

    /// <summary>
    /// Begins while no server runs anywhere, and goes on until all is done: alone, or in the running server after it was started again
    /// with both keys.
    /// </summary>
    public static async Task<int> Rotate(IServiceProvider services, IReadOnlyList<string> args, TextWriter output)
    {
        if (args is not ([] or ["--leaked"])) { await output.WriteLineAsync("keyaki key rotate [--leaked]"); return 2; }
        var (database, master, rotation) = (services.GetRequiredService<IDatabase>(), services.GetRequiredService<MasterKey>(),
            services.GetRequiredService<Rotation>());
        Rekeying? state;
        await using (var db = database.OpenReader())
        {
            if (!await JournalKey.Opens(db, master))
            { await output.WriteLineAsync($"鍵のファイルの鍵（{master.Ids[0]}）では、このまちの封を開けられません。今の鍵のファイルを置いてから実行してください。"); return 2; }
            state = await Rotation.Of(db, master);
        }
        if (master.Ids.Count == 1 || state is null)
        {
            // Every node must know the new key before the first of them seals anything under it.
            await using var alone = await database.Alone();
            // What was sealed until now stands in the anchor before it is said there that its key leaked.
            var anchor = services.GetRequiredService<Anchor>();
            await using var db = database.OpenReader();
            await anchor.Follow(db);
            await rotation.Begin(args is ["--leaked"]);
            await anchor.Follow(db);
            await output.WriteLineAsync($"新しい鍵（{master.Ids[0]}）を鍵のファイルの1行目に書きました。写しを別の場所に保管してください。ほかのノードの鍵のファイルも同じにしてください。");
        }
        long told = 0;
        state = await rotation.Run(async (now, table) =>
        {
            if (table is null && now.Rows - told < 5000) return;
            told = now.Rows;
            await output.WriteLineAsync(table is null ? $"  {now.Table} … {now.Rows} 件" : $"  {table} 済み（ここまで {now.Rows} 件）");
        });
        if (state.Lost > 0) await output.WriteLineAsync($"{state.Lost} 件は、鍵のファイルのどの鍵でも開きませんでした（前から失われています）。そのまま残しました。");
        await output.WriteLineAsync($"すべて新しい鍵（{master.Ids[0]}）で封をし直しました（{state.Rows} 件）。");
        if (master.Ids.Skip(1).ToList() is { Count: > 0 } old) await output.WriteLineAsync($"""
            前の鍵（{string.Join("、", old)}）は、もう要りません。鍵のファイルの2行目を消してから、サーバーを始めてください。
            取り替える前のバックアップを残すあいだは、前の鍵を別の場所に保管してください。そのバックアップを開くのに要ります。
            """);
        if (state.Leaked) await output.WriteLineAsync("サインインはすべて終わらせました。データベースの写しも漏れていたときは、封じた列（メールアドレス、認証アプリの種）は読まれたものとして扱ってください。");
        return state.Lost == 0 ? 0 : 1;
    }
}

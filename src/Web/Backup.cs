using System.Security.Cryptography;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Web;

/// <summary>A backup is a folder: the database's copy and every file that it refers to, each under its hash. The master key is never in it.</summary>
static class Backup
{
    const string Database = "city.copy";

    public static async Task<int> Make(IServiceProvider services, IReadOnlyList<string> args, TextWriter output)
    {
        if (args is not [var folder]) { await output.WriteLineAsync("keyaki backup <フォルダー>"); return 2; }
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()) { await output.WriteLineAsync($"{folder} は空ではありません。新しいフォルダーを指定してください。"); return 2; }
        Directory.CreateDirectory(folder);
        var database = services.GetRequiredService<IDatabase>();
        await database.Backup(Path.Combine(folder, Database), CancellationToken.None);
        // Files are written before the rows that name them, so files copied after the database are never missing one.
        await using var db = database.OpenReader();
        var hashes = await db.Set<StoredFile>().Select(f => f.Hash).Distinct().ToListAsync();
        foreach (var hash in hashes) Copy(Files(services), Path.Combine(folder, "files"), hash);
        await output.WriteLineAsync($"{folder} に写しました（ファイル {hashes.Count} 件）。主鍵は含みません。");
        return 0;
    }

    public static async Task<int> Bring(IServiceProvider services, IReadOnlyList<string> args, TextWriter output)
    {
        if (args is not [var folder, ..] || !File.Exists(Path.Combine(folder, Database))) { await output.WriteLineAsync("keyaki restore <フォルダー> [--over]"); return 2; }
        var files = Directory.Exists(Path.Combine(folder, "files")) ? Directory.GetFiles(Path.Combine(folder, "files"), "*", SearchOption.AllDirectories) : [];
        foreach (var file in files)
        {
            await using var content = File.OpenRead(file);
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content)) == Path.GetFileName(file)) continue;
            await output.WriteLineAsync($"{file} の中身が名前（ハッシュ）と合いません。戻しませんでした。");
            return 1;
        }
        var database = services.GetRequiredService<IDatabase>();
        if (!args.Contains("--over") && await HasData(database)) { await output.WriteLineAsync("このまちにはすでに記録があります。上書きするときは --over を付けてください。"); return 2; }
        await database.Restore(Path.Combine(folder, Database), CancellationToken.None);
        foreach (var file in files) Copy(Path.Combine(folder, "files"), Files(services), Path.GetFileName(file));
        await output.WriteLineAsync($"{folder} から戻しました（ファイル {files.Length} 件）。`keyaki journal verify` で確かめてください。");
        return 0;
    }

    static async Task<bool> HasData(IDatabase database)
    {
        try
        {
            await using var db = database.OpenReader();
            return await db.Set<JournalEntry>().AnyAsync();
        }
        catch (System.Data.Common.DbException) { return false; /* no tables yet */ }
    }

    static string Files(IServiceProvider services) => Path.Combine(services.GetRequiredService<IConfiguration>()["Keyaki:Data"] ?? ".run/data", "files");

    static void Copy(string from, string to, string hash)
    {
        var place = Path.Combine(hash[..2], hash[2..4], hash);
        if (!File.Exists(Path.Combine(from, place)) || File.Exists(Path.Combine(to, place))) return;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, place)) ?? to);
        File.Copy(Path.Combine(from, place), Path.Combine(to, place));
    }
}

using System.Security.Cryptography;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Web;

/// <summary>
/// A backup is a folder: the database's copy, every file that it refers to, each under its hash, and last of all a list with the hash of each,
/// so that a backup that was cut short is known for one. The master key is never in it.
/// </summary>
static class Backup
{
    const string Database = "city.copy", Contents = "contents.txt", Stored = "files";

    public static async Task<int> Make(IServiceProvider services, IReadOnlyList<string> args, TextWriter output)
    {
        if (args is not [var folder]) { await output.WriteLineAsync("keyaki backup <フォルダー>"); return 2; }
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()) { await output.WriteLineAsync($"{folder} は空ではありません。新しいフォルダーを指定してください。"); return 2; }
        Directory.CreateDirectory(folder);
        var database = services.GetRequiredService<IDatabase>();
        await database.Backup(Path.Combine(folder, Database), CancellationToken.None);
        // Files are written before the rows that name them, so files copied after the database are never missing one.
        await using var db = database.OpenReader();
        var hashes = await db.Set<StoredFile>().Select(f => f.Hash).Distinct().OrderBy(h => h).ToListAsync();
        var lost = hashes.FindAll(hash => !Copy(Files(services), Path.Combine(folder, Stored), hash));
        await File.WriteAllLinesAsync(Path.Combine(folder, Contents), [$"{await HashOf(Path.Combine(folder, Database))} {Database}", .. hashes.Except(lost).Select(hash => $"{hash} {Stored}/{Place(hash)}")]);
        foreach (var hash in lost) await output.WriteLineAsync($"添付ファイル {hash} が {Files(services)} にないため、写せませんでした。");
        await output.WriteLineAsync($"{Path.GetFullPath(folder)} に写しました（ファイル {hashes.Count - lost.Count} 件）。主鍵は含みません。");
        return lost.Count == 0 ? 0 : 1;
    }

    public static async Task<int> Bring(IServiceProvider services, IReadOnlyList<string> args, TextWriter output)
    {
        if (args is not [var folder, ..]) { await output.WriteLineAsync("keyaki restore <フォルダー> [--over]"); return 2; }
        var (faults, hashes) = await Check(folder);
        foreach (var fault in faults) await output.WriteLineAsync(fault);
        if (faults.Count > 0) { await output.WriteLineAsync("戻しませんでした。まちは元のままです。"); return 1; }
        var database = services.GetRequiredService<IDatabase>();
        if (!args.Contains("--over") && await HasData(database)) { await output.WriteLineAsync("このまちにはすでに記録があります。上書きするときは --over を付けてください。"); return 2; }
        foreach (var hash in hashes) Copy(Path.Combine(folder, Stored), Files(services), hash);
        await database.Restore(Path.Combine(folder, Database), CancellationToken.None);
        await output.WriteLineAsync($"{folder} から戻しました（ファイル {hashes.Count} 件）。`keyaki journal verify` で確かめてください。");
        await using var db = database.OpenReader();
        if (await JournalKey.Opens(db, services.GetRequiredService<MasterKey>())) return 0;
        await output.WriteLineAsync("ただし、今の主鍵（Keyaki:MasterKeyFile）では、戻した記録の封を開けられません。バックアップを作ったときの主鍵のファイルを置いてから、サーバーを始めてください。");
        return 1;
    }

    /// <summary>What is wrong with the folder, each in a sentence, and the hashes of the files in it.</summary>
    static async Task<(List<string> Faults, List<string> Hashes)> Check(string folder)
    {
        var (faults, hashes, list) = (new List<string>(), new List<string>(), Path.Combine(folder, Contents));
        if (!File.Exists(list)) return ([$"{folder} に {Contents} がありません。けやきのバックアップではないか、途中で止まったバックアップです。"], hashes);
        foreach (var line in await File.ReadAllLinesAsync(list))
        {
            if (line.Split(' ', 2) is not [{ Length: 64 } hash, var name]) faults.Add($"{list} の「{line}」を読めません。");
            else if (!File.Exists(Path.Combine(folder, name))) faults.Add($"{Path.Combine(folder, name)} がありません。");
            else if (await HashOf(Path.Combine(folder, name)) != hash) faults.Add($"{Path.Combine(folder, name)} の中身が、写したときと違います（途中で切れているか、書き換えられています）。");
            else if (name != Database) hashes.Add(hash);
        }
        if (!File.Exists(Path.Combine(folder, Database)) && faults.Count == 0) faults.Add($"{folder} に {Database} がありません。");
        return (faults, hashes);
    }

    static async Task<string> HashOf(string file)
    {
        await using var content = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content));
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

    static string Files(IServiceProvider services) => House.FileFolder(services.GetRequiredService<IConfiguration>());

    static string Place(string hash) => Path.Combine(hash[..2], hash[2..4], hash);

    /// <summary>False when there is nothing to copy.</summary>
    static bool Copy(string from, string to, string hash)
    {
        var (source, target) = (Path.Combine(from, Place(hash)), Path.Combine(to, Place(hash)));
        if (!File.Exists(source)) return false;
        if (File.Exists(target)) return true;
        Directory.CreateDirectory(Path.GetDirectoryName(target) ?? to);
        File.Copy(source, target + ".arriving", overwrite: true);
        File.Move(target + ".arriving", target);
        return true;
    }
}

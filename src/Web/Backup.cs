using System.Security.Cryptography;
using System.Text;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Web;

/// <summary>
/// A backup is a folder: the database's copy, every file that it refers to, each under its hash, and last of all a list with the hash
/// of each, signed by the journal's key: a backup that was cut short or changed by somebody is known for one. The master key is never
/// in it, only its name.
/// </summary>
static class Backup
{
    const string Database = "city.copy", Contents = "contents.txt", Stored = "files";
    const string Head = "keyaki-backup 1", KeyWord = "key", SignatureWord = "signature";

    public static async Task<int> Make(IServiceProvider services, IReadOnlyList<string> args, TextWriter output)
    {
        if (args is not [var folder] || folder.StartsWith("--", StringComparison.Ordinal))
        { await output.WriteLineAsync("keyaki backup <フォルダー>"); return 2; }
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        { await output.WriteLineAsync($"{folder} は空ではありません。新しいフォルダーを指定してください。"); return 2; }
        Hidden.Folder(folder);
        var (database, master) = (services.GetRequiredService<IDatabase>(), services.GetRequiredService<MasterKey>());
        var clock = services.GetRequiredService<TimeProvider>();
        // Before the copy is taken, so that the copy knows the key that signs its list.
        var signer = await database.Turn((turn, ct) => JournalKey.Current(turn, master, clock, ct));
        await database.Backup(Path.Combine(folder, Database), CancellationToken.None);
        // Files are written before the rows that name them, so files copied after the database are never missing one.
        await using var db = database.OpenReader();
        var hashes = await db.Set<StoredFile>().Select(f => f.Hash).Distinct().OrderBy(h => h).ToListAsync();
        var lost = new List<string>();
        foreach (var hash in hashes) if (!await Copy(Files(services), Path.Combine(folder, Stored), hash)) lost.Add(hash);
        var whole = master.Ids.Count == 1 || await Rotation.Of(db, master) is { FinishedAt: not null };
        string[] list =
        [
            Head, $"{KeyWord} {string.Join(' ', whole ? master.Ids.Take(1) : master.Ids)}",
            $"{await HashOf(Path.Combine(folder, Database))} {Database}", .. hashes.Except(lost)
                .Select(hash => $"{hash} {Stored}/{Place(hash)}"),
        ];
        await File.WriteAllLinesAsync(Path.Combine(folder, Contents), [.. list, $"{SignatureWord} {signer.Sign(Signed(list), master)}"]);
        foreach (var hash in lost) await output.WriteLineAsync($"添付ファイル {hash} が {Files(services)} にないか、中身が壊れているため、写せませんでした。");
        await output.WriteLineAsync($"""
            {Path.GetFullPath(folder)} に写しました（ファイル {hashes.Count - lost.Count} 件）。主鍵は含みません。
            戻すときに要る主鍵：{string.Join("、", whole ? master.Ids.Take(1) : master.Ids)}
            一覧の署名を確かめる公開鍵（外の控えにもあります）：{signer.Public}
            """);
        return lost.Count == 0 ? 0 : 1;
    }

    static byte[] Signed(IEnumerable<string> list) => Encoding.UTF8.GetBytes(string.Join('\n', list) + "\n");

    public static async Task<int> Bring(IServiceProvider services, IReadOnlyList<string> args, TextWriter output)
    {
        if (Asked.Of([.. args]) is not { } asked)
        { await output.WriteLineAsync("keyaki restore <フォルダー> [--over] [--anchor <外の控え> | --key <公開鍵>]"); return 2; }
        await using var alone = await services.GetRequiredService<IDatabase>().Alone();
        var configured = services.GetRequiredService<IConfiguration>()["Keyaki:AnchorFile"] ?? "";
        var anchor = asked.Key is null ? await Anchor.Read(asked.Anchor ?? configured) : null;
        List<string> keys = asked.Key is { } given ? [given]
            : [.. (anchor?.Keys ?? []).Where(key => anchor?.Leaked.ContainsKey(key) is false)];
        if (keys.Count == 0)
        {
            await output.WriteLineAsync(
                $"{asked.Anchor ?? configured} に公開鍵がありません。バックアップの署名を確かめるために、外の控えの写しを --anchor で、または公開鍵を --key で指定してください。まちは元のままです。");
            return 2;
        }
        var (faults, masters, hashes) = await Check(asked.Folder, keys);
        foreach (var fault in faults) await output.WriteLineAsync(fault);
        // Whoever has what leaked can sign a list of their own: a person decides whether this one lay where nobody could change it.
        if (faults.Count > 0 && anchor?.Leaked.Count > 0)
            await output.WriteLineAsync(
                $"漏れたと書かれた鍵の署名は、確かめたことになりません。漏れる前から手の届かない所に置いてあった写しなら、その公開鍵を --key で指定してください：{string.Join("、", anchor.Leaked.Keys)}");
        if (faults.Count > 0) { await output.WriteLineAsync("戻しませんでした。まちは元のままです。"); return 1; }
        return await Bring(services, asked, masters, hashes, output);
    }

    static async Task<int> Bring(IServiceProvider services, Asked asked, string[] masters, List<string> hashes, TextWriter output)
    {
        var database = services.GetRequiredService<IDatabase>();
        if (!asked.Over && await HasData(database)) { await output.WriteLineAsync("このまちにはすでに記録があります。上書きするときは --over を付けてください。"); return 2; }
        foreach (var hash in hashes) await Copy(Path.Combine(asked.Folder, Stored), Files(services), hash);
        await database.Restore(Path.Combine(asked.Folder, Database), CancellationToken.None);
        await using var db = database.OpenReader();
        await services.GetRequiredService<Anchor>().Restored(db, services.GetRequiredService<TimeProvider>().GetUtcNow());
        await output.WriteLineAsync($"{asked.Folder} から戻しました（ファイル {hashes.Count} 件）。`keyaki journal verify` で確かめてください。");
        var master = services.GetRequiredService<MasterKey>();
        if (masters.All(master.Ids.Contains)) return 0;
        await output.WriteLineAsync(
            $"ただし、今の主鍵（{string.Join("、", master.Ids)}）では、戻した記録の封を開けられません。要るのは {string.Join("、", masters)} です。その主鍵のファイルを置いてから、サーバーを始めてください。");
        return 1;
    }

    sealed record Asked(string Folder, bool Over, string? Anchor, string? Key)
    {
        public static Asked? Of(string[] args) => args switch
        {
            [var folder] when !folder.StartsWith("--", StringComparison.Ordinal) => new(folder, false, null, null),
            [.. var before, "--over"] => Of(before) is { Over: false } asked ? asked with { Over = true } : null,
            [.. var before, "--anchor", var file] => Of(before) is { Anchor: null, Key: null } asked ? asked with { Anchor = file } : null,
            [.. var before, "--key", var key] => Of(before) is { Anchor: null, Key: null } asked ? asked with { Key = key } : null,
            _ => null,
        };
    }

    /// <summary>What is wrong with the folder, each in a sentence; the names of the master keys that it needs, and the hashes of the
    /// files in it. Reads every byte.</summary>
    static async Task<(List<string> Faults, string[] Masters, List<string> Hashes)> Check(string folder, IReadOnlyCollection<string> keys)
    {
        var (faults, hashes, list) = (new List<string>(), new List<string>(), Path.Combine(folder, Contents));
        if (!File.Exists(list)) return ([$"{folder} に {Contents} がありません。けやきのバックアップではないか、途中で止まったバックアップです。"], [], hashes);
        var lines = await File.ReadAllLinesAsync(list);
        if (lines is not [Head, .. var parts, var last] || last.Split(' ') is not [SignatureWord, var signature]
            || parts is not [var first, ..] || first.Split(' ') is not [KeyWord, .. { Length: > 0 } masters])
            return ([$"{list} が途中で切れているか、けやきのバックアップの一覧ではありません。"], [], hashes);
        if (!keys.Any(key => JournalKey.Signed(key, Signed(lines[..^1]), signature)))
            return ([$"{list} の署名が、外の控えの公開鍵と合いません。一覧が書き換えられているか、別のまちのバックアップです。"], [], hashes);
        foreach (var line in parts.Skip(1))
        {
            // No other place than these two: a name never leads out of the folder.
            if (line.Split(' ', 2) is not [{ Length: 64 } hash, var name] || !hash.All(char.IsAsciiHexDigitLower) || name != Database
                && name != $"{Stored}/{Place(hash)}")
                faults.Add($"{list} の「{line}」を読めません。");
            else if (!File.Exists(Path.Combine(folder, name))) faults.Add($"{Path.Combine(folder, name)} がありません。");
            else if (await HashOf(Path.Combine(folder, name)) != hash)
                faults.Add($"{Path.Combine(folder, name)} の中身が、写したときと違います（途中で切れているか、書き換えられています）。");
            else if (name != Database) hashes.Add(hash);
        }
        if (!parts.Any(p => p.EndsWith(" " + Database, StringComparison.Ordinal)) && faults.Count == 0)
            faults.Add($"{list} に {Database} がありません。");
        return (faults, masters, hashes);
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

    static string Place(string hash) => $"{hash[..2]}/{hash[2..4]}/{hash}";

    /// <summary>Afterwards the file is there with the bytes of its name; false when the source has no such bytes.</summary>
    static async Task<bool> Copy(string from, string to, string hash)
    {
        var (source, target) = (Path.Combine(from, Place(hash)), Path.Combine(to, Place(hash)));
        if (!File.Exists(source)) return false;
        if (File.Exists(target) && await HashOf(target) == hash) return true;
        Directory.CreateDirectory(Path.GetDirectoryName(target) ?? to);
        File.Copy(source, target + ".arriving", overwrite: true);
        if (await HashOf(target + ".arriving") is var found && found != hash)
        {
            File.Delete(target + ".arriving");
            return false;
        }
        File.Move(target + ".arriving", target, overwrite: true);
        return true;
    }
}

using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kernel;

/// <summary>Held until checked; then clean or infected. Without a checker configured a file is clean as soon as it is stored.</summary>
public enum FileState { Clean, Held, Infected }

/// <summary>A file that somebody gave: stored by its hash, known by its own bytes and not by its name.</summary>
public sealed class StoredFile
{
    public required Guid Id { get; init; }
    public required string Hash { get; init; }
    public required string Name { get; init; }
    public required string Type { get; init; }
    public required long Size { get; init; }
    public required FileState State { get; set; }

    /// <summary>Account that added it; only it may see the file until a record uses it.</summary>
    public Guid? Owner { get; init; }
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>Why nobody may open it; null when it is clean.</summary>
    public Text? Shut => State switch
    {
        FileState.Clean => null,
        FileState.Held => new("安全かを確認中です", "あんぜんか しらべて います", "being checked"),
        _ => new("ウイルスが見つかったため、開けません", "ウイルスが あったので ひらけません", "not opened: a virus was found"),
    };

    /// <summary>The record that refers to it; a file that nothing refers to is collected after 24 hours.</summary>
    public Guid? UsedBy { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<StoredFile>
    {
        public void Configure(EntityTypeBuilder<StoredFile> b)
        {
            b.ToTable("kernel_files");
            b.Property(x => x.Hash).HasMaxLength(64);
            b.Property(x => x.Name).HasMaxLength(200);
            b.Property(x => x.Type).HasMaxLength(80);
            b.HasIndex(x => x.Hash);
            b.HasIndex(x => new { x.UsedBy, x.AddedAt });
            b.HasIndex(x => x.AddedAt).HasFilter("\"State\" = 'Held'");
        }
    }
}

/// <summary>Looks into a file before anybody may open it (a virus scanner). None configured: files are released at once.</summary>
public interface IFileCheck
{
    Task<FileState> Check(string path, CancellationToken ct);

    /// <summary>Since when it does not answer; null while it does.</summary>
    DateTimeOffset? StandsStillSince => null;
}

/// <summary>The folder of files, addressed by the SHA-256 of their content.</summary>
public sealed class FileStore(string folder, long most, TimeProvider clock, IEnumerable<IFileCheck> checks)
{
    /// <summary>Whether anything looks into files before they are opened.</summary>
    public bool IsChecked => checks.Any();

    /// <summary>Since when what comes in is held because nothing answers; null while it is looked into.</summary>
    public DateTimeOffset? HeldSince => checks.Min(c => c.StandsStillSince);

    /// <summary>Largest size of one file in bytes.</summary>
    public long Most => most;

    /// <summary>
    /// Takes a file in, streamed: refuses what is too big, of another kind than <paramref name="accepted"/> (image/jpeg, image/png,
    /// application/pdf; text/csv, application/json, a workbook), or broken.
    /// Photos lose their metadata (place, device). The row is returned for the caller's turn; the bytes lie there before it.
    /// </summary>
    /// <param name="larger">The most bytes, where it may be more than is usual.</param>
    /// <exception cref="Rule">with a sentence for the person; field is empty, the caller names it.</exception>
    public async Task<StoredFile> Take(Stream content, string name, IReadOnlyCollection<string> accepted, Guid? owner, CancellationToken ct,
        long? larger = null)
    {
        Directory.CreateDirectory(folder);
        var arriving = Path.Combine(folder, "arriving-" + clock.NewId().ToString("N"));
        try
        {
            await Copy(content, arriving, larger ?? most, ct);
            if (accepted.Any(a => a.StartsWith("image/", StringComparison.Ordinal)))
            {
                if (FileBytes.IsSvg(arriving)) throw Svg();
                if (FileBytes.IsHeic(arriving)) throw Heic();
            }
            var type = FileBytes.Of(arriving, accepted) ?? throw new Rule("",
                new Text($"このファイルは開けません。{FileBytes.Words(accepted)}を選んでください。",
                    $"この ファイルは つかえません。{FileBytes.Words(accepted)}を えらんで ください。",
                $"This file cannot be opened. Accepted: {FileBytes.Codes(accepted)}."));
            if (type is (FileBytes.OldOffice or FileBytes.Macro) && FileBytes.Office(accepted) is { } kinds) throw Office(type, kinds);
            if (!accepted.Contains(type))
                throw new Rule("", new Text($"選べるのは{FileBytes.Words(accepted)}です。別のファイルを選んでください。",
                $"{FileBytes.Words(accepted)}を えらんで ください。", $"Choose another file. Accepted: {FileBytes.Codes(accepted)}."));
            Refuse(FileBytes.Clean(arriving, type));
            return await Keep(arriving, name, type, owner, ct);
        }
        finally { File.Delete(arriving); }
    }

    static Rule Svg() => new("", new Text("SVGの画像は、中にプログラムを書けるため使えません。PNGかJPEGで保存し直してください。",
        "SVGの 画像は つかえません。PNGか JPEGで ほぞん して ください。",
        "An SVG picture can hold a program, so it is not taken. Save it as PNG or JPEG."));

    static Rule Heic() => new("", new Text(
        "iPhoneの写真（HEIC）は開けません。JPEGで保存し直すか、カメラの設定を「互換性優先」にして撮ってください。",
        "iPhoneの 写真（HEIC）は つかえません。JPEGで ほぞん して ください。",
        "HEIC photos (as iPhones keep them) cannot be opened here. Save the photo as JPEG and choose it again."));

    /// <summary>Says how to save it so that it is taken here.</summary>
    static Rule Office(string type, (Text Now, Text Before) kinds) => new("", type is FileBytes.Macro
        ? new Text($"マクロを含むファイルは使えません。Officeで{kinds.Now.Ja}を選んで保存し直してください。",
            $"マクロが ある ファイルは つかえません。{kinds.Now.Easy}で ほぞん して ください。",
            $"A file with macros cannot be used. Save it as {kinds.Now.En}.")
        : new Text($"このファイルはパスワードが付いているか、古い形式（{kinds.Before.Ja}）です。パスワードを外し、{kinds.Now.Ja}を選んで保存し直してください。",
            $"この ファイルは パスワードが あるか、古い かたちです。パスワードを とって、{kinds.Now.Easy}で ほぞん して ください。",
            $"This file has a password or is of the old kind ({kinds.Before.En}). Remove the password and save it as {kinds.Now.En}."));

    static void Refuse(FileBytes.Finding found)
    {
        if (found is FileBytes.Finding.Broken)
            throw new Rule("", new Text("ファイルが途中で切れているか、壊れています。もう一度選んでください。",
                "ファイルが こわれています。もういちど えらんで ください。",
                "The file is broken or incomplete. Choose it again."));
        if (found is FileBytes.Finding.Locked)
            throw new Rule("", new Text(
                "このPDFは、開くときにパスワードが必要です。職員が開けないため、パスワードを外して保存し直したものか、印刷したものの写真を選んでください。",
                "この PDFは パスワードが ないと 見られません。パスワードを とった PDFか、紙に いんさつして とった 写真を えらんで ください。",
                "This PDF opens only with a password, so our staff cannot read it. Choose a copy saved without the password, or a photo of the printed page."));
    }

    /// <summary>Keeps bytes that the program itself made (PDFs): nobody gave them, so that nothing is looked for in them.</summary>
    public async Task<StoredFile> Put(byte[] content, string name, string type, CancellationToken ct, Guid? owner = null)
    {
        Directory.CreateDirectory(folder);
        var arriving = Path.Combine(folder, "arriving-" + clock.NewId().ToString("N"));
        try
        {
            await File.WriteAllBytesAsync(arriving, content, ct);
            // What stands in a name is no path: a title may have a stroke in it.
            return await Keep(arriving, name.Replace('/', '／').Replace('\\', '＼'), type, owner, ct, ours: true);
        }
        finally { File.Delete(arriving); }
    }

    /// <summary>Keeps a file that a record had elsewhere, of whatever kind: its bytes stay as they are, because their hash is what proves
    /// it.</summary>
    /// <exception cref="Rule">it holds a virus.</exception>
    public async Task<StoredFile> Bring(string path, string name, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var arriving = Path.Combine(folder, "arriving-" + clock.NewId().ToString("N"));
        try
        {
            File.Copy(path, arriving);
            return await Keep(arriving, name, FileBytes.Brought(arriving, name), null, ct);
        }
        finally { File.Delete(arriving); }
    }

    /// <summary>Copies the bytes of a kept file to another place, whole or not at all: false when they are not those of its hash any more,
    /// null when they are gone.</summary>
    /// <exception cref="NotHere">it is held.</exception>
    public async Task<bool?> Copy(StoredFile file, string to, CancellationToken ct)
    {
        if (file.State is not FileState.Clean) throw new NotHere();
        if (!File.Exists(PathOf(file.Hash))) return null;
        var part = Directory.CreateDirectory(Path.GetDirectoryName(to) ?? "").FullName + $"/.{clock.NewId():N}";
        try
        {
            File.Copy(PathOf(file.Hash), part);
            if (await HashOf(part, ct) != file.Hash) return false;
            File.Move(part, to, overwrite: true);
            return true;
        }
        finally { File.Delete(part); }
    }

    /// <summary>Where the bytes of a clean file lie, for a program that reads them.</summary>
    /// <exception cref="NotHere">it is held, or its bytes are gone.</exception>
    public string Place(StoredFile file) =>
        file.State is FileState.Clean && PathOf(file.Hash) is var path && File.Exists(path) ? path : throw new NotHere();

    /// <summary>Whether the bytes under a hash are still those of that hash; null when they are gone.</summary>
    public async Task<bool?> Prove(string hash, CancellationToken ct) =>
        File.Exists(PathOf(hash)) ? await HashOf(PathOf(hash), ct) == hash : null;

    /// <summary>The hash of the bytes of any file, as files are known here: SHA-256, small letters.</summary>
    public static async Task<string> HashOf(string path, CancellationToken ct)
    {
        await using var bytes = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, ct));
    }

    /// <summary>A folder for what is made of a file (pictures of its pages); it goes when the file goes.</summary>
    public string Beside(StoredFile file) => BesideOf(file.Hash);

    string BesideOf(string hash) => PathOf(hash) + ".made";

    public Stream Open(StoredFile file) => file.State is FileState.Clean ? File.OpenRead(PathOf(file.Hash)) : throw new NotHere();

    /// <summary>Deletes rows without a record after 24 hours, and the bytes that no row names any more.</summary>
    public async Task<int> Collect(Turns turns)
    {
        var (rows, gone) = await turns.Run(async (_, db, ct) =>
        {
            var limit = clock.GetUtcNow().AddHours(-24);
            var old = await db.Set<StoredFile>().AsTracking().Where(f => f.UsedBy == null && f.AddedAt < limit).Take(500).ToListAsync(ct);
            db.RemoveRange(old);
            var ids = old.ConvertAll(f => f.Id);
            var hashes = old.Select(f => f.Hash).Distinct().ToList();
            var shared = await db.Set<StoredFile>().Where(f => hashes.Contains(f.Hash) && !ids.Contains(f.Id)).Select(f => f.Hash)
                .ToListAsync(ct);
            return (old.Count, hashes.Except(shared).ToList());
        });
        foreach (var hash in gone)
        {
            File.Delete(PathOf(hash));
            if (Directory.Exists(BesideOf(hash))) Directory.Delete(BesideOf(hash), recursive: true);
        }
        return rows;
    }

    static async Task Copy(Stream content, string arriving, long most, CancellationToken ct)
    {
        await using var file = File.Create(arriving);
        var buffer = new byte[81920];
        long size = 0;
        for (int read; (read = await content.ReadAsync(buffer, ct)) > 0;)
        {
            if ((size += read) > most)
                throw new Rule("", new Text($"ファイルが大きすぎます。{most / 1024 / 1024}MBまでのファイルを選んでください。",
                $"ファイルが 大きすぎます。{most / 1024 / 1024}MBまでの ものを えらんで ください。",
                $"The file is too large. Choose one of up to {most / 1024 / 1024} MB."));
            await file.WriteAsync(buffer.AsMemory(0, read), ct);
        }
        if (size == 0) throw new Rule("",
            new Text("ファイルが空です。もう一度選んでください。", "ファイルが からです。もういちど えらんで ください。",
                "The file is empty. Choose it again."));
    }

    async Task<StoredFile> Keep(string arriving, string name, string type, Guid? owner, CancellationToken ct, bool ours = false)
    {
        string hash;
        long size;
        await using (var file = new FileStream(arriving, FileMode.Open, FileAccess.ReadWrite))
        {
            hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct));
            size = file.Length;
            file.Flush(flushToDisk: true);
        }
        var state = ours ? FileState.Clean : await Check(arriving, ct);
        if (state is FileState.Infected)
            throw new Rule("", new Text("このファイルからウイルスが見つかったため、受け取れません。お使いの機器を調べてください。",
                "この ファイルに ウイルスが ありました。おくれません。", "A virus was found in this file. It was not taken in; please check your device."));
        var path = PathOf(hash);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? folder);
        if (!File.Exists(path)) File.Move(arriving, path);
        return new StoredFile
        {
            Id = clock.NewId(), Hash = hash, Name = NameOf(name), Type = type, Size = size, State = state,
            Owner = owner, AddedAt = clock.GetUtcNow()
        };
    }

    /// <summary>What the checks say of a file that is held.</summary>
    internal Task<FileState> CheckAgain(StoredFile file, CancellationToken ct) => Check(PathOf(file.Hash), ct);

    async Task<FileState> Check(string path, CancellationToken ct)
    {
        var state = FileState.Clean;
        foreach (var check in checks)
            if (await check.Check(path, ct) is var found && found > state) state = found;
        return state;
    }

    /// <summary>A file's name as it can be shown: without its path and unseen signs, the end kept, which says what it is.</summary>
    public static string NameOf(string given)
    {
        var name = Path.GetFileName(PlainText.Of(given.ReplaceLineEndings(" ").Replace('\t', ' ')).Replace('\\', '/')).Trim();
        return PlainText.IsBlank(Path.GetFileNameWithoutExtension(name)) ? "ファイル" + Path.GetExtension(name)
            .Trim() : PlainText.CutFront(name, 120);
    }

    string PathOf(string hash) => Path.Combine(folder, hash[..2], hash[2..4], hash);
}

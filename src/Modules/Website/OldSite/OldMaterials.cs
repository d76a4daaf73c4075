using System.Text.RegularExpressions;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>Pictures and files of the old site: each is taken in once, and stands on the new page as a block of its own. What cannot be
/// taken is told.</summary>
sealed partial class OldMaterials(string folder, Uri root, FileStore files, Outbox outbox, TimeProvider clock)
{
    /// <summary>Dots, lines and buttons of an old design are no pictures.</summary>
    const int Least = 48;

    sealed record Taken(StoredFile? File, string Why);

    readonly Dictionary<string, Taken> taken = new(StringComparer.Ordinal);
    readonly Dictionary<string, Material> made = new(StringComparer.Ordinal);

    /// <summary>Brings the files that these blocks name into the store: before the turn, as it takes long and changes no row.</summary>
    public async Task Fetch(IReadOnlyList<Block> blocks, string address, BlockKinds kinds, CancellationToken ct)
    {
        foreach (var url in blocks.Where(b => b.Kind == PictureBlock.Name).Select(b => b["file"]).Concat(
            from block in blocks from name in kinds.Find(block.Kind)?.Inlined ?? [] from link in Inline.Links(block[name]) select link.Url))
            if (Local(url, address) is { } path && !taken.ContainsKey(path)) taken[path] = await Fetch(path, ct);
    }

    async Task<Taken> Fetch(string path, CancellationToken ct)
    {
        try
        {
            await using var content = File.OpenRead(path);
            var file = await files.Take(content, Path.GetFileName(path), Material.Accepted, null, ct);
            if (Material.Pictures.Contains(file.Type) && file.State is FileState.Clean)
            {
                var size = PictureSize.Of(files.Place(file), file.Type);
                Material.MustFit(size);
                if (size is { Width: < Least, Height: < Least }) return new(null, "");
            }
            return new(file, "");
        }
        catch (Rule rule) { return new(null, rule.Sentence); }
        catch (IOException) { return new(null, "読めません。"); }
    }

    /// <summary>The file in the folder that an address of an old page leads to; null where it is none of ours, or another page.</summary>
    string? Local(string url, string address)
    {
        if (url.StartsWith('#') || !Uri.TryCreate(new Uri(root, OldLinks.Escaped(address)), url, out var to)
            || to.Host != root.Host) return null;
        var path = Path.GetFullPath(Path.Combine(folder, Uri.UnescapeDataString(to.AbsolutePath).TrimStart('/')));
        return path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            && Path.GetExtension(path).ToLowerInvariant() is { Length: > 1 } ending and not (".html" or ".htm" or ".shtml")
            && new FileInfo(path) is { Exists: true, LinkTarget: null } ? path : null;
    }

    /// <summary>The blocks with what was taken in, in the turn that writes the page.</summary>
    /// <param name="left">What was not taken, and why.</param>
    public async Task<IReadOnlyList<Block>> Placed(CityDb db, IReadOnlyList<Block> blocks, string address, string owner, BlockKinds kinds,
        List<string> left, CancellationToken ct)
    {
        var placed = new List<Block>();
        foreach (var block in blocks)
        {
            if (block.Kind == PictureBlock.Name)
            {
                if (await Of(db, block["file"], address, owner, MaterialKind.Picture, left, ct) is { } picture)
                    placed.Add(block.With("file", picture.Code));
                continue;
            }
            var (now, found) = (block, new List<string>());
            foreach (var name in kinds.Find(block.Kind)?.Inlined ?? [])
                if (now[name].Contains("](", StringComparison.Ordinal))
                    now = now.With(name, await Unlinked(db, now[name], address, owner, found, left, ct));
            if (found.Count == 0 || (kinds.Find(now.Kind)?.Inlined ?? []).Any(name => now[name].Trim().Length > 0)) placed.Add(now);
            if (found.Count > 0) placed.Add(new(FilesBlock.Name, ("items", string.Join('\n', found.Distinct()))));
        }
        return placed;
    }

    /// <summary>The lines without the links that are blocks from now on; a line that was nothing else is gone.</summary>
    async Task<string> Unlinked(CityDb db, string text, string address, string owner, List<string> found, List<string> left,
        CancellationToken ct)
    {
        var lines = new List<string>();
        foreach (var line in text.Split('\n'))
        {
            var (kept, before) = ("", found.Count);
            foreach (var run in Inline.Read(line))
                if (run is LinkRun link && await Of(db, link.Url, address, owner, null, left, ct) is { } file)
                {
                    var words = KindAndSize().Replace(link.Words, "").Replace('|', '｜').Trim();
                    found.Add($"{file.Code}|{(words.Length > 0 ? words : file.Name)}");
                    kept += words;
                }
                else kept += Inline.Written(run);
            var only = found.Count > before && Inline.Read(line).All(r => r is LinkRun || string.IsNullOrWhiteSpace(r.Words));
            if (!only) lines.Add(kept);
        }
        return string.Join('\n', lines);
    }

    /// <summary>The material behind an address, made when it is asked for first; null where there is none.</summary>
    async Task<Material?> Of(CityDb db, string url, string address, string owner, MaterialKind? kind, List<string> left,
        CancellationToken ct)
    {
        if (Local(url, address) is not { } path || !taken.TryGetValue(path, out var one))
        {
            if (kind is not null) left.Add($"{url}（ファイルがありません）");
            return null;
        }
        if (one.File is not { } file)
        {
            if (one.Why.Length > 0) left.Add($"{url}（{one.Why}）");
            return null;
        }
        if (made.TryGetValue(path, out var known) && await db.Set<Material>().AnyAsync(m => m.Id == known.Id, ct)) return known;
        // The same bytes were taken in before, for another page or in another run.
        if (await db.Set<StoredFile>().Where(f => f.Hash == file.Hash && f.UsedBy != null)
            .Join(db.Set<Material>(), f => f.Id, m => m.File, (_, m) => m).FirstOrDefaultAsync(ct) is { } before)
            return made[path] = before;
        if (db.Set<Material>().Local.FirstOrDefault(m => m.File == file.Id) is { } fresh) return fresh;
        var material = Material.Of(clock, file, owner, Guid.Empty);
        file.UsedBy = material.Id;
        db.Add(file);
        db.Add(material);
        if (material.Kind is MaterialKind.File) db.Add(MaterialFile.Of(clock, material.Id, file, file.Name));
        MakeMaterial.Ring(outbox, db, material);
        return made[path] = material;
    }

    [GeneratedRegex(@"\s*[（(\[［]\s*(?:PDF|Word|Excel|ワード|エクセル|CSV|ファイル)[^）)\]］]{0,40}[）)\]］]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex KindAndSize();
}

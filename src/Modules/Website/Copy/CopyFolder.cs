using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Keyaki.Website;

/// <summary>One file of the copy: what it was made from, and the SHA-256 of its bytes.</summary>
/// <param name="Key">While this is the same the file need not be made anew; null: it is made each time.</param>
public sealed record CopiedFile(string? Key, string Hash);

/// <summary>
/// The static copy on disk: <c>site</c> is a link to the whole of one generation, and it is turned to the next one in a single step once
/// that is complete and on the disk. What did not change is the same file in both (a hard link). A program that is killed, or a disk that
/// is full, leaves the copy that was there.
/// </summary>
public sealed class CopyFolder : IDisposable
{
    const string Site = "site", Generations = "generations", Lock = "lock";
    readonly FileStream hold;

    CopyFolder(string path, FileStream hold) => (Path, this.hold) = (path, hold);

    public string Path { get; }

    /// <summary>What is served; <c>alert</c> stands beside the generations, and is written without them.</summary>
    public string Alert => AlertOf(Path);
    public static string AlertOf(string folder) => System.IO.Path.Combine(folder, "alert");
    public static string SiteOf(string folder) => System.IO.Path.Combine(folder, Site);

    /// <summary>One program at a time writes there.</summary>
    /// <exception cref="IOException">another one is at it, or the folder cannot be written.</exception>
    public static CopyFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        Posix.Folder(System.IO.Path.Combine(path, Generations));
        try { return new(path, new(System.IO.Path.Combine(path, Lock), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)); }
        catch (IOException e) { throw new IOException($"控えのサイト（{path}）には、ほかのプログラムが書いています。", e); }
    }

    /// <summary>The generation that is served now; null where there is none yet.</summary>
    string? Now => new DirectoryInfo(System.IO.Path.Combine(Path, Site)).LinkTarget is { } target
        ? System.IO.Path.GetFullPath(target, Path) : null;

    static string ListOf(string generation) => generation + ".json";

    /// <summary>The files that are served now, by their path in the site.</summary>
    public IReadOnlyDictionary<string, CopiedFile> Files => Now is { } now && File.Exists(ListOf(now))
        ? JsonSerializer.Deserialize<Dictionary<string, CopiedFile>>(File.ReadAllBytes(ListOf(now))) ?? [] : [];

    /// <summary>Those whose bytes on the disk are not what was written; they are made anew.</summary>
    public IReadOnlyList<string> Broken(IReadOnlyDictionary<string, CopiedFile> files) => Now is not { } now ? []
        : [.. files.AsParallel().Where(f => !File.Exists(System.IO.Path.Combine(now, f.Key))
            || HashOf(File.ReadAllBytes(System.IO.Path.Combine(now, f.Key))) != f.Value.Hash).Select(f => f.Key)];

    /// <summary>A generation that is being made; nobody sees it before it is turned to.</summary>
    public Next Begin()
    {
        var number = Directory.EnumerateDirectories(System.IO.Path.Combine(Path, Generations))
            .Select(d => int.TryParse(System.IO.Path.GetFileName(d), out var n) ? n : 0).Append(0).Max() + 1;
        var folder = System.IO.Path.Combine(Path, Generations, $"{number:00000000}");
        Posix.Folder(folder);
        return new(this, folder, Now);
    }

    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Writes one file so that whoever reads it gets the old one or the new one, whole.</summary>
    public static void Put(string path, ReadOnlySpan<byte> bytes)
    {
        Posix.Folder(System.IO.Path.GetDirectoryName(path) ?? "");
        var beside = path + ".new";
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        Posix.ForAll(beside);
        File.Move(beside, path, overwrite: true);
    }

    public void Dispose() => hold.Dispose();

    /// <summary>What the next generation is made of, file by file; may be used by several at once.</summary>
    public sealed class Next(CopyFolder of, string folder, string? before) : IDisposable
    {
        bool done;

        /// <summary>The file as it was.</summary>
        public bool Keep(string path)
        {
            if (before is null || System.IO.Path.Combine(before, path) is var old && !File.Exists(old)) return false;
            Posix.Link(System.IO.Path.Combine(before, path), Place(path));
            return true;
        }

        public void Write(string path, byte[] bytes)
        {
            var place = Place(path);
            File.WriteAllBytes(place, bytes);
            Posix.ForAll(place);
        }

        string Place(string path)
        {
            var place = System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, path));
            if (!place.StartsWith(folder + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal))
                throw new InvalidDataException($"{path}: outside of the copy");
            Posix.Folder(System.IO.Path.GetDirectoryName(place) ?? folder);
            return place;
        }

        /// <summary>From now on this is the site.</summary>
        public void Turn(IReadOnlyDictionary<string, CopiedFile> files)
        {
            File.WriteAllBytes(ListOf(folder), JsonSerializer.SerializeToUtf8Bytes(files));
            Posix.Sync(ListOf(folder));
            var (link, beside) = (System.IO.Path.Combine(of.Path, Site), System.IO.Path.Combine(of.Path, Site + ".new"));
            File.Delete(beside);
            File.CreateSymbolicLink(beside, System.IO.Path.Combine(Generations, System.IO.Path.GetFileName(folder)));
            Posix.Rename(beside, link);
            done = true;
            Sweep();
        }

        /// <summary>All but this generation and the one before it, from which somebody may still be reading.</summary>
        void Sweep()
        {
            foreach (var old in Directory.EnumerateDirectories(System.IO.Path.Combine(of.Path, Generations)))
                if (old != folder && old != before) Drop(old);
        }

        static void Drop(string generation)
        {
            Directory.Delete(generation, recursive: true);
            File.Delete(ListOf(generation));
        }

        /// <summary>One that was not turned to is thrown away.</summary>
        public void Dispose()
        {
            if (done) return;
            try { Drop(folder); }
            catch (IOException) { /* the next one sweeps it away */ }
        }
    }
}

/// <summary>What the framework does not have: a second name for a file, one step from one link to the next, and all of it on the
/// disk.</summary>
static class Posix
{
    [DllImport("libc", EntryPoint = "link", CharSet = CharSet.Ansi, SetLastError = true, BestFitMapping = false,
        ThrowOnUnmappableChar = true)]
    static extern int LinkOf(string old, string now);

    [DllImport("libc", EntryPoint = "rename", CharSet = CharSet.Ansi, SetLastError = true, BestFitMapping = false,
        ThrowOnUnmappableChar = true)]
    static extern int RenameOf(string old, string now);

    [DllImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    static extern int SyncOf(int file);

    /// <summary>What is public anyway is read by the web server, which is another account.</summary>
    public static void ForAll(string file)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead
            | UnixFileMode.OtherRead);
    }

    /// <summary>The folder with those above it that are not there yet, open to the web server.</summary>
    public static void Folder(string path)
    {
        if (path.Length == 0 || Directory.Exists(path)) return;
        Folder(System.IO.Path.GetDirectoryName(path) ?? "");
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else
        {
            Directory.CreateDirectory(path);
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead
                | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }
    }

    /// <summary>Another name for the same file; a copy of it where the disk knows no such names.</summary>
    public static void Link(string old, string now)
    {
        if (LinkOf(old, now) != 0) File.Copy(old, now, overwrite: true);
    }

    public static void Rename(string old, string now)
    {
        if (RenameOf(old, now) != 0) throw new IOException(Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
    }

    /// <summary>Everything that was written on the disk of this file.</summary>
    public static void Sync(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        _ = SyncOf((int)file.DangerousGetHandle());
    }
}

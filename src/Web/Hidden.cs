using System.Runtime.InteropServices;

namespace Keyaki.Web;

/// <summary>What this program writes is for its account alone: files 0600, folders 0700, and so for what it calls (pg_dump), whatever
/// it was started with.</summary>
static class Hidden
{
    const UnixFileMode Group = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;
    const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    [DllImport("libc", EntryPoint = "umask")]
    static extern uint Umask(uint mask);

    public static void Files()
    {
        if (!OperatingSystem.IsWindows()) Umask(0x3F); // 0077
    }

    /// <summary>The same for what lies there from before: the folder bars the way to everything in it, and its own files are closed,
    /// too.</summary>
    public static void Folder(string path)
    {
        Directory.CreateDirectory(path);
        Close(path);
        foreach (var file in Directory.EnumerateFileSystemEntries(path)) Close(file);
    }

    /// <summary>Takes from everybody else what they may do with a file or folder; another's, or one on a medium without such rights,
    /// stays as it is.</summary>
    public static void Close(string path)
    {
        if (OperatingSystem.IsWindows() || !Path.Exists(path)) return;
        try { File.SetUnixFileMode(path, File.GetUnixFileMode(path) & ~Group & ~Others); }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException) { /* as said */ }
    }
}

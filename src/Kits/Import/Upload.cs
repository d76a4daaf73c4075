using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>Files that come with a form: a new one is found again by its own officer only, one that was kept by whoever may open the
/// record.</summary>
public static class Upload
{
    /// <summary>A photograph, taken by phone.</summary>
    public static FileKind Photo => new("image/jpeg,image/png", "写真（JPEG、PNG）、20MBまで") { Camera = true };

    /// <summary>Looks a named file up when it is asked for: it may have arrived with this very request.</summary>
    /// <param name="record">The record that has files already; null for a new one.</param>
    public static Func<string, FileFace?> Of(Look look, Guid? record = null)
    {
        var known = new Dictionary<Guid, FileFace?>();
        return raw => !Guid.TryParse(raw, out var id) ? null : known.TryGetValue(id, out var face) ? face
            : known[id] = Open(look, record).Where(f => f.Id == id).Select(f => new FileFace(raw, f.Name, f.Size, null, null))
            .FirstOrDefault();
    }

    /// <summary>From now on these are the files of the record, and no others.</summary>
    public static async Task Keep(Turn turn, Guid record, IReadOnlyCollection<Guid> files)
    {
        foreach (var file in await Open(turn, record).AsTracking().Where(f => f.UsedBy == record || files.Contains(f.Id))
            .ToListAsync(turn.Stop)) file.UsedBy = files.Contains(file.Id) ? record : null;
    }

    static IQueryable<StoredFile> Open(Look look, Guid? record) => look.Db.Set<StoredFile>().AsNoTracking()
        .Where(f => f.UsedBy == null && f.Owner == look.Actor.Account || record != null && f.UsedBy == record);

    /// <summary>The file that was sent at the question `file`; null when none was.</summary>
    /// <exception cref="Rule">it is still being looked at.</exception>
    public static async Task<StoredFile?> Sent(Form form, Look look)
    {
        if (form.Value("file") is not string name || !Guid.TryParse(name, out var id) || await look.Db.Set<StoredFile>().AsNoTracking()
            .FirstOrDefaultAsync(f => f.Id == id, look.Stop) is not { } file) return null;
        return file.State is FileState.Clean ? file : throw new Rule("file", "ファイルが安全かを確かめているところです。少し待ってから、もう一度送信してください。");
    }

    /// <summary>The same, with what stands in it.</summary>
    public static async Task<(StoredFile File, byte[] Bytes)?> Read(Form form, Look look, FileStore store)
    {
        if (await Sent(form, look) is not { } file) return null;
        await using var content = store.Open(file);
        var bytes = new byte[content.Length];
        await content.ReadExactlyAsync(bytes, look.Stop);
        return (file, bytes);
    }
}

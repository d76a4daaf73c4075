using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>A file that comes with a form: only its own officer finds it again, and it is read once it is known to be clean.</summary>
static class Upload
{
    /// <param name="kept">A file that the record has already, whoever sent it.</param>
    public static Func<string, FileFace?> Of(CityDb db, Actor actor, Guid? kept = null) => id =>
        Guid.TryParse(id, out var guid) ? db.Set<StoredFile>().Where(f => f.Id == guid && (f.Owner == actor.Account || f.Id == kept)).Select(f => new FileFace(id, f.Name, f.Size, null, null)).FirstOrDefault() : null;

    /// <summary>What was sent at the question `file`; null when nothing was.</summary>
    /// <exception cref="Rule">it is still being looked at.</exception>
    public static async Task<(StoredFile File, byte[] Bytes)?> Read(Form form, CityDb db, FileStore store, CancellationToken ct)
    {
        if (form.Value("file") is not string name || !Guid.TryParse(name, out var id) || await db.Set<StoredFile>().AsNoTracking().FirstOrDefaultAsync(f => f.Id == id, ct) is not { } file) return null;
        if (file.State is not FileState.Clean) throw new Rule("file", "ファイルが安全かを確かめているところです。少し待ってから、もう一度送信してください。");
        await using var content = store.Open(file);
        var bytes = new byte[content.Length];
        await content.ReadExactlyAsync(bytes, ct);
        return (file, bytes);
    }
}

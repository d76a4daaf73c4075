using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kernel;

/// <summary>Asks again about the files that are held: the scanner did not answer when they came in.</summary>
sealed class HeldFiles(IDatabase database, FileStore files, Turns turns) : IRound
{
    const int Some = 20;

    public async Task Round(CancellationToken ct)
    {
        if (!files.IsChecked) return;
        List<StoredFile> held;
        await using (var db = database.OpenReader())
            held = await db.Set<StoredFile>().AsNoTracking().Where(f => f.State == FileState.Held).OrderBy(f => f.AddedAt).Take(Some)
                .ToListAsync(ct);
        foreach (var file in held)
        {
            // One that gets no answer is enough: the scanner still stands.
            if (await files.CheckAgain(file, ct) is var found && found is FileState.Held) return;
            await turns.Run(async (_, db, stop) =>
            {
                foreach (var row in await db.Set<StoredFile>().AsTracking().Where(f => f.Hash == file.Hash && f.State == FileState.Held)
                    .ToListAsync(stop)) row.State = found;
                return 0;
            });
        }
    }
}

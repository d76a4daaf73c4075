using System.Security.Cryptography;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>結果ファイルを読む: the last one that was read stays in memory, because a run asks for it slice by slice.</summary>
sealed class IncomingReader(CityProfile city, FileStore files, TimeProvider clock)
{
    readonly Lock gate = new();
    (string Key, IncomingContent Content)? last;

    public IncomingContent Read(IncomingSource source, byte[] bytes)
    {
        var key = $"{source.Code} {Convert.ToHexStringLower(SHA256.HashData(bytes))}";
        lock (gate)
        {
            if (last is var (known, content) && known == key) return content;
            var read = IncomingContent.Read(source, city.Files<FileFormats>(), city.Files<SlipFormat>(), bytes, clock.Today());
            last = (key, read);
            return read;
        }
    }

    /// <summary>What stands in a file that was taken. It was read whole before; if it cannot be any more nothing of it is posted.</summary>
    public async Task<IncomingContent> Of(CityDb db, IncomingFile file, CancellationToken ct)
    {
        var key = $"{file.Source} {file.Hash}";
        lock (gate) if (last is var (known, content) && known == key) return content;
        var source = city.Files<IncomingSources>().Find(file.Source) ?? throw new NotHere();
        var stored = await db.Set<StoredFile>().AsNoTracking().FirstOrDefaultAsync(f => f.Id == file.File, ct) ?? throw new NotHere();
        return Read(source, await File.ReadAllBytesAsync(files.Place(stored), ct));
    }
}

using System.Text.Json;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

sealed record MaterialErrand(Guid Material);

/// <summary>Has a picture drawn in its widths, or a PDF looked at, by the reader (0029): outside of any request, in a program with limits
/// of its own. Whatever becomes of that program, the page stays.</summary>
sealed class MakeMaterial(IDatabase database, Turns turns, FileStore files, LimitedReader reader, SiteCache cache, TimeProvider clock)
    : IOutboxWork
{
    public const string WorkKind = "website.material";
    const string Stopped = "読み取る途中で止まりました。壊れているか、大きすぎます。";

    public string Kind => WorkKind;
    public string Label => "ホームページの画像やファイルを用意する";

    public static void Ring(Outbox outbox, CityDb db, Material material)
    {
        if (material.State is MaterialState.Waiting)
            outbox.Add(db, WorkKind, $"{material.Id:N}", new MaterialErrand(material.Id));
    }

    public async Task Do(OutboxItem item, CancellationToken ct)
    {
        var id = (JsonSerializer.Deserialize<MaterialErrand>(item.Payload) ?? throw new InvalidDataException(item.Payload)).Material;
        Material? material;
        StoredFile? file;
        await using (var db = database.OpenReader())
        {
            material = await db.Set<Material>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == id, ct);
            file = material is null ? null : await db.Set<StoredFile>().AsNoTracking().FirstOrDefaultAsync(f => f.Id == material.File, ct);
        }
        if (material is not { State: MaterialState.Waiting }) return;
        if (file is { State: FileState.Held }) throw new OutboxFault("ファイルが安全かを、まだ確かめています。");
        try
        {
            if (file is not { State: FileState.Clean }) await Write(id, m => m.Fail("ウイルスが見つかったため、使えません。"));
            else if (material.Kind is MaterialKind.Picture) await Draw(id, file, ct);
            else await Look(id, file, ct);
        }
        catch (TimeoutException) { await Write(id, m => m.Fail("用意するのに時間がかかりすぎたため、やめました。小さくしてください。")); }
        catch (NotHere) { await Write(id, m => m.Fail("ファイルの中身がありません。もう一度送ってください。")); }
    }

    sealed record Made(int Width, int Height, IReadOnlyList<MadeOne> All, string? Why);
    sealed record MadeOne(string Path, string Type, int Width, int Height);

    async Task Draw(Guid id, StoredFile file, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("keyaki-picture-").FullName;
        try
        {
            var made = await reader.Ask<Made>("variants", new
            {
                Picture = files.Place(file), file.Type, Folder = folder, Material.Widths, Material.MostPixels,
            }, ct);
            if (made is not { All.Count: > 0 })
            {
                await Write(id, m => m.Fail(made?.Why ?? Stopped));
                return;
            }
            var kept = new List<(StoredFile File, MadeOne One)>();
            foreach (var one in made.All)
                kept.Add((await files.Put(await File.ReadAllBytesAsync(one.Path, ct), Path.GetFileName(one.Path), one.Type, ct), one));
            await Write(id, m => m.Drawn(made.Width, made.Height), (db, material) =>
            {
                foreach (var (stored, one) in kept)
                {
                    stored.UsedBy = material.Id;
                    db.Add(stored);
                    db.Add(MaterialFile.Of(clock, material.Id, stored, stored.Name, one.Width, one.Height));
                }
            });
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    sealed record Looked(bool Read, bool HasTitle, bool HasLanguage, bool IsTagged, bool HasText);

    async Task Look(Guid id, StoredFile file, CancellationToken ct)
    {
        if (await reader.Ask<Looked>("pdf", files.Place(file), ct) is { Read: true } pdf)
            await Write(id, m => m.Read(pdf.HasTitle, pdf.HasLanguage, pdf.IsTagged, pdf.HasText));
        else await Write(id, m => m.Fail("PDFを読めません。壊れているかもしれません。元の文書から作り直してください。"));
    }

    /// <summary>In a turn of its own; done twice it is done once.</summary>
    Task<bool> Write(Guid id, Action<Material> change, Action<CityDb, Material>? also = null) => turns.Run(async (_, db, stop) =>
    {
        if (await db.Set<Material>().AsTracking().FirstOrDefaultAsync(m => m.Id == id, stop)
            is not { State: MaterialState.Waiting } material) return false;
        change(material);
        also?.Invoke(db, material);
        // A page may have been published before its picture was there.
        if (!await db.Set<MaterialUse>().AnyAsync(u => u.Material == id, stop)) return true;
        await SiteState.Touch(db, stop);
        cache.Look();
        return true;
    });
}

using System.Globalization;
using System.Text.Json;
using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>A page of a file on the screen: as a picture where the tools of the system can draw it, and always what stands on
/// it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Picture">True where <see cref="FilePages.Picture"/> has it.</param>
/// <param name="Why">Why there is no picture or no text; null where all is there.</param>
public sealed record FileView(int Number, int Count, bool Picture, string Text, string? Why);

/// <summary>
/// Shows files page by page, so that nobody has to print or to take home what they only want to read. PDF is drawn by poppler, Word and
/// Excel by way of LibreOffice where it is installed, each a program of its own with limits; else their text is shown. What was drawn is
/// kept beside the file and goes with it.
/// </summary>
public sealed class FilePages(FileStore files, IFileTexts texts, LimitedReader reader)
{
    const int Long = 1600, Largest = 20_000_000, Told = 100_000_000;
    static readonly TimeSpan Drawing = TimeSpan.FromSeconds(30), Turning = TimeSpan.FromSeconds(90);

    /// <exception cref="NotHere">the file is held, gone, or has no such page.</exception>
    public async Task<FileView> View(StoredFile file, int page, CancellationToken ct)
    {
        var text = await Text(file, ct);
        var pictures = file.Type is FileBytes.Jpeg or FileBytes.Png ? 1
            : await Paper(file, ct) is { } paper ? await Count(paper, ct) : 0;
        var count = Math.Max(1, pictures > 0 ? pictures : text.Pages.Count);
        if (page < 1 || page > count) throw new NotHere();
        // Where Word's own pages are others than those drawn, the text is not that of the picture.
        var same = pictures == 0 || pictures == text.Pages.Count;
        return new(page, count, page <= pictures, same ? text.Pages.ElementAtOrDefault(page - 1) ?? ""
            : page == 1 ? string.Join("\n\n", text.Pages) : "", text.Why);
    }

    /// <summary>The bytes of a page's picture (PNG); null where it cannot be drawn.</summary>
    public async Task<byte[]?> Picture(StoredFile file, int page, CancellationToken ct)
    {
        if (page < 1 || await Paper(file, ct) is not { } paper) return null;
        var kept = Path.Combine(files.Beside(file), $"{page.ToString(CultureInfo.InvariantCulture)}.png");
        if (File.Exists(kept)) return await File.ReadAllBytesAsync(kept, ct);
        var number = page.ToString(CultureInfo.InvariantCulture);
        if (await OtherProgram.Run("pdftoppm", ["-f", number, "-l", number, "-cropbox", "-scale-to", $"{Long}", "-png", paper], Drawing,
            Largest, ct) is not { Length: > 0 } picture) return null;
        await Keep(kept, picture, ct);
        return picture;
    }

    /// <summary>How many pages can be drawn of it; 0 where none can.</summary>
    public async Task<int> Drawn(StoredFile file, CancellationToken ct) => await Paper(file, ct) is { } paper ? await Count(paper, ct) : 0;

    /// <summary>The words of the pages that can be drawn, each with its place on the picture; read once.</summary>
    public async Task<FileWords> Words(StoredFile file, CancellationToken ct)
    {
        var kept = Path.Combine(files.Beside(file), "words.json");
        if (File.Exists(kept)) return JsonSerializer.Deserialize<FileWords>(await File.ReadAllBytesAsync(kept, ct)) ?? FileWords.None;
        if (await Paper(file, ct) is not { } paper) return FileWords.None;
        var sides = await PaperSide.All(paper, ct);
        if (await OtherProgram.Run("pdftotext", ["-cropbox", "-bbox-layout", paper, "-"], Turning, Told, ct) is not { } told)
            return FileWords.None;
        var work = Directory.CreateTempSubdirectory("keyaki-words-").FullName;
        try
        {
            var written = Path.Combine(work, "told.xml");
            await File.WriteAllBytesAsync(written, told, ct);
            var turned = sides.Select((side, i) => side.Turned ? i + 1 : 0).Where(n => n > 0).ToList();
            var words = await reader.Ask<FileWords>("words", new { Pdf = paper, Told = written, Turned = turned }, ct);
            if (words is null) return FileWords.None;
            await Keep(kept, JsonSerializer.SerializeToUtf8Bytes(words), ct);
            return words;
        }
        catch (TimeoutException) { return FileWords.None; }
        finally { Directory.Delete(work, recursive: true); }
    }

    /// <summary>What stands in a file, read once.</summary>
    async Task<FileText> Text(StoredFile file, CancellationToken ct)
    {
        var kept = Path.Combine(files.Beside(file), "text.json");
        if (File.Exists(kept)) return JsonSerializer.Deserialize<FileText>(await File.ReadAllBytesAsync(kept, ct)) ?? new([], null);
        if (file.Type is FileBytes.Jpeg or FileBytes.Png) return new([], null);
        var text = await texts.Of(file, ct);
        await Keep(kept, JsonSerializer.SerializeToUtf8Bytes(text), ct);
        return text;
    }

    /// <summary>The PDF of a file: itself, a page that bears the picture, or what LibreOffice makes of it; null where there is
    /// none.</summary>
    internal async Task<string?> Paper(StoredFile file, CancellationToken ct)
    {
        var place = files.Place(file);
        if (file.Type is FileBytes.Pdf) return place;
        if (file.Type is FileBytes.Jpeg or FileBytes.Png) return await Bearing(file, place, ct);
        if (file.Type is not (FileBytes.Docx or FileBytes.Xlsx) || OtherProgram.Find("soffice") is null) return null;
        var (beside, made) = (files.Beside(file), Path.Combine(files.Beside(file), "whole.pdf"));
        if (File.Exists(made)) return made;
        // Each has a folder of its own: two at once would share LibreOffice's lock, and one would get nothing.
        var work = Directory.CreateTempSubdirectory("keyaki-office-").FullName;
        try
        {
            var copy = Path.Combine(work, file.Type is FileBytes.Docx ? "whole.docx" : "whole.xlsx");
            File.Copy(place, copy);
            await OtherProgram.Run("soffice", ["--headless", "--norestore", $"-env:UserInstallation=file://{work}/profile", "--convert-to",
                "pdf", "--outdir", work, copy], Turning, Largest, ct, megabytes: 8_000);
            var drawn = Path.Combine(work, "whole.pdf");
            if (!File.Exists(drawn)) return null;
            Directory.CreateDirectory(beside);
            File.Move(drawn, made, overwrite: true);
            return made;
        }
        finally { Directory.Delete(work, recursive: true); }
    }

    async Task<string?> Bearing(StoredFile file, string picture, CancellationToken ct)
    {
        var made = Path.Combine(files.Beside(file), "sheet.pdf");
        if (File.Exists(made)) return made;
        Directory.CreateDirectory(files.Beside(file));
        var arriving = $"{made}.{Environment.CurrentManagedThreadId}";
        try
        {
            if (await reader.Ask<DrawnSheet>("sheet", new { Picture = picture, To = arriving }, ct) is not { Drawn: true }) return null;
            File.Move(arriving, made, overwrite: true);
            return made;
        }
        catch (TimeoutException) { return null; }
    }

    sealed record DrawnSheet(bool Drawn);

    static async Task<int> Count(string paper, CancellationToken ct)
    {
        var said = await OtherProgram.Run("pdfinfo", [paper], Drawing, 100_000, ct);
        var line = System.Text.Encoding.UTF8.GetString(said ?? []).Split('\n')
            .FirstOrDefault(l => l.StartsWith("Pages:", StringComparison.Ordinal));
        return int.TryParse(line?["Pages:".Length..], out var count) ? count : 0;
    }

    // Two that draw the same page at once write the same.
    static async Task Keep(string path, byte[] content, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "");
        var arriving = $"{path}.{Environment.CurrentManagedThreadId}.{content.Length}";
        await File.WriteAllBytesAsync(arriving, content, ct);
        File.Move(arriving, path, overwrite: true);
    }
}

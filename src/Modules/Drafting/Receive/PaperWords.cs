using System.Text;
using Keyaki.Kernel;

namespace Keyaki.Drafting;

/// <summary>What stands on a scanned paper, read by tesseract where the machine has it: one page at a time, each within limits.</summary>
static class PaperWords
{
    const int MostPages = 10;
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Null where it is not installed, or nothing could be read.</summary>
    public static async Task<string?> Of(string path, string type, CancellationToken ct)
    {
        if (OtherProgram.Find("tesseract") is null) return null;
        if (type is not FileBytes.Pdf) return await Page(path, ct);
        if (OtherProgram.Find("pdftoppm") is null) return null;
        var folder = Directory.CreateTempSubdirectory("keyaki-scan-");
        try
        {
            var made = await OtherProgram.Run("pdftoppm", ["-r", "200", "-gray", "-png", "-l", $"{MostPages}", path,
                Path.Combine(folder.FullName, "page")], Longest, 65536, ct);
            var text = new StringBuilder();
            if (made is not null)
                foreach (var page in folder.GetFiles().OrderBy(f => f.Name, StringComparer.Ordinal))
                    text.AppendLine(await Page(page.FullName, ct));
            return Fit(text.ToString());
        }
        finally { folder.Delete(recursive: true); }
    }

    static async Task<string?> Page(string path, CancellationToken ct) =>
        await OtherProgram.Run("tesseract", [path, "stdout", "-l", "jpn"], Longest, 1024 * 1024, ct) is { } words
            ? Fit(Encoding.UTF8.GetString(words)) : null;

    static string? Fit(string text) => PlainText.IsBlank(text) ? null : PlainText.Cut(PlainText.Of(text).Trim(), Arrival.LongestText);
}

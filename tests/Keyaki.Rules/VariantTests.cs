using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Website;

namespace Keyaki.Tests.Rules;

/// <summary>Pictures in widths, and what a PDF lacks: by the reader, a program with limits of its own.</summary>
public sealed class VariantTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("keyaki-variants-").FullName;
    readonly LimitedReader reader = new();

    public void Dispose()
    {
        reader.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    sealed record Made(int Width, int Height, IReadOnlyList<One> All, string? Why);
    sealed record One(string Path, string Type, int Width, int Height);
    sealed record Looked(bool Read, bool HasTitle, bool HasLanguage, bool IsTagged, bool HasText);

    async Task<Made> Draw(byte[] picture, string type, params int[] widths)
    {
        var to = Directory.CreateTempSubdirectory("keyaki-made-").FullName;
        var path = Path.Combine(to, "sent");
        await File.WriteAllBytesAsync(path, picture);
        var made = await reader.Ask<Made>("variants", new
        {
            Picture = path, Type = type, Folder = to, Widths = widths.Length > 0 ? widths : [.. Material.Widths], Material.MostPixels,
        }, default);
        Assert.NotNull(made);
        return made;
    }

    [Fact]
    public async Task 写真は_幅ごとにWebPとJPEGになり_元より大きくはならず_向きが直り_場所の記録が消える()
    {
        var whole = await Draw(PictureFiles.Png(1000, 600), FileBytes.Png);
        Assert.Null(whole.Why);
        Assert.Equal(["400x240", "400x240", "800x480", "800x480", "1000x600", "1000x600"], whole.All.Select(o => $"{o.Width}x{o.Height}"));
        Assert.Equal([FileBytes.WebP, FileBytes.Jpeg], whole.All.Take(2).Select(o => o.Type));
        foreach (var one in whole.All) Assert.Equal(new PictureSize(one.Width, one.Height), PictureSize.Of(one.Path, one.Type));

        var photo = PictureFiles.WithExif(await File.ReadAllBytesAsync(whole.All[^1].Path), 6);
        Assert.Contains("GPS", System.Text.Encoding.Latin1.GetString(photo), StringComparison.Ordinal);
        var turned = await Draw(photo, FileBytes.Jpeg);
        Assert.Equal((600, 1000, "400x667"), (turned.Width, turned.Height, $"{turned.All[0].Width}x{turned.All[0].Height}"));
        foreach (var one in turned.All)
            Assert.DoesNotContain("GPS", System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(one.Path)),
                StringComparison.Ordinal);
        Assert.Equal([(200, 120), (200, 120)], (await Draw(PictureFiles.Png(200, 120), FileBytes.Png)).All
            .Select(o => (o.Width, o.Height)));
        // A picture that came as WebP is one, too.
        Assert.Equal(3 * 2, (await Draw(await File.ReadAllBytesAsync(whole.All[^2].Path), FileBytes.WebP)).All.Count);
    }

    [Fact]
    public async Task 大きすぎる画像は開かずに断り_壊れた画像は理由を言い_次の画像は作れる()
    {
        var path = Path.Combine(folder, "huge.png");
        await File.WriteAllBytesAsync(path, PictureFiles.Png(30_000, 30_000, [1, 2, 3]));
        Assert.Contains("30,000×30,000", Assert.Throws<Rule>(() => Material.MustFit(PictureSize.Of(path, FileBytes.Png))).Sentence,
            StringComparison.Ordinal);
        Assert.Throws<Rule>(() => Material.MustFit(new(Material.MostSide + 1, 10)));
        Material.MustFit(new(Material.MostSide, 10));
        Assert.Throws<Rule>(() => Material.MustFit(new(8_001, 8_000)));
        Material.MustFit(new(8_000, 8_000));
        // Had it come so far, the reader would not decode it either.
        Assert.Contains("大きすぎます", (await Draw(PictureFiles.Png(30_000, 30_000, [1, 2, 3]), FileBytes.Png)).Why,
            StringComparison.Ordinal);
        Assert.Contains("読めません", (await Draw([0xFF, 0xD8, 0xFF, 0xDA, 0, 3, 0, 1], FileBytes.Jpeg)).Why, StringComparison.Ordinal);
        Assert.Contains("読めません", (await Draw(PictureFiles.Svg, FileBytes.Avif)).Why, StringComparison.Ordinal);
        Assert.Null((await Draw(PictureFiles.Png(10, 10), FileBytes.Png)).Why);
    }

    [Fact]
    public async Task PDFの題と言語とタグと文字は_開かずに分からないので_読む働きが調べる()
    {
        var notice = new DecisionNotice
        {
            Number = "1", Date = new(2026, 11, 22), Addressee = "清瀬　花子", SignerTitle = "清瀬市長", SignerName = "（例）",
            Title = "通知書", Body = ["本文"], Items = [], Remedies = [],
        };
        var paper = Path.Combine(folder, "paper.pdf");
        await File.WriteAllBytesAsync(paper, notice.Print(new PaperFonts()).Pdf);
        Assert.Equal(new(true, true, true, true, true), await reader.Ask<Looked>("pdf", paper, default));

        var (picture, scan) = (Path.Combine(folder, "scan.png"), Path.Combine(folder, "scan.pdf"));
        await File.WriteAllBytesAsync(picture, PictureFiles.Png(60, 40));
        await reader.Ask<object>("sheet", new { Picture = picture, To = scan }, default);
        Assert.Equal(new(true, false, false, false, false), await reader.Ask<Looked>("pdf", scan, default));
        await File.WriteAllBytesAsync(scan, "%PDF-1.7 nothing"u8.ToArray());
        Assert.False((await reader.Ask<Looked>("pdf", scan, default))?.Read);
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text;
using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Tests.Rules;

/// <summary>Copies in which places are black: what lay beneath is nowhere in the file.</summary>
public sealed class BlackeningTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("keyaki-black-test-").FullName;
    readonly LimitedReader reader = new();
    readonly FileStore store;
    readonly FilePages pages;
    readonly Blackening black;

    public BlackeningTests()
    {
        store = new(folder, 64 * 1024 * 1024, TimeProvider.System, []);
        pages = new(store, new FileTexts(store, reader), reader);
        black = new(pages, reader);
    }

    public void Dispose()
    {
        reader.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A PDF written by hand, a page for each drawing.</summary>
    /// <param name="page">What stands in the dictionary of each page besides.</param>
    internal static byte[] Pdf(string page, params IReadOnlyList<string> drawings)
    {
        var objects = new List<string>
        {
            "<< /Type /Catalog /Pages 2 0 R /Metadata 4 0 R >>",
            $"<< /Type /Pages /Count {drawings.Count} /Kids [{string.Join(' ', drawings.Select((_, i) => $"{6 + 2 * i} 0 R"))}] >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            "<< /Type /Metadata /Subtype /XML /Length 24 >>\nstream\n<x>Secret metadata</x>  \nendstream",
            "<< /Title (Secret title) /Author (Secret author) >>",
        };
        foreach (var drawing in drawings)
        {
            objects.Add($"<< /Type /Page /Parent 2 0 R /Resources << /Font << /F 3 0 R >> >> /Contents {objects.Count + 2} 0 R {page} >>");
            objects.Add($"<< /Length {drawing.Length} >>\nstream\n{drawing}\nendstream");
        }
        var (file, places) = (new StringBuilder("%PDF-1.7\n"), new List<int>());
        for (var i = 0; i < objects.Count; i++)
        {
            places.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }
        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places) file.Append(CultureInfo.InvariantCulture, $"{place:0000000000} 00000 n \n");
        file.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R /Info 5 0 R >>\n")
            .Append(CultureInfo.InvariantCulture, $"startxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    internal const string A4 = "/MediaBox [0 0 595 842]";
    internal const string Hello = "BT /F 24 Tf 100 700 Td (Hello Secret) Tj ET";

    Task<StoredFile> Kept(byte[] bytes, string type = FileBytes.Pdf) => store.Put(bytes, "a", type, default);

    /// <summary>What a tool of the system says of a file.</summary>
    static async Task<byte[]> Said(byte[] pdf, string program, params IReadOnlyList<string> words)
    {
        var path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, pdf);
        IReadOnlyList<string> all = program == "pdftotext" ? [.. words, path, "-"] : [.. words, path];
        try { return await OtherProgram.Run(program, all, TimeSpan.FromSeconds(60), 200_000_000, default) ?? []; }
        finally { File.Delete(path); }
    }

    internal static async Task<string> TextOf(byte[] pdf) => Encoding.UTF8.GetString(await Said(pdf, "pdftotext")).Trim();

    /// <summary>The pixels of a page, drawn anew from the file.</summary>
    internal static async Task<Pixels> Drawn(byte[] pdf, int page = 1)
    {
        var ppm = await Said(pdf, "pdftoppm", "-f", $"{page}", "-l", $"{page}", "-r", "150");
        var head = Encoding.ASCII.GetString(ppm, 0, 40).Split('\n');
        var size = head[1].Split(' ').Select(int.Parse).ToArray();
        return new(size[0], size[1], ppm[(head[0].Length + head[1].Length + head[2].Length + 3)..]);
    }

    internal sealed record Pixels(int Wide, int High, byte[] Bytes)
    {
        /// <summary>The share of a frame (ten thousandths of the page) that is darker than grey.</summary>
        public double Dark(int left, int top, int right, int bottom)
        {
            var (dark, all) = (0, 0);
            for (var y = top * High / 10_000 + 1; y < bottom * High / 10_000 - 1; y++)
                for (var x = left * Wide / 10_000 + 1; x < right * Wide / 10_000 - 1; x++, all++)
                    if (Bytes[(y * Wide + x) * 3] < 60) dark++;
            return all == 0 ? 0 : (double)dark / all;
        }
    }

    static Black Place(int page, int[] place, string mark = "") => new(page, place[0], place[1], place[2], place[3], mark);

    [Fact]
    public async Task 黒く塗った写しには_隠した文字も題名も作者も注釈も残らず_塗ったところの画素は黒い()
    {
        var file = await Kept(Pdf($"{A4} /Annots [<< /Type /Annot /Subtype /Text /Rect [300 300 320 320] /Contents (Secret note) >>]",
            Hello, "BT /F 24 Tf 100 700 Td (Second page) Tj 3 Tr 0 -50 Td (Secret layer) Tj ET"));
        var words = await pages.Words(file, default);
        var secret = words.Find("ｓｅｃｒｅｔ").ToList();
        Assert.Equal([1, 2], secret.Select(s => s.Page)); // also the layer that nobody sees
        var made = await black.Of(file, [.. secret.Select(s => Place(s.Page, s.Place))], default);

        Assert.Equal("", await TextOf(made));
        var raw = Encoding.Latin1.GetString(made);
        foreach (var word in new[] { "Secret", "Hello", "/Info", "/Metadata", "/Annots", "/Font", "/Title", "/EmbeddedFiles", "/ID" })
            Assert.DoesNotContain(word, raw, StringComparison.Ordinal);
        Assert.Equal(2, await pages.Drawn(await Kept(made), default));
        var page = await Drawn(made);
        var p = secret[0].Place;
        Assert.Equal(1, page.Dark(p[0], p[1], p[2], p[3]));
        // Beside it is what stood there: nothing more is covered.
        var hello = Assert.Single(words.Find("hello")).Place;
        Assert.InRange(page.Dark(hello[0], hello[1], hello[2], hello[3]), 0.05, 0.6);
    }

    [Fact]
    public async Task 日本語の文の中の名前は_その字だけが隠れ_幅や空白が違っても_行をまたいでも見つかる()
    {
        var paper = new Paper(new(), "題");
        paper.Paragraph("申請者の清瀬　花子さんは、窓口のﾀﾅｶさんに会い、清瀬花子として署名した。そのあとの長い文の続きに何度も同じことを書き、行の終わりをまたがせる。"
            + "清瀬花子清瀬花子清瀬花子清瀬花子清瀬花子清瀬花子清瀬花子");
        var file = await Kept(paper.Finish().Pdf);
        var words = await pages.Words(file, default);
        var found = words.Find("清瀬 花子").ToList();
        Assert.True(found.Count >= 9, $"{found.Count}");
        Assert.Single(words.Find("タナカ"));
        // Four letters of 11 points are 44 of 595 points: about 740 ten thousandths. The whole line would be 7,600.
        Assert.All(found, f => Assert.InRange(f.Place[2] - f.Place[0], 150, 1_000));
        var made = await black.Of(file, [.. found.Select(f => Place(f.Page, f.Place))], default);
        Assert.Equal("", await TextOf(made));
        var page = await Drawn(made);
        Assert.All(found, f => Assert.Equal(1, page.Dark(f.Place[0], f.Place[1], f.Place[2], f.Place[3])));
        Assert.Empty(words.Find("存在しない"));
    }

    [Theory]
    [InlineData("/MediaBox [0 0 595 842] /Rotate 90")]
    [InlineData("/MediaBox [0 0 595 842] /Rotate 180")]
    [InlineData("/MediaBox [0 0 595 842] /Rotate 270")]
    [InlineData("/MediaBox [0 0 595 842] /CropBox [50 500 500 800]")]
    [InlineData("/MediaBox [0 0 595 842] /CropBox [50 500 500 800] /Rotate 90")]
    [InlineData("/MediaBox [-100 -50 595 842]")]
    [InlineData("/MediaBox [0 0 3370 2384]")]
    [InlineData("/MediaBox [0 0 120 1200]")]
    public async Task 回した紙も_切り取った紙も_A0の紙も_見えるとおりの場所が黒くなる(string page)
    {
        var file = await Kept(Pdf(page, "BT /F 12 Tf 60 700 Td (A Secret b) Tj ET"));
        var words = await pages.Words(file, default);
        var secret = Assert.Single(words.Find("secret")).Place;
        var plain = await Drawn(await black.Of(file, [], default));
        var share = plain.Dark(secret[0], secret[1], secret[2], secret[3]);
        Assert.True(share is > 0.05 and < 0.6, $"{share}"); // the word really lies where it is told
        var made = await black.Of(file, [Place(1, secret)], default);
        Assert.Equal(1, (await Drawn(made)).Dark(secret[0], secret[1], secret[2], secret[3]));
    }

    [Fact]
    public async Task 広い黒には理由の番号が白で書かれ_ページの外へ出た印は端で止まる()
    {
        var file = await Kept(Pdf(A4, Hello));
        var page = await Drawn(await black.Of(file, [new(1, 1000, 1000, 5000, 3000, "2"), new(1, 9000, 9000, 20000, 20000, "6"),
            new(1, -500, 5000, 100, 5200, "1"), new(1, 6000, 6000, 6000, 6000, "1")], default));
        Assert.InRange(page.Dark(1000, 1000, 5000, 3000), 0.9, 0.999);
        Assert.InRange(page.Dark(9000, 9000, 10000, 10000), 0.9, 1);
        Assert.Equal(0, page.Dark(5800, 5800, 6200, 6200));
    }

    [Fact]
    public async Task 二千か所を塗っても_写しはできる()
    {
        var file = await Kept(Pdf(A4, Hello));
        var many = Enumerable.Range(0, 2_000).Select(i => (X: i % 50 * 200, Y: i / 50 * 200))
            .Select(at => new Black(1, at.X, at.Y, at.X + 150, at.Y + 150, "2"));
        var begun = Stopwatch.GetTimestamp();
        Assert.NotEmpty(await black.Of(file, [.. many], default));
        Assert.InRange(Stopwatch.GetElapsedTime(begun).TotalSeconds, 0, 30);
    }

    [Fact]
    public async Task 写真もWordも写しになり_パスワードの付いたPDFと文字だけのファイルは断られる()
    {
        var picture = await pages.Picture(await Kept(Pdf(A4, Hello)), 1, default) ?? [];
        var photo = await Kept(picture, FileBytes.Png);
        Assert.Equal(1, await pages.Drawn(photo, default));
        Assert.Equal(1, (await Drawn(await black.Of(photo, [new(1, 0, 0, 10_000, 10_000, "")], default))).Dark(0, 0, 10_000, 10_000), 0.01);
        foreach (var (bytes, type) in new[]
            { (Pdf(A4, Hello)[..200], FileBytes.Pdf), ("ただの文字"u8.ToArray(), FileBytes.Plain), (Locked(), FileBytes.Pdf) })
            Assert.Equal(Blackening.NoPages, await Refused(await Kept(bytes, type)));
    }

    [Fact]
    public async Task 三百一ページのファイルは_分けるようにと断られる()
    {
        Assert.Equal(Blackening.MostPages, await pages.Drawn(await Kept(Pdf(A4, [.. Enumerable.Repeat(Hello, 300)])), default));
        Assert.Equal(Blackening.TooMany, await Refused(await Kept(Pdf(A4, [.. Enumerable.Repeat(Hello, 301)]))));
    }

    async Task<string> Refused(StoredFile file) => (await Assert.ThrowsAsync<Rule>(() => black.Of(file, [], default))).Message;

    internal static byte[] Locked()
    {
        using var document = PdfSharp.Pdf.IO.PdfReader.Open(new MemoryStream(Pdf(A4, Hello)), PdfSharp.Pdf.IO.PdfDocumentOpenMode.Modify);
        document.SecuritySettings.UserPassword = "secret";
        using var locked = new MemoryStream();
        document.Save(locked, false);
        return locked.ToArray();
    }
}

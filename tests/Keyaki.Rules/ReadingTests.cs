using System.IO.Compression;
using System.Text;
using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Tests.Rules;

/// <summary>What stands in a file, read by a program of its own that may fall over it.</summary>
public sealed class ReadingTests : IDisposable
{
    static readonly DecisionNotice Notice = new()
    {
        Number = "清環発第123号", Date = new(2026, 11, 22), Addressee = "清瀬　花子", SignerTitle = "清瀬市長", SignerName = "（氏名の例）",
        Title = "補助金交付決定通知書", Body = [.. Enumerable.Repeat("生ごみ処理機器購入費補助金について、下記のとおり交付することを決定しました。", 80)],
        Items = [("交付決定額", "19,900円")], Remedies = [],
    };

    readonly string folder = Directory.CreateTempSubdirectory("keyaki-reading-").FullName;
    readonly FileStore store;
    readonly LimitedReader reader = new();
    readonly FileTexts texts;

    public ReadingTests()
    {
        store = new(folder, 64 * 1024 * 1024, TimeProvider.System, []);
        texts = new(store, reader);
    }

    public void Dispose()
    {
        reader.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    async Task<FileText> Read(byte[] content, string type) => await texts.Of(await store.Put(content, "a", type, default), default);

    const string Ns = "http://schemas.openxmlformats.org/";

    static byte[] Word(string body)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in new[]
            {
                ("[Content_Types].xml", $"<Types xmlns=\"{Ns}package/2006/content-types\"><Default Extension=\"rels\" "
                    + "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/word/document.xml\" "
                    + $"ContentType=\"{FileBytes.Docx}.main+xml\"/></Types>"),
                ("_rels/.rels", $"<Relationships xmlns=\"{Ns}package/2006/relationships\"><Relationship Id=\"r1\" "
                    + $"Type=\"{Ns}officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>"),
                ("word/document.xml", $"<w:document xmlns:w=\"{Ns}wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"),
            })
            {
                using var part = zip.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }
        return bytes.ToArray();
    }

    static string Line(string text) => $"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>";

    [Fact]
    public async Task PDFの文字は_ページごとに読める()
    {
        var read = await Read(Notice.Print(new PaperFonts()).Pdf, FileBytes.Pdf);
        Assert.Null(read.Why);
        Assert.True(read.Pages.Count >= 2);
        Assert.Contains("補助金交付決定通知書", read.Pages[0], StringComparison.Ordinal);
        Assert.Contains("交付決定額", read.Pages[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wordの文字は_改ページで分かれ_消した文と振り仮名は入らない()
    {
        var read = await Read(Word(Line("一枚目の文") + "<w:p><w:del><w:r><w:delText>消した文</w:delText></w:r></w:del></w:p>"
            + $"<w:tbl><w:tr><w:tc>{Line("費目")}</w:tc><w:tc>{Line("金額")}</w:tc></w:tr></w:tbl>"
            + "<w:p><w:r><w:br w:type=\"page\"/></w:r><w:r><w:t>二枚目の文</w:t></w:r></w:p>"
            + "<w:p><w:r><w:ruby><w:rt><w:r><w:t>けやき</w:t></w:r></w:rt>"
            + "<w:rubyBase><w:r><w:t>欅</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"),
            FileBytes.Docx);
        Assert.Equal(2, read.Pages.Count);
        Assert.Contains("一枚目の文", read.Pages[0], StringComparison.Ordinal);
        Assert.Contains("費目", read.Pages[0], StringComparison.Ordinal);
        Assert.Contains("二枚目の文", read.Pages[1], StringComparison.Ordinal);
        Assert.Contains("欅", read.Pages[1], StringComparison.Ordinal);
        Assert.DoesNotContain("消した", string.Concat(read.Pages), StringComparison.Ordinal);
        Assert.DoesNotContain("けやき", string.Concat(read.Pages), StringComparison.Ordinal);
    }

    [Fact]
    public async Task メールは_差出人と件名と本文と添付の名前が読める()
    {
        var mail = "From: =?utf-8?B?5riF54Cs?= <a@example.jp>\r\nTo: b@example.jp\r\nSubject: =?utf-8?B?54Wn5Lya?=\r\nMIME-Version: 1.0\r\n"
            + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
            + "<style>p { color: red }</style><script>悪い</script><p>本文です</p>\r\n--x\r\nContent-Type: application/pdf; name=\"list.pdf\"\r\n"
            + "Content-Disposition: attachment; filename=\"list.pdf\"\r\n\r\nabc\r\n--x--\r\n";
        var read = await Read(Encoding.UTF8.GetBytes(mail), FileBytes.Mail);
        foreach (var part in new[] { "清瀬", "件名：照会", "本文です", "list.pdf" })
            Assert.Contains(part, Assert.Single(read.Pages), StringComparison.Ordinal);
        foreach (var silent in new[] { "悪い", "color" }) Assert.DoesNotContain(silent, read.Pages[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task 入れ子の深いメール_開くと大きいファイル_壊れたファイルは_理由を言い_次のファイルは読める()
    {
        var nested = new StringBuilder("MIME-Version: 1.0\r\n");
        for (var i = 0; i < 100; i++) nested.Append($"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n");
        nested.Append("Content-Type: text/plain\r\n\r\nend\r\n");
        Assert.True(await Read(Encoding.UTF8.GetBytes(nested.ToString()), FileBytes.Mail) is { Why: not null } or { Pages.Count: 1 });

        using var bomb = new MemoryStream();
        using (var zip = new ZipArchive(bomb, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = zip.CreateEntry("word/document.xml").Open();
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 300; i++) part.Write(zeros);
        }
        Assert.Contains("大きくなりすぎる", (await Read(bomb.ToArray(), FileBytes.Docx)).Why, StringComparison.Ordinal);

        var whole = Word(Line("あ"));
        Assert.Contains("壊れている", (await Read(whole[..(whole.Length / 2)], FileBytes.Docx)).Why, StringComparison.Ordinal);
        Assert.Contains("壊れている", (await Read("%PDF-1.7 broken"u8.ToArray(), FileBytes.Pdf)).Why, StringComparison.Ordinal);
        var locked = await Read([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], FileBytes.Docx);
        Assert.Contains("パスワード", locked.Why, StringComparison.Ordinal);
        Assert.Equal("あ\n", Assert.Single((await Read(whole, FileBytes.Docx)).Pages));
    }

    [Fact]
    public async Task PDFとWordのページは絵になり_二度目は描き直さず_ないページはない()
    {
        var pages = new FilePages(store, texts, reader);
        foreach (var (content, type) in new[] { (Notice.Print(new PaperFonts()).Pdf, FileBytes.Pdf), (Word(Line("一枚目")), FileBytes.Docx) })
        {
            var file = await store.Put(content, "a", type, default);
            var view = await pages.View(file, 1, default);
            Assert.True(view.Picture, type);
            Assert.NotEmpty(view.Text);
            var picture = await pages.Picture(file, 1, default);
            Assert.Equal("\u0089PNG", Encoding.Latin1.GetString(picture ?? [], 0, 4));
            Assert.True(File.Exists(Path.Combine(store.Beside(file), "1.png")));
            await Assert.ThrowsAsync<NotHere>(() => pages.View(file, view.Count + 1, default));
            Assert.Null(await pages.Picture(file, view.Count + 1, default));
        }
    }

    [Fact]
    public async Task 十二万字を超えるファイルも_終わりまで読める()
    {
        var text = new string('あ', 199_990) + "最後の言葉";
        var read = await Read(Encoding.UTF8.GetBytes(text), FileBytes.Plain);
        Assert.EndsWith("最後の言葉", Assert.Single(read.Pages), StringComparison.Ordinal);
    }
}

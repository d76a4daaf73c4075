using System.Buffers.Binary;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Keyaki.Kernel;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Foundation;

public sealed class FileTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("keyaki-files-").FullName;
    static readonly string[] Photos = [FileBytes.Jpeg, FileBytes.Png];

    FileStore Store(long most = 100_000) => new(folder, most, new TestClock(TestClock.StoryDay), []);

    Task<StoredFile> Take(byte[] content, string name = "photo.jpg", FileStore? store = null) =>
        (store ?? Store()).Take(new MemoryStream(content), name, Photos, null, default);

    /// <summary>A JPEG as a phone makes it: EXIF with a GPS block and an orientation, then a picture.</summary>
    static byte[] PhoneJpeg(int orientation = 6)
    {
        byte[] exif = [.. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
            .. "GPS35.7852N139.5264E"u8];
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(exif.Length + 2));
        return [0xFF, 0xD8, 0xFF, 0xE1, .. length, .. exif, 0xFF, 0xDB, 0, 4, 1, 2, 0xFF, 0xDA, 0, 3, 0, 1, 2, 3, 0xFF, 0xD9];
    }

    [Fact]
    public async Task 写真から場所の記録が消え_向きだけが残る()
    {
        var kept = await Take(PhoneJpeg());
        using var content = Store().Open(kept);
        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        Assert.DoesNotContain("GPS", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        Assert.Equal(6, bytes[bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x01, 0x12]) + 9]);
        Assert.EndsWith("FFD9", Convert.ToHexString(bytes), StringComparison.Ordinal);
    }

    byte[] Stored(StoredFile kept)
    {
        using var content = Store().Open(kept);
        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>A film as phones put it behind a photo, with the place where it was taken.</summary>
    static byte[] Film => [0, 0, 0, 24, .. "ftypmp42"u8, .. "moov....\u00A9xyz+35.7852+139.5264/"u8];

    static byte[] Jpeg(params byte[][] segments) =>
        [0xFF, 0xD8, .. segments.SelectMany(s => s), 0xFF, 0xDB, 0, 4, 1, 2, 0xFF, 0xDA, 0, 3, 0, 1, 2, 3, 0xFF, 0xD9];
    static byte[] Segment(byte marker, byte[] body) => [0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];
    static byte[] Chunk(string name, byte[] body)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, body.Length);
        return [.. length, .. Encoding.ASCII.GetBytes(name), .. body, 1, 2, 3, 4];
    }

    static readonly byte[] PngMark = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
    static byte[] Place => [.. "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta GPS35.7852N"u8];

    [Fact]
    public async Task 写真の終わりの後ろにある二枚目や動画は残らない()
    {
        byte[][] photos =
        [
            [.. Jpeg(), .. PhoneJpeg(), .. Film],
            [.. PhoneJpeg(1), .. Film],
            Jpeg(Segment(0xE1, Place), Segment(0xE2, [.. "MPF\0GPS"u8]), Segment(0xE0, [.. "JFXX\0GPS"u8]),
                Segment(0xE0, [.. "JFIF\0\u0001\u0002\0\0\u0001\0\u0001\u0001\u0001GPS"u8]), Segment(0xEE, [.. "Adobe.......GPS"u8]),
                Segment(0xFE, Place), Segment(0xF7, Place)),
            // Between the scans of a progressive picture, too.
            [0xFF, 0xD8, 0xFF, 0xDA, 0, 3, 0, 1, 0xFF, 0, 2, .. Segment(0xE1, [.. "Exif\0\0MM\0*GPS........"u8]), 0xFF, 0xDA, 0, 3, 0, 1,
                0xFF, 0xD9, .. Film],
            [.. PngMark, .. Chunk("IHDR", new byte[13]), .. Chunk("eXIf", [.. "Exif GPS"u8]), .. Chunk("iTXt", Place),
                .. Chunk("iCCP", Place), .. Chunk("gpSx", Place), .. Chunk("IDAT", [1, 2]), .. Chunk("IEND", []), .. PhoneJpeg(), .. Film],
        ];
        foreach (var photo in photos)
        {
            var text = Encoding.Latin1.GetString(Stored(await Take(photo)));
            foreach (var trace in new[] { "Exif", "xmp", "adobe.com", "xyz", "GPS", "35.7852", "ftyp", "MPF" })
                Assert.False(text.Contains(trace, StringComparison.OrdinalIgnoreCase), $"{trace}: {text}");
        }
    }

    [Fact]
    public async Task 終わりの印のない写真_詰め物のある写真_前後に余分のあるPDFを受け取る()
    {
        Assert.EndsWith("010203FFD9", Convert.ToHexString(Stored(await Take(PhoneJpeg(1)[..^2]))), StringComparison.Ordinal);
        Assert.Equal(FileBytes.Jpeg,
            (await Take([0xFF, 0xD8, 0xFF, 0xFF, 0xFF, 0xDB, 0, 4, 1, 2, 0xFF, 0xFF, 0xDA, 0, 3, 0, 1, 2, 3, 0xFF, 0xFF, 0xD9])).Type);
        Assert.Equal(FileBytes.Png, (await Take([.. PngMark, .. Chunk("IHDR", new byte[13]), .. Chunk("IDAT", [1])])).Type);

        byte[] pdf = [.. "%PDF-1.4\n1 0 obj<<>>endobj\nxref\n0 1\ntrailer<<>>\nstartxref\n27\n%%EOF\n"u8];
        foreach (byte[] odd in new byte[][] { pdf, [0xEF, 0xBB, 0xBF, .. pdf], [.. "Received by scanner 7\r\n"u8, .. pdf],
            [.. pdf, .. new byte[5000]], [.. pdf, .. Encoding.Latin1.GetBytes(new string(' ', 3000))] })
            Assert.Equal(FileBytes.Pdf, (await Store().Take(new MemoryStream(odd), "a.pdf", [FileBytes.Pdf], null, default)).Type);
        // What somebody hung on behind the end goes, as with photos.
        var hung = Stored(await Store()
            .Take(new MemoryStream([.. pdf, .. PhoneJpeg(), .. new byte[2000], .. Film]), "a.pdf", [FileBytes.Pdf], null, default));
        Assert.EndsWith("%%EOF\n", Encoding.Latin1.GetString(hung), StringComparison.Ordinal);
        await Assert.ThrowsAsync<Rule>(() => Store()
            .Take(new MemoryStream([.. "%PDF-1.4\nstartxref\n0\n%%EOF\n"u8, .. Encoding.Latin1.GetBytes(new string('x', 5000))]), "a.pdf",
            [FileBytes.Pdf], null, default));
    }

    [Fact]
    public async Task パスワードのあるPDFは直し方を伝えて断り_印刷の制限だけなら受け取る()
    {
        var plain = new DecisionNotice
        {
            Number = "第1号", Date = new(2026, 11, 28), Addressee = "清瀬　花子", SignerTitle = "市長",
            SignerName = "（例）", Title = "通知", Body = ["本文"]
        }.Print(new PaperFonts()).Pdf;
        foreach (var strength in new[] { "256", "128" })
        {
            var open = await Store(most: 1_000_000)
                .Take(new MemoryStream(Encrypted(plain, "", strength)), "a.pdf", [FileBytes.Pdf], null, default);
            Assert.Equal(FileBytes.Pdf, open.Type);
            var locked = await Assert.ThrowsAsync<Rule>(() => Store(most: 1_000_000)
                .Take(new MemoryStream(Encrypted(plain, "himitsu", strength)), "a.pdf", [FileBytes.Pdf], null, default));
            Assert.Contains("パスワードを外して", locked.Sentence, StringComparison.Ordinal);
        }
    }

    byte[] Encrypted(byte[] pdf, string password, string strength)
    {
        var (from, to) = (Path.Combine(folder, "plain.pdf"), Path.Combine(folder, "locked.pdf"));
        File.WriteAllBytes(from, pdf);
        string[] limits = strength == "256" ? ["--print=none"] : ["--print=none", "--use-aes=y"];
        using var tool = System.Diagnostics.Process.Start("qpdf", [from, to, "--encrypt", password, "owner", strength, .. limits, "--"]);
        tool.WaitForExit();
        var made = File.ReadAllBytes(to);
        File.Delete(from);
        File.Delete(to);
        return made;
    }

    [Fact]
    public void 壊れた写真の情報で倒れることはない()
    {
        var whole = PhoneJpeg();
        var path = Path.Combine(folder, "any");
        void Look(byte[] bytes, string type)
        {
            File.WriteAllBytes(path, bytes);
            FileBytes.Clean(path, type);
        }
        // The place of the first table far away, and each byte at its least and most.
        foreach (var value in (byte[])[0, 1, 0x7F, 0x80, 0xFF])
            for (var at = 2; at < whole.Length; at++) Look([.. whole[..at], value, .. whole[(at + 1)..]], FileBytes.Jpeg);
        Look([.. whole[..16], 0xFF, 0xFF, 0xFF, 0xFF, .. whole[20..]], FileBytes.Jpeg);
        for (var at = 0; at <= whole.Length; at++) Look(whole[..at].Length < 3 ? [0xFF, 0xD8, 0xFF] : whole[..at], FileBytes.Jpeg);
        Prop.ForAll<byte[]>(bytes =>
        {
            Look([0xFF, 0xD8, 0xFF, .. bytes], FileBytes.Jpeg);
            Look([.. PngMark, .. bytes], FileBytes.Png);
            Look([.. "%PDF-"u8, .. bytes, .. "startxref 99999999 %%EOF"u8, .. bytes], FileBytes.Pdf);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("領収\u202Egpj.exe", "領収gpj.exe")]
    [InlineData("\u200B\u2800.jpg", "ファイル.jpg")]
    [InlineData("a\nb\u0000.pdf", "a b.pdf")]
    public void ファイル名に見えない記号は残らない(string given, string kept) => Assert.Equal(kept, FileStore.NameOf(given));

    [Fact]
    public void 長いファイル名は字の途中で切らない()
    {
        var name = FileStore.NameOf(string.Concat(Enumerable.Repeat("𠮷", 100)) + "あ.pdf");
        Assert.True(name.Length <= 120 && name.EndsWith("𠮷あ.pdf", StringComparison.Ordinal) && !char.IsLowSurrogate(name[0]), name);
    }

    [Fact]
    public async Task 名前ではなく中身で種類を決める()
    {
        Assert.Equal(FileBytes.Jpeg, (await Take(PhoneJpeg(), "receipt.pdf")).Type);
        Assert.Contains("開けません", (await Assert.ThrowsAsync<Rule>(() => Take("MZ実行ファイル"u8.ToArray(), "photo.jpg"))).Sentence,
            StringComparison.Ordinal);
        Assert.Contains("選べるのは", (await Assert.ThrowsAsync<Rule>(() => Take("%PDF-1.7 ... %%EOF"u8.ToArray()))).Sentence,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task 大きすぎるファイルと途中で切れたファイルは残らない()
    {
        Assert.Contains("大きすぎます", (await Assert.ThrowsAsync<Rule>(() => Take(PhoneJpeg(), store: Store(most: 20)))).Sentence,
            StringComparison.Ordinal);
        Assert.Contains("壊れています", (await Assert.ThrowsAsync<Rule>(() => Take(PhoneJpeg()[..^6]))).Sentence, StringComparison.Ordinal);
        Assert.Contains("空です", (await Assert.ThrowsAsync<Rule>(() => Take([]))).Sentence, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task 同じ中身は一度だけ置かれ_名前の道順は捨てられる()
    {
        var (a, b) = (await Take(PhoneJpeg(), @"C:\Users\hanako\領収書.jpg"), await Take(PhoneJpeg(), "../../etc/passwd.jpg"));
        Assert.Equal(a.Hash, b.Hash);
        Assert.Equal("領収書.jpg", a.Name);
        Assert.Equal("passwd.jpg", b.Name);
        Assert.Single(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories));
    }

    [Theory, BothDatabases]
    public async Task どの記録にも使われないファイルは一日で消え_使われたものは残る(string database)
    {
        await using var city = await City.Start(database, seeded: false);
        var store = city.Services.GetRequiredService<FileStore>();
        var (used, loose) = (await store.Take(new MemoryStream(PhoneJpeg()), "a.jpg", Photos, null, default),
            await store.Take(new MemoryStream(PhoneJpeg(3)), "b.jpg", Photos, null, default));
        used.UsedBy = city.Clock.NewId();
        await city.Turns.Run((_, db, _) =>
        {
            db.AddRange(used, loose);
            return Task.FromResult(true);
        });
        Assert.Equal(0, await store.Collect(city.Turns));
        city.Clock.Pass(TimeSpan.FromHours(25));
        Assert.Equal(1, await store.Collect(city.Turns));
        Assert.Equal([used.Id], await city.Read(db => db.Set<StoredFile>().Select(f => f.Id).ToListAsync()));
        store.Open(used).Dispose();
        Assert.Throws<FileNotFoundException>(() => store.Open(loose));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}

using System.Buffers.Binary;
using System.Text;
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

    Task<StoredFile> Take(byte[] content, string name = "photo.jpg", FileStore? store = null) => (store ?? Store()).Take(new MemoryStream(content), name, Photos, null, default);

    /// <summary>A JPEG as a phone makes it: EXIF with a GPS block and an orientation, then a picture.</summary>
    static byte[] PhoneJpeg(int orientation = 6)
    {
        byte[] exif = [.. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, .. "GPS35.7852N139.5264E"u8];
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

    [Fact]
    public async Task 名前ではなく中身で種類を決める()
    {
        Assert.Equal(FileBytes.Jpeg, (await Take(PhoneJpeg(), "receipt.pdf")).Type);
        Assert.Contains("開けません", (await Assert.ThrowsAsync<Rule>(() => Take("MZ実行ファイル"u8.ToArray(), "photo.jpg"))).Sentence, StringComparison.Ordinal);
        Assert.Contains("選べるのは", (await Assert.ThrowsAsync<Rule>(() => Take("%PDF-1.7 ... %%EOF"u8.ToArray()))).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task 大きすぎるファイルと途中で切れたファイルは残らない()
    {
        Assert.Contains("大きすぎます", (await Assert.ThrowsAsync<Rule>(() => Take(PhoneJpeg(), store: Store(most: 20)))).Sentence, StringComparison.Ordinal);
        Assert.Contains("壊れています", (await Assert.ThrowsAsync<Rule>(() => Take(PhoneJpeg()[..^2]))).Sentence, StringComparison.Ordinal);
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
        var (used, loose) = (await store.Take(new MemoryStream(PhoneJpeg()), "a.jpg", Photos, null, default), await store.Take(new MemoryStream(PhoneJpeg(3)), "b.jpg", Photos, null, default));
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

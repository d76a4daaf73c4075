using System.Security.Cryptography;
using Keyaki.Kernel;
using Keyaki.Tests.Pages;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Keyaki.Tests.Foundation;

public sealed class KeyTests : IDisposable
{
    readonly string file = Path.Combine(Directory.CreateTempSubdirectory("keyaki-key-").FullName, "master.key");

    [Fact]
    public void 封じたものは同じ鍵と同じ目的でしか開かない()
    {
        var key = MasterKey.Load(file, create: true);
        var box = key.Seal("ひみつ", "totp");
        Assert.Equal("ひみつ", key.Open(box, "totp"));
        Assert.ThrowsAny<CryptographicException>(() => key.Open(box, "mail"));
        Assert.NotEqual(box, key.Seal("ひみつ", "totp"));
    }

    [Fact]
    public void 鍵を替えても前の鍵で封じたものが開く()
    {
        var box = MasterKey.Load(file, create: true).Seal("前", "x");
        File.WriteAllLines(file, [Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), .. File.ReadAllLines(file)]);
        var key = MasterKey.Load(file, create: false);
        Assert.Equal("前", key.Open(box, "x"));
        Assert.Equal("後", key.Open(key.Seal("後", "x"), "x"));
        Assert.ThrowsAny<CryptographicException>(() => key.OpenFresh(Convert.FromBase64String(box), "x"));
        Assert.Equal(2, key.Blinds("花子", "x").Distinct().Count());
        Assert.Equal(key.Blind("花子", "x"), key.Blinds("花子", "x")[0]);
    }

    [Fact]
    public async Task フォームの印は主鍵だけで封じ_ほかの鍵の輪を作らない()
    {
        await using var city = await City.Start(BothDatabases.Sqlite, seeded: false);
        var protector = city.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("a");
        var mark = protector.Protect([1, 2, 3]);
        Assert.Equal([1, 2, 3], protector.Unprotect(mark));
        Assert.Equal([1, 2, 3], city.Services.GetRequiredService<MasterKey>().Open(mark, "protected:a/"));
        Assert.ThrowsAny<CryptographicException>(() => city.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("b")
            .Unprotect(mark));
        Assert.DoesNotContain(city.Services.GetServices<IHostedService>(),
            s => s.GetType().Namespace?.Contains("DataProtection", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void 一文字でも変えられた封は開かない()
    {
        var key = MasterKey.Load(file, create: true);
        var box = Convert.FromBase64String(key.Seal("金額 300円", "x"));
        for (var i = 0; i < box.Length; i++)
        {
            var changed = (byte[])box.Clone();
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => key.Open(changed, "x"));
        }
    }

    [Fact]
    public void 鍵がなければ_作り方を言って止まる() =>
        Assert.Contains("keyaki key create", Assert.Throws<FileNotFoundException>(() => MasterKey.Load(file, create: false)).Message,
            StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(file) ?? "", recursive: true);
}

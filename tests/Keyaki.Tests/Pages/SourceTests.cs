using System.Net;
using Xunit;

namespace Keyaki.Tests.Pages;

/// <summary>AGPL-3.0 section 13: everybody who uses the running program is offered its source code.</summary>
public sealed class SourceTests
{
    [Theory, BothDatabases]
    public async Task どの画面の足もとからもソースコードの案内に行ける(string database)
    {
        await using var city = await City.Start(database);
        var guest = city.Visitor();
        foreach (var url in new[] { "/", "/procedures/bulky-waste", "/sign-in", "/office/sign-in", "/no-such-page" })
        {
            await (await guest.Open(url)).Follow("ソースコード");
            Assert.Equal((HttpStatusCode.OK, "このシステムのソースコード"), (guest.Status, guest.Heading));
            foreach (var words in new[] { "AGPL-3.0", "清瀬市", "中里五丁目", "動いている版" })
                Assert.Contains(words, guest.Text, StringComparison.Ordinal);
        }
        Assert.Equal("/office/source", (await (await (await city.Officer("suzuki")).Open("/office")).Follow("ソースコード")).Path);
    }

    [Theory, BothDatabases]
    public async Task 公開している市ではそのアドレスに行く(string database)
    {
        await using var city = await City.Start(database,
            new Dictionary<string, string?> { ["Keyaki:SourceUrl"] = "https://code.example.jp/keyaki" });
        var guest = await city.Visitor().Open("/");
        Assert.NotNull(guest.Page.QuerySelector("footer a[href='https://code.example.jp/keyaki']"));
        Assert.NotNull((await guest.Open("/source")).Page.QuerySelector("main a[href='https://code.example.jp/keyaki']"));
    }
}

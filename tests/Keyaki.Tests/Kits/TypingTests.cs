using System.Net;
using Keyaki.Kits;
using Keyaki.Tests.InWebsite;
using Keyaki.Tests.Pages;
using Keyaki.Website;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InKits;

using Visitor = Keyaki.Tests.Pages.Visitor;

/// <summary>書きかけ: kept for who typed it, offered again, and never over the words of another.</summary>
public sealed class TypingTests
{
    [Theory, BothDatabases]
    public async Task 書きかけは本人にだけ預けられ_戻すまでは欄に出ず_保存すると消える(string database)
    {
        await using var city = await City.Start(database);
        var (tanaka, page) = await WebsiteTests.Written(city);
        var url = WebsitePaths.Edit(page.Id, "block", "ja.0");
        await Type(tanaka, url, "書きかけの見出し");
        Assert.DoesNotContain("書きかけ", (await (await city.Officer("ito")).Open(url)).Text, StringComparison.Ordinal);
        await tanaka.Open(url);
        Assert.Equal("持ち物", Box(tanaka));
        await tanaka.Follow("書きかけを戻す");
        Assert.Equal("書きかけの見出し", Box(tanaka));
        await tanaka.Press("保存する");
        Assert.Equal(HttpStatusCode.OK, tanaka.Status);
        Assert.Contains("書きかけの見出し", tanaka.Text, StringComparison.Ordinal);
        Assert.Equal(0, await city.Read(db => db.Set<KeptTyping>().CountAsync()));

        await Type(tanaka, url, "捨てるもの");
        await (await tanaka.Open(url)).Press("書きかけを捨てる");
        Assert.Equal(0, await city.Read(db => db.Set<KeptTyping>().CountAsync()));
        Assert.DoesNotContain("書きかけがあります", tanaka.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 書きかけの後にほかの人が保存すると_戻して保存する前に_相手の文が見える(string database)
    {
        await using var city = await City.Start(database);
        var (tanaka, page) = await WebsiteTests.Written(city);
        var url = WebsitePaths.Edit(page.Id, "block", "ja.0");
        await Type(tanaka, url, "田中の見出し");
        await (await (await city.Officer("ito")).Open(url)).Fill("見出しの言葉", "伊藤の見出し").Press("保存する");
        await (await tanaka.Open(url)).Follow("書きかけを戻す");
        await tanaka.Press("保存する");
        Assert.Equal(HttpStatusCode.Conflict, tanaka.Status);
        Assert.Contains("伊藤の見出し", tanaka.Text, StringComparison.Ordinal);
        Assert.Equal("田中の見出し", Box(tanaka));
        Assert.Equal(HttpStatusCode.NotFound, (await tanaka.Post(Typing.Url + "?page=/elsewhere", Token(tanaka))).Status);
    }

    static string? Box(Visitor visitor) => visitor.Page.QuerySelector("input[name=text]")?.GetAttribute("value");
    static (string, string) Token(Visitor visitor) => ("__RequestVerificationToken",
        visitor.Page.QuerySelector("[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "");

    /// <summary>As the page's script does it, a few seconds after somebody typed.</summary>
    static async Task Type(Visitor visitor, string url, string words)
    {
        await visitor.Open(url);
        var keep = visitor.Page.QuerySelector("[data-keep]")?.GetAttribute("data-keep") ?? "";
        await visitor.Post(keep, Token(visitor), ("_version", visitor.Page.QuerySelector("[name=_version]")?.GetAttribute("value") ?? ""),
            ("text", words), ("level", "2"));
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
    }
}

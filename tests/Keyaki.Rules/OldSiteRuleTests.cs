using System.Net;
using System.Text;
using Keyaki.Kits;
using Keyaki.Tests.Pages;
using Keyaki.Website;

namespace Keyaki.Tests.Rules;

/// <summary>旧サイトのページの読み方と、リンクの見張りの決まり.</summary>
public sealed class OldSiteRuleTests
{
    static byte[] In(int page, string text) => CodePagesEncodingProvider.Instance.GetEncoding(page)?.GetBytes(text) ?? [];

    [Theory, InlineData(932, "Shift_JIS"), InlineData(932, "x-sjis"), InlineData(932, ""), InlineData(51932, "EUC-JP"),
        InlineData(50220, "iso-2022-jp"), InlineData(65001, "utf-8"), InlineData(932, "utf-8")]
    public void 古いHTMLは_書いてあるとおりの文字で_違っていても読めるもので読む(int page, string said)
    {
        var html = $"<meta http-equiv=Content-Type content='text/html; charset={said}'><p>清瀬の竹丘、①と髙</p>";
        if (page is 51932 or 50220) html = html.Replace("、①と髙", "", StringComparison.Ordinal);
        var bytes = page == 65001 ? Encoding.UTF8.GetBytes(html) : In(page, html);
        Assert.Contains("清瀬の竹丘", OldText.Read(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void 文字の印のあるHTMLも読み_文字でないものは読まない()
    {
        Assert.Equal("あ", OldText.Read([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("あ")]));
        Assert.Equal("あ", OldText.Read([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("あ")]));
        Assert.Null(OldText.Read([1, 0, 2]));
    }

    [Fact]
    public void 題からサイトの名前を落とす()
    {
        var common = OldTitle.Common(["ごみ | くらし | 清瀬市", "税 | くらし | 清瀬市", "防災 | 清瀬市"]);
        Assert.Equal("防災", OldTitle.Cut("防災 | 清瀬市", common, "清瀬市"));
        Assert.Equal("ごみ", OldTitle.Cut("ごみ｜清瀬市公式ホームページ", new HashSet<string>(), "清瀬市"));
        Assert.Equal("清瀬市のけやき", OldTitle.Cut("清瀬市のけやき", new HashSet<string>(), "清瀬市"));
    }

    [Fact]
    public void 本文だけを部品にし_飾りの表はほどき_表は表のままにする()
    {
        var page = PastedPage.Read("""
            <html><head><title>題</title><meta name="description" content="要約です"></head><body><div class="global-navi">メニュー</div>
            <table id="contents"><tr><td><ul class="menu"><li>横のメニュー</li></ul></td><td><h1>題</h1><h2>日程</h2><p><b><a href="/a">強いリンク</a></b>です。</p>
            <table><tr><th>日</th><th>場所</th></tr><tr><td>5日</td><td>駅</td></tr></table><img src="a.png" alt="図"></td></tr></table><div>問合せは環境課</div></body></html>
            """);
        Assert.Equal(("題", "題", "要約です"), (page.Title, page.Heading, page.Summary));
        Assert.Equal(["heading", "text", "table", "picture"], page.Blocks.Select(b => b.Kind));
        Assert.Equal("[強いリンク](/a)です。", page.Blocks[1]["text"]);
        Assert.Equal(("a.png", "図"), (page.Blocks[3]["file"], page.Blocks[3]["alt"]));
        Assert.Contains("環境課", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("メニュー", string.Join(' ', page.Blocks.SelectMany(b => b.Values.Values)), StringComparison.Ordinal);
    }

    [Theory, InlineData("8.8.8.8", true), InlineData("2400:4050::1", true), InlineData("10.1.2.3", false), InlineData("127.0.0.1", false),
        InlineData("169.254.169.254", false), InlineData("172.31.0.1", false)]
    [InlineData("172.32.0.1", true), InlineData("192.168.1.1", false), InlineData("100.64.0.1", false), InlineData("0.0.0.0", false),
        InlineData("::1", false), InlineData("::", false), InlineData("fe80::1", false)]
    [InlineData("fd00::1", false), InlineData("::ffff:10.0.0.1", false), InlineData("::ffff:8.8.8.8", true),
        InlineData("64:ff9b::a00:1", false), InlineData("2002:a00:1::", false), InlineData("224.0.0.1", false)]
    public void 内側のアドレスは外ではない(string address, bool outer) =>
        Assert.Equal(outer, OuterNetwork.IsOuter(IPAddress.Parse(address)));

    [Fact]
    public void 黙っているサイトは_続けて3晩目に切れたとみなし_同じ晩は一度と数え_答えれば数え直す()
    {
        var (link, night) = (new SiteLink { Id = Guid.Empty, Url = "https://example.jp/", Host = "example.jp" }, TestClock.StoryDay);
        LinkState After(LinkFinding found, int days)
        {
            link.Note(found, night.AddDays(days));
            return link.State;
        }
        var silent = LinkFinding.NoAnswer("つながりません。");
        Assert.Equal([LinkState.Warned, LinkState.Warned, LinkState.Warned],
            new[] { After(silent, 0), After(silent, 0), After(silent, 1) });
        Assert.Equal(2, link.Nights);
        Assert.Equal(LinkState.Broken, After(silent, 2));
        Assert.Equal(LinkState.Good, After(LinkFinding.Good, 3));
        Assert.Equal(LinkState.Warned, After(silent, 4));
        Assert.Equal(LinkState.Broken, After(LinkFinding.Broken("404"), 5));
    }
}

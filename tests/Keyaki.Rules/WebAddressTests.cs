using Keyaki.Kernel;
using Keyaki.Website;

namespace Keyaki.Tests.Rules;

/// <summary>転送: old addresses in one spelling, chains that are shortened, circles that are refused.</summary>
public sealed class WebAddressTests
{
    [Theory]
    [InlineData("/a/b/", "/a/b"), InlineData("/A//B/INDEX.html", "/a/b"), InlineData("/", "/"), InlineData("/index.html", "/"),
        InlineData("a", "/a")]
    [InlineData("/a/index.htmlx", "/a/index.htmlx"), InlineData("/a\\b", "/a/b"), InlineData("/か\u3099", "/が")]
    public void 同じところは_書き方が違っても同じ名前で引く(string path, string key) => Assert.Equal(key, SiteAddress.Key(path));

    [Theory, InlineData("soshiki/"), InlineData(""), InlineData("/"), InlineData("/office/website"), InlineData("/MY/"),
        InlineData("/a?b=c"), InlineData("mailto:a@b.jp")]
    public void 古いアドレスにならないもの(string typed) => Assert.Equal("from", Assert.Throws<Rule>(() => SiteAddress.From(typed)).Field);

    [Theory, InlineData("//evil.example/"), InlineData("http://example.jp/"), InlineData("javascript:alert(1)"),
        InlineData("/\\evil.example"), InlineData("https://a:b@example.jp/"), InlineData("")]
    public void 行き先にならないもの(string typed) => Assert.Equal("to", Assert.Throws<Rule>(() => SiteAddress.To(typed)).Field);

    [Theory, InlineData("/市/1", "/%E5%B8%82/1"), InlineData("https://city.example.jp/a", "/a"),
        InlineData("https://example.jp", "https://example.jp/")]
    public void 行き先は_見出しに書ける形になる(string typed, string url) =>
        Assert.Equal(url, SiteAddress.To(typed, "https://city.example.jp"));

    [Fact]
    public void 鎖は決めたときに短くなり_後から決めた先へも短くなる()
    {
        var map = new RedirectMap([]);
        var (first, second, third) = (Rule("/a", "/b"), Rule("/b", "/c"), Rule("/d", "/a"));
        Assert.Empty(map.Add(first));
        Assert.Equal([first], map.Add(second));
        Assert.Empty(map.Add(third));
        Assert.Equal(["/c", "/c", "/c"], new[] { first.To, second.To, third.To });
    }

    [Fact]
    public void 部分ごと移ったものを通る鎖も短くなる()
    {
        var map = new RedirectMap([]);
        var old = Rule("/x", "/a/1");
        map.Add(old);
        Assert.Equal([old], map.Add(Rule("/a", "/b", Reach.Below)));
        Assert.Equal("/b/1", old.To);
        var part = Rule("/c", "/a/2", Reach.Below);
        map.Add(part);
        Assert.Equal("/b/2", part.To);
    }

    [Theory]
    [InlineData("/a", "/a", Reach.Exact), InlineData("/q", "/q/b", Reach.Below), InlineData("/b", "/a", Reach.Exact),
        InlineData("/b/1", "/a/1", Reach.Exact)]
    [InlineData("/b", "/a/x", Reach.Below), InlineData("/c", "/p", Reach.Exact)]
    public void 輪になる転送は断る(string from, string to, Reach reach)
    {
        var map = new RedirectMap([Rule("/a", "/b", Reach.Below), Rule("/p", "/c")]);
        Assert.Equal("to", Assert.Throws<Rule>(() => map.Add(Rule(from, to, reach))).Field);
    }

    [Fact]
    public void 一つのアドレスの転送は部分の転送より先で_深い部分は浅い部分より先である()
    {
        Redirect[] rules = [Rule("/a", "/1", Reach.Below), Rule("/a/b", "/2", Reach.Below), Rule("/a/b/c", "/3")];
        Assert.Equal(["/1", "/1/X", "/2", "/2/d", "/3", "/2/c/e", null],
            new[] { "/a", "/a/X", "/a/b", "/a/b/d", "/a/b/c", "/a/b/c/e", "/ab" }.Select(p => RedirectMap.Step(rules, p)));
    }

    [Theory, InlineData("/x", "?a=1", "/x?a=1"), InlineData("/x?b=2#c", "?a=1", "/x?b=2&a=1#c"), InlineData("/x", "", "/x")]
    public void 問いは行き先に付く(string to, string query, string url) => Assert.Equal(url, SiteAddress.WithQuery(to, query));

    [Theory, InlineData("/a/b.html", "/a/b.html"), InlineData("/ごみ/", "/ごみ"), InlineData("/a/200507.pdf", "/a/200507.pdf"),
        InlineData("/a.php", null)]
    [InlineData("/a/0424925111", null), InlineData("/a/x@y.jp", null), InlineData("/a/../b", null), InlineData("/<script>", null),
        InlineData("/.git/config", null)]
    [InlineData("/my/x", null), InlineData("/a.jpg", null)]
    public void 人のことや攻撃に見えるアドレスは数えない(string path, string? kept) => Assert.Equal(kept, Missing.Counted(path, ""));

    [Fact]
    public void 近いものは_番号_最後の言葉_題の順に見つかる()
    {
        var plan = new SitePlan([new("kurashi/gomi", new("ごみとリサイクル"), null, []), new("bosai", new("防災"), null, [])], [], []);
        var like = new Nearest(plan, [(1002926, "市民伝言板の使い方", "/bunka/1002926.html")]);
        Assert.Equal("/bunka/1002926.html", like.Of("/hp/page1002926.htm")?.Url);
        Assert.Equal("/kurashi/gomi/", like.Of("/soshiki/gomi")?.Url);
        Assert.Equal("/kurashi/gomi/", like.Of("/gomi/nanika.html")?.Url);
        Assert.Equal("/bunka/1002926.html", like.Of("/市民伝言板")?.Url);
        Assert.Null(like.Of("/qqq/zzz"));
    }

    static Redirect Rule(string from, string to, Reach reach = Reach.Exact) =>
        Redirect.Begin(new Pages.TestClock(Pages.TestClock.StoryDay), from, reach, to, "試し", null);
}

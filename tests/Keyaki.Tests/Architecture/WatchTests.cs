using System.Net;
using AngleSharp.Html.Parser;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Tests.Pages;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Tests.Architecture;

using Visitor = Keyaki.Tests.Pages.Visitor;

/// <summary>The watches that every page test relies on: each is shown here to bark.</summary>
public sealed class WatchTests
{
    const string Inside = "SELECT secret FROM residents WHERE name = '清瀬 花子'";
    static readonly Deed Deed = new("test.watch", "試した");

    [Theory]
    [InlineData("/_test/breaks"), InlineData("/office/_test/breaks")]
    public async Task 壊れた画面は_問い合わせの番号を見せ_中のことは見せない(string address)
    {
        await using var city = await City.Start(BothDatabases.Sqlite, seeded: false, map: app =>
        {
            app.MapPage(address, Permission.Public, Deed.None, Breaks);
            app.MapAct(address, Permission.Public, Deed, Changes);
        });
        var visitor = await city.Visitor().Open("/sign-in");
        var token = visitor.Page.QuerySelector("[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "";
        var numbers = new List<string>();
        foreach (var ask in new Func<Task<Visitor>>[] { () => visitor.Open(address), () => visitor.Open(address),
            () => visitor.Post(address, ("__RequestVerificationToken", token)) })
        {
            await ask();
            Assert.Equal((HttpStatusCode.InternalServerError, "処理を終えられませんでした"), (visitor.Status, visitor.Heading));
            var html = visitor.Page.DocumentElement.OuterHtml;
            foreach (var inside in new[] { "SELECT", "secret", "花子", "Exception", "WatchTests", "Keyaki.", "   at ", ".cs:line" })
                Assert.DoesNotContain(inside, html, StringComparison.Ordinal);
            numbers.Add(visitor.Page.QuerySelector(".reference")?.TextContent ?? "");
        }
        Assert.All(numbers, n => Assert.Matches("^[0-9A-F]{8}$", n));
        Assert.Equal(3, numbers.Distinct().Count());
    }

    static IResult Breaks() => throw new InvalidOperationException(Inside);
    static Answer Changes() => throw new InvalidOperationException(Inside);

    [Theory]
    [InlineData("<input name=a>", false), InlineData("<input name=a placeholder=氏名>", false),
        InlineData("<label>氏名</label><input id=a name=a>", false), InlineData("<label for=a></label><input id=a name=a>", false)]
    [InlineData("<select name=a></select>", false), InlineData("<button></button>", false), InlineData("<a href=/></a>", false)]
    [InlineData("<label for=a>氏名</label><input id=a name=a>", true), InlineData("<label>氏名<input name=a></label>", true),
        InlineData("<input name=a aria-label=氏名>", true)]
    [InlineData("<b id=t>氏名</b><textarea name=a aria-labelledby=t></textarea>", true),
        InlineData("<input type=hidden name=a><button>送る</button>", true)]
    public void 名前のない欄は見つかる(string html, bool named) =>
        Assert.Equal(named, Labels.Missing(new HtmlParser().ParseDocument($"<main>{html}</main>")).Count == 0);

    [Fact]
    public async Task 名前のない欄のある画面を開くと_どの試験も失敗する()
    {
        await using var city = await City.Start(BothDatabases.Sqlite, seeded: false,
            map: app => app.MapPage("/_test/nameless", Permission.Public, Deed.None, Nameless));
        var failed = await Assert.ThrowsAsync<InvalidOperationException>(() => city.Visitor().Open("/_test/nameless"));
        Assert.Contains("名前のない欄", failed.Message, StringComparison.Ordinal);
    }

    static IResult Nameless() => Results.Content("<!doctype html><form><input name=who></form>", "text/html");

    [Theory, BothDatabases]
    public async Task 別の扉の向こうには_画面を作る間は尋ねられ_変更の中からは尋ねられない(string database)
    {
        await using var city = await City.Start(database, map: app =>
        {
            app.MapPage("/_test/border", Permission.Public, Deed.None, AskRegister);
            app.MapAct("/_test/border", Permission.Public, Deed, ChangeWithRegister);
        });
        var visitor = await city.Visitor().Open("/sign-in");
        var token = visitor.Page.QuerySelector("[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "";
        Assert.Equal(HttpStatusCode.OK, (await visitor.Open("/_test/border")).Status);
        Assert.Equal(HttpStatusCode.InternalServerError,
            (await visitor.Post("/_test/border", ("__RequestVerificationToken", token))).Status);
    }

    static async Task<IResult> AskRegister(IRegister register, TimeProvider clock, CancellationToken ct) =>
        Results.Text($"{await register.Refused(clock.NewId(), ct)}");
    static async Task<Answer> ChangeWithRegister(IRegister register, TimeProvider clock, CancellationToken ct) =>
        await register.Refused(clock.NewId(), ct) ? Answer.See("/") : Answer.Done;
}

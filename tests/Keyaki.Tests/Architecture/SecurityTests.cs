using System.Net;
using System.Net.Sockets;
using System.Text;
using AngleSharp.Html.Parser;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Tests.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Architecture;

/// <summary>What every answer of the program has in common, tried over the wire; docs/security/asvs.md names these tests.</summary>
public sealed class SecurityTests
{
    /// <summary>Pages of both doors, an error, an asset, health, and an address that there is not.</summary>
    static async Task<IReadOnlyList<string>> Addresses(City city)
    {
        var home = await city.Visitor().Open("/");
        var assets = home.Page.QuerySelectorAll("link[rel=stylesheet], script[src], link[rel=icon]")
            .Select(e => e.GetAttribute("href") ?? e.GetAttribute("src") ?? "");
        return ["/", "/sign-in", "/search?q=ごみ", "/plan", "/plan/data.json", "/office/sign-in", "/health/live", "/nowhere",
            "/my/applications/x", "/office/nowhere", .. assets.Where(a => a.StartsWith('/')).Distinct()];
    }

    [Fact]
    public async Task どの答えにも_同じ守りの見出しが付く()
    {
        await using var city = await City.Start(BothDatabases.Sqlite);
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = city.Address };
        foreach (var address in await Addresses(city))
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
            {
                using var request = new HttpRequestMessage(method, address) { Headers = { { "Origin", "https://elsewhere.example" } } };
                if (method == HttpMethod.Post) request.Content = new FormUrlEncodedContent([]);
                using var answer = await http.SendAsync(request);
                string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "";
                var policy = Header("Content-Security-Policy");
                foreach (var part in new[] { "default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'",
                    "form-action 'self'", "script-src 'self'" }) Assert.Contains(part, policy, StringComparison.Ordinal);
                Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
                Assert.Equal(("nosniff", "same-origin", "same-origin", "same-origin"),
                    (Header("X-Content-Type-Options"), Header("Referrer-Policy"), Header("Cross-Origin-Opener-Policy"),
                    Header("Cross-Origin-Resource-Policy")));
                Assert.Equal("", Header("Access-Control-Allow-Origin") + Header("Server") + Header("X-Powered-By"));
                Assert.True(Header("Cache-Control").Contains("no-store", StringComparison.Ordinal)
                    || address.StartsWith("/assets/", StringComparison.Ordinal), $"{method} {address}: {Header("Cache-Control")}");
                Assert.False((int)answer.StatusCode is 301 or 302 or 307 or 308 && answer.Headers.Location?.IsAbsoluteUri == true,
                    $"{address} → {answer.Headers.Location}");
            }
    }

    [Fact]
    public async Task どの文字の答えも_種類と文字コードを言う()
    {
        await using var city = await City.Start(BothDatabases.Sqlite);
        using var http = new HttpClient(new HttpClientHandler()) { BaseAddress = city.Address };
        foreach (var address in await Addresses(city))
        {
            using var answer = await http.GetAsync(address);
            if (answer.Content.Headers.ContentLength == 0) continue;
            var type = answer.Content.Headers.ContentType;
            Assert.True(type is { MediaType.Length: > 0 }, address);
            if (type.MediaType.StartsWith("text/", StringComparison.Ordinal) || type.MediaType.EndsWith("xml", StringComparison.Ordinal))
                Assert.True(type.CharSet == "utf-8", $"{address}: {type}");
        }
    }

    [Fact]
    public async Task どの画面にも_その場に書かれたスクリプトや様式はない()
    {
        await using var city = await City.Start(BothDatabases.Sqlite);
        var plain = city.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true
                && e.RoutePattern.Parameters.Count == 0)
            .Select(e => "/" + (e.RoutePattern.RawText ?? "").TrimStart('/')).Distinct().ToList();
        Assert.True(plain.Count > 40);
        var seen = 0;
        foreach (var visitor in new[] { city.Visitor(), await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account),
            await city.Officer("tanaka"), await city.Officer("suzuki"), await city.Officer("takahashi") })
            foreach (var address in plain)
            {
                using var answer = await visitor.Raw(address);
                if (answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
                var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
                seen++;
                Assert.Empty(page.QuerySelectorAll("script:not([src]), style, [style], object, embed, iframe")
                    .Where(e => e.LocalName != "script" || e.TextContent.Length > 0)
                    .Select(e => $"{address}: {e.OuterHtml[..Math.Min(120, e.OuterHtml.Length)]}"));
                Assert.Empty(page.All.SelectMany(e => e.Attributes).Where(a => a.Name.StartsWith("on", StringComparison.Ordinal))
                    .Select(a => $"{address}: {a.Name}"));
                Assert.All(page.QuerySelectorAll("script[src], link[rel=stylesheet]"),
                    e => Assert.Matches("^/[^/]", e.GetAttribute("src") ?? e.GetAttribute("href") ?? ""));
            }
        Assert.True(seen > 60, $"{seen}");
    }

    [Fact]
    public async Task 外への通信は_設定にある先だけで_転送には従わない()
    {
        await using var city = await City.Start(BothDatabases.Sqlite, seeded: false);
        var port = City.FreePort();
        using var sends = new HttpListener { Prefixes = { $"http://127.0.0.1:{port}/" } };
        sends.Start();
        var asked = new List<string>();
        var serving = Task.Run(async () =>
        {
            var call = await sends.GetContextAsync();
            asked.Add(call.Request.RawUrl ?? "");
            (call.Response.StatusCode, call.Response.RedirectLocation) = (302, $"http://127.0.0.1:{port}/elsewhere");
            call.Response.Close();
        });
        foreach (var name in new[] { "payment-provider" })
        {
            using var client = city.Services.GetRequiredService<IHttpClientFactory>().CreateClient(name);
            using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/first"));
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }
        await serving;
        Assert.Equal(["/first"], asked);
    }

    [Theory]
    [InlineData("Keyaki:PublicAddress", "http://shinsei.example.jp"), InlineData("Keyaki:Payments:Url", "http://pay.example.jp")]
    public void 本番では_暗号化しない住所では始まらない(string setting, string address)
    {
        var fault = Assert.Throws<Keyaki.Web.SettingFault>(() =>
            Keyaki.Web.Hall.Build(["--environment", "Production", $"--{setting}", address]));
        Assert.Contains($"{setting}: https://", fault.Message, StringComparison.Ordinal);
        var other = Assert.Throws<Keyaki.Web.SettingFault>(() =>
            Keyaki.Web.Hall.Build(["--environment", "Production", $"--{setting}",
            address.Replace("http:", "https:", StringComparison.Ordinal)]));
        Assert.DoesNotContain($"{setting}: https://", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task 二通りに読める長さの依頼は断る()
    {
        await using var city = await City.Start(BothDatabases.Sqlite, seeded: false);
        foreach (var lengths in new[] { "Content-Length: 5\r\nContent-Length: 6", "Content-Length: 5 5",
            "Transfer-Encoding: chunked, identity", "Content-Length: -1" })
            Assert.Equal((lengths, "HTTP/1.1 400 Bad Request"),
                (lengths, await Say(city,
                $"POST /sign-in HTTP/1.1\r\nHost: {city.Address.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\n{lengths}\r\nConnection: close\r\n\r\na=1&b")));
    }

    static async Task<string> Say(City city, string words)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(city.Address.Host, city.Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(words));
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadLineAsync() ?? "";
    }

    [Theory, BothDatabases]
    public async Task 人の付けたファイルは画面としては開かない(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        var suzuki = await city.Officer("suzuki");
        await suzuki.Open(Links.Case(id));
        var url = suzuki.Page.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href") ?? "")
            .Single(h => h.Contains("/files/", StringComparison.Ordinal));
        using var file = await suzuki.Raw(url);
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        // Never a page: a picture or a PDF, under a name of its own, that may run and load nothing.
        Assert.Contains(file.Content.Headers.ContentType?.MediaType, (string[])["image/jpeg", "image/png", "application/pdf"]);
        Assert.True(file.Content.Headers.ContentDisposition?.FileNameStar is { Length: > 0 }, $"{file.Content.Headers.ContentDisposition}");
        Assert.Contains("default-src 'none'", string.Join("", file.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal(["nosniff"], file.Headers.GetValues("X-Content-Type-Options"));
    }

    [Fact]
    public async Task ないものはないとだけ答える()
    {
        await using var city = await City.Start(BothDatabases.Sqlite, seeded: false);
        foreach (var address in new[] { "/assets/", "/files/", "/.git/config", "/appsettings.json", "/cities/kiyose/city.json",
            "/web.config", "/keyaki.dll", "/assets/../appsettings.json", "/%2e%2e/%2e%2e/etc/passwd" })
        {
            var visitor = await city.Visitor().Open(address);
            Assert.Equal((address, HttpStatusCode.NotFound), (address, visitor.Status));
            Assert.DoesNotContain("Keyaki", visitor.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task 使わない方法は断る()
    {
        await using var city = await City.Start(BothDatabases.Sqlite, seeded: false);
        using var http = new HttpClient(new HttpClientHandler()) { BaseAddress = city.Address };
        foreach (var method in new[] { "TRACE", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACK", "PROPFIND" })
            foreach (var address in new[] { "/", "/sign-in", "/office/sign-in", "/nowhere" })
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), address);
                using var answer = await http.SendAsync(request);
                Assert.True(answer.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound,
                    $"{method} {address}: {answer.StatusCode}");
            }
    }

    [Theory]
    [InlineData("/my", "/sign-out", ActorKind.Resident), InlineData("/office", "/office/sign-out", ActorKind.Officer)]
    public async Task 出ると_ブラウザーに残ったものも消させる(string page, string leave, ActorKind kind)
    {
        await using var city = await City.Start(BothDatabases.Sqlite);
        var account = kind is ActorKind.Officer ? await city.OfficerId("tanaka") : (await city.Person("清瀬 花子")).Account;
        var token = await city.Token(kind, account, city.Clock);
        var cookies = new CookieContainer();
        cookies.Add(new Cookie(kind is ActorKind.Officer ? Doors.OfficerCookie : Doors.ResidentCookie, token, "/", city.Address.Host));
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false })
        {
            BaseAddress =
            city.Address
        };
        var form = new HtmlParser().ParseDocument(await http.GetStringAsync(page))
            .QuerySelector($"form[action='{leave}'] [name=__RequestVerificationToken]")?.GetAttribute("value") ?? "";
        using var answer = await http.PostAsync(leave, new FormUrlEncodedContent([new("__RequestVerificationToken", form)]));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(["\"cache\", \"storage\""], answer.Headers.GetValues("Clear-Site-Data"));
    }

    [Fact]
    public async Task 同じ名前を二つ送っても_初めの一つだけを読む()
    {
        await using var city = await City.Start(BothDatabases.Sqlite);
        var both = await city.Visitor().Open("/search?q=粗大ごみ&q=がん検診");
        var first = await city.Visitor().Open("/search?q=粗大ごみ");
        Assert.Equal(first.Text, both.Text);
    }
}

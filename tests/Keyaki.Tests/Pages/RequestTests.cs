using System.Net;
using System.Text;
using Keyaki.Kernel;
using Keyaki.Tests.Architecture;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Pages;

/// <summary>What is asked of the house by others than its own pages, by broken ones, or too late.</summary>
public sealed class RequestTests
{
    [Theory, BothDatabases]
    public async Task ほかのサイトの画面からの操作は_しるしが合っていても断る(string database)
    {
        await using var city = await City.Start(database);
        var own = city.Address.GetLeftPart(UriPartial.Authority);
        foreach (var (header, value, expected) in new[]
        {
            ("Origin", "null", 403), ("Origin", "https://evil.example", 403), ("Origin", own + "0", 403), ("Origin", "", 403),
                ("Sec-Fetch-Site", "cross-site", 403), ("Sec-Fetch-Site", "same-site", 403),
            ("Origin", own, 200), ("Sec-Fetch-Site", "same-origin", 200), ("X-Nothing", "old browser", 200),
        })
        {
            var suzuki = await city.Officer("suzuki");
            await suzuki.Open("/office/me");
            using var press = suzuki.Prepare("サインアウト");
            press.Headers.TryAddWithoutValidation(header, value);
            using var answer = await suzuki.Send(press);
            Assert.True((int)answer.StatusCode == expected, $"{header}: {value} → {answer.StatusCode}");
            Assert.Equal(expected == 403, (await suzuki.Open("/office/me")).Path == "/office/me");
        }
    }

    [Theory, BothDatabases]
    public async Task 画面のしるしは_それを見た訪問でしか使えず_入力は残る(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        var browser = await city.Officer("suzuki");
        await browser.Open(Contracts.Links.Case(id) + "/note");
        browser.Fill("メモ", "電話した。")
            .Visits(ActorKind.Officer, await city.Token(ActorKind.Officer, await city.OfficerId("sato"), city.Clock));
        await browser.Press("メモを残す");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Contains("画面を開いてから時間がたちました", browser.Text, StringComparison.Ordinal);
        Assert.Contains("電話した。", browser.Page.QuerySelector("textarea")?.TextContent, StringComparison.Ordinal);
        await browser.Press("メモを残す");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Equal(1, await city.Read(db => db.Set<Procedures.Note>().CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task 製品のクッキーは__Hostで始まりSecureで_httpsの約束は下の名前にも及ぶ(string database)
    {
        await using var city = await City.Start(database, environment: "Production");
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        using var client = new HttpClient(handler);
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var page = await client.GetAsync(new Uri(city.Office, "/office/sign-in"));
        Assert.Equal("max-age=31536000; includeSubDomains", page.Headers.GetValues("Strict-Transport-Security").Single());
        var form = page.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith("__Host-keyaki-form=", form, StringComparison.Ordinal);
        AssertStrict(form);

        // The visit's cookie: taken away at signing out, with the very attributes that it was given with.
        var token = await city.Token(ActorKind.Officer, await city.OfficerId("tanaka"), city.Clock);
        var tanaka = Visitor.BehindProxy(city.Office, follows: false).Visits(ActorKind.Officer, token, strict: true);
        await tanaka.Open("/office/me");
        Assert.Contains("市民課 主事", tanaka.Text, StringComparison.Ordinal);
        using var press = tanaka.Prepare("サインアウト");
        using var answer = await tanaka.Send(press);
        var visit = answer.Headers.GetValues("Set-Cookie").Single(c => c.Contains("keyaki-office", StringComparison.Ordinal));
        Assert.StartsWith("__Host-keyaki-office=", visit, StringComparison.Ordinal);
        AssertStrict(visit);
        // What a sibling subdomain could set counts for nothing.
        await Visitor.BehindProxy(city.Office).Visits(ActorKind.Officer, token, strict: false).Open("/office/me");
        Assert.Equal("職員のサインイン", (await Visitor.BehindProxy(city.Office).Visits(ActorKind.Officer, token, strict: false)
            .Open("/office/me")).Heading);
    }

    static void AssertStrict(string cookie)
    {
        var attributes = cookie.Split(';').Skip(1).Select(a => a.Trim().ToLowerInvariant()).ToList();
        Assert.Contains("secure", attributes);
        Assert.Contains("httponly", attributes);
        Assert.Contains("path=/", attributes);
        Assert.DoesNotContain(attributes, a => a.StartsWith("domain", StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task 何もしないまま時間が過ぎると切れ_入力した内容は本人に戻る(string database)
    {
        await using var city = await City.Start(database, new Dictionary<string, string?> { ["Keyaki:Idle:Officers"] = "30" });
        var note = Contracts.Links.Case(await city.Composter()) + "/note";
        var suzuki = await city.Officer("suzuki");
        for (var i = 0; i < 4; i++)
        {
            city.Clock.Pass(TimeSpan.FromMinutes(25));
            Assert.Equal(note, (await suzuki.Open(note)).Path);
        }
        suzuki.Fill("メモ", "窓口で聞いた。");
        city.Clock.Pass(TimeSpan.FromMinutes(31));
        using var late = suzuki.Prepare("メモを残す");
        late.Headers.Add("Origin", city.Address.GetLeftPart(UriPartial.Authority));
        using var asked = await suzuki.Send(late);
        var back = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(asked.RequestMessage?.RequestUri?.Query)["back"].ToString();
        var again = await city.Officer("suzuki");
        Assert.Contains("窓口で聞いた。", (await again.Open(back)).Page.QuerySelector("textarea")?.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await city.Read(db => db.Set<Procedures.Note>().CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task 壊れた送信には400で答え_どの入口も500にならない(string database)
    {
        await using var city = await City.Start(database);
        var (hanako, _) = await city.Person("清瀬 花子");
        var visits = new[] { "", $"{Doors.ResidentCookie}={await city.Token(ActorKind.Resident, hanako, city.Clock)}; {Doors.OfficerCookie}={await city.Token(ActorKind.Officer, await city.OfficerId("kato"), city.Clock)}" };
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        using var client = new HttpClient(handler) { BaseAddress = city.Address };
        var wrong = new List<string>();
        foreach (var route in AccessTable.AllRoutes.Where(r => r.Method is "POST"))
            foreach (var visit in visits)
                foreach (var (what, body, type) in Broken)
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post,
                        DoorTests.Filled(route.Address))
                    { Content = new ByteArrayContent(body) };
                    request.Headers.TryAddWithoutValidation("Cookie", visit);
                    request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
                    request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
                    using var answer = await client.SendAsync(request);
                    // The sign-in is asked for first; a body that is no form at all is not looked at for that.
                    if ((int)answer.StatusCode is not (400 or 413)
                        && !(answer.StatusCode is HttpStatusCode.Redirect && !type.Contains("form", StringComparison.Ordinal)
                        || answer.StatusCode is HttpStatusCode.Forbidden
                        // Who brings no token is asked for one before anything is read.
                        || answer.StatusCode is HttpStatusCode.Unauthorized
                            && route.Address.StartsWith("/office/api/applications", StringComparison.Ordinal)))
                        wrong.Add($"{route.Address} {what} → {(int)answer.StatusCode}");
                }
        Assert.True(wrong.Count == 0, $"{wrong.Count} 件\n{string.Join('\n', wrong.Take(60))}");
    }

    static readonly (string What, byte[] Body, string Type)[] Broken =
    [
        ("別の種類", "{}"u8.ToArray(), "application/json"),
        ("種類なし", "a=b"u8.ToArray(), ""),
        ("読まない文字コード", "a=b"u8.ToArray(), "application/x-www-form-urlencoded; charset=utf-7"),
        ("境目のない部分", "--x\r\n\r\n"u8.ToArray(), "multipart/form-data"),
        ("途中で切れた部分", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb"u8.ToArray(), "multipart/form-data; boundary=x"),
        ("長すぎる見出し", Encoding.ASCII.GetBytes("--x\r\n" + new string('h', 70_000) + ": 1\r\n\r\nb\r\n--x--\r\n"),
            "multipart/form-data; boundary=x"),
        ("多すぎる項目", Encoding.ASCII.GetBytes(string.Join('&', Enumerable.Range(0, 3000).Select(i => $"a{i}=1"))),
            "application/x-www-form-urlencoded"),
        ("長すぎる名前", Encoding.ASCII.GetBytes(new string('n', 5000) + "=1"), "application/x-www-form-urlencoded"),
    ];

    [Fact]
    public async Task どの入口も_受け取る大きさに限りがある()
    {
        await using var city = await City.Start(BothDatabases.Sqlite, seeded: false);
        var posts = city.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true)
                .ToDictionary(e => e.RoutePattern.RawText ?? "", e => e.Metadata.GetMetadata<Takes>());
        Assert.Empty(posts.Where(p => p.Value is null).Select(p => p.Key));
        foreach (var (route, most) in new[] { ("/sign-in", 64), ("/office/sign-in", 64), ("/sign-out", 64), ("/payments/webhook", 64),
            ("/my/account/edit", 256), ("/office/cases/{id}/note", 256), ("/office/decisions/{id:guid}/approve", 64),
            ("/office/plan/progress/{code}/pass", 64), ("/office/plan/committee/meetings/{id:guid}/propose", 64) })
            Assert.InRange(posts[route]?.Whole ?? 0, 1, most * 1024);
        // A file where a form asks for one, and nowhere else.
        Assert.Equal(
        [
            "/my/applications/{id}/correct", "/my/drafts/{id}/{page:int}", "/office/assets/equipment/new",
            "/office/assets/equipment/{id:guid}/edit", "/office/assets/machines/new", "/office/assets/machines/{id:guid}/edit",
            "/office/assets/q/{code}", "/office/assets/{sheet}/import", "/office/cases/enter/{procedure}/{channel}",
            "/office/cases/enter/{procedure}/{channel}/keep",
            "/office/cases/{id}/retype", "/office/drafts/{id:guid}/edit", "/office/incoming/{sheet}/import",
            "/office/moving/{sheet}/import", "/office/payments/incoming/take",
            "/office/payments/payouts/runs/{id:guid}/result",
            "/office/plan/committee/meetings/new",
            "/office/plan/committee/meetings/{id:guid}/edit", "/office/plan/robots/import", "/office/plan/robots/new",
            "/office/plan/robots/{id:guid}/edit", "/office/plan/{sheet}/import", "/office/procedures/new",
            "/office/procedures/{id}/preview/{page:int}", "/office/received/new",
            "/office/website/materials/new", "/office/website/{sheet}/import",
        ], posts.Where(p => p.Value?.Files > 0).Select(p => p.Key).Order(StringComparer.Ordinal));
    }

    /// <summary>A page without a file takes what its questions can hold; one with a file a file more, and neither what another
    /// procedure's form takes.</summary>
    [Theory, BothDatabases]
    public async Task 手続の画面が受け取る大きさは_その画面の質問と付けられるファイルに合う(string database)
    {
        await using var city = await City.Start(database, new Dictionary<string, string?> { ["Keyaki:Files:Largest"] = "200000" });
        var hanako = await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        await (await hanako.Open("/procedures/compost-subsidy/apply")).Press("入力を始める");
        var first = hanako.Path;
        var version = await city.Read(async db => await city.Services.GetRequiredService<Procedures.Catalogue>()
            .Pinned(db, (await db.Set<Procedures.DraftApplication>().SingleAsync()).Definition, default));
        var pages = version.Definition.Pages;
        var withFile = pages.ToList().FindIndex(p => p.Questions.Any(q => q.Kind == "file")) + 1;
        Assert.True(withFile > 1, first);
        async Task<HttpStatusCode> Sent(string visit, int page, int text, int file)
        {
            using var content = new MultipartFormDataContent { { new StringContent(new string('x', text)), "name" } };
            if (file > 0) content.Add(new ByteArrayContent(new byte[file]), "none.file", "x.pdf");
            using var request = new HttpRequestMessage(HttpMethod.Post, first[..(first.LastIndexOf('/') + 1)] + page) { Content = content };
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
            request.Headers.ExpectContinue = true;
            using var answer = await (visit == "" ? city.Visitor() : hanako).Send(request);
            return answer.StatusCode;
        }
        foreach (var visit in new[] { "", "花子" })
        {
            Assert.NotEqual(HttpStatusCode.RequestEntityTooLarge, await Sent(visit, 1, 20_000, 0));
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Sent(visit, 1, 1_500_000, 0));
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Sent(visit, 1, 100, 1_500_000));
            Assert.NotEqual(HttpStatusCode.RequestEntityTooLarge, await Sent(visit, withFile, 100, 150_000));
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Sent(visit, withFile, 100, 40_000_000));
        }
        Assert.Contains("/my/drafts/", first, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 変なアドレスで_どの画面も500にならない(string database)
    {
        await using var city = await City.Start(database);
        var (hanako, _) = await city.Person("清瀬 花子");
        var visit = $"{Doors.ResidentCookie}={await city.Token(ActorKind.Resident, hanako, city.Clock)}; {Doors.OfficerCookie}={await city.Token(ActorKind.Officer, await city.OfficerId("kato"), city.Clock)}";
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        using var client = new HttpClient(handler) { BaseAddress = city.Address };
        var wrong = new List<string>();
        async Task Try(string address, int? expected = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get,
                new Uri(city.Address.GetLeftPart(UriPartial.Authority) + address,
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
            request.Headers.TryAddWithoutValidation("Cookie", visit);
            using var answer = await client.SendAsync(request);
            if ((int)answer.StatusCode >= 500 || expected is { } status && (int)answer.StatusCode != status)
                wrong.Add($"{address[..Math.Min(120, address.Length)]} → {(int)answer.StatusCode}");
        }
        foreach (var route in AccessTable.AllRoutes.Where(r => r.Method is not "POST"))
        {
            var address = DoorTests.Filled(route.Address);
            var (path, more) = (address.Split('?')[0], address.Contains('?', StringComparison.Ordinal) ? "&" : "?");
            await Try(address + more + "q=%00", 400);
            foreach (var odd in new[] { "q=%zz%", "q=%ff%fe", "q=%ed%a0%80", "page=-1", "page=2147483647", "page=x",
                "from=x&to=9999-99-99&month=0000-13&day=%E2%80%AE", "back=//evil.example&ticket=%25&held=x",
                "lang=%00x".Replace("%00", "%01", StringComparison.Ordinal), "q=" + new string('x', 5000) })
                await Try(address + more + odd);
            foreach (var odd in new[] { path + "%00", path + "/%zz", path + "/%ff", path + "/..%2f..%2fetc",
                path + "/" + new string('x', 3000) }) await Try(odd);
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} 件\n{string.Join('\n', wrong.Take(60))}");
    }

    [Theory, BothDatabases]
    public async Task 断った操作は送り元とともにジャーナルに残り_時が来ると送り元だけが消える(string database)
    {
        await using var city = await City.Start(database, new Dictionary<string, string?> { ["Keyaki:Journal:AddressDays"] = "30" });
        var tanaka = await city.Officer("tanaka");
        await tanaka.Open("/office/officers");
        Assert.Equal(HttpStatusCode.Forbidden, tanaka.Status);
        await tanaka.Post("/office/sign-out");
        using (var forged = new HttpRequestMessage(HttpMethod.Post, "/sign-out") { Content = new FormUrlEncodedContent([]) })
        {
            forged.Headers.Add("Origin", "null");
            (await city.Visitor().Send(forged)).Dispose();
        }
        using (var unsigned = new HttpRequestMessage(HttpMethod.Post, "/payments/webhook") { Content = new StringContent("{}") })
            (await city.Visitor().Send(unsigned)).Dispose();
        var stranger = await city.Visitor().Open("/office/sign-in");
        await stranger.Fill("ログイン名", "tanaka").Fill("パスワード", "chigau-password").Press("次へ進む");

        string[] codes = ["access.refused", "access.stale-form", "access.elsewhere", "payments.webhook-refused", "staff.sign-in-refused"];
        async Task<List<(JournalEntry Entry, string? Address)>> Written() => await city.Read(async db =>
            (await (from e in db.Set<JournalEntry>() where codes.Contains(e.Code) join a in db.Set<JournalAddress>(
                ) on e.Id equals a.EntryId into at from a in at.DefaultIfEmpty() orderby e.Id select new { e, a.Address }).ToListAsync())
                .ConvertAll(x => (x.e, (string?)x.Address)));
        var before = await Written();
        Assert.Equal(codes.Order(), before.Select(b => b.Entry.Code).Order());
        Assert.All(before, b => Assert.Equal("127.0.0.1", b.Address));
        Assert.All(before, b => Assert.DoesNotContain("127.0.0.1", b.Entry.Facts, StringComparison.Ordinal));

        await Sweep(city);
        Assert.Equal(5, (await Written()).Count(w => w.Address is not null));
        city.Clock.Pass(TimeSpan.FromDays(31));
        await Sweep(city);
        var after = await Written();
        Assert.All(after, a => Assert.Null(a.Address));
        Assert.Equal(before.Select(b => Convert.ToHexString(b.Entry.Hash())), after.Select(a => Convert.ToHexString(a.Entry.Hash())));
    }

    static Task Sweep(City city) => city.Sweep();

    [Theory, BothDatabases]
    public async Task 断られ続けても_ジャーナルはあふれない(string database)
    {
        await using var city = await City.Start(database);
        for (var i = 0; i < Refusals.MostEach + 15; i++) await city.Visitor().Post("/sign-out");
        Assert.Equal(Refusals.MostEach, await city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == Guard.Stale.Code)));
        city.Clock.Pass(TimeSpan.FromHours(1));
        await city.Visitor().Post("/sign-out");
        Assert.Equal(Refusals.MostEach + 1, await city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == Guard.Stale.Code)));
    }

    [Fact]
    public async Task 間違いの画面は_外へのリンクを持たない()
    {
        await using var city = await City.Start(BothDatabases.Sqlite, seeded: false, twoDoors: true);
        var wrong = new List<string>();
        foreach (var door in new[] { city.Address, city.Office })
            foreach (var path in new[] { "//evil.example/", "/\\evil.example/", "/office//evil.example/", "/%2f%2fevil.example/",
                "/sign-out", "/office/sign-out" })
                foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
                    foreach (var referer in new[] { null, $"{door.GetLeftPart(UriPartial.Authority)}//evil.example/",
                        $"{door.GetLeftPart(UriPartial.Authority)}/\\evil.example/", "https://evil.example/", "javascript:alert(1)" })
                    {
                        using var request = new HttpRequestMessage(method,
                            new Uri(door.GetLeftPart(UriPartial.Authority) + path,
                            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
                        if (method == HttpMethod.Post) request.Content = new FormUrlEncodedContent([]);
                        if (referer is not null) request.Headers.TryAddWithoutValidation("Referer", referer);
                        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
                        using var client = new HttpClient(handler);
                        using var answer = await client.SendAsync(request);
                        if (answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.OK) continue;
                        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
                        foreach (var link in page.QuerySelectorAll("[href],[action],[src]")
                            .Select(e => e.GetAttribute("href") ?? e.GetAttribute("action") ?? e.GetAttribute("src") ?? ""))
                            if (!(link.StartsWith('#') || link.StartsWith("data:", StringComparison.Ordinal)
                                || link.StartsWith("tel:", StringComparison.Ordinal)
                                || link is ['/', not ('/' or '\\'), ..] or "/")) wrong.Add($"{method} {path} ({referer}): {link}");
                    }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task できなかったと言う画面は_どこへ電話するかを言い_外へはつながない()
    {
        await using var city = await City.Start(BothDatabases.Sqlite);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/procedures/bulky-waste/apply") { Content = new FormUrlEncodedContent([]) };
        using var answer = await city.Visitor().Send(request);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        Assert.NotNull(page.QuerySelector("main .contact a[href^='tel:']"));
        Assert.Null(page.QuerySelector("main .contact a[rel~='external']"));
    }
}

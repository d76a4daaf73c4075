using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Tests.Pages;
using Keyaki.Website;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Keyaki.Tests.InWebsite;

/// <summary>リンクの見張り: what is said of an address, what is never fetched, and what becomes of it for the owner.</summary>
public sealed class LinkTests
{
    [Fact]
    public async Task 別のサイトのリンクは_決まりのとおりに調べ_頭だけを読む()
    {
        await using var site = await Outside.Open();
        foreach (var (path, state, why) in new[]
        {
            ("/ok", LinkState.Good, ""), ("/endless", LinkState.Good, ""), ("/slow", LinkState.Warned, "返事が遅い"),
                ("/status/404", LinkState.Broken, "404"),
            ("/status/410", LinkState.Broken, "410"), ("/status/401", LinkState.SignIn, "401"), ("/status/403", LinkState.SignIn, "403"),
                ("/challenge", LinkState.Unchecked, "人が開いて"),
            ("/status/405", LinkState.Unchecked, "405"), ("/status/503", LinkState.Warned, "503"),
                ("/hang", LinkState.Warned, "待っても返事がありません"), ("/redirect/1", LinkState.Good, ""),
            ("/redirect/2", LinkState.Warned, "2回転送"), ("/redirect/8", LinkState.Warned, "8回転送"),
                ("/redirect/9", LinkState.Broken, "8回を超えます"), ("/loop", LinkState.Broken, "輪になっています"),
            ("/to-file", LinkState.Broken, "転送の先を開けません"),
        })
        {
            var found = await site.Check($"{site.Http}{path}");
            Assert.True(found.State == state && found.Why.Contains(why, StringComparison.Ordinal), $"{path}: {found}");
        }
        Assert.True((await site.Check($"{site.Http}/status/500")).Down);
        Assert.True((await site.Check("http://127.0.0.1:1/")).Down);
        Assert.InRange(site.Asked["/loop"], 2, 6);
        Assert.Contains("証明書", (await site.Check($"{site.Https}/ok")).Why, StringComparison.Ordinal);
        Assert.Equal(LinkState.Broken, (await site.Check($"{site.Https}/status/404")).State);
        Assert.Contains("名前やパスワード", (await site.Check(site.Http.Replace("//", "//me:secret@", StringComparison.Ordinal)
            + "/ok")).Why, StringComparison.Ordinal);
        Assert.Equal(LinkState.Broken, (await site.Check("file:///C:/doc.pdf")).State);
        Assert.Equal(0, site.Signed);
        Assert.Contains("Keyaki-LinkCheck", site.Agent, StringComparison.Ordinal);
    }

    [Theory, InlineData("/ok"), InlineData("/to-inside")]
    public async Task 内側のアドレスは_リンクでも転送でも開かない(string path)
    {
        await using var site = await Outside.Open();
        var port = new Uri(site.Http).Port;
        foreach (var inside in path == "/ok" ? new[] { "127.0.0.2", "[::1]", "2130706434", "[::ffff:127.0.0.3]" } : ["127.0.0.1"])
        {
            var found = await site.Check($"http://{inside}:{port}{path}");
            Assert.True(found.State is LinkState.Broken && found.Why.Contains("内側", StringComparison.Ordinal), $"{inside}: {found}");
        }
        Assert.Equal(path == "/ok" ? 0 : 1, site.Asked.Values.Sum());
    }

    [Fact]
    public async Task 一つのサイトには_間を空けて一つずつ聞く()
    {
        await using var site = await Outside.Open(TimeSpan.FromMilliseconds(120));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => site.Check($"{site.Http}/ok?{i}")));
        Assert.Equal(1, site.MostAtOnce);
        Assert.All(site.Times.Order().Zip(site.Times.Order().Skip(1)),
            t => Assert.InRange((t.Second - t.First).TotalMilliseconds, 100, 10_000));
    }

    [Theory, BothDatabases]
    public async Task 毎晩_公開中のページのリンクを調べ_切れたものは課の仕事になり_直すと消え_3晩黙ったサイトは切れたとみなす(string database)
    {
        await using var site = await Outside.Open();
        await using var city = await City.Start(database, services: services =>
            services.Replace(ServiceDescriptor.Singleton(site.Manners with
            {
                Slow = TimeSpan.FromSeconds(15),
                Wait = TimeSpan.FromSeconds(15)
            })));
        var draft = await Live(city, "まだのページ", "kurashi", publish: false);
        var page = await Live(city, "リンクのあるページ", "kurashi",
            $"[良い]({site.Http}/ok) [ない]({site.Http}/status/404) [黙る]({site.Http}/status/503)\n\n[ごみ]({city.Address}kurashi/gomi/) [場所](/kurashi/en/) "
            + $"[自分](#nowhere) [手続](/procedures/bulky-waste) [ない手続](/procedures/none) [下書き]({draft.Url()}) [ない](/nothing/) [職員](/office/website) [電話](tel:0424925111) [文書](file:///C:/a.pdf)");
        var other = await Live(city, "もう一つ", "bosai", $"[良い]({site.Http}/ok)");
        await Night(city);
        Assert.Equal(1, site.Asked["/ok"]);
        var states = await States(city, page);
        foreach (var (url, state) in new[]
        {
            ($"{site.Http}/ok", LinkState.Good), ($"{site.Http}/status/404", LinkState.Broken),
                ($"{site.Http}/status/503", LinkState.Warned), ("/kurashi/gomi/", LinkState.Good), ("/kurashi/en/", LinkState.Good),
            (page.Url() + "#nowhere", LinkState.Warned), ("/procedures/bulky-waste", LinkState.Good),
                ("/procedures/none", LinkState.Broken), (draft.Url(), LinkState.Broken), ("/nothing/", LinkState.Broken),
            ("/office/website", LinkState.Broken), ("file:///C:/a.pdf", LinkState.Broken),
        }) Assert.True(states.GetValueOrDefault(url) == state, $"{url}: {states.GetValueOrDefault(url)}");
        Assert.Equal(12, states.Count);
        var task = Assert.Single(await Tasks(city));
        Assert.Equal(("リンク切れを直す（6件）：リンクのあるページ", "shimin"), (task.Title, task.Department));
        var tanaka = await (await city.Officer("tanaka")).Open(task.Url);
        Assert.Contains("ページがありません（404）", tanaka.Text, StringComparison.Ordinal);
        Assert.Contains("1晩目", (await tanaka.Open(ListLinks.Url + "?state=warned")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("リンクのあるページ", (await (await city.Officer("suzuki")).Open(ListLinks.Url)).Text,
            StringComparison.Ordinal);

        // The same night again: what was looked at just now is not asked again.
        await Night(city);
        Assert.Equal((1, 1), (site.Asked["/ok"], site.Asked["/status/503"]));
        for (var night = 0; night < 2; night++)
        {
            city.Clock.Pass(TimeSpan.FromDays(1));
            await Night(city);
        }
        Assert.Equal(LinkState.Broken, (await States(city, page))[$"{site.Http}/status/503"]);
        Assert.Equal(3, site.Asked["/ok"]);

        await city.Turns.Run(async (_, db, ct) =>
        {
            (await db.Set<SitePage>().AsTracking().FirstAsync(p => p.Id == page.Id, ct))
                .End(Ending.Error, null, null, city.Clock.GetUtcNow());
            return true;
        });
        await Night(city);
        Assert.Empty(await Tasks(city));
        Assert.Equal([$"{site.Http}/ok"], await city.Read(db => db.Set<SiteLink>().Where(l => l.Url.StartsWith("http")).Select(l => l.Url).ToListAsync()));
        Assert.NotEqual(page.Id, other.Id);
    }

    static async Task Night(City city)
    {
        city.Clock.Pass(TimeSpan.FromMinutes(1));
        await city.Turns.Run(async (services, db, ct) =>
        {
            await new LinkNight(services.GetRequiredService<Outbox>()).Do(db, Due.At(city.Clock.GetUtcNow()), ct);
            return true;
        });
        // Each errand rings for the next one, and the hall's own worker takes some of them.
        for (var i = 0; i < 200; i++)
        {
            await city.Settle();
            if (await city.Read(db => db.Set<OutboxItem>().AllAsync(o => o.Kind != WatchLinks.WorkKind || o.DoneAt != null))) return;
            await Task.Delay(50);
        }
        Assert.Fail(await city.Read(async db => string.Join('、', await db.Set<OutboxItem>().Where(o => o.DoneAt == null)
            .Select(o => o.Key + o.LastError).ToListAsync())));
    }

    static Task<Dictionary<string, LinkState>> States(City city, SitePage page) =>
        city.Read(db => db.Set<LinkUse>().Where(u => u.Page == page.Id)
        .Join(db.Set<SiteLink>(), u => u.Link, l => l.Id, (u, l) => new { l.Url, l.State }).ToDictionaryAsync(l => l.Url, l => l.State));

    static Task<List<OfficeTask>> Tasks(City city) => city.Read(db =>
        db.Set<OfficeTask>().Where(t => t.ClosedAt == null && t.Title.StartsWith("リンク切れ")).ToListAsync());

    static Task<SitePage> Live(City city, string title, string place, string text = "", bool publish = true) =>
        city.Turns.Run(async (_, db, ct) =>
    {
        var now = city.Clock.GetUtcNow();
        var page = SitePage.Begin(city.Clock, await SitePages.NextNumber(db, ct), PageKind.Page, false, "shimin", place, title, Guid.Empty);
        var edition = Edition.Begin(city.Clock, page.Id, 1, new Content().With("ja", new(title, "", [new Block("text", ("text", text))])),
            "", Guid.Empty);
        db.AddRange(page, edition);
        if (publish)
        {
            edition.Propose(city.Clock.NewId(), Guid.Empty);
            edition.Approve();
            edition.Publish(now);
            page.Publish(edition, edition.Content, now);
            await SiteState.Touch(db, ct);
        }
        await db.SaveChangesAsync(ct);
        return page;
    });

    /// <summary>Another site on this machine, with all its moods.</summary>
    sealed class Outside : IAsyncDisposable
    {
        readonly WebApplication app;
        readonly ServiceProvider door;
        readonly LinkProbe probe;
        int now;

        public required LinkManners Manners { get; init; }
        public string Http { get; private set; } = "";
        public string Https { get; private set; } = "";
        public ConcurrentDictionary<string, int> Asked { get; } = new();
        public ConcurrentBag<DateTimeOffset> Times { get; } = [];
        public int MostAtOnce { get; private set; }
        public int Signed { get; private set; }
        public string Agent { get; private set; } = "";

        Outside(WebApplication app, LinkManners manners)
        {
            this.app = app;
            door = new ServiceCollection().AddSingleton(manners).With().BuildServiceProvider();
            probe = new(door.GetRequiredService<IHttpClientFactory>(), manners);
        }

        public Task<LinkFinding> Check(string url) => probe.Check(url, default);

        public static async Task<Outside> Open(TimeSpan pause = default)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            var (http, https) = (Free(), Free());
            builder.WebHost.UseKestrelHttpsConfiguration();
            builder.WebHost.ConfigureKestrel(o =>
            {
                o.ListenAnyIP(http);
                o.ListenAnyIP(https, l => l.UseHttps(Certificate()));
            });
            var app = builder.Build();
            var manners = new LinkManners([IPNetwork.Parse("127.0.0.1/32")], "Mozilla/5.0 (compatible; Keyaki-LinkCheck/1.0)")
            { Wait = TimeSpan.FromSeconds(5), Slow = TimeSpan.FromMilliseconds(3_000), Pause = pause };
            var site = new Outside(app, manners)
            {
                Manners = manners, Http = $"http://127.0.0.1:{http}",
                Https = $"https://127.0.0.1:{https}"
            };
            app.Run(site.Answer);
            await app.StartAsync();
            return site;
        }

        async Task Answer(HttpContext c)
        {
            var path = c.Request.Path.Value ?? "";
            Asked.AddOrUpdate(path, 1, (_, n) => n + 1);
            Times.Add(TimeProvider.System.GetUtcNow());
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref now));
            if (c.Request.Headers.Authorization.Count > 0) Signed++;
            Agent = c.Request.Headers.UserAgent.ToString();
            try
            {
                switch (path.Split('/')[1..])
                {
                    case ["slow"]: await Task.Delay(3_200); break;
                    case ["hang"]: await Task.Delay(20_000, c.RequestAborted); break;
                    case ["status", var code]:
                        c.Response.StatusCode =
                        int.Parse(code, System.Globalization.CultureInfo.InvariantCulture); break;
                    case ["challenge"]: (c.Response.StatusCode, c.Response.Headers["cf-mitigated"]) = (403, "challenge"); break;
                    case ["redirect", "0"]: break;
                    case ["redirect", var left]: c.Response.Redirect($"/redirect/{int.Parse(left, System.Globalization.CultureInfo.InvariantCulture) - 1}"); break;
                    case ["loop"]: c.Response.Redirect("/loop"); break;
                    case ["to-file"]: c.Response.Redirect("file:///etc/passwd"); break;
                    case ["to-inside"]: c.Response.Redirect($"http://127.0.0.2:{new Uri(Http).Port}/secret"); break;
                    case ["endless"]:
                        for (var piece = new byte[65536]; !c.RequestAborted.IsCancellationRequested;) await c.Response.Body.WriteAsync(piece, c.RequestAborted);
                        break;
                }
            }
            catch (Exception e) when (e is OperationCanceledException or IOException) { /* whoever asked has seen enough */ }
            finally { Interlocked.Decrement(ref now); }
        }

        static int Free()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        static X509Certificate2 Certificate()
        {
            using var key = RSA.Create(2048);
            var request = new CertificateRequest("CN=other.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1),
                TimeProvider.System.GetUtcNow().AddDays(1));
            return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        }

        public async ValueTask DisposeAsync()
        {
            await app.DisposeAsync();
            await door.DisposeAsync();
        }
    }
}

static class OutsideDoor
{
    public static IServiceCollection With(this IServiceCollection services)
    {
        services.AddLinkDoor();
        return services;
    }
}

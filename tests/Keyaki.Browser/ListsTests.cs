using Keyaki.Payments;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Keyaki.Browser;

[Collection(Chrome.Other)]
public sealed class 職員がどの幅の画面と紙でも一覧を読む(Chrome chrome) : IAsyncLifetime
{
    City city = null!;

    public async Task InitializeAsync() => city = await City.Told(BothDatabases.Sqlite);
    public async Task DisposeAsync() => await city.DisposeAsync();

    // What is wider than the window, and each table that hides something without saying so.
    const string Hidden = """
        () => [...(document.documentElement.scrollWidth > innerWidth ? ['page ' + document.documentElement.scrollWidth] : []),
          ...[...document.querySelectorAll('.table-scroll')].filter(t => t.offsetParent && t.scrollWidth > t.clientWidth + 1
            && !(t.previousElementSibling?.matches('.table-more:not([hidden])')))
            .map(t => t.getAttribute('aria-label') + ' ' + t.scrollWidth + ' > ' + t.clientWidth)]
        """;

    // On A4 between its margins nothing is cut off.
    const string Cut = """
        () => [...document.querySelectorAll('main table, main figure, main pre')].filter(t => t.offsetParent && t.getBoundingClientRect().right > innerWidth + 1)
          .map(t => (t.caption?.textContent ?? t.className) + ' ' + Math.round(t.getBoundingClientRect().right))
        """;

    /// <summary>Pages of money that stand in no menu.</summary>
    async Task<string[]> Behind(string name)
    {
        if (name == "中村 千尋") return ["/office/payments/incoming", "/office/payments/slips", "/office/payments/debits",
            "/office/payments/debits/mandates", "/office/payments/debits/refused", "/office/counter"];
        if (name != "鈴木 亮") return [];
        // A short story may have paid nothing yet.
        const string payouts = "/office/payments/payouts";
        var runs = await city.Read(db => db.Set<PaymentRun>().OrderBy(r => r.Number).Select(r => r.Id).Take(1).ToListAsync());
        var lines = await city.Read(db => db.Set<PayoutLine>().OrderBy(l => l.At).Select(l => l.Id).Take(1).ToListAsync());
        return [$"{payouts}/new/compost-subsidy", .. runs.Select(r => $"{payouts}/runs/{r}"),
            .. lines.SelectMany(l => new[] { $"{payouts}/lines/{l}", $"{payouts}/lines/{l}/account" })];
    }

    [Theory]
    [InlineData("鈴木 亮", 12), InlineData("高橋 浩", 12), InlineData("中村 千尋", 15)]
    public async Task メニューのどの画面も_820と1024と1280では何も黙って隠さず_A4に全部入る(string name, int atLeast)
    {
        await using var officer = await chrome.Person(city, Device.Desktop);
        await officer.Become(name);
        await officer.Open("/office");
        var pages = await officer.Page.EvaluateAsync<string[]>(
            "() => [...new Set([...document.querySelectorAll('nav.side a')].map(a => a.pathname))]");
        Assert.True(pages.Length >= atLeast, string.Join(' ', pages));
        pages = [.. pages, .. await Behind(name)];
        var faults = new List<string>();
        foreach (var url in pages)
        {
            await officer.Open(url);
            await officer.Look();
            foreach (var (media, width) in new[] { (Media.Screen, 820), (Media.Screen, 1024), (Media.Screen, 1280), (Media.Print, 658) })
            {
                await officer.Page.EmulateMediaAsync(new() { Media = media });
                await officer.Page.SetViewportSizeAsync(width, 900);
                await officer.Page.EvaluateAsync("() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))");
                faults.AddRange((await officer.Page.EvaluateAsync<string[]>(media is Media.Print ? Cut : Hidden))
                    .Select(f => $"{url} {media} {width}: {f}"));
                if (Environment.GetEnvironmentVariable("KEYAKI_LISTS") is { Length: > 0 } folder)
                    await officer.Page.ScreenshotAsync(new()
                    { Path = $"{folder}/{url.Trim('/').Replace('/', '-')}-{name[..2]}-{width}.png", FullPage = true });
            }
            await officer.Page.EmulateMediaAsync(new() { Media = Media.Screen });
            await officer.Page.SetViewportSizeAsync(1280, 900);
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}

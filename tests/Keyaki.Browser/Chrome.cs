using Keyaki.Tests.Pages;
using Microsoft.Playwright;

namespace Keyaki.Browser;

/// <summary>How wide the window of a person is.</summary>
public enum Device { Phone, Tablet, Desktop }

/// <summary>Two Chromiums side by side, each with one journey after the other: while one loads a page, the other looks at its own. A class
/// belongs to the one that has less to do.</summary>
public sealed class Chrome : IAsyncLifetime
{
    public const string One = "journeys", Other = "other journeys";

    // Of two lists a browser takes the last: what Playwright switches off and these journeys could meet, and the browser's own side
    // panels, which it would make ready for each window and which cost as much as the pages.
    static readonly string[] Idle = ["PreloadTopChromeWebUI", "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose",
        "DialMediaRouteProvider", "GlobalMediaControls", "HttpsUpgrades", "LensOverlay", "MediaRouter", "PaintHolding",
        "ThirdPartyStoragePartitioning", "Translate", "OptimizationHints", "NetworkTimeServiceQuerying"];

    IPlaywright? playwright;
    IBrowser? browser;
    Eye? eye;

    public async Task InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("KEYAKI_CHROMIUM") ?? "/usr/bin/chromium",
            // People's browsers keep pages for the back button; Playwright's own list of arguments takes that away.
            IgnoreDefaultArgs = ["--disable-back-forward-cache"],
            Args = [$"--disable-features={string.Join(',', Idle)}",
                "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--no-first-run", "--lang=ja"],
        });
    }

    /// <summary>A person in front of a window of their own, at the home page of this city.</summary>
    /// <param name="script">Whether the browser runs scripts; every journey must work without.</param>
    public async Task<Person> Person(City city, Device device, bool script = true, Uri? address = null)
    {
        var context = await Browser.NewContextAsync(new()
        {
            BaseURL = (address ?? city.Address).ToString(), Locale = "ja-JP", TimezoneId = "Asia/Tokyo", JavaScriptEnabled = script,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = device switch
            {
                Device.Phone => new() { Width = 375, Height = 812 },
                Device.Tablet => new() { Width = 768, Height = 1024 },
                _ => new() { Width = 1280, Height = 900 }
            },
            HasTouch = device is not Device.Desktop,
        });
        context.SetDefaultTimeout(60_000);
        return new(city, context, await context.NewPageAsync(), eye ??= new(Browser));
    }

    IBrowser Browser => browser ?? throw new InvalidOperationException("The browser is not running.");

    public async Task DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }
}

[CollectionDefinition(Chrome.One)]
public sealed class Journeys : ICollectionFixture<Chrome>;

[CollectionDefinition(Chrome.Other)]
public sealed class OtherJourneys : ICollectionFixture<Chrome>;

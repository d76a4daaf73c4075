using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Keyaki.Browser;

/// <summary>A window beside those of the people of the journeys: axe looks at their pages there. It needs scripting and may not be stopped
/// by a page's policy. The window stays, and axe in it; what a person sees is written into it.</summary>
public sealed partial class Eye(IBrowser browser)
{
    static readonly string Axe = new BundledAxeScriptProvider().GetScript();
    IPage? page;
    string? place;

    /// <summary>The violations that axe finds in this page.</summary>
    public async Task<IReadOnlyList<string>> Violations(string url, string html, int width, int height)
    {
        page ??= await (await browser.NewContextAsync(new() { BypassCSP = true, ReducedMotion = ReducedMotion.Reduce })).NewPageAsync();
        await page.SetViewportSizeAsync(width, height);
        // A page that looks again by itself may have led the window away.
        if (place != new Uri(url).GetLeftPart(UriPartial.Authority) || !await page.EvaluateAsync<bool>("() => 'axe' in window"))
            await Move(page, new Uri(url));
        // Its scripts have done their work where the person looks at it.
        return await page.EvaluateAsync<string[]>("""
            async ([url, html]) => {
              history.replaceState(null, '', url);
              document.open();
              const there = new Promise(r => addEventListener('load', r, { once: true }));
              document.write(html);
              document.close();
              await there;
              scrollTo(0, 0);
              return (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'], preload: false }))
                .violations.map(v => v.id + ': ' + v.help + '\n' + v.nodes.slice(0, 4).map(n => n.html + '\n  ' + n.failureSummary).join('\n'));
            }
            """, new[] { url, Scripts().Replace(html, "") });
    }

    /// <summary>To another city: styles and pictures come from there.</summary>
    async Task Move(IPage page, Uri url)
    {
        place = url.GetLeftPart(UriPartial.Authority);
        await page.RouteAsync(place + "/", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<!doctype html>" }));
        await page.GotoAsync(place + "/");
        await page.UnrouteAllAsync();
        await page.EvaluateAsync(Axe);
    }

    [GeneratedRegex("<script\\b.*?</script>|<meta[^>]*http-equiv=\"refresh\"[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Scripts();
}

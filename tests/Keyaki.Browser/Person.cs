using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Keyaki.Kernel;
using Keyaki.Tests.Pages;
using Microsoft.Playwright;

namespace Keyaki.Browser;

/// <summary>A person with a real browser: opens pages, fills fields by their labels, presses buttons by their words. Whatever a page
/// reports as an error of its own fails the journey.</summary>
public sealed partial class Person : IAsyncDisposable
{
    readonly City city;
    readonly IBrowserContext context;
    readonly Eye eye;
    readonly List<string> troubles = [];

    public Person(City city, IBrowserContext context, IPage page, Eye eye)
    {
        (this.city, this.context, this.eye, Page) = (city, context, eye, page);
        Watch(page);
    }

    public IPage Page { get; private set; }
    public IBrowserContext Window => context;

    void Watch(IPage page)
    {
        // A page that answers 4xx in words is no trouble; a blocked script, a broken script or a 500 is.
        page.Console += (_, m) => { if (m.Type == "error" && !ToldInWords().IsMatch(m.Text)) troubles.Add($"{page.Url}: {m.Text}"); };
        page.PageError += (_, e) => troubles.Add($"{page.Url}: {e}");
        page.Response += (_, r) => { if (r.Status == 500) troubles.Add($"{r.Url}: {r.Status}"); };
    }

    [GeneratedRegex("status of (4..|503)")]
    private static partial Regex ToldInWords();

    /// <summary>Closes the tab, as people do, and opens another one; the cookies stay.</summary>
    public async Task NewTab()
    {
        await Page.CloseAsync();
        Watch(Page = await context.NewPageAsync());
    }

    public async Task<Person> Open(string url)
    {
        Task Load() => Page.GotoAsync(url, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        try { await Load(); }
        // A page that waits for a run looks again by itself, and may do so just now.
        catch (PlaywrightException e) when (e.Message.Contains("net::ERR_ABORTED", StringComparison.Ordinal)) { await Load(); }
        await LookOnce();
        return this;
    }

    static readonly ConcurrentDictionary<string, bool> seen = [], looked = [];

    /// <summary>Looks at every kind of page that a journey comes by: once for each route, with and without errors on it, and for each
    /// width of window.</summary>
    async Task LookOnce()
    {
        // The two pages on the way to and from the payment company go on by themselves.
        if (!Page.Url.StartsWith(city.Address.ToString(), StringComparison.Ordinal) || Moving().IsMatch(Page.Url)) return;
        var path = new Uri(Page.Url).AbsolutePath;
        var (errors, empty) = (await Page.Locator("#errors").CountAsync() > 0, await Page.Locator(".empty").CountAsync() > 0);
        if (seen.TryAdd($"{Ids().Replace(path, "*")} {Page.ViewportSize?.Width} {errors} {empty}", true)) await Look();
    }

    [GeneratedRegex("/payments/[^/]+/(leave|back)")]
    private static partial Regex Moving();

    [GeneratedRegex("[0-9a-f]{8}-?[0-9a-f-]{20,}|(?<=/)[A-Za-z0-9_-]{30,}")]
    private static partial Regex Ids();

    /// <summary>Does what leads to another page and waits until that one is there.</summary>
    public async Task Go(Func<Task> act)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Seen(object? sender, IFrame frame) { if (frame == Page.MainFrame) arrived.TrySetResult(); }
        Page.FrameNavigated += Seen;
        try
        {
            await act();
            await arrived.Task.WaitAsync(TimeSpan.FromSeconds(20));
            await Read();
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException(
            $"次の画面になりません: {Page.Url} {await Page.Locator("h1").First.TextContentAsync()}", e);
        }
        finally { Page.FrameNavigated -= Seen; }
    }

    /// <summary>Waits until the page is there to its end. Asked of the page itself: the browser's own word for it can come before one
    /// listens.</summary>
    async Task Read()
    {
        for (var i = 0; ; i++)
            try
            {
                if (await Page.EvaluateAsync<string>("() => document.readyState") != "loading") return;
                await Task.Delay(20);
            }
            catch (PlaywrightException) when (i < 50) { await Task.Delay(20); }
    }

    /// <summary>Waits until the window shows a page below this address. Asked of the page, again and again: the browser's own word for
    /// it is lost now and then when a page of another site takes over.</summary>
    public async Task<Person> Arrive(Uri address)
    {
        for (var i = 0; i < 600 && !Page.Url.StartsWith(address.ToString(), StringComparison.Ordinal); i++) await Task.Delay(100);
        Assert.True(Page.Url.StartsWith(address.ToString(), StringComparison.Ordinal),
            $"{address} の画面になりません: {Page.Url} {await Page.Locator("main").InnerTextAsync()}");
        await Read();
        return this;
    }

    /// <summary>Follows the first visible link with these words.</summary>
    public async Task<Person> Follow(string words)
    {
        await Go(() => Page.Locator("a:visible", new() { HasText = words }).First.ClickAsync());
        await LookOnce();
        return this;
    }

    /// <summary>Presses the first visible button with these words.</summary>
    public async Task<Person> Press(string words)
    {
        await Go(() => Page.Locator("button:visible", new() { HasText = words }).First.ClickAsync());
        await LookOnce();
        return this;
    }

    /// <summary>Opens what unfolds in place.</summary>
    public async Task<Person> Unfold(string words)
    {
        await Page.Locator("summary:visible", new() { HasText = words }).First.ClickAsync();
        return this;
    }

    /// <summary>Types into the field with this label, chooses from the list with this label; in a group "生年月日/年".</summary>
    public async Task<Person> Fill(string label, string value)
    {
        var field = await Field(label);
        if (await field.EvaluateAsync<string>("e => e.tagName") == "SELECT")
            await field.SelectOptionAsync(new SelectOptionValue
            {
                Value =
            await field.EvaluateAsync<string>("(e, w) => [...e.options].find(o => o.text.includes(w))?.value ?? 'no such option: ' + w",
            value)
            });
        else await field.FillAsync(value);
        return this;
    }

    /// <summary>Ticks a box or a radio button by its label; in a group "性別/女".</summary>
    public async Task<Person> Choose(string label)
    {
        var field = await Field(label);
        await Page.Locator($"label[for='{await field.GetAttributeAsync("id")}']").ClickAsync();
        await Assertions.Expect(field).ToBeCheckedAsync();
        return this;
    }

    public async Task<Person> Attach(string label, string name, string type, byte[] content)
    {
        await (await Field(label)).SetInputFilesAsync(new FilePayload { Name = name, MimeType = type, Buffer = content });
        return this;
    }

    /// <summary>The field whose label has these words; of several the shortest label, because 「氏名」 is not 「氏名（フリガナ）」.</summary>
    public async Task<ILocator> Field(string label)
    {
        var parts = label.Split('/', 2);
        // A question that an answer brought may be on its way.
        for (var patience = 50; patience >= 0; patience--, await Task.Delay(100))
            if (await Labelled(parts) is { } id) return Page.Locator($"[id='{id}']");
        throw new InvalidOperationException(
            $"「{label}」という欄がありません: {Page.Url} {await Page.Locator("main").InnerTextAsync()}");
    }

    Task<string?> Labelled(string[] parts) => Page.EvaluateAsync<string?>("""
            ([group, words]) => {
              const shortest = (all, text) => all.filter(e => text(e).includes(words)).sort((a, b) => text(a).length - text(b).length)[0];
              const legend = f => f.querySelector(':scope > legend')?.textContent ?? '';
              const place = group === null ? document : [...document.querySelectorAll('fieldset')].filter(f => legend(f).includes(group)).sort((a, b) => legend(a).length - legend(b).length)[0];
              return place ? shortest([...place.querySelectorAll('label')], l => l.textContent)?.htmlFor ?? null : null;
            }
            """, new object?[] { parts.Length == 2 ? parts[0] : null, parts[^1] });

    /// <summary>Waits until the page has these words.</summary>
    public async Task<Person> See(string words)
    {
        await Assertions.Expect(Page.Locator("body")).ToContainTextAsync(words, new() { Timeout = 60_000 });
        return this;
    }

    public async Task<string> Text() => await Page.Locator("main").InnerTextAsync();

    /// <summary>The code that was mailed last to this address.</summary>
    public async Task<string> MailedCode(string to)
    {
        for (var i = 0; i < 100; i++)
        {
            await city.Settle();
            if (city.Simulator.Mails.Mails.FirstOrDefault(m => m.To.Contains(to, StringComparison.Ordinal)
                && m.Subject.Contains("確認コード", StringComparison.Ordinal)) is { } mail && !used.Contains(mail.Id))
            {
                used.Add(mail.Id);
                return SixDigits().Match(mail.Text).Value;
            }
            await Task.Delay(100);
        }
        throw new TimeoutException($"{to} に確認コードが届きません");
    }

    readonly HashSet<string> used = [];

    [GeneratedRegex("[0-9]{6}")]
    private static partial Regex SixDigits();

    /// <summary>A mail to this address whose subject has these words.</summary>
    public async Task<Simulator.Mail> Mailed(string to, string words)
    {
        for (var i = 0; i < 100; i++)
        {
            await city.Settle();
            if (city.Simulator.Mails.Mails.FirstOrDefault(m => m.To.Contains(to, StringComparison.Ordinal) && (m.Subject + m.Text)
                .Contains(words, StringComparison.Ordinal)) is { } mail) return mail;
            await Task.Delay(100);
        }
        throw new TimeoutException($"{to} に「{words}」のメールが届きません: {string.Join('、', city.Simulator.Mails.Mails.Select(m => m.Subject))}");
    }

    /// <summary>The number of this person's authenticator app.</summary>
    public string App(string login) => Practice.Code(login, city.Clock.GetUtcNow());

    /// <summary>Becomes a person of the story.</summary>
    public async Task<Person> Become(string name)
    {
        await Open("/_dev/as");
        return await Press(name);
    }

    /// <summary>Looks at the page as every page must be: no finding of axe, one heading of the first order, a language, nothing wider
    /// than 320 and 375 pixels, and a text as wide as the window lets it be. The very same page is not looked at twice.</summary>
    public async Task<Person> Look()
    {
        NoTrouble();
        if (!looked.TryAdd($"{Page.ViewportSize?.Width} {Ids().Replace(await Page.ContentAsync(), "*")}", true)) return this;
        Assert.Equal(1, await Page.Locator("h1").CountAsync());
        Assert.True(await Page.Locator("html").GetAttributeAsync("lang") is "ja" or "en", Page.Url);
        var own = Page.ViewportSize ?? throw new InvalidOperationException("A window has a size.");
        foreach (var width in new[] { 320, 375 })
        {
            await Page.SetViewportSizeAsync(width, own.Height);
            var wide = await Page.EvaluateAsync<string[]>("""
                () => document.documentElement.scrollWidth <= window.innerWidth ? [] : [document.documentElement.scrollWidth + ' px',
                  ...[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > window.innerWidth + 1).slice(0, 5).map(e => e.outerHTML.slice(0, 160))]
                """);
            Assert.True(wide.Length == 0, $"{Page.Url} は幅{width}で横に動きます: {string.Join('\n', wide)}");
        }
        await Page.SetViewportSizeAsync(own.Width, own.Height);
        Assert.True(await Page.EvaluateAsync<bool>(
            "() => document.querySelector('main').getBoundingClientRect().width >= Math.min(innerWidth * .85, 520)"),
            $"{Page.Url} の本文は、画面に対して狭すぎます");
        var found = await eye.Violations(Page.Url.Split('#')[0], await Page.ContentAsync(), own.Width, own.Height);
        Assert.True(found.Count == 0, $"{Page.Url} {string.Join('\n', found)}");
        NoTrouble();
        return this;
    }

    public void NoTrouble() => Assert.True(troubles.Count == 0, string.Join('\n', troubles));

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}

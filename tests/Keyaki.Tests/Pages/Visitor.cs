using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Keyaki.Kernel;

namespace Keyaki.Tests.Pages;

/// <summary>A person with a browser without scripting: opens pages, fills fields by their labels, presses buttons by their words,
/// follows redirects.</summary>
public sealed class Visitor
{
    readonly HttpClient http;
    readonly CookieContainer cookies = new();
    readonly Dictionary<string, (string Name, byte[] Content)> files = [];
    readonly Uri address;

    readonly City? city;

    public Visitor(City city) : this(city.Address) => this.city = city;

    /// <param name="address">The hall, which may be another process.</param>
    /// <param name="follows">Goes on by itself where an answer says so.</param>
    public Visitor(Uri address, bool follows = true)
    {
        this.address = address;
        http = new HttpClient(new SocketsHttpHandler
        {
            CookieContainer = cookies, AllowAutoRedirect = follows,
            // Who asks before sending something big waits for the answer, on a busy machine, too.
            Expect100ContinueTimeout = TimeSpan.FromMinutes(1),
        })
        { BaseAddress = address };
    }

    /// <summary>A person whose browser speaks https with a proxy before the hall, as everywhere but in development.</summary>
    public static Visitor BehindProxy(Uri address, bool follows = true)
    {
        var visitor = new Visitor(address, follows);
        visitor.http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        return visitor;
    }

    public IHtmlDocument Page { get; private set; } = new HtmlParser().ParseDocument("");
    public HttpStatusCode Status { get; private set; }
    public string Path { get; private set; } = "/";

    /// <summary>The place in the page that the address leads to, with its #.</summary>
    public string Fragment { get; private set; } = "";
    public string Heading => Page.QuerySelector("h1")?.TextContent.Trim() ?? "";

    /// <summary>All text of the page, blanks folded.</summary>
    public string Text => string.Join(' ', (Page.Body?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public Visitor With(string cookie, string value, string path)
    {
        cookies.Add(new Cookie(cookie, value, path, address.Host));
        return this;
    }

    /// <summary>The browser says this about itself from now on.</summary>
    public Visitor Calls(string itself)
    {
        http.DefaultRequestHeaders.Remove("User-Agent");
        http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", itself);
        return this;
    }

    /// <summary>The visit of an account at that kind of hall; outside of development the cookie has its strict name.</summary>
    public Visitor Visits(ActorKind kind, string token, bool strict = false) =>
        With(Doors.Named((kind is ActorKind.Officer ? Door.Office : Door.Public).Cookie, strict), token, "/");

    /// <summary>Comes over a proxy from this address (or by several: the last one is nearest).</summary>
    public Visitor From(string addresses)
    {
        http.DefaultRequestHeaders.Remove("X-Forwarded-For");
        http.DefaultRequestHeaders.Add("X-Forwarded-For", addresses);
        return this;
    }

    /// <summary>A browser that somebody gave all the cookies of this one; it follows nothing by itself.</summary>
    public Visitor Copy()
    {
        var copy = new Visitor(address, follows: false);
        foreach (Cookie c in cookies.GetAllCookies()) copy.cookies.Add(new Cookie(c.Name, c.Value, c.Path, c.Domain));
        return copy;
    }

    public void Forget() { foreach (Cookie c in cookies.GetAllCookies()) c.Expired = true; }

    public async Task<Visitor> Open(string url)
    {
        using var response = await http.GetAsync(url);
        await Take(response);
        return this;
    }

    public async Task<HttpResponseMessage> Raw(string url) => await http.GetAsync(url);

    /// <summary>Sends a form body as it is (for what a browser would not send).</summary>
    public async Task<Visitor> Post(string url, params (string Name, string Value)[] fields)
    {
        using var response = await http.PostAsync(url, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));
        await Take(response);
        return this;
    }

    async Task Take(HttpResponseMessage response)
    {
        Status = response.StatusCode;
        // The proxy's side is plain http, where a secure cookie would stay behind.
        foreach (Cookie c in cookies.GetAllCookies()) c.Secure = false;
        Path = response.RequestMessage?.RequestUri?.PathAndQuery ?? Path;
        Fragment = response.RequestMessage?.RequestUri?.Fragment ?? "";
        Page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
        // Whatever page a test comes by is also looked at for fields that nobody can name.
        if (Labels.Missing(Page) is { Count: > 0 } nameless)
            throw new InvalidOperationException($"{Path} に名前のない欄があります: {string.Join('、', nameless)}");
        // and for markup that is shown instead of meant.
        if (Page.Body?.TextContent.Contains("<a href=\"/", StringComparison.Ordinal) is true)
            throw new InvalidOperationException($"{Path} に、リンクの書き方がそのまま出ています");
        files.Clear();
    }

    /// <summary>Follows the first link with these words.</summary>
    public Task<Visitor> Follow(string words) =>
        Open(Page.QuerySelectorAll("a[href]")
            .FirstOrDefault(a => a.TextContent.Contains(words, StringComparison.Ordinal))?.GetAttribute("href")
            ?? throw new InvalidOperationException($"リンク「{words}」がありません: {Heading} {Text}"));

    /// <summary>Types into the field with this label (or the part of a group: "生年月日/年").</summary>
    public Visitor Fill(string label, string value)
    {
        switch (Field(label))
        {
            case IHtmlTextAreaElement area: area.Value = value; break;
            case IHtmlSelectElement select:
                var option = select.Options.FirstOrDefault(o => o.Value == value || o.Text.Contains(value, StringComparison.Ordinal))
                    ?? throw new InvalidOperationException(
                    $"「{label}」に「{value}」はありません: {string.Join('、', select.Options.Select(o => o.Text))}");
                foreach (var o in select.Options) o.IsSelected = o == option;
                break;
            case IHtmlInputElement input: input.Value = value; break;
        }
        return this;
    }

    /// <summary>Ticks a box or chooses a radio button by its label; in a group: "性別/女".</summary>
    public Visitor Choose(string label, bool on = true)
    {
        if (Field(label) is not IHtmlInputElement input) throw new InvalidOperationException($"「{label}」は選べません");
        if (input.Type == "radio")
            foreach (var other in Page.QuerySelectorAll<IHtmlInputElement>($"input[type=radio][name='{input.Name}']"))
                other.IsChecked = false;
        input.IsChecked = on;
        return this;
    }

    public Visitor Attach(string label, string name, byte[] content)
    {
        if (Field(label) is not IHtmlInputElement { Type: "file", Name: { } field })
            throw new InvalidOperationException($"「{label}」にファイルは付けられません");
        files[field] = (name, content);
        return this;
    }

    IElement Field(string label)
    {
        var parts = label.Split('/', 2);
        IParentNode place = Page;
        if (parts.Length == 2)
            place = Page.QuerySelectorAll("fieldset")
                .Where(f => f.QuerySelector("legend")?.TextContent.Contains(parts[0], StringComparison.Ordinal) == true)
                .OrderBy(f => f.TextContent.Length).FirstOrDefault() ?? throw new InvalidOperationException($"「{parts[0]}」がありません: {Text}");
        var found = place.QuerySelectorAll("label").Where(l => l.TextContent.Contains(parts[^1], StringComparison.Ordinal))
            .OrderBy(l => l.TextContent.Trim().Length).FirstOrDefault() as IHtmlLabelElement
            ?? throw new InvalidOperationException($"「{label}」という欄がありません: {Heading} / {Text}");
        return found.GetAttribute("for") is { } id ? Page.GetElementById(id)
            ?? throw new InvalidOperationException($"「{label}」の欄 {id} がありません") : found.QuerySelector("input,select,textarea")
            ?? throw new InvalidOperationException($"「{label}」の欄がありません");
    }

    /// <summary>Presses the button with these words; its form is sent as a browser would.</summary>
    public async Task<Visitor> Press(string words)
    {
        using var request = Prepare(words);
        using var response = await Sent(request, words);
        await Take(response);
        // Whatever act a test comes by, the tasks are those that the records give. What was refused left the records as they were.
        if (city is not null && request.Method == HttpMethod.Post && (int)Status < 400) await TaskCheck.Agrees(city);
        return this;
    }

    /// <summary>Where the connection breaks off a person presses once more: a press that counted is answered as it was.</summary>
    async Task<HttpResponseMessage> Sent(HttpRequestMessage request, string words)
    {
        try { return await http.SendAsync(request); }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ResponseEnded)
        {
            using var again = Prepare(words);
            return await http.SendAsync(again);
        }
    }

    /// <summary>The request that a press would send; sending it twice is a double click.</summary>
    public HttpRequestMessage Prepare(string words)
    {
        var button = Page.QuerySelectorAll("button,input[type=submit]")
            .FirstOrDefault(b => b.TextContent.Contains(words, StringComparison.Ordinal) || b.GetAttribute("value") == words)
            ?? throw new InvalidOperationException($"ボタン「{words}」がありません: {Heading} / {Text}");
        var form = button.GetAttribute("form") is { } id ? Page.GetElementById(id) as IHtmlFormElement
            : button.Closest("form") as IHtmlFormElement;
        if (form is null) throw new InvalidOperationException($"ボタン「{words}」はフォームにありません");
        var fields = new List<(string Name, string Value)>();
        foreach (var e in form.Elements)
            switch (e)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio" } box when box.IsChecked
                    && box.Name is { } n:
                    fields.Add((n, box.Value is { Length: > 0 } v ? v : "on")); break;
                case IHtmlInputElement { Type: not ("checkbox" or "radio" or "submit" or "file") } input when input.Name
                    is { } n:
                    fields.Add((n, input.Value)); break;
                case IHtmlTextAreaElement area when area.Name is { } n: fields.Add((n, area.Value)); break;
                case IHtmlSelectElement select when select.Name is { } n: fields.Add((n, select.Value ?? "")); break;
            }
        if (button.GetAttribute("name") is { } name) fields.Add((name, button.GetAttribute("value") ?? ""));
        var url = (button.GetAttribute("formaction") ?? form.GetAttribute("action")) is { Length: > 0 } action && action[0] != '#'
            ? action : Path;
        if (string.Equals(form.GetAttribute("method"), "get", StringComparison.OrdinalIgnoreCase) || form.GetAttribute("method") is null)
            return new HttpRequestMessage(HttpMethod.Get, url.Split('?')[0] + "?"
                + string.Join('&', fields.Select(f => $"{Uri.EscapeDataString(f.Name)}={Uri.EscapeDataString(f.Value)}")));
        return new HttpRequestMessage(HttpMethod.Post, url) { Content = Body(form, fields) };
    }

    HttpContent Body(IHtmlFormElement form, List<(string Name, string Value)> fields)
    {
        if (form.GetAttribute("enctype") != "multipart/form-data")
            return new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        var body = new MultipartFormDataContent();
        foreach (var (name, value) in fields) body.Add(new StringContent(value, Encoding.UTF8), name);
        foreach (var (name, file) in files) body.Add(new ByteArrayContent(file.Content), name, file.Name);
        return body;
    }

    public Task<HttpResponseMessage> Send(HttpRequestMessage request) => http.SendAsync(request);

    /// <summary>Sends what an older page would send, and looks at the answer.</summary>
    public async Task<Visitor> Late(HttpRequestMessage request)
    {
        using (request)
        using (var response = await http.SendAsync(request)) await Take(response);
        return this;
    }

    /// <summary>The messages of the error summary.</summary>
    public IReadOnlyList<string> Errors =>
        [.. Page.QuerySelectorAll("[role=alert] li, .error-summary li").Select(e => e.TextContent.Trim()).Distinct()];
}

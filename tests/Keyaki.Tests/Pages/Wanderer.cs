using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Pages;

/// <summary>An officer who opens whatever page they can reach and sends whatever form stands there, filled in at random: every real
/// act, in any order.</summary>
sealed class Wanderer(City city, Visitor visitor, Random random)
{
    // Their own visit goes on, and what is only theirs gives nobody power.
    static readonly string[] Leaves = ["/office/sign-out", "/office/me/", "/office/sign-in"];

    readonly List<string> known = [.. Start(city)];

    /// <summary>Everything on the screen that looks like a half of a link.</summary>
    public HashSet<string> Seen { get; } = [];

    public Dictionary<string, int> Sent { get; } = [];

    static IEnumerable<string> Start(City city) =>
        from endpoint in city.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints)
            .OfType<RouteEndpoint>()
        let route = endpoint.RoutePattern.RawText ?? ""
        where route.StartsWith("/office", StringComparison.Ordinal) && !route.Contains('{', StringComparison.Ordinal)
            && !Leaves.Any(l => route.StartsWith(l, StringComparison.Ordinal))
            && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true
        orderby route
        select route;

    /// <summary>Opens a page, near those that give power more often, and sends one of its forms.</summary>
    public async Task Step()
    {
        var near = known.Where(Near).ToList();
        var from = near.Count > 0 && random.Next(4) > 0 ? near : known;
        // Of each kind of page as often, however many records it has.
        var kinds = from.GroupBy(Kind).ToList();
        var kind = kinds[random.Next(kinds.Count)];
        await visitor.Open(kind.ElementAt(random.Next(kind.Count())));
        Look();
        var forms = visitor.Page.QuerySelectorAll<IHtmlFormElement>("form[method=post]")
            .Where(f => !Leaves.Any(l => Target(f).StartsWith(l, StringComparison.Ordinal))).ToList();
        if (forms.Count == 0) return;
        var form = forms[random.Next(forms.Count)];
        var target = Target(form);
        var fields = Fill(form);
        await visitor.Post(target, fields);
        Look();
        if ((int)visitor.Status is >= 500 && Near(target)) throw new InvalidOperationException($"{target}: {visitor.Status}");
        Sent[Kind(target)] = Sent.GetValueOrDefault(Kind(target)) + (visitor.Status is System.Net.HttpStatusCode.OK ? 1 : 0);
    }

    /// <summary>Where power is given; what else goes wrong on the way is for other tests to find.</summary>
    static bool Near(string url) => url.StartsWith("/office/officers", StringComparison.Ordinal)
        || url.StartsWith("/office/posts", StringComparison.Ordinal) || url.Contains("/decisions", StringComparison.Ordinal);

    static string Kind(string url) =>
        System.Text.RegularExpressions.Regex.Replace(url.Split('?')[0], "[0-9a-f-]{36}|(?<=/posts/)[a-z0-9.-]+(?=/end)", "*");

    string Target(IHtmlFormElement form) => form.GetAttribute("action") is { Length: > 0 } action ? action : visitor.Path;

    void Look()
    {
        foreach (var code in visitor.Page.QuerySelectorAll("code")) Seen.Add(code.TextContent.Trim());
        foreach (var link in visitor.Page.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href") ?? ""))
            if (link.StartsWith("/office", StringComparison.Ordinal) && !link.Contains('#', StringComparison.Ordinal)
                && !Leaves.Any(l => link.StartsWith(l, StringComparison.Ordinal)) && !known.Contains(link)
                && (known.Count < 400 || Near(link))) known.Add(link); // many pages elsewhere crowd out none of those that give power
    }

    (string, string)[] Fill(IHtmlFormElement form)
    {
        var fields = new List<(string, string)>();
        foreach (var radios in form.QuerySelectorAll<IHtmlInputElement>("input[type=radio]").GroupBy(r => r.Name ?? ""))
            fields.Add((radios.Key, radios.ElementAt(random.Next(radios.Count())).Value));
        foreach (var e in form.Elements)
            switch (e)
            {
                case IHtmlInputElement { Type: "radio" or "file" or "submit" }: break;
                case IHtmlInputElement { Type: "checkbox" } box when box.Name is { } n:
                    if (random.Next(3) == 0) fields.Add((n, box.Value));
                    break;
                case IHtmlInputElement { Type: "hidden" } hidden when hidden.Name is { } n: fields.Add((n, hidden.Value)); break;
                case IHtmlInputElement input when input.Name is { } n: fields.Add((n, Word(n, input.Type))); break;
                case IHtmlTextAreaElement area when area.Name is { } n: fields.Add((n, random.Next(4) == 0 ? "" : "理由です。")); break;
                case IHtmlSelectElement select when select.Name is { } n && select.Options.Length > 0:
                    fields.Add((n, n.EndsWith(".era", StringComparison.Ordinal) ? "ad"
                        : select.Options[random.Next(select.Options.Length)].Value));
                    break;
            }
        return [.. fields];
    }

    string Word(string name, string type) => name.Split('.')[^1] switch
    {
        "year" => $"{random.Next(2026, 2028)}",
        "month" => $"{random.Next(1, 13)}",
        "day" => $"{random.Next(1, 29)}",
        "kana" => "カナ",
        "login" => $"login{random.Next(10_000)}",
        "count" or "amount" => $"{random.Next(1, 5)}",
        _ => type == "email" ? random.Next(2) == 0 ? "" : $"mine{random.Next(10_000)}@example.jp" : $"名前{random.Next(10_000)}",
    };
}

using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Keyaki.Kernel;
using Keyaki.Plan;
using Keyaki.Procedures;
using Keyaki.Tests.Architecture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Keyaki.Tests.Pages;

/// <summary>
/// What every page of the practice city says to every role, written down in page-texts.txt. Whoever moves the house sees here what its
/// people would see: a difference is a fault, or it is meant, written down anew (KEYAKI_WRITE_PAGE_TEXTS=1) and named in the commit.
/// </summary>
public sealed partial class PageTextTests
{
    const int PagesOfOneAddress = 2;
    static readonly string Written = Path.Combine(City.Root, "tests", "Keyaki.Tests", "Pages", "page-texts.txt");

    [Fact]
    public async Task どの役割が見るどの画面の言葉も_書きとめたとおりである()
    {
        var now = await Told();
        if (Environment.GetEnvironmentVariable("KEYAKI_WRITE_PAGE_TEXTS") is "1") await File.WriteAllTextAsync(Written, now);
        var before = await File.ReadAllTextAsync(Written);
        // Work behind the pages may end a moment later on a busy machine; what really differs differs in a second town, too.
        if (before != now) now = await Told();
        Assert.True(before == now, Difference(before, now));
    }

    /// <summary>All that a new practice city says.</summary>
    static async Task<string> Told()
    {
        await using var city = await City.Telling(BothDatabases.Sqlite);
        await Quiet(city);
        var texts = new SortedDictionary<string, SortedDictionary<string, List<string>>>(StringComparer.Ordinal);
        foreach (var role in AccessTable.AllRoles)
            foreach (var (address, text) in await Walks(city, role))
            {
                if (!texts.TryGetValue(address, out var said)) texts[address] = said = new(StringComparer.Ordinal);
                if (!said.TryGetValue(text, out var readers)) said[text] = readers = [];
                if (!readers.Contains(role.Name)) readers.Add(role.Name);
            }
        return Book(texts);
    }

    /// <summary>The cases of the story are in their last states, what was to be sent has been sent, and what happened has been
    /// counted.</summary>
    static async Task Quiet(City city)
    {
        for (var i = 0; ; i++)
        {
            await city.Settle();
            if (await city.Read(db => db.Set<Application>().AnyAsync(a => a.State == ApplicationState.Completed))) break;
            if (i > 100) throw new InvalidOperationException("the story did not come to its end");
            await Task.Delay(100);
        }
        // What the program writes to officers by itself it has written before the first of them looks.
        await city.Sweep();
        await city.Settle();
        foreach (var round in city.Services.GetServices<IRound>()) await round.Round(default);
        await city.Services.GetRequiredService<Sealer>().Run();
        while (await city.Services.GetRequiredService<RollUp>().Step()) { }
    }

    /// <summary>Everybody's pages in Japanese; those of a stranger and of a resident in the other languages, too.</summary>
    static async Task<List<(string Address, string Text)>> Walks(City city, AccessTable.Role role)
    {
        var found = await Walk(city, role, "ja");
        if (role.Name is not ("nobody" or "hanako")) return found;
        foreach (var language in (string[])["easy", "en"])
            found.AddRange((await Walk(city, role, language)).Select(f => ($"{f.Address} {language}", f.Text)));
        return found;
    }

    /// <summary>Follows every link from the first pages of a role, nearest first, and a few of those that differ only by a record, or
    /// by their number in a part of the site.</summary>
    static async Task<List<(string Address, string Text)>> Walk(City city, AccessTable.Role role, string language)
    {
        var visitor = role.Door switch
        {
            "office" => await city.Officer(role.Name),
            "resident" when role.Name != "guest" =>
                await city.SignedIn(ActorKind.Resident, (await city.Person(role.Name == "hanako" ? "清瀬 花子" : "松山 一郎")).Account),
            "resident" => await ApplyTests.Guest(city),
            _ => city.Visitor(),
        };
        if (language != "ja") await visitor.Open($"/?lang={language}");
        Queue<string> next = new(role.Door == "office" ? ["/office"] : ["/", "/my", "/plan", "/office"]);
        HashSet<string> seen = [.. next];
        Dictionary<string, int> visited = [];
        List<(string, string)> found = [];
        while (next.TryDequeue(out var url))
        {
            var (address, kind) = (Address(url), SitePageNumber().Replace(Address(url), "…"));
            if ((visited[kind] = visited.GetValueOrDefault(kind) + 1) > PagesOfOneAddress) continue;
            using var answer = await visitor.Raw(url);
            Assert.True((int)answer.StatusCode < 500, $"{role.Name}: {url} → {answer.StatusCode}");
            if (answer.Content.Headers.ContentType?.MediaType is not "text/html") continue;
            var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
            found.Add((address, Chance().Replace(page.Title ?? "", "…") + "\n" + Text(page.QuerySelector("main") ?? page.Body)));
            // What stands around every page is told once for each layout, with the first page that has it.
            foreach (var around in page.QuerySelectorAll("header.top, nav.side, footer.foot"))
                found.Add(($"around pages: {around.LocalName}", Text(around)));
            foreach (var link in page.QuerySelectorAll("a[href]:not(.languages a)").Select(a => a.GetAttribute("href") ?? "")
                .Where(Inside))
                if (seen.Add(link)) next.Enqueue(link);
        }
        return found;
    }

    static bool Inside(string link) => link.StartsWith('/') && !link.StartsWith("//", StringComparison.Ordinal)
        && !link.StartsWith("/_dev", StringComparison.Ordinal);

    /// <summary>An address without what the day or chance puts into it.</summary>
    static string Address(string url) => Chance().Replace(url.Split('?', '#')[0], "…");

    /// <summary>A line for each block that a person reads, with what somebody would type into, and without what chance puts
    /// there.</summary>
    static string Text(INode? place)
    {
        var text = new StringBuilder();
        void Read(INode node)
        {
            switch (node)
            {
                case IText words: text.Append(Spaces().Replace(words.Data, " ")); break;
                case IElement { LocalName: "script" or "style" or "template" or "svg" }: break;
                case IElement element:
                    var block = Blocks.Contains(element.LocalName);
                    if (block) text.Append('\n');
                    if (element.LocalName is "input" && element.GetAttribute("type") is not "hidden")
                        text.Append('［').Append(element.GetAttribute("value")).Append('］');
                    foreach (var child in element.ChildNodes) Read(child);
                    if (block) text.Append('\n');
                    break;
            }
        }
        if (place is not null) Read(place);
        var lines = text.ToString().Split('\n').Select(l => Chance().Replace(l.Trim(), "…")).Where(l => l.Length > 0);
        return string.Join('\n', lines);
    }

    static readonly HashSet<string> Blocks =
    [
        "address", "article", "aside", "button", "caption", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "footer", "form",
        "h1", "h2", "h3",
        "header", "input", "label", "legend", "li", "main", "nav", "ol", "option", "p", "section", "select", "summary", "table", "td",
        "textarea", "th", "tr", "ul",
    ];

    static string Book(SortedDictionary<string, SortedDictionary<string, List<string>>> texts)
    {
        var book = new StringBuilder();
        foreach (var (address, said) in texts)
            foreach (var (text, readers) in said.OrderBy(s => s.Value[0], StringComparer.Ordinal))
                book.Append("## ").Append(address).Append("（").AppendJoin(' ', readers).Append("）\n").Append(text).Append("\n\n");
        return book.ToString();
    }

    /// <summary>The first pages that differ, with the first line that does.</summary>
    static string Difference(string before, string now)
    {
        var (old, young) = (before.Split("\n\n"), now.Split("\n\n"));
        var gone = old.Except(young).ToList();
        var come = young.Except(old).ToList();
        var words = new StringBuilder($"{gone.Count} 個の画面の言葉がなくなり、{come.Count} 個の言葉が新しく現れました。\n");
        foreach (var page in come.Take(20))
        {
            var lines = page.Split('\n');
            var was = gone.FirstOrDefault(g => g.Split('\n')[0] == lines[0])?.Split('\n') ?? [];
            words.Append(lines[0]).Append('\n');
            foreach (var line in was.Except(lines).Take(4)) words.Append("  - ").Append(line).Append('\n');
            foreach (var line in lines.Except(was).Take(4)) words.Append("  + ").Append(line).Append('\n');
        }
        return words.ToString();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"(?<=/)[0-9]{7}(?=\.|$)")]
    private static partial Regex SitePageNumber();

    // Ids, ports, numbers of receipts, payments and slips, keys, prints of what was seen, sizes of files that carry them.
    [GeneratedRegex(@"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]"
        + @"|(?<=127\.0\.0\.1:)\d+|\b[0-9A-F]{8}\b|\b[0-9]{20}\b|\b[0-9a-f]{32}\b|\b[0-9a-f]{16}\b|\d+(?=KB)|[A-Za-z0-9_-]{40,}")]
    private static partial Regex Chance();
}

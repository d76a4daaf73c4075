using System.Net;
using System.Text.RegularExpressions;
using Keyaki.Kernel;
using Keyaki.Tests.Pages;

namespace Keyaki.Tests.Architecture;

using Visitor = Keyaki.Tests.Pages.Visitor;

/// <summary>Two doors at two addresses: every link of every page that somebody reaches leads somewhere.</summary>
public sealed partial class LinkTests
{
    [Theory, InlineData("tanaka"), InlineData("sato"), InlineData("kobayashi"), InlineData("kato"), InlineData(null)]
    public async Task 職員の扉のどのリンクも_住民の扉へ向かうものも_行き先がある(string? login)
    {
        await using var city = await City.Told(BothDatabases.Sqlite, twoDoors: true);
        var officer = new Visitor(city.Office);
        if (login is not null) officer.Visits(ActorKind.Officer,
            await city.Token(ActorKind.Officer, await city.OfficerId(login), city.Clock));
        var crossed = await Crawl(officer, city.Office, city.Address, login is null ? "/office/sign-in" : "/office");
        if (login is null or "kobayashi") Assert.True(crossed > 0, "公開の画面へのリンクが1つもない");
    }

    [Theory, InlineData("清瀬 花子"), InlineData(null)]
    public async Task 住民の扉のどのリンクにも_行き先がある(string? name)
    {
        await using var city = await City.Told(BothDatabases.Sqlite, twoDoors: true);
        var resident = new Visitor(city.Address);
        if (name is not null) resident.Visits(ActorKind.Resident,
            await city.Token(ActorKind.Resident, (await city.Person(name)).Item1, city.Clock));
        await Crawl(resident, city.Address, city.Office, "/");
    }

    /// <summary>Follows every link that such a page has, of each kind of page a few; says how many led to the other door.</summary>
    static async Task<int> Crawl(Visitor visitor, Uri here, Uri other, string start)
    {
        var (there, wrong, kinds, seen, crossed) =
            (new Visitor(other), new List<string>(), new Dictionary<string, int>(), new HashSet<string>(), 0);
        var waiting = new Queue<(string Url, string From)>([(start, "")]);
        while (waiting.TryDequeue(out var next))
        {
            var across = next.Url.StartsWith(other.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
            if (across)
            {
                crossed++;
                await there.Open(next.Url);
                if (there.Status is HttpStatusCode.NotFound or >= HttpStatusCode.InternalServerError)
                    wrong.Add($"{next.From} → {next.Url}: {there.Status}");
                continue;
            }
            await visitor.Open(next.Url);
            if (visitor.Status is HttpStatusCode.NotFound or >= HttpStatusCode.InternalServerError)
                wrong.Add($"{next.From} → {next.Url}: {visitor.Status}");
            foreach (var link in visitor.Page.QuerySelectorAll("a[href]").Select(a => (a.GetAttribute("href") ?? "").Split('#')[0]))
            {
                if (link.Length == 0 || !link.StartsWith('/')
                    && !link.StartsWith(other.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)) continue;
                var kind = Id().Replace(link, "*");
                if (!seen.Add(link) || kinds.GetValueOrDefault(kind) >= 2) continue;
                kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
                waiting.Enqueue((link, next.Url));
            }
        }
        Assert.True(seen.Count > 3, $"{here}: {string.Join('、', seen)}");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        return crossed;
    }

    // Records of one kind: ids, numbers, days, codes of towns, procedures and initiatives.
    [GeneratedRegex(@"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f-]{20,23}|(?<=[/=])[\d.:%-]+(?=$|[/&?])|(?<==)[^&]*|(?<=/(targets|procedures|term|target|edit|remove)/)[^/?]+")]
    private static partial Regex Id();
}

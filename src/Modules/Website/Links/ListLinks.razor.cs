using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>Links of the officer's pages that lead nowhere, or that somebody should look at.</summary>
public sealed partial class ListLinks
{
    public const string Url = WebsitePaths.Home + "/links";
    const int PerPage = 50;

    public sealed record Row
    {
        public Guid Page { get; init; }
        public Guid Link { get; init; }
        public string Title { get; init; } = "";
        public string Words { get; init; } = "";
        public string Url { get; init; } = "";
        public LinkState State { get; init; }
        public string Why { get; init; } = "";
        public DateTimeOffset? CheckedAt { get; init; }
    }

    public sealed record Page(Slice<Row> Found, string State, string? Only)
    {
        public IEnumerable<(string Words, string Url, bool Here)> Filters => new[]
            { ("broken", "切れているもの"), ("warned", "気をつけるもの"), ("unchecked", "人が確かめるもの") }
            .Select(f => (f.Item2, Address.Of(ListLinks.Url, ("state", f.Item1), ("page", Only)), f.Item1 == State));
    }

    internal static string Of(Guid page) => $"{Url}?page={page}";

    static readonly Order<Row, Row> ByPage = new Order<Row, Row>().Up(r => r.Title, r => r.Title).Up(r => r.Page, r => r.Page)
        .Up(r => r.Link, r => r.Link);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, WebsiteModule.Write, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, string? state = null, Guid? page = null, string? at = null)
    {
        LinkState[] wanted = state switch
        {
            "warned" => [LinkState.Warned],
            "unchecked" => [LinkState.Unchecked, LinkState.SignIn],
            _ => [LinkState.Broken]
        };
        var rows = from p in OnDesk.Visible(look)
                   where page == null || p.Id == page
                   join u in look.Db.Set<LinkUse>() on p.Id equals u.Page
                   join l in look.Db.Set<SiteLink>() on u.Link equals l.Id
                   where wanted.Contains(l.State)
                   select new Row
                   {
                       Page = p.Id, Link = l.Id, Title = p.Title, Words = u.Words, Url = l.Url, State = l.State, Why = l.Why,
                       CheckedAt = l.CheckedAt
                   };
        return Show(new(await ByPage.Slice(rows.AsNoTracking(), at, PerPage, some => some.ToListAsync(look.Stop)),
            state is "warned" or "unchecked" ? state : "broken", page?.ToString()));
    }
}

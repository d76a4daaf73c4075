using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>The notices that can go into an issue: found by a word of their title or by their topic, the newest first.</summary>
public sealed partial class ChooseNotices
{
    const int PerPage = 50;

    public sealed record Row(SitePage Of, string Owner);
    public sealed record Page(Guid Issue, string Name, DateOnly Day, Slice<Row> Found, string Words, string Topic,
        IReadOnlyList<Narrowing> Narrowings)
    {
        public string At(string? at) => Address.Of(Url(Issue), ("q", Words), ("topic", Topic), ("at", at));
    }

    static readonly Order<SitePage, SitePage> Newest = new Order<SitePage, SitePage>().Down(p => p.At, p => p.At)
        .Down(p => p.Id, p => p.Id);

    public static string Url(Guid issue) => GazettePaths.Issue(issue) + "/notices";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapPage(GazettePaths.Home + "/{id:guid}/notices", WebsiteModule.Write, Deed.None, Ask);

    static async Task<IResult> Ask(Guid id, Look look, IStaff staff, string? q = null, string? topic = null, string? at = null)
    {
        var (issue, words) = (await look.Find<GazetteIssue>(i => i.Id == id), (q ?? "").Trim());
        var topics = look.City.Files<SitePlan>().Topics;
        topic = topics.Any(t => t.Code == topic) ? topic ?? "" : "";
        var found = GazetteDesk.Notices(look, issue).AsNoTracking();
        if (words.Length > 0) found = found.Where(p => p.Title.Contains(words));
        if (topic.Length > 0) found = found.Where(p => look.Db.Set<SitePages.TopicOf>().Any(t => t.Page == p.Id && t.Topic == topic));
        var slice = await Newest.Slice(found, at, PerPage, rows => rows.ToListAsync(look.Stop));
        return Show(new(id, GazetteDesk.Plan(look).NameOf(issue), issue.Day,
            slice.Map(p => new Row(p, staff.DepartmentName(p.Owner, look.Today))), words, topic,
            [new("topic", "話題", "すべての話題", [.. topics.Select(t => (t.Code, t.Title.Ja))], topic)]));
    }
}

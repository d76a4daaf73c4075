using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Staff;

/// <summary>職: those of every department, with who holds them today and what they may do.</summary>
public partial class Posts : View<Posts, Posts.Page>
{
    public const string Url = "/office/posts";

    public sealed record Row(Post Post, IReadOnlyList<string> Holders, IReadOnlyList<string> Powers);
    public sealed record Page(IReadOnlyList<(string Department, IReadOnlyList<Row> Rows)> Departments, DateOnly Today, Post? Ended);

    /// <summary>The page once that post was ended.</summary>
    public static string Ended(string code) => $"{Url}?ended={Uri.EscapeDataString(code)}";

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, StaffModule.CanManage, Deed.None, Ask);

    static async Task<IResult> Ask(string? ended, Look look, PostPowers powers, IStaff staff)
    {
        var posts = look.City.PostsKnown(look.Today);
        var holders = (await staff.Holders(look, [.. posts.Select(p => p.Code)]))
            .ToLookup(h => h.Post, h => h.Name);
        var rows = posts.OrderBy(p => p.Rank).ThenBy(p => p.Code, StringComparer.Ordinal)
            .ToLookup(p => p.Department ?? "", p =>
                new Row(p, [.. holders[p.Code]], powers.Said(powers.Of([p.Code], look.Today), look.Today)));
        return Show(new([("課に属さない職", [.. rows[""]]),
            .. look.City.DepartmentsKnown(look.Today).Select(d => (d.Name, (IReadOnlyList<Row>)[.. rows[d.Code]]))],
            look.Today, posts.FirstOrDefault(p => p.Code == ended && p.Until is not null)));
    }
}

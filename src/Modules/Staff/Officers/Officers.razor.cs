using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>The officers with the posts they hold today, found by what they and their posts are called.</summary>
public partial class Officers : View<Officers, Officers.Page>
{
    public const string Url = "/office/officers";
    const int Rows = 50;

    public sealed record Page(string? Words, string? Department, Slice<Row> Found, int Count, Ordered Ordered,
        IReadOnlyList<(string Code, string Name)> Departments)
    {
        public string Link(string? at = null, Ordered? order = null) => Address.Of(Url, ("q", Words), ("department", Department),
            ("order", Orders.Say(order ?? Ordered)), ("at", at));
    }

    public sealed record Row(Guid Id, string Name, string Kana, string Login, string Department, IReadOnlyList<string> Posts, bool Ready,
        DateOnly? LeftOn);

    static readonly Orders<Row, Row> Orders = new Orders<Row, Row>(r => r.Id, r => r.Id).By("name", r => r.Kana, r => r.Kana)
        .By("login", r => r.Login, r => r.Login).By("department", r => r.Department, r => r.Department);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, StaffModule.CanManage, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, IStaff staff, string? q = null, string? department = null, string? order = null,
        string? at = null)
    {
        var (today, ordered, words) = (look.Today, Orders.Read(order), Words.Of(q));
        var posts = (await look.Db.Set<PostHolding>().On(today).Select(h => new { h.Officer, h.Post }).ToListAsync(look.Stop))
            .ToLookup(h => h.Officer, h => staff.PostTitle(h.Post, today));
        // A city has some hundred officers: they are read whole, because the titles of their posts stand in files.
        var all = await look.Db.Set<Officer>().Where(o => string.IsNullOrEmpty(department) || o.Department == department)
            .Select(o => new Row(o.Id, o.Name, o.Kana, o.Login, o.Department, Array.Empty<string>(), look.Db.Set<Credential>()
                .Any(c => c.Account == o.Id && c.SealedTotp != null), o.LeftOn)).ToListAsync(look.Stop);
        var found = all.Select(o => o with { Department = staff.DepartmentName(o.Department, today), Posts = [.. posts[o.Id]] })
            .Where(o => words.In([SearchGrams.Name(o.Name), SearchGrams.Name(o.Kana), o.Login, .. o.Posts])).ToList();
        return Show(new(q, department, await Orders[ordered].Slice(found.AsQueryable(), at, Rows, some => Task.FromResult(some.ToList())),
            found.Count, ordered, [.. look.City.DepartmentsKnown(today).Select(d => (d.Code, d.Name))]));
    }
}

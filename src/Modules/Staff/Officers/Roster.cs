using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>Who holds which post, for the other modules.</summary>
sealed class Roster(CityProfile city, PostPowers powers, TimeProvider clock) : IStaff
{
    sealed record Row(Guid Id, string Name, string Department, string? Post);

    static readonly Asked<IReadOnlyCollection<string>, DateOnly, Row> On = new((db, posts, today) =>
        from h in db.Set<PostHolding>().AsNoTracking()
        where posts.Contains(h.Post) && h.From <= today && (h.Until == null || h.Until >= today)
        join o in db.Set<Officer>() on h.Officer equals o.Id
        where o.LeftOn == null || o.LeftOn >= today
        orderby o.Kana, o.Id
        select new Row(o.Id, o.Name, o.Department, h.Post));

    Task<List<Row>> Today(CityDb db, IReadOnlyCollection<string> posts, CancellationToken ct) => On.All(db, posts, clock.Today(), ct);

    public async Task<OfficerFace?> Holder(CityDb db, string post, CancellationToken ct) =>
        (await Today(db, [post], ct)) is [var first, ..] ? Face(first) : null;

    public async Task<IReadOnlyList<OfficerFace>> Holders(CityDb db, IReadOnlyCollection<string> posts, CancellationToken ct) =>
        [.. (await Today(db, posts, ct)).Select(Face)];

    public async Task<IReadOnlyList<OfficerFace>> Of(CityDb db, string department, CancellationToken ct) =>
        Once(await Today(db, [.. city.AllPosts.Where(p => p.Department == department).Select(p => p.Code)], ct));

    public async Task MayDecide(CityDb db, string source, IReadOnlyCollection<string> posts, CancellationToken ct)
    {
        if (await DecidingPost.Missing(db, [new(source, "", [.. posts])], ct) is [var missing])
            throw new Rule("", $"設定ファイルで新しく決裁の職になった{string.Join("、", missing.Posts.Select(p => $"「{PostTitle(p)}」"))}は、権限の確認を待っています。二人目の職員が確認すると、進められます。");
    }

    public async Task<IReadOnlyList<OfficerFace>> Holding(CityDb db, string permission, CancellationToken ct) =>
        Once(await Today(db, [.. city.AllPosts.Select(p => p.Code).Where(p => powers.Of([p]).Contains(permission))], ct));

    public async Task<IReadOnlyDictionary<Guid, OfficerFace>> Faces(CityDb db, IReadOnlyCollection<Guid> accounts, CancellationToken ct)
    {
        if (accounts.Count == 0) return new Dictionary<Guid, OfficerFace>();
        var today = clock.Today();
        var rows = await (from o in db.Set<Officer>().AsNoTracking()
                          where accounts.Contains(o.Id)
                          from h in db.Set<PostHolding>()
                              .Where(h => h.Officer == o.Id && h.From <= today && (h.Until == null || h.Until >= today)).DefaultIfEmpty()
                          select new Row(o.Id, o.Name, o.Department, h == null ? null : h.Post)).ToListAsync(ct);
        return rows.GroupBy(r => r.Id).ToDictionary(g => g.Key, g => Face(Highest(g)));
    }

    public string PostTitle(string post) => city.Post(post)?.Title ?? post;
    public string DepartmentName(string department) => city.Department(department)?.Name ?? department;

    List<OfficerFace> Once(IEnumerable<Row> rows) => [.. rows.GroupBy(r => r.Id).Select(g => Face(Highest(g)))];

    Row Highest(IEnumerable<Row> rows) => rows.OrderBy(r => city.Post(r.Post ?? "")?.Rank ?? int.MaxValue)
        .ThenBy(r => r.Post, StringComparer.Ordinal).First();

    OfficerFace Face(Row row)
    {
        var department = city.Post(row.Post ?? "")?.Department ?? row.Department;
        return new(row.Id, row.Name, row.Post ?? "", row.Post is null ? "職なし" : PostTitle(row.Post), department,
            DepartmentName(department));
    }
}

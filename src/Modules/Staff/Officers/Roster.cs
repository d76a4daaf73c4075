using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>Who holds which post, for the other modules.</summary>
sealed class Roster(CityProfile city, PostPowers powers) : IStaff
{
    sealed record Row(Guid Id, string Name, string Department, string? Post);

    static readonly Asked<IReadOnlyCollection<string>, DateOnly, Row> On = new((db, posts, today) =>
        from h in db.Set<PostHolding>().AsNoTracking()
        where posts.Contains(h.Post) && h.From <= today && (h.Until == null || h.Until >= today)
        join o in db.Set<Officer>() on h.Officer equals o.Id
        where o.LeftOn == null || o.LeftOn >= today
        orderby o.Kana, o.Id
        select new Row(o.Id, o.Name, o.Department, h.Post));

    // A post that a day does not have gives nothing, whoever is written down for it.
    Task<List<Row>> In(CityDb db, IEnumerable<string> posts, DateOnly day, CancellationToken ct) =>
        On.All(db, [.. posts.Where(p => city.Post(p, day)?.CountsOn(day) != false)], day, ct);

    public async Task<OfficerFace?> Holder(CityDb db, string post, DateOnly day, CancellationToken ct) =>
        (await In(db, [post], day, ct)) is [var first, ..] ? Face(first, day) : null;

    public async Task<IReadOnlyList<OfficerFace>> Holders(CityDb db, IReadOnlyCollection<string> posts, DateOnly day,
        CancellationToken ct) =>
        [.. (await In(db, posts, day, ct)).Select(r => Face(r, day))];

    public async Task<IReadOnlyList<OfficerFace>> Of(CityDb db, string department, DateOnly day, CancellationToken ct) =>
        Once(await In(db, city.PostsKnown(day).Where(p => p.Department == department).Select(p => p.Code), day, ct), day);

    public async Task<IReadOnlyDictionary<Guid, string>> Mails(CityDb db, IReadOnlyCollection<Guid> officers, DateOnly day,
        CancellationToken ct) => officers.Count == 0 ? new Dictionary<Guid, string>() : await db.Set<Officer>().AsNoTracking()
        .Where(o => officers.Contains(o.Id) && o.Mail != null && (o.LeftOn == null || o.LeftOn >= day))
        .ToDictionaryAsync(o => o.Id, o => o.Mail ?? "", ct);

    public async Task MayDecide(CityDb db, string source, IReadOnlyCollection<string> posts, DateOnly day, CancellationToken ct)
    {
        if (await DecidingPost.Missing(db, [new(source, "", [.. posts])], ct) is [var missing])
            throw new Rule("", $"設定ファイルで新しく決裁の職になった{string.Join("、", missing.Posts.Select(p => $"「{PostTitle(p, day)}」"))}は、権限の確認を待っています。二人目の職員が確認すると、進められます。");
    }

    public async Task<IReadOnlyList<OfficerFace>> Holding(CityDb db, string permission, DateOnly day, CancellationToken ct) =>
        Once(await In(db, city.PostsKnown(day).Select(p => p.Code).Where(p => Permission.Has(powers.Of([p], day), permission)), day, ct),
            day);

    public async Task<IReadOnlyDictionary<Guid, OfficerFace>> Faces(CityDb db, IReadOnlyCollection<Guid> accounts, DateOnly day,
        CancellationToken ct)
    {
        if (accounts.Count == 0) return new Dictionary<Guid, OfficerFace>();
        var rows = await (from o in db.Set<Officer>().AsNoTracking()
                          where accounts.Contains(o.Id)
                          from h in db.Set<PostHolding>()
                              .Where(h => h.Officer == o.Id && h.From <= day && (h.Until == null || h.Until >= day)).DefaultIfEmpty()
                          select new Row(o.Id, o.Name, o.Department, h == null ? null : h.Post)).ToListAsync(ct);
        return rows.GroupBy(r => r.Id).ToDictionary(g => g.Key, g => Face(Highest(g, day), day));
    }

    public async Task<IReadOnlyList<(string Post, DateOnly Last)>> Vacating(CityDb db, DateOnly from, DateOnly until, CancellationToken ct)
    {
        var held = await (from h in db.Set<PostHolding>().AsNoTracking()
                          where h.Until == null || h.Until >= @from
                          join o in db.Set<Officer>() on h.Officer equals o.Id
                          where o.LeftOn == null || o.LeftOn >= @from
                          select new { h.Post, h.From, h.Until, o.LeftOn }).ToListAsync(ct);
        var found = new List<(string, DateOnly)>();
        foreach (var post in held.GroupBy(h => h.Post).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            // From holder to holder, as long as the next one begins on the day after at the latest.
            var last = from.AddDays(-1);
            foreach (var one in post.OrderBy(h => h.From).TakeWhile(h => h.From <= last.AddDays(1) && last <= until))
                last = new[] { last, new[] { one.Until, one.LeftOn, DateOnly.MaxValue.AddDays(-1) }.Min() ?? last }.Max();
            if (last >= from && last <= until && city.Post(post.Key, last.AddDays(1))?.CountsOn(last.AddDays(1)) == true)
                found.Add((post.Key, last));
        }
        return found;
    }

    public string PostTitle(string post, DateOnly day) => city.Post(post, day)?.Title ?? (OfEach(post, day) is { } one
        ? $"{one.Title}など、各課の同じ職" : post);

    public string DepartmentName(string department, DateOnly day) => city.Department(department, day)?.Name ?? department;

    Post? OfEach(string post, DateOnly day) => !post.StartsWith('*') ? null
        : city.PostsKnown(day).FirstOrDefault(p => p.Code.EndsWith(post[1..], StringComparison.Ordinal));

    List<OfficerFace> Once(IEnumerable<Row> rows, DateOnly day) => [.. rows.GroupBy(r => r.Id).Select(g => Face(Highest(g, day), day))];

    Row Highest(IEnumerable<Row> rows, DateOnly day) => rows.OrderBy(r => city.Post(r.Post ?? "", day)?.Rank ?? int.MaxValue)
        .ThenBy(r => r.Post, StringComparer.Ordinal).First();

    OfficerFace Face(Row row, DateOnly day)
    {
        var department = city.Post(row.Post ?? "", day)?.Department ?? row.Department;
        return new(row.Id, row.Name, row.Post ?? "", row.Post is null ? "職なし" : PostTitle(row.Post, day), department,
            DepartmentName(department, day));
    }
}

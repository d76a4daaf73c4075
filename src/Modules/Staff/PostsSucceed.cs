using Keyaki.Contracts.Approvals;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>When a department ends, its posts end with it, and who holds them holds them no more: that takes power away and gives none.
/// Whoever has another post goes on in the successor; whoever has none waits for one.</summary>
sealed class PostsSucceed(CityProfile city, TimeProvider clock) : ISuccession
{
    public async Task<IReadOnlyList<Hanging>> Look(CityDb db, Succeeds change, CancellationToken ct)
    {
        var (going, idle) = await Officers(db, change, ct);
        var ending = await Hanging.Counted(ct, ("職の担当（最後の日で終わります）", Held(db, change).Select(h => h.Post)),
            ("画面で作った職（最後の日で終わります）", Made(db, change).Select(p => p.Code)));
        return Hanging.Of(
        [
            .. ending,
            new("所属が替わる職員", going.Count),
            new($"後の職が決まっていない職員（{string.Join("、", idle.Take(10).Select(o => o.Name))}）", idle.Count,
                "「職員」の画面で、後を継ぐ課の職を割り当ててください。"),
            new("市の設定ファイルの職", Posts(change).Count(p => p.CountsOn(change.First) && city.PostInFiles(p.Code, change.First) is not null),
                $"posts.json で、この課の職に終わりの日（until：{change.Last:yyyy-MM-dd}）を書いてください。"),
        ]);
    }

    public async Task Move(CityDb db, Succeeds change, CancellationToken ct)
    {
        var (going, _) = await Officers(db, change, ct);
        foreach (var holding in await Held(db, change).AsTracking().ToListAsync(ct)) holding.End(change.Last, null, clock.GetUtcNow());
        foreach (var officer in going) officer.Department = change.To;
        var version = await OfficePost.Next(db, ct);
        foreach (var post in await Made(db, change).AsTracking().ToListAsync(ct))
        {
            post.End(change.Last, null);
            post.Version = version;
        }
    }

    IEnumerable<Post> Posts(Succeeds change) => city.PostsKnown(change.First).Where(p => p.Department == change.From);

    IQueryable<PostHolding> Held(CityDb db, Succeeds change)
    {
        var (codes, last) = (Posts(change).Select(p => p.Code).ToList(), change.Last);
        return db.Set<PostHolding>().Where(h => codes.Contains(h.Post) && (h.Until == null || h.Until > last));
    }

    IQueryable<OfficePost> Made(CityDb db, Succeeds change)
    {
        var (codes, last) = (Posts(change).Select(p => p.Code).ToList(), change.Last);
        return db.Set<OfficePost>().Where(p => !p.FromFiles && codes.Contains(p.Code) && (p.Until == null || p.Until > last));
    }

    /// <summary>Its officers: those who have a post elsewhere on the day after, and those who have none.</summary>
    async Task<(IReadOnlyList<Officer> Going, IReadOnlyList<Officer> Idle)> Officers(CityDb db, Succeeds change, CancellationToken ct)
    {
        var (codes, first) = (Posts(change).Select(p => p.Code).ToList(), change.First);
        var officers = await db.Set<Officer>().AsTracking()
            .Where(o => o.Department == change.From && (o.LeftOn == null || o.LeftOn >= first))
            .OrderBy(o => o.Kana).Select(o => new
            {
                Officer = o, Goes = db.Set<PostHolding>().Any(h => h.Officer == o.Id && !codes.Contains(h.Post) && h.From <= first
                    && (h.Until == null || h.Until >= first)),
            }).ToListAsync(ct);
        return (officers.FindAll(x => x.Goes).ConvertAll(x => x.Officer), officers.FindAll(x => !x.Goes).ConvertAll(x => x.Officer));
    }
}

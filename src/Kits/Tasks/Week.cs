using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>A day of the office: what came and what was done on it, or what is due on it.</summary>
public readonly record struct OfficeDay(DateOnly Day, int Came, int Done, int Due);

/// <summary>この一週間: the last five open days and the next five of an officer and their departments, counted by one question.</summary>
/// <param name="Past">The oldest first. What came while the city hall was closed stands on the next open day.</param>
/// <param name="Coming">Today (or the next open day) first; what is due on a closed day stands on the open one before it, because it is
/// over on the next.</param>
public sealed record Week(IReadOnlyList<OfficeDay> Past, int Overdue, IReadOnlyList<OfficeDay> Coming)
{
    const int Days = 5;

    public bool IsEmpty => Overdue == 0 && Past.All(d => d is { Came: 0, Done: 0 }) && Coming.All(d => d.Due == 0);

    enum What { Came, Done, Due }

    public static async Task<Week> Of(Look look)
    {
        var (open, today) = (look.City.Calendar, look.Today);
        DateOnly[] past = [.. Enumerable.Range(1, Days).Select(i => open.Add(today.AddDays(1), i - Days - 1))];
        DateOnly[] coming = [.. Enumerable.Range(0, Days).Select(i => open.Add(today.AddDays(-1), i + 1))];
        // Each day begins when the open day before it is over.
        var starts = Enumerable.Range(0, Days).Select(i => (i == 0 ? open.Add(past[0], -1) : past[i - 1]).AddDays(1).Midnight()).ToArray();
        var (begin, second, third, fourth, fifth) = (starts[0], starts[1], starts[2], starts[3], starts[4]);
        var (first, last) = (begin.FirstId(), coming[^1]);
        // What nobody is shown yet has not come.
        var ours = TaskLists.Ours(look).Where(t => t.Kind != TaskKind.Read && (t.From == null || t.From <= today));
        var rows = await ours.Where(t => t.Id.CompareTo(first) >= 0)
            .GroupBy(t => t.OpenedAt < second ? 0 : t.OpenedAt < third ? 1 : t.OpenedAt < fourth ? 2 : t.OpenedAt < fifth ? 3 : 4)
            .Select(g => new { What = (int)What.Came, At = g.Key, Day = (DateOnly?)null, Count = g.Count() })
            .Concat(ours.Where(t => t.ClosedAt >= begin)
                .GroupBy(t => t.ClosedAt < second ? 0 : t.ClosedAt < third ? 1 : t.ClosedAt < fourth ? 2 : t.ClosedAt < fifth ? 3 : 4)
                .Select(g => new { What = (int)What.Done, At = g.Key, Day = (DateOnly?)null, Count = g.Count() }))
            .Concat(ours.Where(t => t.ClosedAt == null && t.Due <= last).GroupBy(t => t.Due)
                .Select(g => new { What = (int)What.Due, At = 0, Day = g.Key, Count = g.Count() })).ToListAsync(look.Stop);
        int Sum(What what, Func<int, DateOnly?, bool> here) => rows.Where(r => r.What == (int)what && here(r.At, r.Day)).Sum(r => r.Count);
        return new(
            [.. past.Index().Select(p =>
                new OfficeDay(p.Item, Sum(What.Came, (at, _) => at == p.Index), Sum(What.Done, (at, _) => at == p.Index), 0))],
            Sum(What.Due, (_, day) => day < today),
            [.. coming.Select(c => new OfficeDay(c, 0, 0, Sum(What.Due, (_, due) => due is { } day && day >= today && Day(day) == c)))]);
        DateOnly Day(DateOnly due) => open.Add(due.AddDays(1), -1) is var before && before > coming[0] ? before : coming[0];
    }
}

using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Approvals;

/// <summary>What waits and was never opened by this officer, or is another than they last saw: something was done with it, or the record
/// itself has changed.</summary>
static class Unseen
{
    const string New = "まだ見ていません", Changed = "前に見てから変わりました";

    public static async Task<Slice<Pile.Row>> In(Slice<Pile.Row> rows, Look look, Subjects subjects)
    {
        var me = look.Me;
        var ids = rows.Rows.Where(r => r.Readable).Select(r => r.SubjectId).ToList();
        if (ids.Count == 0) return rows;
        var seen = (await look.Db.Set<PaperSeen>().AsNoTracking().Where(l => l.Account == me && ids.Contains(l.SubjectId))
            .Select(l => new { l.SubjectId, l.Version, l.At }).ToListAsync(look.Stop))
            .GroupBy(l => l.SubjectId).ToDictionary(g => g.Key, g => g.MaxBy(l => l.At)?.Version);
        var now = new Dictionary<Guid, string>();
        foreach (var kind in rows.Rows.Where(r => seen.ContainsKey(r.SubjectId)).GroupBy(r => r.SubjectKind, r => r.SubjectId))
            if (subjects.Paper(kind.Key) is { } paper)
                foreach (var (id, version) in await paper.Versions(look.Db, [.. kind.Distinct()], look.Stop)) now[id] = version;
        return rows.Map(r => r with
        {
            News = !r.Readable || subjects.Paper(r.SubjectKind) is null ? null
            : seen.GetValueOrDefault(r.SubjectId) is not { } last ? New
            : last == Desktop.Said(r.Version, now.GetValueOrDefault(r.SubjectId) ?? "") ? null : Changed
        });
    }
}

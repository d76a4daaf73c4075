using Keyaki.Contracts.Approvals;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>When a department ends, what it still works on goes to its successor: drafts that are not complete, what came in and is not
/// done, its templates, and its place among those whom unfinished drafts ask or inform. What is complete keeps its department and is found
/// by the successor.</summary>
sealed class DraftsSucceed(CityProfile city) : ISuccession
{
    public async Task<IReadOnlyList<Hanging>> Look(CityDb db, Succeeds change, CancellationToken ct) =>
    [
        .. await Hanging.Counted(ct, ("完結していない起案", Drafts(db, change).Select(d => d.Department)),
            ("処理が済んでいない収受", Receipts(db, change).Select(r => r.Department)),
            ("課の雛形", Templates(db, change).Select(t => t.Department)),
            ("合議や供覧の相手になっている作成中の起案", Asking(db, change).Select(d => d.Department))),
        .. Hanging.Of(new Hanging("公印の管守", city.Files<DraftingFiles>().Seals.Count(s => s.Department == change.From),
            "公印の設定（drafting/templates.json の seals）の課を、後を継ぐ課に書き換えてください。")),
    ];

    public async Task Move(CityDb db, Succeeds change, CancellationToken ct)
    {
        foreach (var draft in await Asking(db, change).AsTracking().ToListAsync(ct))
            draft.AskInstead(change.From, change.To);
        await change.Give(db, Drafts(db, change), nameof(Draft.Department), ct);
        await change.Give(db, Receipts(db, change), nameof(Received.Department), ct);
        await change.Give(db, Templates(db, change), nameof(OwnTemplate.Department), ct);
    }

    static IQueryable<Draft> Drafts(CityDb db, Succeeds change) => db.Set<Draft>()
        .Where(d => d.Department == change.From && d.Stage != Stage.Completed && d.Stage != Stage.Ended);

    static IQueryable<Received> Receipts(CityDb db, Succeeds change) => db.Set<Received>()
        .Where(r => r.Department == change.From && r.DoneAt == null);

    static IQueryable<OwnTemplate> Templates(CityDb db, Succeeds change) => db.Set<OwnTemplate>()
        .Where(t => t.Department == change.From && t.RetiredAt == null);

    static IQueryable<Draft> Asking(CityDb db, Succeeds change)
    {
        var word = $" {change.From} ";
        return db.Set<Draft>().Where(d => d.Stage == Stage.Writing && (" " + d.Concur + " " + d.Inform + " ").Contains(word));
    }
}

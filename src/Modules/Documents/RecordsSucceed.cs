using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Documents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>When a department ends: its open 簿冊, records that are not complete or whose paper is lent, and lists of what expires go to its
/// successor. What is kept and lies on its shelf keeps its department, and is found by the successor.</summary>
sealed class RecordsSucceed(CityProfile city) : ISuccession
{
    public async Task<IReadOnlyList<Hanging>> Look(CityDb db, Succeeds change, CancellationToken ct) =>
    [
        .. await Hanging.Counted(ct, ("開いている簿冊", Files(db, change).Select(f => f.Department)),
            ("完結していない文書と、紙の原本を貸し出している文書", Records(db, change).Select(d => d.Department)),
            ("廃棄が済んでいない満了一覧", Lists(db, change).Select(l => l.Department))),
        .. Hanging.Of(new Hanging("文書分類", city.Files<RecordClasses>().Known(change.First).Count(c => c.Department == change.From),
            "文書分類の設定（documents/record-classes.json）の課を、後を継ぐ課に書き換えてください。")),
    ];

    public async Task Move(CityDb db, Succeeds change, CancellationToken ct)
    {
        await change.Give(db, Files(db, change), nameof(RecordFile.Department), ct);
        await change.Give(db, Records(db, change), nameof(Document.Department), ct);
        await change.Give(db, Lists(db, change), nameof(DisposalList.Department), ct);
    }

    static IQueryable<RecordFile> Files(CityDb db, Succeeds change) => db.Set<RecordFile>()
        .Where(f => f.Department == change.From && f.ClosedAt == null);

    static IQueryable<Document> Records(CityDb db, Succeeds change) => db.Set<Document>().Where(d => d.Department == change.From
        && (d.State == DocumentState.InWork || db.Set<Lending>().Any(l => l.DocumentId == d.Id && l.ReturnedOn == null)));

    static IQueryable<DisposalList> Lists(CityDb db, Succeeds change) => db.Set<DisposalList>()
        .Where(l => l.Department == change.From && l.DoneAt == null);
}

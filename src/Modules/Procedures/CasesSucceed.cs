using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>When a department ends, its open cases go to its successor; whoever handles one goes on with it if they work there, else it
/// waits for anybody. The definitions are the city's files: they are told, not changed.</summary>
sealed class CasesSucceed(Catalogue catalogue, IStaff staff) : ISuccession
{
    public async Task<IReadOnlyList<Hanging>> Look(CityDb db, Succeeds change, CancellationToken ct)
    {
        var defined = catalogue.Known(change.First).Select(v => v.Definition).Where(d => d.Department == change.From).ToList();
        return Hanging.Of([
            new("終わっていない申請", await Open(db, change).CountAsync(ct)),
            new($"手続の定義（{string.Join("、", defined.Select(d => d.Title.Ja))}）", defined.Count,
                "定義の department を、後を継ぐ課に書き換えてください。書き換えるまで、新しい申請は廃止された課に届き、後を継ぐ課が扱います。")]);
    }

    public async Task Move(CityDb db, Succeeds change, CancellationToken ct)
    {
        var here = (await staff.Of(db, change.To, change.First, ct)).Select(o => (Guid?)o.Account).ToHashSet();
        foreach (var found in await Open(db, change).AsTracking().ToListAsync(ct)) found.MoveTo(change.To, here.Contains(found.Assignee));
    }

    static IQueryable<Application> Open(CityDb db, Succeeds change) => db.Set<Application>().Where(a => a.Department == change.From
        && (a.WaitsFor != WaitsFor.Nobody || a.State == ApplicationState.AwaitingPayment));
}

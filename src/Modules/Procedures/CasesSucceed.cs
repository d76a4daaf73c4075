using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>When a department ends its open cases go along. The definitions are the city's files: they are told, not changed.</summary>
sealed class CasesSucceed(Catalogue catalogue, IStaff staff) : CaseSuccession<Application>(staff)
{
    public override async Task<IReadOnlyList<Hanging>> Look(CityDb db, Succeeds change, CancellationToken ct)
    {
        var defined = catalogue.Known(change.First).Select(v => v.Definition).Where(d => d.Department == change.From).ToList();
        return Hanging.Of([
            new("終わっていない申請", await Open(db, change).CountAsync(ct)),
            new($"手続の定義（{string.Join("、", defined.Select(d => d.Title.Ja))}）", defined.Count,
                "定義の department を、後を継ぐ課に書き換えてください。書き換えるまで、新しい申請は廃止された課に届き、後を継ぐ課が扱います。")]);
    }

    protected override IQueryable<Application> Open(CityDb db, Succeeds change) => db.Set<Application>().Where(a =>
        a.Department == change.From && (a.WaitsFor != WaitsFor.Nobody || a.State == ApplicationState.AwaitingPayment));
}

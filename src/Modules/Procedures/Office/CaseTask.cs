using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Procedures;

/// <summary>What a case waits for: to be examined, mended after the deciders sent it back, or handed over.</summary>
[Once]
sealed class CaseTask(Catalogue catalogue) : TaskSource<Application>
{
    protected override Guid Cause(Application found) => found.Id;

    protected override Task<TaskWish?> Wish(CityDb db, Application found, CancellationToken ct) => Task.FromResult(found.WaitsFor switch
    {
        WaitsFor.Office when found.ReturnedAt is not null => Waits(found, TaskKind.Mend, found.Due),
        WaitsFor.Office => Waits(found, TaskKind.Examine, found.Due),
        // The deadline was the decision's.
        WaitsFor.Delivery => Waits(found, TaskKind.Deliver, null),
        _ => null,
    });

    TaskWish Waits(Application found, TaskKind kind, DateOnly? due) =>
        new(kind, $"{catalogue.TitleOf(found.Procedure)}（受付番号 {found.Number}）", Links.Case(found.Id))
        { Account = found.Assignee, Department = found.Department, Power = Office.Handle, Due = due };
}

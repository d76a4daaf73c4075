using Keyaki.Contracts.Documents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>A list waits for its department, and then for the records section.</summary>
sealed class ReviewTask(CityProfile city, TimeProvider clock) : TaskSource<DisposalList>
{
    protected override Guid Cause(DisposalList list) => list.Id;

    protected override Task<TaskWish?> Wish(CityDb db, DisposalList list, CancellationToken ct) => Task.FromResult(list.Stage switch
    {
        DisposalStage.Review => Waits(list, "満了一覧の見直し") with { Department = list.Department, Power = DocumentsModule.Keep },
        DisposalStage.Selection => Waits(list, "満了一覧の選別") with
        {
            Department = city.Files<RecordClasses>().OfDisposal(clock.Today())?.Department,
            Power = DocumentsModule.Dispose,
        },
        _ => null,
    });

    static TaskWish Waits(DisposalList list, string what) =>
        new(TaskKind.Finish, $"{what}（{new FiscalYear(list.FiscalYear)}）", ShowDisposal.UrlOf(list.Id));
}

using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Drafting;

/// <summary>What came in waits for its officer; without one for the department to choose one.</summary>
sealed class ReceivedTask : TaskSource<Received>
{
    protected override Guid Cause(Received r) => r.Id;

    protected override Task<TaskWish?> Wish(CityDb db, Received r, CancellationToken ct) => Task.FromResult(
        r.DoneAt is not null ? null
        : r.Officer is { } officer ? new TaskWish(TaskKind.Handle, r.Subject, ShowReceived.Url(r.Id))
        { Account = officer, Power = DraftingModule.Write, Due = r.Due }
        : new TaskWish(TaskKind.Distribute, r.Subject, AssignReceived.Url(r.Id))
        { Department = r.Department, Power = DraftingModule.Write });
}

/// <summary>What arrived waits for whoever distributes.</summary>
sealed class ArrivalTask : TaskSource<Arrival>
{
    // What is registered keeps the id of what arrived, and waits for somebody else.
    protected override Guid Cause(Arrival a) => Tasks.Cause($"arrival {a.Id:N}");

    protected override Task<TaskWish?> Wish(CityDb db, Arrival a, CancellationToken ct) => Task.FromResult(a.EndedAt is not null ? null
        : new TaskWish(TaskKind.Receive, a.Subject, TakeArrival.Url(a.Id)) { Power = DraftingModule.Receive });
}

/// <summary>A draft waits for its drafter: sent back, to be issued, to be completed.</summary>
sealed class DraftTask : TaskSource<Draft>
{
    protected override Guid Cause(Draft d) => d.Id;

    protected override Task<TaskWish?> Wish(CityDb db, Draft d, CancellationToken ct)
    {
        return Task.FromResult(d.Stage switch
        {
            Stage.Writing when d.Revision > 0 => Mine(TaskKind.Mend, "戻った起案を直す", ShowDraft.Url(d.Id)),
            Stage.Decided when d.Way is Way.Publish => Mine(TaskKind.Issue, "掲示する", NoticeBoard.Url),
            Stage.Decided when d.Way is not Way.None => Mine(TaskKind.Issue, "施行する", IssueDraft.Url(d.Id)),
            Stage.Decided or Stage.Issued => Mine(TaskKind.Finish, "完結にする", IssueDraft.Url(d.Id)),
            _ => null,
        });

        TaskWish? Mine(TaskKind kind, string what, string url) => new(kind, $"{what}：{d.Subject}", url)
        { Account = d.By, Power = DraftingModule.Write };
    }
}

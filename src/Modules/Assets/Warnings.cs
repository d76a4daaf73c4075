using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Assets;

/// <summary>Before support, a licence or an agreement ends somebody thinks of what comes after: so many days ahead it stands in
/// Today.</summary>
static class Ahead
{
    public const int Support = 365, Licence = 60, Agreement = 180, Notice = 60;
}

sealed class SupportTasks : TaskSource<Machine>
{
    protected override Guid Cause(Machine machine) => machine.Id;

    protected override Task<TaskWish?> Wish(CityDb db, Machine m, CancellationToken ct) =>
        Task.FromResult(m.EndedOn is not null || m.SupportEndsOn is not { } end ? null
            : new TaskWish(TaskKind.Finish, $"サポートが終わる：{m.Name}（{m.Code}）", Things.Url(Things.Machines, m.Id))
            { Department = m.Department, Power = AssetsModule.Systems, Due = end, From = end.AddDays(-Ahead.Support) });
}

sealed class LicenceTasks : TaskSource<Licence>
{
    protected override Guid Cause(Licence licence) => licence.Id;

    protected override Task<TaskWish?> Wish(CityDb db, Licence l, CancellationToken ct) =>
        Task.FromResult(l.EndedOn is not null || l.EndsOn is not { } end ? null
            : new TaskWish(TaskKind.Finish, $"ライセンスが切れる：{l.Name}（{l.Code}）", $"{AssetsModule.At}/licences/{l.Id}")
            { Department = l.Department, Power = AssetsModule.Systems, Due = end, From = end.AddDays(-Ahead.Licence) });
}

sealed class AgreementTasks : TaskSource<Agreement>
{
    protected override Guid Cause(Agreement agreement) => agreement.Id;

    protected override Task<TaskWish?> Wish(CityDb db, Agreement a, CancellationToken ct) => Task.FromResult(a.EndedOn is not null ? null
        : new TaskWish(TaskKind.Finish, a.NoticeBy is null ? $"契約が終わる：{a.Name}（{a.Code}）"
            : $"続けるか決める：{a.Name}（{a.Code}）",
            $"{AssetsModule.At}/agreements/{a.Id}")
        {
            Department = a.Department, Power = AssetsModule.Systems, Due = a.NoticeBy ?? a.EndsOn,
            From = a.NoticeBy?.AddDays(-Ahead.Notice) ?? a.EndsOn.AddDays(-Ahead.Agreement),
        });
}

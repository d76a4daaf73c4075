using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Payments;

/// <summary>A payout whose account has to be asked for again waits for its department.</summary>
sealed class AskAgainTask(CityProfile city) : TaskSource<PayoutLine>
{
    protected override Guid Cause(PayoutLine line) => line.Id;

    protected override Task<TaskWish?> Wish(CityDb db, PayoutLine line, CancellationToken ct) =>
        Task.FromResult(line.State is not PayoutState.AskAgain ? null : new TaskWish(TaskKind.Decide, "口座を聞き直す支払い",
            PayoutPaths.Line(line.Id))
        { Department = city.Files<PayoutKinds>()[line.Kind].Department, Power = PaymentsModule.CanPayOut });
}

/// <summary>A long list that was made waits to be put to decision, a decided one for its file.</summary>
sealed class SendTask : TaskSource<PaymentRun>
{
    protected override Guid Cause(PaymentRun run) => run.Id;

    protected override Task<TaskWish?> Wish(CityDb db, PaymentRun run, CancellationToken ct) =>
        Task.FromResult(run.State is not (RunState.Decided or RunState.Making) ? null : new TaskWish(TaskKind.Decide,
            run.State is RunState.Making ? $"決裁に回す支払いの一覧（{run.Code}）" : $"銀行に出す支払いの一覧（{run.Code}）",
            PayoutPaths.Run(run.Id))
        { Department = run.Department, Power = PaymentsModule.CanPayOut, Due = run.Day });
}

using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>滞納整理の経過: what was done to collect one claim. What is owed stands in the ledger.</summary>
public sealed record Recovery
{
    public static Recovery None { get; } = new();

    public Demand? Demand { get; init; }
    public IReadOnlyList<PaymentPlan> Plans { get; init; } = [];
    public IReadOnlyList<Stay> Stays { get; init; } = [];

    /// <summary>In the order in which they were done.</summary>
    public IReadOnlyList<RecoveryStep> Steps { get; init; } = [];

    public Stay? StayOn(DateOnly day) => Stays.FirstOrDefault(s => s.Is(day));

    /// <summary>The plan that counts on a day and is kept; null where none is.</summary>
    public PaymentPlan? PlanOn(Ledger ledger, DateOnly day) =>
        Plans.FirstOrDefault(p => p.MadeOn <= day && !p.IsOver(day) && p.Standing(ledger, day).BrokenSince is null);

    /// <summary>The suspension (執行停止) that goes on on a day; null where none does.</summary>
    public RecoveryStep? Suspension(DateOnly day) =>
        Steps.LastOrDefault(s => s.Kind is RecoveryKind.Suspension or RecoveryKind.Resumption && s.Day <= day) is { } last
            && last.Kind is RecoveryKind.Suspension ? last : null;

    public DateOnly? SuspendedSince(DateOnly day) => Suspension(day)?.Day;

    /// <summary>Whether something is seized (差押) and neither released nor turned into money.</summary>
    public bool IsSeized(DateOnly day) => IsOpen(day, RecoveryKind.Seizure, RecoveryKind.Release, RecoveryKind.Distribution);

    /// <summary>Whether what one step begins goes on: each of the others ends one.</summary>
    public bool IsOpen(DateOnly day, RecoveryKind begins, params ReadOnlySpan<RecoveryKind> ends)
    {
        var open = 0;
        foreach (var step in Steps)
            if (step.Day <= day) open += step.Kind == begins ? 1 : ends.Contains(step.Kind) ? -1 : 0;
        return open > 0;
    }

    // 執行停止の間の延滞金は免除する（地方税法15条の9第1項）。
    /// <summary>The days on which lateness costs less or nothing.</summary>
    public IReadOnlyList<Relief> Reliefs =>
    [
        .. Stays.Select(s => s.Relief).OfType<Relief>(),
        .. from step in Steps
           where step.Kind is RecoveryKind.Suspension
           let ends = Steps.FirstOrDefault(s => s.Kind is RecoveryKind.Resumption && s.Day >= step.Day)
           select new Relief(step.Day, ends?.Day.AddDays(-1) ?? DateOnly.MaxValue, Whole: true),
    ];
}

/// <summary>What came in for a claim.</summary>
public static class Paying
{
    /// <summary>Money that counts for it and was not taken back, with the day on which the debtor handed it over.</summary>
    public static IEnumerable<(DateOnly Day, Yen Amount, PostingKind Kind)> Payments(this Ledger ledger, Determination of) =>
        from posting in ledger.Postings
        where posting.Kind is PostingKind.Collect or PostingKind.Assign or PostingKind.Appropriate && !ledger.IsUndone(posting)
        let amount = -Yen.Sum(posting.Entries.Where(e => e.At is { Account: Account.Receivable } && e.At.Of == of).Select(e => e.Amount))
        where amount > Yen.Zero
        select (posting.PaidOn, amount, posting.Kind);
}

namespace Keyaki.Procedures;

/// <summary>Where an application stands. Before it is submitted there is only a draft; <see cref="AwaitingPayment"/> is a draft frozen
/// for its checkout.</summary>
public enum ApplicationState
{
    AwaitingPayment, Submitted, Examining, CorrectionRequested, Resubmitted, Proposed, Granted, Refused,
    Completed, Withdrawn, AwaitingConfirmation
}

/// <summary>What can happen to an application.</summary>
public enum ApplicationStep
{
    Submit, Examine, RequestCorrection, Correct, Propose, Remand, Grant, Refuse, Complete, Withdraw, Revoke,
    AskOthers, Confirm,
}

/// <summary>The whole graph in one place: which step leads from which state to which, for each of the three ways to decide.</summary>
public static class ApplicationGraph
{
    /// <summary>The state that the step leads to; null where it is not allowed.</summary>
    public static ApplicationState? After(ApplicationState from, ApplicationStep step, DecisionKind decision) =>
        (from, step, decision) switch
        {
            (ApplicationState.AwaitingPayment, ApplicationStep.Submit, _) => ApplicationState.Submitted,

            // Who is named beside the applicant, or for whom it is made, says yes first.
            (ApplicationState.Submitted, ApplicationStep.AskOthers, DecisionKind.Officer or DecisionKind.Route) =>
                ApplicationState.AwaitingConfirmation,
            (ApplicationState.AwaitingConfirmation, ApplicationStep.Confirm, _) => ApplicationState.Submitted,
            (ApplicationState.AwaitingConfirmation, ApplicationStep.Withdraw, _) => ApplicationState.Withdrawn,

            (ApplicationState.Submitted, ApplicationStep.Grant, DecisionKind.Automatic) => ApplicationState.Granted,
            (ApplicationState.Submitted or ApplicationState.Resubmitted or ApplicationState.CorrectionRequested, ApplicationStep.Examine,
                DecisionKind.Officer or DecisionKind.Route) => ApplicationState.Examining,

            (ApplicationState.Examining, ApplicationStep.RequestCorrection, _) => ApplicationState.CorrectionRequested,
            (ApplicationState.CorrectionRequested, ApplicationStep.Correct, _) => ApplicationState.Resubmitted,

            (ApplicationState.Examining, ApplicationStep.Grant, DecisionKind.Officer) => ApplicationState.Granted,
            (ApplicationState.Examining, ApplicationStep.Refuse, DecisionKind.Officer) => ApplicationState.Refused,
            (ApplicationState.Examining, ApplicationStep.Propose, DecisionKind.Route) => ApplicationState.Proposed,
            (ApplicationState.Proposed, ApplicationStep.Remand, _) => ApplicationState.Examining,
            (ApplicationState.Proposed, ApplicationStep.Grant, _) => ApplicationState.Granted,
            (ApplicationState.Proposed, ApplicationStep.Refuse, _) => ApplicationState.Refused,

            (ApplicationState.Granted or ApplicationState.Refused, ApplicationStep.Complete, _) => ApplicationState.Completed,

            (ApplicationState.Submitted or ApplicationState.Examining or ApplicationState.CorrectionRequested
                or ApplicationState.Resubmitted
                or ApplicationState.Proposed, ApplicationStep.Withdraw, _) => ApplicationState.Withdrawn,
            // What the rules decided at once can still be given back before its day.
            (ApplicationState.Granted, ApplicationStep.Withdraw, DecisionKind.Automatic) => ApplicationState.Withdrawn,
            // What an officer or a route granted is taken back by the city alone, also after its paper was handed over.
            (ApplicationState.Granted or ApplicationState.Completed, ApplicationStep.Revoke, DecisionKind.Officer or DecisionKind.Route) =>
                ApplicationState.Withdrawn,
            _ => null,
        };

    /// <summary>Nothing is left to be done.</summary>
    public static bool IsEnd(this ApplicationState state) => state is ApplicationState.Completed or ApplicationState.Withdrawn;

    /// <summary>Submitted, and not yet decided or withdrawn: somebody in the city hall has something to do, or waits for the
    /// applicant.</summary>
    public static bool IsOpen(this ApplicationState state) =>
        state is ApplicationState.Submitted or ApplicationState.Examining or ApplicationState.CorrectionRequested
            or ApplicationState.Resubmitted or ApplicationState.Proposed or ApplicationState.AwaitingConfirmation;

    /// <summary>How a person reads the state.</summary>
    public static string Words(this ApplicationState state) => state switch
    {
        ApplicationState.AwaitingPayment => "支払い待ち",
        ApplicationState.Submitted => "受付済み",
        ApplicationState.Examining => "審査中",
        ApplicationState.CorrectionRequested => "補正のお願い",
        ApplicationState.Resubmitted => "補正済み",
        ApplicationState.Proposed => "決裁中",
        ApplicationState.Granted => "決定",
        ApplicationState.Refused => "不承認",
        ApplicationState.Completed => "完了",
        ApplicationState.AwaitingConfirmation => "連名・本人の確認待ち",
        _ => "取下げ済み",
    };
}

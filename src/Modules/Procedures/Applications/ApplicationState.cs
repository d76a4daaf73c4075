using Keyaki.Kits;

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

/// <summary>The whole graph in one place, as data that is looked at when the program starts: one for each of the three ways to
/// decide.</summary>
public static class ApplicationGraph
{
    internal static readonly CaseStates<ApplicationState> States = new CaseStates<ApplicationState>()
        .Add(ApplicationState.AwaitingPayment, "支払い待ち", CaseStage.Before)
        .Add(ApplicationState.Submitted, "受付済み", CaseStage.Open, WaitsFor.Office)
        .Add(ApplicationState.AwaitingConfirmation, "連名・本人の確認待ち", CaseStage.Open, WaitsFor.Applicant)
        .Add(ApplicationState.Examining, "審査中", CaseStage.Open, WaitsFor.Office)
        .Add(ApplicationState.CorrectionRequested, "補正のお願い", CaseStage.Open, WaitsFor.Applicant)
        .Add(ApplicationState.Resubmitted, "補正済み", CaseStage.Open, WaitsFor.Office)
        .Add(ApplicationState.Proposed, "決裁中", CaseStage.Open, WaitsFor.Deciders)
        .Add(ApplicationState.Granted, "決定", CaseStage.Decided, WaitsFor.Delivery)
        .Add(ApplicationState.Refused, "不承認", CaseStage.Decided, WaitsFor.Delivery)
        .Add(ApplicationState.Completed, "完了", CaseStage.Ended)
        .Add(ApplicationState.Withdrawn, "取下げ済み", CaseStage.Ended);

    static readonly CaseGraph<ApplicationState, ApplicationStep> Automatic = Begun("by the rules")
        .Way(ApplicationStep.Grant, ApplicationState.Granted, Hand.Program, ApplicationState.Submitted)
        // What the rules decided at once can still be given back before its day.
        .Way(ApplicationStep.Withdraw, ApplicationState.Withdrawn, Hand.Person | Hand.Office, ApplicationState.Submitted,
            ApplicationState.Granted)
        .Way(ApplicationStep.Complete, ApplicationState.Completed, Hand.Office | Hand.Program, ApplicationState.Granted)
        .Quiet(ApplicationState.Submitted, ApplicationState.Granted);

    static readonly CaseGraph<ApplicationState, ApplicationStep> Officer = Examined("by an officer")
        .Way(ApplicationStep.Grant, ApplicationState.Granted, Hand.Office, ApplicationState.Examining)
        .Way(ApplicationStep.Refuse, ApplicationState.Refused, Hand.Office, ApplicationState.Examining);

    static readonly CaseGraph<ApplicationState, ApplicationStep> Route = Examined("by a route")
        .Way(ApplicationStep.Propose, ApplicationState.Proposed, Hand.Office, ApplicationState.Examining)
        .Way(ApplicationStep.Remand, ApplicationState.Examining, Hand.Deciders, ApplicationState.Proposed)
        .Way(ApplicationStep.Grant, ApplicationState.Granted, Hand.Deciders, ApplicationState.Proposed)
        .Way(ApplicationStep.Refuse, ApplicationState.Refused, Hand.Deciders, ApplicationState.Proposed)
        .Way(ApplicationStep.Withdraw, ApplicationState.Withdrawn, Hand.Person | Hand.Office, ApplicationState.Proposed);

    static CaseGraph<ApplicationState, ApplicationStep> Begun(string name) => new CaseGraph<ApplicationState, ApplicationStep>(name, States)
        .Way(ApplicationStep.Submit, ApplicationState.Submitted, Hand.Person, ApplicationState.AwaitingPayment);

    static CaseGraph<ApplicationState, ApplicationStep> Examined(string name) => Begun(name)
        // Who is named beside the applicant, or for whom it is made, says yes first, and again to what was mended.
        .Way(ApplicationStep.AskOthers, ApplicationState.AwaitingConfirmation, Hand.Program, ApplicationState.Submitted,
            ApplicationState.Resubmitted)
        .Way(ApplicationStep.Confirm, ApplicationState.Submitted, Hand.Person, ApplicationState.AwaitingConfirmation)
        .Way(ApplicationStep.Examine, ApplicationState.Examining, Hand.Office, ApplicationState.Submitted, ApplicationState.Resubmitted,
            ApplicationState.CorrectionRequested)
        .Way(ApplicationStep.RequestCorrection, ApplicationState.CorrectionRequested, Hand.Office, ApplicationState.Examining)
        .Way(ApplicationStep.Correct, ApplicationState.Resubmitted, Hand.Person, ApplicationState.CorrectionRequested)
        .Way(ApplicationStep.Complete, ApplicationState.Completed, Hand.Office | Hand.Program, ApplicationState.Granted,
            ApplicationState.Refused)
        .Way(ApplicationStep.Withdraw, ApplicationState.Withdrawn, Hand.Person | Hand.Office, ApplicationState.Submitted,
            ApplicationState.AwaitingConfirmation, ApplicationState.Examining, ApplicationState.CorrectionRequested,
            ApplicationState.Resubmitted)
        // What an officer or a route granted is taken back by the city alone, also after its paper was handed over.
        .Way(ApplicationStep.Revoke, ApplicationState.Withdrawn, Hand.Office, ApplicationState.Granted, ApplicationState.Completed);

    internal static readonly IReadOnlyList<CaseGraph<ApplicationState, ApplicationStep>> All = [Automatic, Officer, Route];

    internal static CaseGraph<ApplicationState, ApplicationStep> For(DecisionKind decision) => decision switch
    {
        DecisionKind.Automatic => Automatic,
        DecisionKind.Officer => Officer,
        _ => Route,
    };

    /// <summary>The state that the step leads to; null where it is not allowed.</summary>
    public static ApplicationState? After(ApplicationState from, ApplicationStep step, DecisionKind decision) =>
        For(decision).After(from, step);

    /// <summary>Nothing is left to be done.</summary>
    public static bool IsEnd(this ApplicationState state) => States.Stage(state) is CaseStage.Ended;

    /// <summary>Submitted, and not yet decided or withdrawn: somebody in the city hall has something to do, or waits for the
    /// applicant.</summary>
    public static bool IsOpen(this ApplicationState state) => States.Stage(state) is CaseStage.Open;

    /// <summary>How a person reads the state.</summary>
    public static string Words(this ApplicationState state) => States.Words(state);
}

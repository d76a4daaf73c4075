namespace Keyaki.Procedures;

/// <summary>Who has to act next. One column for it keeps every work list one ordered walk along an index, however many cases are
/// closed.</summary>
public enum WaitsFor { Nobody, Office, Applicant, Deciders, Delivery }

/// <summary>What follows from a state for the work list.</summary>
public static class Waiting
{
    /// <summary>What the rules decide by themselves never waits for the office.</summary>
    public static WaitsFor After(ApplicationState state, DecisionKind decision) => (state, decision) switch
    {
        (ApplicationState.Granted or ApplicationState.Submitted, DecisionKind.Automatic) => WaitsFor.Nobody,
        (ApplicationState.Submitted or ApplicationState.Examining or ApplicationState.Resubmitted, _) => WaitsFor.Office,
        (ApplicationState.CorrectionRequested or ApplicationState.AwaitingConfirmation, _) => WaitsFor.Applicant,
        (ApplicationState.Proposed, _) => WaitsFor.Deciders,
        (ApplicationState.Granted or ApplicationState.Refused, _) => WaitsFor.Delivery,
        _ => WaitsFor.Nobody,
    };

    public static string Words(this WaitsFor waits) => waits switch
    {
        WaitsFor.Office => "対応が必要",
        WaitsFor.Applicant => "申請者の返事待ち",
        WaitsFor.Deciders => "決裁中",
        WaitsFor.Delivery => "交付待ち",
        _ => "終わったもの",
    };
}

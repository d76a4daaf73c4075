using Keyaki.Kits;

namespace Keyaki.Procedures;

/// <summary>What follows from a state for the work list, and how officers read it.</summary>
public static class Waiting
{
    public static WaitsFor After(ApplicationState state, DecisionKind decision) => ApplicationGraph.For(decision).Waits(state);

    public static string Words(this WaitsFor waits) => waits switch
    {
        WaitsFor.Office => "対応が必要",
        WaitsFor.Applicant => "申請者の返事待ち",
        WaitsFor.Deciders => "決裁中",
        WaitsFor.Delivery => "交付待ち",
        _ => "終わったもの",
    };
}

using Keyaki.Contracts.Plan;

namespace Keyaki.Approvals;

/// <summary>電子決裁件数: proposals that the last post of their route decided on the screen. Their share of all, with those on paper, is
/// <see cref="ElectronicRatio"/>.</summary>
sealed class ElectronicDecisions : IMeasure
{
    public string Code => "approvals.electronic";
    public string Label => "電子決裁件数";
    public string Unit => "件";
    public string Explained => "決裁の画面で、最後の職まで承認された案件の数です。途中の承認と差戻しは数えません。";
    public IReadOnlyCollection<string> Reads { get; } = [Decide.Decided.Code];

    public IEnumerable<Mark> Count(Happened entry) => [new("", 1)];
}

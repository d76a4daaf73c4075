namespace Keyaki.Plan;

/// <summary>The one formula of the inventories: (before - after) x times. What is not known is not zero: without one of the three there
/// is no answer.</summary>
public static class Saving
{
    public const string Words = "（今の1回 − あとの1回）× 回数";

    public static decimal? Of(decimal? before, decimal? after, decimal? times) => (before - after) * times;

    /// <summary>The same of minutes, in hours.</summary>
    public static decimal? Hours(decimal? before, decimal? after, decimal? times) => Of(before, after, times) / 60;
}

namespace Keyaki.Plan;

/// <summary>Where a figure comes from, in words.</summary>
static class Origins
{
    public static string Words(Origin origin) => origin switch { Origin.Plan => "計画の記載", Origin.Entered => "手入力（確認済み）", _ => "自動計測" };
}

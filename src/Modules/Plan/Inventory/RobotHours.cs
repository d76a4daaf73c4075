using Keyaki.Contracts.Plan;
using Keyaki.Kernel;

namespace Keyaki.Plan;

/// <summary>RPA・AI-OCRで減らした時間: (before - after) x runs of every noted month, in the month in which they ran. What is corrected later
/// counts as the difference.</summary>
sealed class RobotHours : IMeasure
{
    public static readonly Deed Noted = new("plan.robot.runs", "ロボットの実行回数を記録した");

    public string Code => "robots.hours";
    public string Label => "RPA・AI-OCRで減らした時間";
    public string Unit => "時間";
    public string Explained => $"RPA・AI-OCRの台帳に記録された実行の回数から、{Saving.Words}を足したものです。動いた月の時間として数えます。1回の分数は、回数を記録したときのものを使います。";
    public IReadOnlyCollection<string> Reads { get; } = [Noted.Code];

    public IEnumerable<Mark> Count(Happened entry) => [new(entry.Facts["kind"], entry.Number("seconds"), entry.Day("on"))];

    public decimal? Value(IReadOnlyDictionary<string, long> parts) => decimal.Round(parts.Values.Sum() / 3600m, 1);
}

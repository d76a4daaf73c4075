using System.Globalization;
using Keyaki.Contracts;
using Keyaki.Kernel;

namespace Keyaki.Approvals;

/// <summary>電子決裁率: what was decided on the screen, of that and what was noted as decided on paper.</summary>
sealed class ElectronicRatio : IMeasure
{
    const string Electronic = "electronic", Paper = "paper";

    public static readonly Deed Noted = new("approvals.paper", "紙で行った決裁を記録した");
    public static readonly Deed Cancelled = new("approvals.paper-cancelled", "紙で行った決裁の記録を取り消した");

    public string Code => "approvals.electronic-ratio";
    public string Label => "電子決裁率";
    public string Unit => "%";
    public string Explained => "画面で決裁した案件を、画面で決裁した案件と紙で決裁した案件の合計で割ったものです。紙の決裁は、職員が記録したものだけを数えます。記録がない月は、紙の決裁がなかったものとして計算します。";
    public IReadOnlyCollection<string> Reads { get; } = [Decide.Decided.Code, Noted.Code, Cancelled.Code];

    public IEnumerable<Mark> Count(Happened entry) => entry.Code == Decide.Decided.Code ? [new(Electronic, 1)]
        : [new(Paper, long.Parse(entry.Facts["count"], CultureInfo.InvariantCulture) * (entry.Code == Noted.Code ? 1 : -1), DateOnly.ParseExact(entry.Facts["on"], "yyyy-MM-dd", CultureInfo.InvariantCulture))];

    public decimal? Value(IReadOnlyDictionary<string, long> parts) =>
        parts.GetValueOrDefault(Electronic) + parts.GetValueOrDefault(Paper) is > 0 and var all ? decimal.Round(100m * parts.GetValueOrDefault(Electronic) / all, 1) : null;
}

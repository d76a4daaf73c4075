using Keyaki.Contracts;
using Keyaki.Kernel;

namespace Keyaki.Approvals;

/// <summary>電子決裁率: what was decided on the screen, of that and what was noted as decided on paper.</summary>
sealed class ElectronicRatio : IMeasure
{
    const string Electronic = "electronic", Paper = "paper", None = "none";

    public static readonly Deed Noted = new("approvals.paper", "紙で行った決裁を記録した",
        "紙で きめた ことを きろくした", "recorded a decision made on paper");
    public static readonly Deed Cancelled = new("approvals.paper-cancelled", "紙で行った決裁の記録を取り消した",
        "紙で きめた きろくを けした", "took back the record of a decision made on paper");

    public string Code => "approvals.electronic-ratio";
    public string Label => "電子決裁率";
    public string Unit => "%";
    public string Explained => "画面で決裁した案件を、画面で決裁した案件と紙で決裁した案件の合計で割ったものです。紙の決裁は、職員が記録したものだけを数えます。紙の決裁の記録も、なかったという記録（0件）もない期間は、割合を出しません。";
    public IReadOnlyCollection<string> Reads { get; } = [Decide.Decided.Code, Noted.Code, Cancelled.Code];

    public IEnumerable<Mark> Count(Happened entry)
    {
        if (entry.Code == Decide.Decided.Code) return [new(Electronic, 1)];
        var (count, sign) = (entry.Number("count"), entry.Code == Noted.Code ? 1 : -1);
        return [new(count == 0 ? None : Paper, Math.Max(1, count) * sign, entry.Day("on"))];
    }

    // Where nobody said anything of paper, decisions on the screen alone are no ratio.
    public decimal? Value(IReadOnlyDictionary<string, long> parts) =>
        parts.GetValueOrDefault(Paper) is var paper && parts.GetValueOrDefault(Electronic) is var electronic
            && (paper > 0 || parts.GetValueOrDefault(None) > 0) && electronic + paper > 0
            ? decimal.Round(100m * electronic / (electronic + paper), 1) : null;
}

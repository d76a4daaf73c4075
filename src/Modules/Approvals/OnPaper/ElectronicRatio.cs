using Keyaki.Contracts.Plan;
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
        var office = entry.Facts.GetValueOrDefault("department") ?? entry.Department ?? "";
        var kind = entry.Facts.GetValueOrDefault("kind") ?? "applications";
        if (entry.Code == Decide.Decided.Code) return [new($"{Electronic}:{office}:{kind}", 1)];
        var (count, sign) = (entry.Number("count"), entry.Code == Noted.Code ? 1 : -1);
        return [new(count == 0 ? $"{None}:{office}" : $"{Paper}:{office}:{kind}", Math.Max(1, count) * sign, entry.Day("on"))];
    }

    // A department that said nothing of paper is not in the ratio: its decisions on the screen alone are none, and what another
    // department said is not said for it.
    public decimal? Value(IReadOnlyDictionary<string, long> parts)
    {
        var by = parts.Select(p => (Part: p.Key.Split(':'), p.Value)).Where(p => p.Part.Length > 1)
            .GroupBy(p => p.Part[1]).Select(g => (Electronic: Of(g, Electronic), Paper: Of(g, Paper), None: Of(g, None)))
            .Where(d => d.Paper > 0 || d.None > 0).ToList();
        var (electronic, paper) = (by.Sum(d => d.Electronic), by.Sum(d => d.Paper));
        return electronic + paper > 0 ? decimal.Round(100m * electronic / (electronic + paper), 1) : null;

        static long Of(IEnumerable<(string[] Part, long Value)> all, string what) => all.Where(p => p.Part[0] == what).Sum(p => p.Value);
    }
}

/// <summary>紙併用の割合: of what was decided on the screen, how much went round with papers beside it.</summary>
sealed class HybridShare : IMeasure
{
    public string Code => "approvals.hybrid";
    public string Label => "紙を併せた決裁の割合";
    public string Unit => "%";
    public string Explained => "画面で決裁した案件のうち、紙の資料を併せて回したものの割合です。";
    public IReadOnlyCollection<string> Reads { get; } = [Decide.Decided.Code];

    public IEnumerable<Mark> Count(Happened entry) =>
        [new("all", 1), new("hybrid", entry.Facts.GetValueOrDefault("hybrid") == "1" ? 1 : 0)];

    public decimal? Value(IReadOnlyDictionary<string, long> parts) => parts.GetValueOrDefault("all") is > 0 and var all
        ? decimal.Round(100m * parts.GetValueOrDefault("hybrid") / all, 1) : null;
}

/// <summary>期限を過ぎた後閲: those whose day passed without a look, each once.</summary>
sealed class OverdueViews : IMeasure
{
    public string Code => "approvals.overdue-views";
    public string Label => "期限を過ぎた後閲";
    public string Unit => "件";
    public string Explained => "代決や引上げのあとの後閲のうち、期限の日までに済まなかったものの数です。あとで済ませても、数は減りません。";
    public IReadOnlyCollection<string> Reads { get; } = [Nudge.Overdue.Code];

    public IEnumerable<Mark> Count(Happened entry) => [new(entry.Facts.GetValueOrDefault("department") ?? "", 1)];
}

/// <summary>一つの職にかかった時間の平均, in hours.</summary>
sealed class HoursPerStep : IMeasure
{
    public string Code => "approvals.hours";
    public string Label => "決裁の一つの職にかかった時間";
    public string Unit => "時間";
    public string Explained => "案件が職に回ってから承認されるまでの時間の平均です。";
    public IReadOnlyCollection<string> Reads { get; } = [Decide.Decided.Code, Decide.Approved.Code, Say.Opine.Deed.Code];

    public IEnumerable<Mark> Count(Happened entry) =>
        entry.Facts.ContainsKey("minutes") ? [new("minutes", entry.Number("minutes")), new("steps", 1)] : [];

    public decimal? Value(IReadOnlyDictionary<string, long> parts) => parts.GetValueOrDefault("steps") is > 0 and var steps
        ? decimal.Round(parts.GetValueOrDefault("minutes") / 60m / steps, 1) : null;
}

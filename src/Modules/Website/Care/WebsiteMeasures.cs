using Keyaki.Contracts.Plan;

namespace Keyaki.Website;

/// <summary>お知らせの数: notices that were published.</summary>
sealed class NoticesOut : IMeasure
{
    public string Code => "website.notices";
    public string Label => "ホームページに出したお知らせ";
    public string Unit => "件";
    public string Explained => "決裁が済んで、ホームページに公開したお知らせの数です。訂正は数えません。";
    public IReadOnlyCollection<string> Reads { get; } = [WebsiteDeeds.Published.Code];

    public IEnumerable<Mark> Count(Happened entry) =>
        entry.Facts.GetValueOrDefault(Publishing.First) == nameof(PageKind.Notice) ? [new("", 1)] : [];
}

/// <summary>What nights found, as a mean over the nights of the time: pages of a kind in a hundred.</summary>
abstract class NightShare(string fact) : IMeasure
{
    const string All = "pages";

    public abstract string Code { get; }
    public abstract string Label { get; }
    public string Unit => "%";
    public abstract string Explained { get; }
    public IReadOnlyCollection<string> Reads { get; } = [CheckSite.Checked.Code];

    public IEnumerable<Mark> Count(Happened entry) => [new(All, entry.Number(All)), new(fact, entry.Number(fact))];

    public decimal? Value(IReadOnlyDictionary<string, long> parts) => parts.GetValueOrDefault(All) is > 0 and var all
        ? decimal.Round(100m * parts.GetValueOrDefault(fact) / all, 1) : null;
}

/// <summary>直すところのないページの割合.</summary>
sealed class CleanPages() : NightShare("clean")
{
    public override string Code => "website.clean";
    public override string Label => "直すところのないページの割合";
    public override string Explained =>
        "毎晩、公開中のすべてのページを決まりに照らして確かめ、直すところがなかったページの割合を平均したものです。";
}

/// <summary>見直しを過ぎたページの割合.</summary>
sealed class OverduePages() : NightShare("overdue")
{
    public override string Code => "website.overdue";
    public override string Label => "見直し日を過ぎたページの割合";
    public override string Explained => "毎晩、公開中のすべてのページのうち、見直し日を過ぎたものの割合を平均したものです。";
}

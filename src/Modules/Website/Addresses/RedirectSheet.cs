using System.Runtime.CompilerServices;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>転送 as a table: the old addresses of a site, with the new ones. A rule that is there already is left as it is.</summary>
sealed class RedirectSheet(CityProfile city, Feeds feeds, TimeProvider clock) : Listing
{
    public override string Code => "redirects";
    public override string At => WebsitePaths.Home;
    public override ShellLink Room => new("ホームページ", ListPages.Url);
    public override string Title => "転送（古いアドレス）";
    public override string Home => ListRedirects.Url;
    public override string After => "取り込むと、古いアドレスを開いた人は、すぐに新しいアドレスに移ります。";

    public override IReadOnlyList<Column> Columns { get; } =
    [
        new("from", "古いアドレス", "/ からか、https:// から書いてください。")
            { Required = true, MaxLength = 1_000, Wrong = Fault(text => SiteAddress.From(text)) },
        new("to", "新しいアドレス", "このサイトなら / から、ほかのサイトなら https:// から書いてください。")
            { Required = true, MaxLength = 1_000, Wrong = Fault(text => SiteAddress.To(text)) },
        new("reach", "範囲", "空けておくと、そのアドレスだけです。") { Choices = [Reach.Exact.Label(), Reach.Below.Label()] },
        new("why", "理由") { MaxLength = Redirect.LongestWhy },
    ];

    static Func<string, string?> Fault(Func<string, string> read) => cell =>
    {
        try { return read(cell) is null ? "" : null; }
        catch (Rule rule) { return rule.Sentence; }
    };

    static Reach ReachOf(IReadOnlyDictionary<string, string> row) => row.GetValueOrDefault("reach") == Reach.Below.Label() ? Reach.Below
        : Reach.Exact;

    public override string? KeyOf(IReadOnlyDictionary<string, string> row)
    {
        try { return SiteAddress.From(row.GetValueOrDefault("from", "")) + (ReachOf(row) is Reach.Below ? "/*" : ""); }
        catch (Rule) { return null; }
    }

    protected override async Task<Appraisal> Look(CityDb db, IReadOnlyList<IReadOnlyDictionary<string, string>> rows, Guid by,
        CancellationToken ct)
    {
        var rules = rows.Select(row => Read(row, by)).OfType<Redirect>().ToList();
        var there = (await Redirects.Around(db, rules, ct)).ToDictionary(r => r.Id);
        // Judged on copies: a row that is only looked at changes no rule.
        var (map, plan, standing) = (new RedirectMap(there.Values.Select(r => r.Copy())), city.Files<SitePlan>(), new HashSet<string>());
        foreach (var key in rules.Select(r => r.From).Distinct())
            if (await Redirects.Stands(db, plan, key, ct)) standing.Add(key);
        return (row, wrong) =>
        {
            if (wrong.Count > 0 || Read(row, by) is not { } rule) return Verdict.Bad(wrong);
            if (standing.Contains(rule.From))
                return Verdict.Bad(new Wrong("from", "このアドレスには、今、ページがあります。転送は、なくなったアドレスにだけ働きます。"));
            try
            {
                if (map.Find(rule.From, rule.Reach) is { } now)
                    return now.To == map.End(rule) ? Verdict.Same
                        : Verdict.Bad(new Wrong("to",
                            $"このアドレスの転送は、もうあります（行き先は {now.To}）。先に今の転送を終えてください。"));
                var shortened = map.Add(rule);
                return new($"{rule.From} → {rule.To}" + (shortened.Count > 0 ? $"（ここに移る{shortened.Count}件の行き先も変わります）"
                    : ""), [], () =>
                {
                    db.Add(rule);
                    foreach (var other in shortened)
                        if (there.TryGetValue(other.Id, out var kept)) kept.Lead(other.To);
                });
            }
            catch (Rule circle) { return Verdict.Bad(new Wrong(circle.Field, circle.Sentence)); }
        };
    }

    public override async IAsyncEnumerable<Line> Lines(CityDb db, Guid? only, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var r in db.LiveRedirects().AsNoTracking().Where(r => only == null || r.Id == only).OrderBy(r => r.From)
            .ThenBy(r => r.Reach)
            .AsAsyncEnumerable().WithCancellation(ct))
            yield return new(r.Id, r.From, 1, new Dictionary<string, string>
            {
                ["from"] = r.From, ["to"] = r.To, ["reach"] = r.Reach is Reach.Below ? r.Reach.Label() : "", ["why"] = r.Why,
            });
    }

    Redirect? Read(IReadOnlyDictionary<string, string> row, Guid by)
    {
        try
        {
            return Redirect.Begin(clock, row.GetValueOrDefault("from", ""), ReachOf(row), row.GetValueOrDefault("to", ""),
                row.GetValueOrDefault("why") is { Length: > 0 } why ? why : "表から取り込んだ", by == Guid.Empty ? null : by, feeds.Root);
        }
        catch (Rule) { return null; }
    }
}

using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>集計: what was determined, collected and paid back on a day, in a month or a fiscal year, by item and method, and what is owed
/// at its end. Each figure is a sum of the ledger's entries.</summary>
public sealed partial class Report
{
    public const string Url = ClaimPaths.Ledger + "/report";
    const string FileUrl = Url + "/file";

    public enum Span { [Label("日")] Day, [Label("月")] Month, [Label("年度")] Year }

    /// <param name="Owed">未納 at the end of the span, and so is what is overpaid.</param>
    public sealed record Row(string? Code, string Item, string Department,
        Yen Determined, Yen Collected, Yen PaidBack, Yen Owed, Yen Overpaid);

    public sealed record Way(string Item, string Method, Yen Collected, Yen PaidBack);

    public sealed record Page(Span By, DateOnly From, DateOnly Until, IReadOnlyList<Row> Rows, IReadOnlyList<Way> Ways, Yen Whole,
        long Entries, bool All);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Url, PaymentsModule.CanLedger, ClaimDeeds.Reports, Ask);
        app.MapPage(FileUrl, PaymentsModule.CanLedger, ClaimDeeds.Reports, File);
    }

    static async Task<IResult> Ask(Look look, Span by = Span.Day, string? on = null) => Show(await Make(look, by, on));

    static async Task<IResult> File(Look look, Span by = Span.Day, string? on = null)
    {
        var page = await Make(look, by, on);
        return List(page.Rows).File($"shuno-{page.From:yyyyMMdd}-{page.Until:yyyyMMdd}.csv", page.Rows);
    }

    static async Task<Page> Make(Look look, Span by, string? on)
    {
        var day = DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var said) ? said
            : look.Today;
        var (from, until) = Days(by, day);
        var moved = await Moved(look.Db, look.ItemCodes, from, until, look.Stop);
        var rows = Rows(moved, await Stands(look.Db, look.ItemCodes, until, look.Stop), look);
        var ways = moved.Where(m => m is { Account: Account.Cash, Method: not null }).GroupBy(m => (m.Item, m.Method))
            .Select(g => new Way(Title(g.Key.Item, look), g.Key.Method?.Label() ?? "", In(g), Out(g))).OrderBy(w => w.Item,
                StringComparer.Ordinal)
            .ThenBy(w => w.Method, StringComparer.Ordinal).ToList();
        return new(by, from, until, rows, ways, await look.Db.SumOfAll(look.Stop), await look.Db.Entries().LongCountAsync(look.Stop),
            look.Actor.Can(PaymentsModule.CanSeeAll));
    }

    /// <summary>The sums of some days over all items, whoever looks.</summary>
    internal static async Task<IReadOnlyList<Row>> Whole(Look look, DateOnly from, DateOnly until) =>
        Rows(await Moved(look.Db, null, from, until, look.Stop), await Stands(look.Db, null, until, look.Stop), look);

    static List<Row> Rows(List<Sum> moved, List<Standing> stands, Look look) =>
        [.. moved.Select(m => m.Item).Concat(stands.Select(s => s.Item)).Distinct()
            .Select(code => Of(code, moved.Where(m => m.Item == code).ToList(), stands.Find(s => s.Item == code), look))
            .OrderBy(r => r.Department, StringComparer.Ordinal).ThenBy(r => r.Item, StringComparer.Ordinal)];

    static (DateOnly From, DateOnly Until) Days(Span by, DateOnly day) => by switch
    {
        Span.Day => (day, day),
        Span.Month => (day.AddDays(1 - day.Day), day.AddDays(1 - day.Day).AddMonths(1).AddDays(-1)),
        _ => (FiscalYear.Of(day).First, FiscalYear.Of(day).Last),
    };

    sealed record Sum(string? Item, Account Account, CollectionMethod? Method, bool Back, long Figure);

    sealed record Standing(string? Item, long Owed, long Overpaid);

    /// <summary>The entries that this officer may see.</summary>
    static IQueryable<PostedEntry> Entries(CityDb db, List<string>? codes) =>
        codes is null ? db.Entries() : db.Entries().Where(e => e.Item != null && codes.Contains(e.Item));

    /// <summary>What moved in these days; Back where the posting gives money back, or takes that back.</summary>
    static Task<List<Sum>> Moved(CityDb db, List<string>? codes, DateOnly first, DateOnly last, CancellationToken ct)
    {
        var postings = db.Postings();
        var lines = from e in Entries(db, codes)
                    join p in postings.Where(p => p.Kind != PostingKind.PayOut && p.Kind != PostingKind.Differ
                        && !postings.Any(u => u.Id == p.Undoes && u.Kind == PostingKind.PayOut)) on e.Posting equals p.Id
                    where p.Day >= first && p.Day <= last
                    select new
                    {
                        e.Item, e.Account, e.Method, e.Figure,
                        Back = p.Kind == PostingKind.Refund || postings.Any(u => u.Id == p.Undoes && u.Kind == PostingKind.Refund),
                    };
        return lines.GroupBy(l => new { l.Item, l.Account, l.Method, l.Back })
            .Select(g => new Sum(g.Key.Item, g.Key.Account, g.Key.Method, g.Key.Back, g.Sum(l => l.Figure))).ToListAsync(ct);
    }

    /// <summary>Only what stands in these is read: the half of a ledger.</summary>
    static readonly Account[] Standings = [Account.Receivable, Account.Overpaid, Account.Unmatched];

    static Task<List<Standing>> Stands(CityDb db, List<string>? codes, DateOnly until, CancellationToken ct) => Entries(db, codes)
        .Where(l => l.Day <= until && Standings.Contains(l.Account)).GroupBy(l => l.Item)
        .Select(g => new Standing(g.Key, g.Sum(l => l.Account == Account.Receivable ? l.Figure : 0),
            -g.Sum(l => l.Account == Account.Overpaid || l.Account == Account.Unmatched ? l.Figure : 0))).ToListAsync(ct);

    static Row Of(string? code, List<Sum> moved, Standing? stands, Look look) => new(code, Title(code, look),
        Department(code, look), -new Yen(moved.Where(m => m.Account is Account.Revenue or Account.Deposit).Sum(m => m.Figure)),
        In(moved), Out(moved), new(stands?.Owed ?? 0), new(stands?.Overpaid ?? 0));

    /// <summary>A line of closed days with the names of its item.</summary>
    internal static Row Named(DayLine line, Look look) => new(line.Item, Title(line.Item, look), Department(line.Item, look),
        new(line.Determined), new(line.Collected), new(line.PaidBack), new(line.Owed), new(line.Overpaid));

    static string Department(string? code, Look look) =>
        code is null ? "" : look.City.Department(look.Items[code].Department, look.Today)?.Name ?? "";

    static Yen In(IEnumerable<Sum> moved) => new(moved.Where(m => m is { Account: Account.Cash, Back: false }).Sum(m => m.Figure));
    static Yen Out(IEnumerable<Sum> moved) => -new Yen(moved.Where(m => m is { Account: Account.Cash, Back: true }).Sum(m => m.Figure));
    static string Title(string? code, Look look) => code is null ? "不明金" : look.Items[code].Title.Ja;

    internal static string Link(Span by, DateOnly day, string path = Url) =>
        Address.Of(path, ("by", by is Span.Day ? null : $"{by}"), ("on", $"{day:yyyy-MM-dd}"));
}

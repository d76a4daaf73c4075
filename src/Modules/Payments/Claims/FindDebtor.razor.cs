using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>債務者をさがす: by name, reading, address, or the number of a claim.</summary>
public sealed partial class FindDebtor
{
    public const string Url = ClaimPaths.Ledger;
    const int PageSize = 50;

    public sealed record Row(Debtor Debtor, int Claims, Yen Owed, Yen Overpaid);

    public sealed record Page(string? Words, Slice<Row> Rows, bool MayDetermine, bool MayCollect);

    static readonly Order<Debtor, Debtor> Newest = new Order<Debtor, Debtor>().Down(d => d.At, d => d.At).Down(d => d.Id, d => d.Id);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, PaymentsModule.CanLedger, ClaimDeeds.Find, Ask);

    static async Task<IResult> Ask(Look look, string? q = null, string? at = null)
    {
        var asked = look.Debtors();
        if (!PlainText.IsBlank(q))
        {
            var (key, words, claims) = (q?.Trim(), JapaneseText.Fold(q ?? ""), look.Claims());
            asked = asked.Where(d => d.Words.Contains(words) || claims.Any(c => c.Debtor == d.Id && c.Key == key));
        }
        var slice = await Newest.Slice(asked.AsNoTracking(), at, PageSize, rows => rows.ToListAsync(look.Stop));
        var sums = await Sums(look, [.. slice.Rows.Select(d => d.Id)]);
        look.Journal.With([.. slice.Rows.Select(d => (Guid?)d.Id)]);
        return Show(new(q, slice.Map(d => sums.GetValueOrDefault(d.Id) is { } sum
            ? new Row(d, sum.Claims, new(sum.Owed), new(sum.Overpaid)) : new Row(d, 0, Yen.Zero, Yen.Zero)),
            look.Actor.Can(PaymentsModule.CanDetermine), look.Actor.Can(PaymentsModule.CanCollect)));
    }

    sealed record Sum(Guid Debtor, int Claims, long Owed, long Overpaid);

    static async Task<IReadOnlyDictionary<Guid, Sum>> Sums(Look look, List<Guid> debtors)
    {
        var claims = look.Claims().Where(c => debtors.Contains(c.Debtor));
        var entries = from e in look.Db.Entries() join c in claims on e.Claim equals (Guid?)c.Id select new
        {
            c.Debtor, e.Account,
            e.Figure
        };
        var sums = await entries.GroupBy(e => e.Debtor).Select(g => new
        {
            g.Key, Owed = g.Sum(e => e.Account == Account.Receivable ? e.Figure : 0),
            Over = -g.Sum(e => e.Account == Account.Overpaid ? e.Figure : 0),
        }).ToListAsync(look.Stop);
        var counts = await claims.GroupBy(c => c.Debtor).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, look.Stop);
        return sums.ToDictionary(s => s.Key, s => new Sum(s.Key, counts.GetValueOrDefault(s.Key), s.Owed, s.Over));
    }
}

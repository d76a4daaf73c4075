using Keyaki.Contracts.Residents;
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

    public sealed record Row(Debtor Debtor, string? Address, int Claims, Yen Owed, Yen Overpaid);

    public sealed record Page(string? Words, Slice<Row> Rows, bool MayDetermine, bool MayCollect, bool MayPick);

    static readonly Order<Debtor, Debtor> Newest = new Order<Debtor, Debtor>().Down(d => d.At, d => d.At).Down(d => d.Id, d => d.Id);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, PaymentsModule.CanLedger, ClaimDeeds.Find, Ask);

    static async Task<IResult> Ask(Look look, IRegister register, string? q = null, string? at = null)
    {
        var asked = look.Debtors();
        // Who paid online has no name here, and is found by the word or by the number of the payment.
        if (PlainText.IsBlank(q)) asked = asked.Where(d => d.Kind != DebtorKind.Account);
        else
        {
            var (key, words, claims) = (q?.Trim(), JapaneseText.Fold(q ?? ""), look.Claims());
            asked = asked.Where(d => d.Words.Contains(words) || claims.Any(c => c.Debtor == d.Id && c.Key == key));
        }
        var slice = await Newest.Slice(asked.AsNoTracking(), at, PageSize, rows => rows.ToListAsync(look.Stop));
        var sums = await Sums(look, [.. slice.Rows.Select(d => d.Id)]);
        var hidden = await Hidden(look, register, slice.Rows);
        look.Journal.With([.. slice.Rows.Select(d => (Guid?)d.Id)]);
        return Show(new(q, slice.Map(d => RowOf(d, hidden.Contains(d.Id), sums.GetValueOrDefault(d.Id))),
            look.Actor.Can(PaymentsModule.CanDetermine), look.Actor.Can(PaymentsModule.CanCollect),
            look.Actor.Can(PaymentsModule.CanDetermine) && look.Actor.Can(RegisterSearch.Finding)));
    }

    static Row RowOf(Debtor d, bool hidden, Sum? sum) =>
        new(d, hidden ? NotShown : d.Address, sum?.Claims ?? 0, new(sum?.Owed ?? 0), new(sum?.Overpaid ?? 0));

    internal const string NotShown = "支援措置のため表示しません";

    /// <summary>Those residents whose address this officer must not see.</summary>
    internal static async Task<IReadOnlySet<Guid>> Hidden(Look look, IRegister register, IReadOnlyList<Debtor> debtors) =>
        look.Actor.Permissions.Contains(ProtectedAddress.Power) ? new HashSet<Guid>()
            : await Refused(register, debtors, look.Stop);

    static async Task<IReadOnlySet<Guid>> Refused(IRegister register, IReadOnlyList<Debtor> debtors, CancellationToken ct)
    {
        var refused = await register.Refused([.. debtors.Select(d => d.Person).OfType<Guid>().Distinct()], ct);
        return debtors.Where(d => d.Person is { } person && refused.Contains(person)).Select(d => d.Id).ToHashSet();
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

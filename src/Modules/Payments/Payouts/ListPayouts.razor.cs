using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>支払い: what is to be paid and was paid, the money of the year, and the lists.</summary>
public sealed partial class ListPayouts
{
    const int PageSize = 50, Runs = 20, LastYears = 3;

    public enum Which
    {
        [Label("支払い待ち")] Waiting, [Label("口座を聞き直す")] AskAgain, [Label("決裁中・依頼中")] Going,
        [Label("済んだもの")] Over
    }

    public sealed record Row(PayoutLine Line, string Payee, string Kind);

    public sealed record Money(PayoutKind Kind, YearMoney Of, int Open);

    public sealed record Page(Which List, Slice<Row> Rows, IReadOnlyList<Money> Years, IReadOnlyList<PaymentRun> Lists, PayoutKinds Kinds);

    static readonly Order<PayoutLine, PayoutLine> Oldest = new Order<PayoutLine, PayoutLine>().Up(l => l.At, l => l.At).Up(l => l.Id, l =>
        l.Id);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(PayoutPaths.Home, PaymentsModule.CanPayOut, PayoutDeeds.List, Ask);

    static async Task<IResult> Ask(Look look, Which list = Which.Waiting, string? at = null)
    {
        PayoutState[] states = list switch
        {
            Which.Waiting => [PayoutState.Waiting],
            Which.AskAgain => [PayoutState.AskAgain],
            Which.Going => [PayoutState.Frozen, PayoutState.Sent],
            _ => [PayoutState.Paid, PayoutState.Cash, PayoutState.Cancelled],
        };
        var slice = await Oldest.Slice(look.Payouts().AsNoTracking().Where(l => states.Contains(l.State)), at, PageSize,
            rows => rows.ToListAsync(look.Stop));
        var ids = slice.Rows.Select(l => l.Payee).Distinct().ToList();
        var names = await look.Db.Set<Payee>().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, look.Stop);
        look.Journal.With([.. ids.Select(id => (Guid?)id)]);
        var runs = await look.PaymentLists().AsNoTracking().OrderByDescending(r => r.At).Take(Runs).ToListAsync(look.Stop);
        return Show(new(list, slice.Map(l => new Row(l, names.GetValueOrDefault(l.Payee, ""), look.PayoutKinds[l.Kind].Title.Ja)),
            await Years(look), runs, look.PayoutKinds));
    }

    static async Task<IReadOnlyList<Money>> Years(Look look)
    {
        var open = await look.Payouts().Where(l => l.State == PayoutState.Waiting || l.State == PayoutState.AskAgain)
            .GroupBy(l => new { l.Kind, l.Year }).Select(g => new { g.Key.Kind, g.Key.Year, Count = g.Count() }).ToListAsync(look.Stop);
        var money = await look.Db.Money(look.OwnKinds, [], look.Stop);
        return [.. from kind in look.OwnKinds from year in money[kind.Code].TakeLast(LastYears)
            select new Money(kind, year, open.Find(o => o.Kind == kind.Code && o.Year == year.Year.Year)?.Count ?? 0)];
    }

    static string Link(Which list, string? at = null) => Address.Of(PayoutPaths.Home, ("list", list is Which.Waiting ? null : $"{list}"),
        ("at", at));
}

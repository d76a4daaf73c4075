using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>What the list is narrowed to.</summary>
public enum PaymentFilter { All, Paid, Waiting, NotPaid, Refunds, Trouble }

/// <summary>支払いの一覧: charges, what came in and what went back, by day.</summary>
public sealed partial class ListPayments
{
    const int PageSize = 50, DaysShown = 31;

    static readonly Orders<Charge, Charge> Orders = new Orders<Charge, Charge>(c => c.Id, c => c.Id)
        .By("at", c => c.OpenedAt, c => c.OpenedAt, down: true);

    public sealed record Row(Guid Id, string Reference, string Description, Yen Amount, ChargeFace Face, DateTimeOffset OpenedAt,
        bool Trouble);

    /// <summary>What came in and went back on a day; amounts in yen.</summary>
    public sealed record Day(DateOnly On, int Count, Yen In, Yen Out);

    public sealed record Page(PaymentFilter Filter, string? Words, Slice<Row> Rows, int Count, IReadOnlyList<Day> DaySums, bool CanTakeCash,
        Ordered Ordered)
    {
        public Yen In => Yen.Sum(DaySums.Select(d => d.In));
        public Yen Out => Yen.Sum(DaySums.Select(d => d.Out));
        public string Link(PaymentFilter filter, string? at = null, Ordered? order = null) => Address.Of(PaymentPaths.OfficeList,
            ("filter", $"{filter}"), ("q", Words), ("order", Orders.Say(order ?? Ordered)), ("at", at));
    }

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapPage(PaymentPaths.OfficeList, PaymentsModule.CanSee, PaymentDeeds.LookList, Ask);

    static async Task<IResult> Ask(Look look, PaymentFilter filter = PaymentFilter.All, string? q = null, string? at = null,
        string? order = null)
    {
        var (visible, ordered) = (Visible(look.Db, look.Actor), Orders.Read(order));
        var asked = Narrow(look.Db, visible, filter, q);
        var count = await asked.CountAsync(look.Stop);
        var slice = await Orders[ordered].Slice(asked.AsNoTracking(), at, PageSize, rows => rows.ToListAsync(look.Stop));
        var charges = slice.Rows;
        var ids = charges.Select(c => c.Id).ToList();
        var refunds = (await look.Db.Refunds().AsNoTracking().Where(r => ids.Contains(r.ChargeId)).ToListAsync(look.Stop))
            .ToLookup(r => r.ChargeId);
        look.Journal.With([.. charges.Select(c => (Guid?)c.Payer)]);
        return Show(new(filter, q, slice.Map(c => RowOf(c, [.. refunds[c.Id]])), count,
            await Sums(look, visible), look.Actor.Can(PaymentsModule.CanTakeCash), ordered));
    }

    static Row RowOf(Charge charge, IReadOnlyList<Refund> refunds) =>
        new(charge.Id, charge.Reference, charge.Description, charge.Amount, charge.Face(refunds), charge.OpenedAt,
            refunds.Any(r => r.State is RefundState.Failed));

    /// <summary>The charges of the officer's own departments, or all with that power; counts and sums give nothing else away.</summary>
    internal static IQueryable<Charge> Visible(CityDb db, Actor actor)
    {
        if (actor.Can(PaymentsModule.CanSeeAll)) return db.Charges();
        var departments = actor.Offices;
        return db.Charges().Where(c => c.Department != null && departments.Contains(c.Department));
    }

    static IQueryable<Charge> Narrow(CityDb db, IQueryable<Charge> visible, PaymentFilter filter, string? words)
    {
        var refunds = db.Refunds();
        var all = filter switch
        {
            PaymentFilter.Paid => visible.Where(c => c.State == ChargeState.Paid),
            PaymentFilter.Waiting => visible.Where(c => c.State == ChargeState.Created || c.State == ChargeState.Started),
            PaymentFilter.NotPaid => visible.Where(c => c.State == ChargeState.Failed || c.State == ChargeState.Expired
                || c.State == ChargeState.Cancelled),
            PaymentFilter.Refunds => visible.Where(c => refunds.Any(r => r.ChargeId == c.Id)),
            PaymentFilter.Trouble => visible.Where(c => refunds.Any(r => r.ChargeId == c.Id
                && r.FailedAt != null && r.GivenUpAt == null && r.DoneAt == null)),
            _ => visible,
        };
        if (string.IsNullOrWhiteSpace(words)) return all;
        if (ReceiptNumber.TryParse(words, out var receipt))
        {
            var reference = receipt.ToString();
            return all.Where(c => c.Receipt == receipt || c.Reference == reference);
        }
        var text = words.Trim();
        var folded = JapaneseText.Fold(text);
        return all.Where(c => c.Reference == text || c.Words.Contains(folded));
    }

    static async Task<IReadOnlyList<Day>> Sums(Look look, IQueryable<Charge> visible)
    {
        var first = look.Today.AddDays(1 - DaysShown);
        var came = await look.Db.Captures().Where(c => c.TakenOn >= first && visible.Any(v => v.Id == c.ChargeId)).GroupBy(c => c.TakenOn)
            .Select(g => new { On = g.Key, Count = g.Count(), Sum = g.Sum(c => c.Figure) }).ToListAsync(look.Stop);
        var went = await look.Db.Refunds().Where(r => r.DoneOn >= first && visible.Any(v => v.Id == r.ChargeId)).GroupBy(r => r.DoneOn)
            .Select(g => new { On = g.Key, Sum = g.Sum(r => r.Figure) }).ToListAsync(look.Stop);
        return [.. came.Select(c => c.On).Union(went.Select(w => w.On ?? first)).OrderDescending().Select(on => new Day(on,
            came.Find(c => c.On == on)?.Count ?? 0, new Yen(came.Find(c => c.On == on)?.Sum ?? 0),
            new Yen(went.Find(w => w.On == on)?.Sum ?? 0)))];
    }

    static string Words(PaymentFilter filter) => filter switch
    {
        PaymentFilter.Paid => "支払い済み",
        PaymentFilter.Waiting => "支払い待ち・確認中",
        PaymentFilter.NotPaid => "支払われなかった",
        PaymentFilter.Refunds => "返金あり",
        PaymentFilter.Trouble => "返金を断られた",
        _ => "すべて",
    };
}

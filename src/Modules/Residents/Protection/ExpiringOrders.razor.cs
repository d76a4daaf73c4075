using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>Orders whose period ends within 30 days or is over: the city tells the person in time that an extension can be asked
/// for.</summary>
public partial class ExpiringOrders : View<ExpiringOrders, ExpiringOrders.Page>
{
    public const string Url = "/office/protection";
    internal const int Ahead = 30;
    const int Most = 200;

    public sealed record Page(IReadOnlyList<Row> Rows, DateOnly Today, bool More);
    public sealed record Row(Guid Person, Guid Order, string Name, string Kana, DateOnly From, DateOnly Until);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, ProtectedAddress.Ordering, ResidentDeeds.ExpiringSeen, Ask);

    /// <summary>Orders that nobody has ended and whose last day comes within 30 days or has passed.</summary>
    internal static IQueryable<ProtectionOrder> Due(CityDb db, DateOnly today) =>
        db.Set<ProtectionOrder>().Where(o => o.EndedOn == null && o.Until <= today.AddDays(Ahead));

    static async Task<IResult> Ask(Look look)
    {
        var rows = await (from o in Due(look.Db, look.Today) join p in look.Db.Set<Person>() on o.Person equals p.Id orderby o.Until,
            p.Kana,
            o.Id select new Row(p.Id, o.Id, p.Name, p.Kana, o.From, o.Until)).Take(Most + 1).ToListAsync(look.Stop);
        look.Journal.For(Purposes.Counter);
        foreach (var row in rows.Take(Most)) look.Journal.With(row.Person);
        return Show(new([.. rows.Take(Most)], look.Today, rows.Count > Most));
    }
}

/// <summary>支援措置の期限: from thirty days before its end on, the person is to be told that an extension can be asked for.</summary>
sealed class ExpiryTask : TaskSource<ProtectionOrder>
{
    protected override Guid Cause(ProtectionOrder order) => order.Id;

    protected override Task<TaskWish?> Wish(CityDb db, ProtectionOrder order, CancellationToken ct) =>
        Task.FromResult(order.EndedOn is not null ? null : new TaskWish(TaskKind.Tell, "期限の近い支援措置", ExpiringOrders.Url)
        { Power = ProtectedAddress.Ordering, Due = order.Until, From = order.Until.AddDays(-ExpiringOrders.Ahead) });
}

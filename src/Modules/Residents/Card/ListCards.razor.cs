using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>Whose card fits nobody of the register, or several: an officer compares.</summary>
public partial class ListCards : View<ListCards, ListCards.Page>
{
    public const string Url = "/office/cards";
    const int Most = 100;

    public sealed record Page(IReadOnlyList<Row> Rows, bool More);
    public sealed record Row(Guid Id, Guid Account, string Name, DateTimeOffset Since);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, ResidentsModule.CanLink, CardPages.ListSeen, Ask);

    static async Task<IResult> Ask(Look look)
    {
        var rows = await (from t in look.Db.Set<CardTie>() where t.WaitsSince != null
                          join a in look.Db.Set<Account>() on t.Account equals a.Id
                          orderby t.WaitsSince, t.Id
                          select new Row(t.Id, a.Id, a.Name, t.WaitsSince ?? t.At)).Take(Most + 1).ToListAsync(look.Stop);
        look.Journal.For(Purposes.Counter);
        foreach (var row in rows.Take(Most)) look.Journal.With(row.Account);
        return Show(new([.. rows.Take(Most)], rows.Count > Most));
    }
}

using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Assets;

/// <summary>棚卸しの一覧: the newest first; one is begun for a department that has none going.</summary>
public sealed partial class ListStock
{
    public const string Url = AssetsModule.At + "/stock";
    internal static readonly Deed Begun = new("assets.stock.begun", "棚卸しを始めた");
    static readonly Order<Stock, Stock> Newest = new Order<Stock, Stock>().Down(s => s.On, s => s.On).Down(s => s.Id, s => s.Id);

    public sealed record Page(Slice<Stock> Rows, IReadOnlyList<(string Code, string Name)> Begin, Func<string, string> Department);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Url, AssetsModule.Keep, Deed.None, Ask);
        app.MapAct(Url + "/begin/{department}", AssetsModule.Keep, Begun, Begin);
    }

    internal static IQueryable<Stock> Visible(Look look)
    {
        var departments = look.Departments;
        return look.Actor.Can(AssetsModule.All) ? look.Db.Set<Stock>() : look.Db.Set<Stock>().Where(s =>
            departments.Contains(s.Department));
    }

    static async Task<IResult> Ask(Look look, string? at = null)
    {
        var going = await look.Db.Set<Stock>().Where(s => s.ClosedAt == null).Select(s => s.Department).ToListAsync(look.Stop);
        string Name(string code) => look.City.Department(code, look.Today)?.Name ?? code;
        return Show(new(await Newest.Slice(Visible(look), at, 50, rows => rows.AsNoTracking().ToListAsync(look.Stop)),
            [.. look.Departments.Except(going).Select(d => (d, Name(d)))], Name));
    }

    static Answer Begin(string department, Turn turn)
    {
        if (!turn.Departments.Contains(department)) throw new NotHere();
        return Answer.See(ShowStock.One(Open(department, turn).Id));
    }

    internal static Stock Open(string department, Turn turn)
    {
        var stock = new Stock { Id = turn.NewId(), Department = department, On = turn.Today, By = turn.Me };
        turn.Db.Add(stock);
        turn.Journal.About("assets.stock", stock.Id);
        return stock;
    }
}

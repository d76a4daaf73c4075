using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Assets;

/// <summary>棚卸し: what was seen, and the list of differences.</summary>
public sealed partial class ShowStock
{
    internal static readonly Deed Closed = new("assets.stock.closed", "棚卸しを終わりにした");
    static readonly Deed FoundAgain = new("assets.stock.found", "棚卸しで見つからなかったものを見つけた");

    /// <summary>A thing that was not seen; Missing is what waits for it after the end.</summary>
    public sealed record Row(Thing Of, Guid? Missing);

    public sealed record Page(Stock Stock, string Department, int All, IReadOnlyList<Row> Left,
        IReadOnlyList<(Thing Of, string Where)> Elsewhere,
        string? Unknown);

    public static string One(Guid id) => $"{ListStock.Url}/{id}";
    internal static string Found(Guid missing) => $"{AssetsModule.At}/missing/{missing}/found";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(ListStock.Url + "/{id:guid}", AssetsModule.Keep, Deed.None, Ask);
        app.MapAct(ListStock.Url + "/{id:guid}/close", AssetsModule.Keep, Closed, Close);
        app.MapAct(AssetsModule.At + "/missing/{id:guid}/found", AssetsModule.Keep, FoundAgain, Find);
    }

    static async Task<object> Ask(Guid id, Look look, string? q = null)
    {
        var stock = await look.Find(ListStock.Visible(look).AsNoTracking().Where(s => s.Id == id));
        if (q?.Trim() is { Length: > 0 and <= 40 } code && await Tick.Named(look, code) is not null) return Answer.See(Tick.Url(code));
        var things = await Things.Of(look.Db, stock.Department, look.Stop);
        var ticks = await look.Db.Set<StockTick>().AsNoTracking().Where(t => t.Stock == id).ToDictionaryAsync(t => t.Asset, look.Stop);
        var missing = await look.Db.Set<Missing>().AsNoTracking().Where(m => m.Stock == id && m.FoundAt == null)
            .ToDictionaryAsync(m => m.Asset, m => m.Id, look.Stop);
        var left = things.Where(t => stock.ClosedAt is null ? !ticks.ContainsKey(t.Id) : missing.ContainsKey(t.Id));
        return Show(new(stock, look.City.Department(stock.Department, look.Today)?.Name ?? stock.Department, things.Count,
            [.. left.Select(t => new Row(t, missing.TryGetValue(t.Id, out var m) ? m : null))],
            [.. things.Where(t => ticks.TryGetValue(t.Id, out var tick) && tick.Elsewhere is not null).Select(t =>
                (t, ticks[t.Id].Elsewhere ?? ""))],
            string.IsNullOrWhiteSpace(q) ? null : q.Trim()));
    }

    static async Task<Answer> Close(Guid id, Turn turn)
    {
        await End(await turn.Take(ListStock.Visible(turn).Where(s => s.Id == id)), turn);
        return Answer.See(One(id));
    }

    /// <summary>What was not ticked is missing from now on.</summary>
    internal static async Task End(Stock stock, Turn turn)
    {
        var id = stock.Id;
        stock.Close(turn.Me, turn.Now);
        var ticked = (await turn.Db.Set<StockTick>().Where(t => t.Stock == id).Select(t => t.Asset).ToListAsync(turn.Stop)).ToHashSet();
        foreach (var thing in (await Things.Of(turn.Db, stock.Department, turn.Stop)).Where(t => !ticked.Contains(t.Id)))
            turn.Db.Add(new Missing
            {
                Id = turn.NewId(), Stock = id, Asset = thing.Id, Register = thing.Register, Name = $"{thing.Name}（{thing.Code}）",
                Department = stock.Department,
            });
        turn.Journal.About("assets.stock", id).Fact("ticked", ticked.Count);
    }

    static async Task<Answer> Find(Guid id, Turn turn)
    {
        var departments = turn.Departments;
        var all = turn.Actor.Can(AssetsModule.All);
        var missing = await turn.Take(turn.Db.Set<Missing>().Where(m => m.Id == id && (all || departments.Contains(m.Department))));
        if (missing.Found(turn.Now)) turn.Journal.About($"assets.{missing.Register}", missing.Asset);
        else turn.Journal.Nothing();
        return Answer.See(One(missing.Stock));
    }
}

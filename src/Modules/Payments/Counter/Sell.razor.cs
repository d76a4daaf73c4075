using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Payments;

/// <summary>会計する: how many of what, and whether the person pays nothing.</summary>
public sealed partial class Sell
{
    const string Free = "free", Count = "n-", Paying = "-";

    public sealed record Page(Form Form, Drawer Drawer);

    public static string Url(string drawer) => $"{Sales.Drawer(drawer)}/sell";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(Sales.Home + "/{drawer}/sell", PaymentsModule.CanSell, CounterDeeds.Open, Build, Ask, Accept);

    static IEnumerable<Good> Sold(Look look, Drawer drawer) =>
        look.City.Files<Counters>().Goods.Where(g => g.Department == drawer.Department);

    static Form Build(string drawer, Look look)
    {
        var goods = Sold(look, Sales.Find(look, drawer)).ToList();
        var free = goods.SelectMany(g => g.Free).DistinctBy(f => f.Code).ToList();
        var questions = goods.Select(g => new Question(Count + g.Code, new NumberKind(0, Sale.MostOfOne, Unit: "件"), g.Title.Ja)
        { Required = false, Hint = $"1件 {g.Costs(look.Today, look.City.Rules)}" }).ToList();
        if (free.Count > 0) questions.Add(new(Free, new ChoiceKind(), "手数料の減免")
        {
            Options = [new(Paying, "なし"), .. free.Select(f => new Option(f.Code, f.Title, f.Source))],
        });
        var form = new Form(questions);
        return look.Afresh && free.Count > 0 ? form.Fill(Free, Paying) : form;
    }

    static IResult Ask(string drawer, Form form, Look look) => Show(new(form, Sales.Find(look, drawer)));

    static async Task<Answer> Accept(string drawer, Form form, Turn turn)
    {
        var at = Sales.Find(turn, drawer);
        await Sales.IsOpen(turn, at.Code);
        var free = form.Asks(Free) ? form[Free] : Paying;
        var sale = Sale.Open(turn.Clock, at, [.. Sold(turn, at)
            .Select(g => (Good: g, Count: (int)(form.Value(Count + g.Code) as long? ?? 0),
                Free: g.Free.FirstOrDefault(f => f.Code == free)))
            .Where(s => s.Count > 0)], turn.City.Rules, turn.Me);
        turn.Db.Add(sale);
        Sales.Tell(turn.Journal.About(Sales.Kind, sale.Id), sale);
        return Answer.See(Sales.Url(sale.Id));
    }
}

using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>支払いを受ける: one sale on one screen. The sum, the ways to pay it, what the terminal says; afterwards change, receipt and
/// refund.</summary>
public sealed partial class Settle
{
    const int Seconds = 2, Slow = 10;
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public sealed record Page(Form Form, Sale Sale, Drawer Drawer, TerminalCall? Call, IReadOnlyList<SaleRefund> Refunds,
        IReadOnlyDictionary<Guid, TerminalCall> Calls, bool Terminal, Guid Me)
    {
        public Yen Left => Sale.Total - Yen.Sum(Refunds.Where(r => r.Counts).Select(r => r.Amount));
    }

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm(Sales.Home + "/sales/{id:guid}", PaymentsModule.CanSell, CounterDeeds.Paid, Build, Ask, Accept);
        app.MapAct(Sales.Home + "/sales/{id:guid}/tell/{method}", PaymentsModule.CanSell, CounterDeeds.Told, Tell);
        app.MapAct(Sales.Home + "/sales/{id:guid}/ask", PaymentsModule.CanSell, CounterDeeds.Asked, AskAgain);
        app.MapAct(Sales.Home + "/sales/{id:guid}/drop", PaymentsModule.CanSell, CounterDeeds.Dropped, Drop);
    }

    static IQueryable<Sale> Visible(Look look, Guid id) => Sales.Visible(look).Include(s => s.Lines).Where(s => s.Id == id);

    static async Task<Form> Build(Guid id, Look look)
    {
        var sale = await look.Find(Visible(look, id));
        return new Form(sale.Total == Yen.Zero ? [] : [new Question("given", new YenKind(), "お預かり")]);
    }

    static async Task<IResult> Ask(Guid id, Form form, Look look, ITerminals terminals)
    {
        var sale = await look.Find(Visible(look, id));
        var drawer = look.City.Files<Counters>().Find(sale.Drawer) ?? new Drawer(sale.Drawer, sale.Drawer, sale.Department, Yen.Zero, null);
        var refunds = await look.Db.Set<SaleRefund>().AsNoTracking().Where(r => r.SaleId == id).OrderBy(r => r.At).ToListAsync(look.Stop);
        var calls = await look.Db.Set<TerminalCall>().AsNoTracking()
            .Where(c => c.Id == sale.Call || refunds.Select(r => r.Call).Contains(c.Id)).ToDictionaryAsync(c => c.Id, look.Stop);
        var call = sale.Call is { } last ? calls.GetValueOrDefault(last) : null;
        if (calls.Values.FirstOrDefault(c => c.IsOpen) is { } waits)
            look.RenewIn(look.Now - waits.AskedAt < Patience ? Seconds : Slow);
        return Show(new(form, sale, drawer, call, refunds, calls, drawer.Terminal is { } name && terminals.Has(name), look.Me));
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn, SaleBooks books)
    {
        var sale = await turn.Take(Visible(turn, id));
        await Sales.IsOpen(turn, sale.Drawer);
        var given = form.Asks("given") ? new Yen(form.Value("given") as long? ?? 0) : Yen.Zero;
        sale.PayCash(given, await Sales.Number(turn.Db, sale, turn.Today, turn.Stop), turn.Clock);
        await books.Paid(turn.Db, sale, turn.Me, turn.Stop);
        Sales.Tell(turn.Journal.About(Sales.Kind, id), sale);
        return Answer.See(Sales.Url(id));
    }

    static async Task<Answer> Tell(Guid id, CounterMethod method, Turn turn, ITerminals terminals, Outbox outbox)
    {
        var sale = await turn.Take(Visible(turn, id));
        await Sales.IsOpen(turn, sale.Drawer);
        var drawer = Sales.Find(turn, sale.Drawer);
        if (method is CounterMethod.Cash || drawer.Terminal is not { } terminal || !terminals.Has(terminal)) throw new NotHere();
        var call = new TerminalCall
        {
            Id = turn.NewId(), Terminal = terminal, Kind = CallKind.Pay, Method = method, Amount = sale.Total, For = id, Day = turn.Today,
            AskedAt = turn.Now,
        };
        sale.Tell(call);
        turn.Db.Add(call);
        CallTerminal.Order(turn, outbox, call);
        Sales.Tell(turn.Journal.About(Sales.Kind, id), sale).Fact("by", $"{method}");
        return Answer.See(Sales.Url(id));
    }

    static async Task<Answer> AskAgain(Guid id, Turn turn, Outbox outbox)
    {
        var sale = await turn.Find(Visible(turn, id));
        var refunds = turn.Db.Set<SaleRefund>().Where(r => r.SaleId == id);
        var calls = await turn.Db.Set<TerminalCall>().Where(c => c.Id == sale.Call || refunds.Any(r => r.Call == c.Id))
            .ToListAsync(turn.Stop);
        // Asking costs nothing and tells nothing: each press asks once more.
        foreach (var call in calls.Where(c => c.IsOpen)) CallTerminal.Order(turn, outbox, call, $" {turn.NewId():N}");
        Sales.Tell(turn.Journal.About(Sales.Kind, id), sale);
        return Answer.See(Sales.Url(id));
    }

    static async Task<Answer> Drop(Guid id, Turn turn)
    {
        var sale = await turn.Take(Visible(turn, id));
        sale.Drop();
        Sales.Tell(turn.Journal.About(Sales.Kind, id), sale);
        return Answer.See(Sales.Home);
    }
}

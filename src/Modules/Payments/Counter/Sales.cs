using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>What the counter's pages share: who sees which sale, the next receipt's number, and what follows from a terminal's
/// answer.</summary>
static class Sales
{
    public const string Kind = "payments.sale";
    public const string Home = "/office/counter";

    public static string Url(Guid sale) => $"{Home}/sales/{sale}";
    public static string Drawer(string code) => $"{Home}/{code}";

    /// <summary>The sales of the officer's own departments.</summary>
    public static IQueryable<Sale> Visible(Look look)
    {
        var own = look.Departments;
        return look.Db.Set<Sale>().Where(s => own.Contains(s.Department));
    }

    /// <summary>The drawer of an own department; 404 for any other.</summary>
    public static Drawer Find(Look look, string code) =>
        look.City.Files<Counters>().Find(code) is { } drawer && look.Departments.Contains(drawer.Department) ? drawer : throw new NotHere();

    public static async Task<int> Number(CityDb db, Sale sale, DateOnly day, CancellationToken ct) =>
        (int)await Counter.Next(db, $"receipt {sale.Drawer} {day:yyyyMMdd}", ct);

    /// <exception cref="Rule">the drawer is closed for the day.</exception>
    public static async Task IsOpen(Look look, string drawer)
    {
        if (await look.Db.Set<Closing>().AnyAsync(c => c.Drawer == drawer && c.Day == look.Today && c.Agreed != false, look.Stop))
            throw new Rule("", "この引き出しは、今日の分を締めました。お金の受け渡しは、次の日からできます。");
    }

    /// <summary>The terminal answered about a payment.</summary>
    public static async Task Heard(CityDb db, TerminalCall call, TimeProvider clock, SaleBooks books, CancellationToken ct)
    {
        var sale = await db.Set<Sale>().Include(s => s.Lines).AsTracking().FirstAsync(s => s.Id == call.For, ct);
        if (call.State is CallState.Fallen)
        {
            if (sale.Call != call.Id) return;
            if (sale.State is SaleState.Paid) await books.Fell(db, sale, ct);
            sale.Fall(clock.GetUtcNow());
            Tell(new Journal().About(Kind, sale.Id), sale).Fact("method", $"{call.Method}")
                .Write(db, clock, Actor.Program, CounterDeeds.Fell);
            return;
        }
        if (sale.State is not SaleState.Waiting || sale.Call != call.Id) return;
        sale.Hear(call, call.State is CallState.Approved ? await Number(db, sale, clock.Today(), ct) : null, clock);
        if (sale.State is SaleState.Paid) await books.Paid(db, sale, null, ct);
        var deed = call.State is CallState.Approved ? CounterDeeds.Paid : CounterDeeds.Declined;
        Tell(new Journal().About(Kind, sale.Id), sale).Write(db, clock, Actor.Program, deed);
    }

    /// <summary>What the journal says of a sale: never who paid.</summary>
    public static Journal Tell(Journal journal, Sale sale)
    {
        journal.Fact("department", sale.Department).Fact("on", sale.Day).Fact("yen", sale.Total.Amount);
        if (sale.Method is { } method) journal.Fact("method", $"{method}");
        if (sale.Receipt is { } receipt) journal.Fact("receipt", receipt);
        return journal;
    }

    public static string Words(CounterMethod method) => method switch
    {
        CounterMethod.Cash => "現金",
        CounterMethod.Card => "クレジットカード",
        CounterMethod.EMoney => "電子マネー",
        _ => "コード決済",
    };

    public static string Words(Sale sale) => sale.State switch
    {
        SaleState.Open when sale.FellAt is not null => "払い直しを待っています",
        SaleState.Open => "支払いを待っています",
        SaleState.Waiting => "端末の返事を待っています",
        SaleState.Paid => "支払い済み",
        _ => "取りやめ",
    };
}

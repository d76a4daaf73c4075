using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>日締め: the drawer is counted first, and only then compared; the terminal's own books are asked before the turn.</summary>
public sealed partial class CloseDrawer
{
    const int MostPieces = 10_000;

    /// <summary>What the terminal said of the day; null where the drawer has none, or where it did not answer.</summary>
    public sealed record Books(TerminalDay? Day, bool Silent);

    public sealed record Page(Form Form, Drawer Drawer, IReadOnlyList<Sale> Open);

    public static string Url(string drawer) => $"{Sales.Drawer(drawer)}/close";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(Sales.Home + "/{drawer}/close", PaymentsModule.CanSell, CounterDeeds.Close, Build, Ask, Accept, weigh: Weigh);

    static Form Build() => new([
        .. Closing.Pieces.Select(p => new Question($"n-{p}", new NumberKind(0, MostPieces, Unit: p >= 1000 ? "枚" : "個"), $"{p:#,0}円")
        { Required = false }),
        new Question("why", new LongTextKind(3), "違いがあったときの理由")
        { Required = false, MaxLength = Closing.LongestWords, Hint = "数えた額や端末の集計が会計と違うときに書いてください。" },
    ]);

    static Task<List<Sale>> Open(Look look, string drawer) => look.Db.Set<Sale>().AsNoTracking().Where(s => s.Drawer == drawer
        && (s.State == SaleState.Waiting || s.State == SaleState.Open)).OrderBy(s => s.OpenedAt).ToListAsync(look.Stop);

    static async Task<IResult> Ask(string drawer, Form form, Look look) =>
        Show(new(form, Sales.Find(look, drawer), await Open(look, Sales.Find(look, drawer).Code)));

    static async Task<Books> Weigh(string drawer, Look look, ITerminals terminals)
    {
        var at = Sales.Find(look, drawer);
        if (at.Terminal is not { } name || !terminals.Has(name)) return new(null, false);
        try { return new(await terminals.Day(name, look.Today, look.Stop), false); }
        catch (TerminalAway) { return new(null, true); }
    }

    static async Task<Answer> Accept(string drawer, Form form, Books books, Turn turn, SaleBooks ledger)
    {
        var at = Sales.Find(turn, drawer);
        await Sales.IsOpen(turn, at.Code);
        if (books.Day is { } day) await Hear(at, day, turn, ledger);
        if ((await Waiting(turn, at.Code)) is > 0 and var waiting)
            throw new Rule("", $"結果の分からない端末の取引が{waiting}件あります。"
                + "「窓口の会計」で開いて、端末に結果を尋ねてから締めてください。");
        var coins = Closing.Pieces.ToDictionary(p => p, p => (int)(form.Value($"n-{p}") as long? ?? 0));
        var sums = await DrawerDay.Of(turn.Db, at.Code, turn.Today, turn.Stop);
        var closing = Closing.Of(at, coins, books.Day is null ? sums : [.. sums.Select(s => Beside(s, books.Day))], books.Silent,
            form["why"], turn.Me, turn.Clock);
        turn.Db.Add(closing);
        turn.Journal.About("payments.closing", closing.Id).Fact("department", at.Department).Fact("on", closing.Day)
            .Fact("difference", closing.Difference.Amount);
        return Answer.See(Sales.Home);
    }

    static Task<int> Waiting(Turn turn, string drawer)
    {
        var refunds = turn.Db.Set<SaleRefund>().Where(r => r.Drawer == drawer);
        var sales = turn.Db.Set<Sale>().Where(s => s.Drawer == drawer);
        return turn.Db.Set<TerminalCall>().CountAsync(c => (c.State == CallState.Asked || c.State == CallState.Begun
            || c.State == CallState.Unknown) && (sales.Any(s => s.Id == c.For) || refunds.Any(r => r.Id == c.For)), turn.Stop);
    }

    /// <summary>What the terminal knows better: answers that were lost, and payments that it took back later.</summary>
    static async Task Hear(Drawer drawer, TerminalDay day, Turn turn, SaleBooks ledger)
    {
        var said = day.Calls.ToDictionary(c => c.Id);
        var ours = await turn.Db.Set<TerminalCall>().AsTracking()
            .Where(c => c.Terminal == drawer.Terminal && c.Day == turn.Today).ToListAsync(turn.Stop);
        foreach (var call in ours)
            if (said.GetValueOrDefault(call.Id) is { } answer)
                await CallTerminal.Hear(turn.Db, call, answer, turn.Clock, ledger, turn.Stop);
        await turn.Db.SaveChangesAsync(turn.Stop);
    }

    static MethodSum Beside(MethodSum sum, TerminalDay day) => sum.Method is CounterMethod.Cash ? sum : sum with
    {
        Said = Yen.Sum(day.Calls.Where(c => c.Method == sum.Method && c.Outcome is TerminalOutcome.Approved)
            .Select(c => new Yen(c.Kind is CallKind.Reverse ? -c.Yen : c.Yen))),
    };
}

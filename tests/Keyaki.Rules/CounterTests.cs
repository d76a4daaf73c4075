using Keyaki.Kernel;
using Keyaki.Payments;
using Keyaki.Tests.Pages;

namespace Keyaki.Tests.Rules;

/// <summary>窓口の会計: the rules of a sale, of what a terminal is told, of refunds and of closing a drawer.</summary>
public sealed class CounterTests
{
    static readonly TimeProvider Clock = new TestClock(new(2026, 11, 30, 10, 0, 0, TimeSpan.FromHours(9)));
    static readonly Drawer Drawer = new("shimin-1", "市民課 1番窓口", "shimin", new(30_000), "shimin-1");
    static readonly Guid Me = Clock.NewId();

    static readonly CityProfile City = KiyoseTests.Load();
    static readonly Good Record = City.Files<Counters>().Goods.First(g => g.Code == "resident-record");

    static Sale Opened(int count = 2, bool free = false) =>
        Sale.Open(Clock, Drawer, [(Record, count, free ? Record.Free[0] : null)], City.Rules, Me);

    static TerminalCall Call(Sale sale) => new()
    {
        Id = Clock.NewId(), Terminal = "shimin-1", Kind = CallKind.Pay, Method = CounterMethod.Card, Amount = sale.Total, For = sale.Id,
        Day = Clock.Today(), AskedAt = Clock.GetUtcNow(),
    };

    static TerminalAnswer Said(TerminalCall call, TerminalOutcome outcome) => new(call.Id, outcome, "000001");

    [Fact]
    public void お釣りは_お預かりから合計を引いた額になる()
    {
        var sale = Opened();
        sale.PayCash(new(1000), 7, Clock);
        Assert.Equal((new Yen(600), new Yen(400), "shimin-1-20261130-0007"), (sale.Total, sale.Change, sale.Receipt));
    }

    [Theory, InlineData(599, false), InlineData(600, true)]
    public void 合計に足りないお預かりでは支払えない(long given, bool enough)
    {
        var sale = Opened();
        if (enough) sale.PayCash(new(given), 1, Clock);
        else Assert.Contains("1円足りません", Assert.Throws<Rule>(() => sale.PayCash(new(given), 1, Clock)).Message,
            StringComparison.Ordinal);
        Assert.Equal(enough ? SaleState.Paid : SaleState.Open, sale.State);
    }

    [Fact]
    public void 減免の人は0円で_端末には伝えない()
    {
        var sale = Opened(free: true);
        Assert.Equal(Yen.Zero, sale.Total);
        Assert.Throws<Rule>(() => sale.Tell(Call(sale)));
        sale.PayCash(Yen.Zero, 1, Clock);
        Assert.Equal(SaleState.Paid, sale.State);
    }

    [Theory, InlineData(0), InlineData(101)]
    public void 件数は1から100までに限る(int count) => Assert.Throws<Rule>(() => Opened(count));

    [Fact]
    public void 端末の返事を待つあいだは_現金でも払えず_取りやめもできない()
    {
        var sale = Opened();
        sale.Tell(Call(sale));
        Assert.Throws<Rule>(() => sale.PayCash(new(1000), 1, Clock));
        Assert.Throws<Rule>(sale.Drop);
        Assert.Throws<Rule>(() => sale.Tell(Call(sale)));
    }

    [Fact]
    public void 返事のない取引は_もう一度伝えず_尋ねるだけになる()
    {
        var call = Call(Opened());
        Assert.True(call.Begin(Clock.GetUtcNow()));
        Assert.False(call.Begin(Clock.GetUtcNow()));
        call.Lose();
        Assert.Equal(CallState.Unknown, call.State);
        Assert.False(call.Begin(Clock.GetUtcNow()));
        Assert.True(call.IsOpen);
    }

    [Fact]
    public void 端末が承認をあとで取り消すと_会計は払い直しになる()
    {
        var sale = Opened();
        var call = Call(sale);
        sale.Tell(call);
        call.Begin(Clock.GetUtcNow());
        Assert.True(call.Hear(Said(call, TerminalOutcome.Approved), Clock.GetUtcNow()));
        sale.Hear(call, 1, Clock);
        Assert.Equal((SaleState.Paid, CounterMethod.Card), (sale.State, sale.Method));
        Assert.False(call.Hear(Said(call, TerminalOutcome.Approved), Clock.GetUtcNow()));
        Assert.True(call.Hear(Said(call, TerminalOutcome.Fallen), Clock.GetUtcNow()));
        sale.Fall(Clock.GetUtcNow());
        Assert.Equal((SaleState.Open, (string?)null), (sale.State, sale.Receipt));
        sale.PayCash(new(600), 2, Clock);
        Assert.Null(sale.FellAt);
    }

    [Fact]
    public void 断られたことは_あとから承認に変わらない()
    {
        var call = Call(Opened());
        call.Begin(Clock.GetUtcNow());
        Assert.True(call.Hear(Said(call, TerminalOutcome.Declined), Clock.GetUtcNow()));
        Assert.False(call.Hear(Said(call, TerminalOutcome.Approved), Clock.GetUtcNow()));
        Assert.Equal(CallState.Declined, call.State);
    }

    [Fact]
    public void 返金は_払った額から先の返金を引いた残りまで()
    {
        var sale = Opened();
        sale.PayCash(new(1000), 1, Clock);
        var first = SaleRefund.Of(sale, new(400), "一通を取りやめた", [], Me, Clock);
        Assert.Contains("200円まで", Assert.Throws<Rule>(() => SaleRefund.Of(sale, new(201), "理由", [first], Me, Clock)).Message,
            StringComparison.Ordinal);
        Assert.Equal(new Yen(200), SaleRefund.Of(sale, new(200), "理由", [first], Me, Clock).Amount);
        first.TakeBack(Me, Clock.GetUtcNow());
        Assert.Equal(new Yen(600), SaleRefund.Of(sale, new(600), "理由", [first], Me, Clock).Amount);
        Assert.Throws<Rule>(() => SaleRefund.Of(Opened(), new(1), "理由", [], Me, Clock));
    }

    static IReadOnlyList<MethodSum> Sums(long cash, long back = 0, long? said = null) =>
        [new(CounterMethod.Cash, 1, new(cash), new(back)), new(CounterMethod.Card, 1, new(600), Yen.Zero, said is { } s ? new(s) : null)];

    static Closing Close(int thousands, IReadOnlyList<MethodSum> sums, string? why = null, bool silent = false) =>
        Closing.Of(Drawer, new Dictionary<int, int> { [1000] = thousands }, sums, silent, why, Me, Clock);

    [Fact]
    public void 数えた現金が_元金と受け取りから返金を引いた額と同じなら_理由なしで締まる() =>
        Assert.Equal(Yen.Zero, Close(32, Sums(3000, 1000)).Difference);

    [Theory, InlineData(31, "1,000円足りません"), InlineData(33, "1,000円多くあります")]
    public void 過不足があるときは理由が要る(int thousands, string words)
    {
        Assert.Contains(words, Assert.Throws<Rule>(() => Close(thousands, Sums(2000))).Message, StringComparison.Ordinal);
        Assert.Equal(new Yen((thousands - 32) * 1000), Close(thousands, Sums(2000), "数え間違いを調べる").Difference);
    }

    [Fact]
    public void 端末の集計と違うときや_端末に尋ねられないときも理由が要る()
    {
        Assert.Contains("端末では1,200円", Assert.Throws<Rule>(() => Close(32, Sums(2000, said: 1200))).Message, StringComparison.Ordinal);
        Assert.Contains("確かめられません", Assert.Throws<Rule>(() => Close(32, Sums(2000), silent: true)).Message,
            StringComparison.Ordinal);
        Assert.True(Close(32, Sums(2000), "端末の電源が切れていた", silent: true).TerminalSilent);
    }

    [Fact]
    public void 日締めは_締めた人には署名できない() => Assert.NotNull(Close(32, Sums(2000)).Bars(Me));
}

using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>The way of the money back: out of the drawer, or by the terminal.</summary>
sealed class SaleRefunds(Cashier cashier, Outbox outbox, SaleBooks books)
{
    /// <summary>Up to here one officer gives money back alone.</summary>
    public Yen Alone => cashier.Alone;

    public static string Check(SaleRefund refund) => $"{Sales.Url(refund.SaleId)}/refunds/{refund.Id}/check";

    public static string TakeBack(SaleRefund refund) => $"{Sales.Url(refund.SaleId)}/refunds/{refund.Id}/take-back";

    /// <summary>Does what was decided.</summary>
    /// <exception cref="Rule">the drawer is closed for today.</exception>
    public async Task Do(SaleRefund refund, Turn turn)
    {
        await Sales.IsOpen(turn, refund.Drawer);
        var sale = await turn.Db.Set<Sale>().Include(s => s.Lines).AsNoTracking().FirstAsync(s => s.Id == refund.SaleId, turn.Stop);
        // Before the terminal is told: what cannot be taken back is not sent back.
        await books.Untake(turn.Db, sale, refund.Reason, refund.By, turn.Stop);
        if (refund.Method is CounterMethod.Cash)
        {
            refund.HandBack(turn.Clock);
            await books.GaveBack(turn.Db, refund, turn.Stop);
        }
        else
        {
            var paid = await turn.Db.Set<TerminalCall>().FirstAsync(c => c.Id == sale.Call, turn.Stop);
            var call = new TerminalCall
            {
                Id = turn.NewId(), Terminal = paid.Terminal, Kind = CallKind.Reverse, Method = refund.Method, Amount = refund.Amount,
                Of = paid.Id, For = refund.Id, Day = turn.Today, AskedAt = turn.Now,
            };
            turn.Db.Add(call);
            refund.Tell(call);
            CallTerminal.Order(turn, outbox, call);
        }
    }

    /// <summary>The terminal answered about money that goes back.</summary>
    public static async Task Heard(CityDb db, TerminalCall call, TimeProvider clock, SaleBooks books, CancellationToken ct)
    {
        var refund = await db.Set<SaleRefund>().AsTracking().FirstAsync(r => r.Id == call.For, ct);
        refund.Hear(call, clock);
        if (refund.DoneAt is not null) await books.GaveBack(db, refund, ct);
        else if (refund.RefusedAt is not null) await books.Retake(db, refund, ct);
        Tell(new Journal().About(Sales.Kind, refund.SaleId), refund)
            .Write(db, clock, Actor.Program, refund.DoneAt is null ? CounterDeeds.RefundDeclined : CounterDeeds.Refunded);
    }

    public static Journal Tell(Journal journal, SaleRefund refund) => journal.Fact("department", refund.Department)
        .Fact("yen", refund.Amount.Amount).Fact("method", $"{refund.Method}");
}

/// <summary>A large refund at a counter before the second officer.</summary>
sealed class CheckSaleRefund(SaleRefunds refunds) : SecondPerson<SaleRefund>
{
    public static readonly SecondWords Said = new("counter refund", "この返金を認めますか", "認めない理由",
        "窓口の返金が認められませんでした", "確認を待っている窓口の返金", "ほかの職員が申し出た返金です。理由と金額を確かめてください。");

    public override SecondWords Words => Said;
    public override Permission Who => PaymentsModule.CanRefund;
    public override ValueTask<string?> Department(CityDb db, SaleRefund refund, CancellationToken ct) => new(refund.Department);
    public override string Url(SaleRefund refund) => SaleRefunds.Check(refund);
    public override string TakeBack(SaleRefund refund) => SaleRefunds.TakeBack(refund);
    public override string Home(SaleRefund refund) => Sales.Url(refund.SaleId);

    public override IQueryable<SaleRefund> Visible(Look look)
    {
        var own = look.Departments;
        return look.Db.Set<SaleRefund>().Where(r => own.Contains(r.Department));
    }

    public override Task<SecondFace> Face(SaleRefund refund, Look look) => Task.FromResult(new SecondFace("窓口の返金を確かめる",
        [new("窓口の会計", Sales.Home), new("会計", Home(refund))],
        [("返す金額", Written.Strong($"{refund.Amount}")), ("返し方", Written.Text(Sales.Words(refund.Method))),
            ("理由", Written.Lines(refund.Reason))]));

    public override Task<string> InWords(SaleRefund refund, Look look) => Task.FromResult($"窓口の会計、{refund.Amount}");

    public override Task Note(SaleRefund refund, Look look)
    {
        SaleRefunds.Tell(look.Journal.About(Sales.Kind, refund.SaleId), refund);
        return Task.CompletedTask;
    }

    public override async Task<string> CarryOut(SaleRefund refund, Turn turn)
    {
        await refunds.Do(refund, turn);
        return Home(refund);
    }
}

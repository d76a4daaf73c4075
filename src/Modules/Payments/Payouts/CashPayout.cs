using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>現金での支払い: what no account takes is handed out at a counter. It is posted once a second officer has seen the
/// receipt.</summary>
public sealed class CashPayout : TwoPersons
{
    public required Guid Line { get; init; }

    /// <summary>How it was known who came, and where the receipt lies.</summary>
    public required string Receipt { get; init; }

    protected override string Own => "自分が申し出た現金の支払いは、ほかの人が確認します。";

    internal sealed class Map : IEntityTypeConfiguration<CashPayout>
    {
        public void Configure(EntityTypeBuilder<CashPayout> b)
        {
            b.ToTable("payments_cash_payouts");
            b.Property(x => x.Receipt).HasMaxLength(PayoutMark.LongestWhy);
            b.Property(x => x.Remark).HasMaxLength(LongestRemark);
            b.HasIndex(x => x.Line).IsUnique().HasFilter("\"Agreed\" IS NULL").Says("",
                "この支払いには、確認を待っている現金の支払いがもうあります。");
        }
    }
}

/// <summary>Cash before the second officer: with their yes it is paid and posted.</summary>
sealed class CheckCash(CityProfile city, PayoutBooks books) : SecondPerson<CashPayout>
{
    public static readonly SecondWords Said = new("payments cash-payout", "この現金の支払いを認めますか", "認めない理由",
        "現金の支払いが認められませんでした", "確認を待っている現金の支払い",
            "ほかの職員が申し出た現金の支払いです。本人と金額を確かめてください。");

    public override SecondWords Words => Said;
    public override Permission Who => PaymentsModule.CanPayOut;
    public override string Url(CashPayout cash) => PayoutPaths.CheckCash(cash.Id);
    public override string Home(CashPayout cash) => PayoutPaths.Line(cash.Line);

    public override async ValueTask<string?> Department(CityDb db, CashPayout cash, CancellationToken ct) =>
        city.Files<PayoutKinds>()[await db.PayoutLines().Where(l => l.Id == cash.Line).Select(l => l.Kind).FirstAsync(ct)].Department;

    public override IQueryable<CashPayout> Visible(Look look)
    {
        var lines = look.Payouts();
        return look.Db.Set<CashPayout>().Where(c => lines.Any(l => l.Id == c.Line));
    }

    public override async Task<SecondFace> Face(CashPayout cash, Look look)
    {
        var (line, payee) = await Of(cash, look);
        return new("現金の支払いを確かめる", [new("支払い", PayoutPaths.Home), new(line.Reference, Home(cash))],
        [
            ("支払先", Written.Text(payee)), ("内容", Written.Text(line.For)), ("額", Written.Strong($"{line.Amount}")),
            ("本人の確かめ方と領収書", Written.Lines(cash.Receipt)),
        ]);
    }

    public override async Task<string> InWords(CashPayout cash, Look look) =>
        await Of(cash, look) is var (line, payee) ? $"{payee}さんへの{line.Amount}" : "";

    public override async Task Note(CashPayout cash, Look look) =>
        look.Journal.About(PayoutDeeds.Kind, cash.Line, (await Of(cash, look)).Line.Payee);

    public override async Task<string> CarryOut(CashPayout cash, Turn turn)
    {
        var line = await turn.Take(turn.Payouts().Where(l => l.Id == cash.Line));
        await books.HandedOut(turn.Db, line, cash.Receipt, turn.Today, turn.Me, turn.Stop);
        return Home(cash);
    }

    static async Task<(PayoutLine Line, string Payee)> Of(CashPayout cash, Look look)
    {
        var line = await look.Db.PayoutLines().AsNoTracking().FirstAsync(l => l.Id == cash.Line, look.Stop);
        return (line, await look.Db.Set<Payee>().Where(p => p.Id == line.Payee).Select(p => p.Name).FirstAsync(look.Stop));
    }
}

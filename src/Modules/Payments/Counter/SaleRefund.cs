using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>窓口の返金: what was paid at a drawer goes back, all of it or a part, by the way it came. More than one officer decides alone
/// waits for a second one.</summary>
public sealed class SaleRefund : TwoPersons
{
    public const int LongestReason = 500;

    public required Guid SaleId { get; init; }
    public required string Drawer { get; init; }
    public required string Department { get; init; }

    /// <summary>In yen, to be summed by the database.</summary>
    public required long Figure { get; init; }
    public Yen Amount => new(Figure);
    public required string Reason { get; init; }
    public required CounterMethod Method { get; init; }

    /// <summary>What the terminal was told; null for cash.</summary>
    public Guid? Call { get; private set; }

    /// <summary>The day of the drawer's closing from which the money left; null until it has.</summary>
    public DateOnly? DoneOn { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>The terminal said no.</summary>
    public DateTimeOffset? RefusedAt { get; private set; }

    protected override string Own => "自分が申し出た返金は、ほかの人が確認します。";

    /// <summary>Its money is gone or will go.</summary>
    public bool Counts => Agreed != false && RefusedAt is null;

    /// <exception cref="Rule">more than is left of what was paid.</exception>
    public static SaleRefund Of(Sale sale, Yen amount, string reason, IEnumerable<SaleRefund> before, Guid by, TimeProvider clock)
    {
        if (sale.State is not SaleState.Paid || sale.Method is not { } method) throw new Rule("", "支払われていない会計は返金できません。");
        var left = sale.Total - Yen.Sum(before.Where(r => r.Counts).Select(r => r.Amount));
        if (left <= Yen.Zero) throw new Rule("", "この会計は、もう全額を返しました。");
        if (amount <= Yen.Zero || amount > left) throw new Rule("amount", $"返せるのは、1円から{left}までです。");
        if (amount < left && sale.Lines.Any(l => l.Claim is not null))
            throw new Rule("amount",
                $"納付書などの支払いは、会計の全額（{left}）だけを返せます。納めすぎた分は、債権の画面で還付してください。");
        if (PlainText.IsBlank(reason)) throw new Rule("reason", "返金する理由を入力してください。");
        return new()
        {
            Id = clock.NewId(), By = by, At = clock.GetUtcNow(), SaleId = sale.Id, Drawer = sale.Drawer, Department = sale.Department,
            Figure = amount.Amount, Reason = reason.Trim(), Method = method,
        };
    }

    /// <summary>Handed back out of the drawer.</summary>
    public void HandBack(TimeProvider clock) => (DoneAt, DoneOn) = (clock.GetUtcNow(), clock.Today());

    public void Tell(TerminalCall call) => (Call, RefusedAt) = (call.Id, null);

    /// <summary>What the terminal said of it.</summary>
    public void Hear(TerminalCall call, TimeProvider clock)
    {
        if (Call != call.Id || DoneAt is not null) return;
        if (call.State is CallState.Approved) HandBack(clock);
        else RefusedAt = clock.GetUtcNow();
    }

    internal sealed class Map : IEntityTypeConfiguration<SaleRefund>
    {
        public void Configure(EntityTypeBuilder<SaleRefund> b)
        {
            b.ToTable("payments_sale_refunds");
            b.Property(x => x.Drawer).HasMaxLength(80);
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.Reason).HasMaxLength(LongestReason);
            b.Property(x => x.Remark).HasMaxLength(LongestRemark);
            b.Property(x => x.Method).HasConversion<string>().HasMaxLength(40);
            b.Ignore(x => x.Amount);
            b.Ignore(x => x.Counts);
            b.HasIndex(x => x.SaleId);
            b.HasIndex(x => new { x.Drawer, x.DoneOn });
        }
    }
}

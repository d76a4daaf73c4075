using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>窓口の領収書: a printed proof of a sale. A second one of the same sale says that it is one. The name on it is kept for a month,
/// so that it can be printed once more, and then goes.</summary>
public sealed class SaleReceipt
{
    public const int LongestName = 100, NameDays = 31;
    public const string Purpose = "payments.receipt-name";

    public required Guid Id { get; init; }
    public required Guid SaleId { get; init; }

    /// <summary>The receipt's number as it was when it was made.</summary>
    public required string Number { get; init; }

    /// <summary>From 1; above it is 再発行.</summary>
    public required int Copy { get; init; }

    /// <summary>宛名, sealed; null where none was wished, or its time is over.</summary>
    public string? SealedName { get; set; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    public static PaperFile Print(Sale sale, SaleReceipt receipt, string name, string city, string department, PaperFonts fonts)
    {
        var paper = new Paper(fonts, "領収書") { Foot = $"領収書　{receipt.Number}" };
        var (right, big) = (paper.Plain with { Align = Align.Right }, new TextStyle(fonts.Gothic, 20, Align.Spread));
        paper.Text($"No. {receipt.Number}", right);
        if (receipt.Copy > 1) paper.Text("再発行", new(fonts.Gothic, 12, Align.Right));
        paper.Skip(4);
        paper.In("H1", () => paper.Line("領収書", big, 75, 60, paper.Y));
        paper.Skip(20);
        paper.Text($"{(name.Length > 0 ? name : "　　　　　　　　　　")}　様", paper.Plain with { Points = 14 });
        paper.Skip(6);
        paper.Text($"金額　{sale.Total}", new(fonts.Gothic, 18, Align.Center));
        paper.Skip(6);
        paper.Paragraph("上記の金額を領収しました。", paper.Plain with { Points = 12 });
        paper.Skip(4);
        paper.Table([.. sale.Lines.OrderBy(l => l.Position).Select(l => new[]
        {
            l.Title, $"{l.Price}　{l.Count}件", l.Free is null ? $"{l.Sum}" : $"0円（{l.Free}）",
        })], [80, 40, Paper.Column - 120]);
        paper.Skip(6);
        paper.Text($"支払い方法　{(sale.Method is { } method ? Sales.Words(method) : "")}");
        if (sale.Given is { } given) paper.Text($"お預かり　{given}　　お釣り　{sale.Change}");
        paper.Text($"領収日　{EraDate.Of(sale.Day)}");
        paper.Skip(10);
        paper.Text($"{city}　{department}", paper.Plain with { Points = 13, Align = Align.Right });
        return paper.Finish();
    }

    internal sealed class Map : IEntityTypeConfiguration<SaleReceipt>
    {
        public void Configure(EntityTypeBuilder<SaleReceipt> b)
        {
            b.ToTable("payments_sale_receipts");
            b.Property(x => x.Number).HasMaxLength(120);
            b.Property(x => x.SealedName).HasMaxLength(1000).IsSealed(Purpose);
            b.HasIndex(x => new { x.SaleId, x.Copy }).IsUnique();
            b.HasIndex(x => x.At);
        }
    }
}

/// <summary>The names on receipts go after their time.</summary>
sealed class ForgetReceiptNames : IJob
{
    public string Code => "payments.receipt-names";
    public string Label => "窓口の領収書の宛名を消す";
    public When When => When.Daily(new(3, 30));

    public Task Do(CityDb db, Due due, CancellationToken ct)
    {
        var before = due.Now.AddDays(-SaleReceipt.NameDays);
        return db.Set<SaleReceipt>().Where(r => r.At < before && r.SealedName != null)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.SealedName, (string?)null), ct);
    }
}

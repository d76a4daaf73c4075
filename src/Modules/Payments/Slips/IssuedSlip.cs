using System.Security.Cryptography;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>出した納付書: the numbers of a slip as it was made for one claim, by which its payment finds that claim again. It is never
/// changed; whoever needs another one is given a reissue with the same key.</summary>
public sealed class IssuedSlip
{
    const int MostReissues = 9;

    public required Guid Id { get; init; }
    public required Guid Batch { get; init; }
    public required Guid Claim { get; init; }

    /// <summary>税目・料金番号 as it was when it was made.</summary>
    public required string Item { get; init; }

    /// <summary>案件特定キー, 20 digits: of the claim, the same on each reissue.</summary>
    public required string Key { get; init; }

    /// <summary>The last digits of the key, as bars have them.</summary>
    public required string StoreKey { get; init; }
    public required string Confirmation { get; init; }
    public required int Reissue { get; init; }

    /// <summary>In yen.</summary>
    public required long Figure { get; init; }
    public Yen Amount => new(Figure);
    public required DateOnly PayUntil { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The next slip of a claim: a reissue of the last one, or one with numbers of its own.</summary>
    /// <exception cref="Rule">it cannot be printed; the field is amount, payUntil or none.</exception>
    internal static IssuedSlip Next(SlipFormat format, Claim claim, Item item, IssuedSlip? last, Yen amount, SlipBatch batch, Guid id,
        DateTimeOffset now)
    {
        var again = last is { Reissue: < MostReissues } ? last : null;
        var key = again?.Key ?? $"{claim.Year:0000}{RandomNumberGenerator.GetString("0123456789", 16)}";
        var slip = new IssuedSlip
        {
            Id = id, Batch = batch.Id, Claim = claim.Id, Item = format.NumberOf(item), Key = key, StoreKey = key[^StoreDigits(format)..],
            Confirmation = again?.Confirmation ?? RandomNumberGenerator.GetString("0123456789", 6), Reissue = again?.Reissue + 1 ?? 0,
            Figure = amount.Amount, PayUntil = batch.PayUntil < claim.Due ? claim.Due : batch.PayUntil, At = now,
        };
        try { ElQr.Write(format, slip.Invoice(claim)); }
        catch (Rule rule) when (rule.Field is not ("amount" or "payUntil")) { throw new Rule("", rule.Sentence); }
        return slip;
    }

    internal static int StoreDigits(SlipFormat format) => format.Store.Layout.Places[format.Store.Layout.Index("key")].Width;

    public Invoice Invoice(Claim claim) =>
        new(Item, Key, Confirmation, new(claim.Year), new(claim.Year), claim.Term, claim.Due, PayUntil, Amount) { Reissue = Reissue };

    public Slip Read(Claim claim, Item item, string payer) => new(Invoice(claim), payer, item.Title.Ja, claim.Key);

    internal sealed class Map : IEntityTypeConfiguration<IssuedSlip>
    {
        public void Configure(EntityTypeBuilder<IssuedSlip> b)
        {
            b.ToTable("payments_slips");
            b.Property(x => x.Item).HasMaxLength(3);
            b.Property(x => x.Key).HasMaxLength(20);
            b.Property(x => x.StoreKey).HasMaxLength(20);
            b.Property(x => x.Confirmation).HasMaxLength(6);
            b.Ignore(x => x.Amount);
            b.HasIndex(x => new { x.Key, x.Reissue }).IsUnique()
                .Says("", "同じ期別の納付書を、ほかの職員が同時に作りました。もう一度作ってください。");
            b.HasIndex(x => x.StoreKey);
            b.HasIndex(x => x.Claim);
            b.HasIndex(x => new { x.Batch, x.Id });
        }
    }
}

/// <summary>納付書のまとまり: slips that are made and printed together: of some terms of a debtor, or of all who owe one.</summary>
public sealed class SlipBatch
{
    public required Guid Id { get; init; }
    public required string Department { get; init; }

    /// <summary>Whose terms; null for a whole term.</summary>
    public Guid? Debtor { get; init; }

    /// <summary>Item, fiscal year and term of which all that is unpaid gets a slip; null for one debtor's.</summary>
    public string? Item { get; init; }
    public int? Year { get; init; }
    public int? Term { get; init; }

    /// <summary>支払期限; a term that is due later has its own day.</summary>
    public required DateOnly PayUntil { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<SlipBatch>
    {
        public void Configure(EntityTypeBuilder<SlipBatch> b)
        {
            b.ToTable("payments_slip_batches");
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.Item).HasMaxLength(60);
            b.HasIndex(x => new { x.Department, x.At });
        }
    }
}

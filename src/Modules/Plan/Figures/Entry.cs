using System.Globalization;
using System.Text;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Plan;

/// <summary>A figure that somebody entered by hand, because nothing measures it (yet). It counts once a second person has checked it against its source.</summary>
public sealed class Entry
{
    public required Guid Id { get; init; }

    /// <summary>Code of the target.</summary>
    public required string Target { get; init; }

    /// <summary>Fiscal year (2025) or month (2025-04).</summary>
    public required string Period { get; init; }
    public required decimal Value { get; init; }

    /// <summary>Where the number stands: a ledger, a bill, a report with its date.</summary>
    public required string Source { get; init; }
    public required Guid EnteredBy { get; init; }
    public required DateTimeOffset EnteredAt { get; init; }
    public Guid? CheckedBy { get; private set; }
    public DateTimeOffset? CheckedAt { get; private set; }

    /// <summary>True when the second person agreed, false when not; null while it waits.</summary>
    public bool? Agreed { get; private set; }
    public string? Remark { get; private set; }

    /// <summary>A figure as it was typed.</summary>
    /// <exception cref="Rule">the period is none or lies ahead, the number cannot be read, or it is more than a whole.</exception>
    public static Entry Of(Guid id, Target target, string period, string value, string source, Guid by, DateOnly today, DateTimeOffset now)
    {
        period = period.Normalize(NormalizationForm.FormKC).Trim();
        if (period.Length is not (4 or 7) || !Moment.IsOne(period)) throw new Rule("period", "時期は、2026（年度）か 2026-04（年と月）の形で書いてください。");
        if (Moment.First(period) > today) throw new Rule("period", "まだ来ていない時期の数字は入れられません。");
        if (Numeral.Read(value) is not { } number || number is < 0 or > 1_000_000_000_000)
            throw new Rule("value", "数字だけを書いてください（例：6165、72.1）。");
        if (target.Unit == "%" && number > 100) throw new Rule("value", "割合は、0から100までの数字で書いてください。");
        return new() { Id = id, Target = target.Code, Period = period, Value = number, Source = source.Trim(), EnteredBy = by, EnteredAt = now };
    }

    /// <summary>The second person's word.</summary>
    /// <exception cref="Rule">it is the same person, it was checked already, or a refusal without a remark.</exception>
    public void Check(Guid by, bool agreed, string? remark, DateTimeOffset now)
    {
        if (Agreed is not null) throw new Rule("", "この数字は、すでに確認が済んでいます。");
        if (by == EnteredBy) throw new Rule("", "自分が入れた数字は、ほかの人が確認します。");
        if (!agreed && string.IsNullOrWhiteSpace(remark)) throw new Rule("remark", "どこが違うかを書いてください。");
        (CheckedBy, CheckedAt, Agreed, Remark) = (by, now, agreed, string.IsNullOrWhiteSpace(remark) ? null : remark.Trim());
    }

    internal sealed class Map : IEntityTypeConfiguration<Entry>
    {
        public void Configure(EntityTypeBuilder<Entry> b)
        {
            b.ToTable("plan_entries");
            b.Property(x => x.Target).HasMaxLength(80);
            b.Property(x => x.Period).HasMaxLength(10);
            b.Property(x => x.Source).HasMaxLength(300);
            b.Property(x => x.Remark).HasMaxLength(500);
            b.HasIndex(x => new { x.Target, x.EnteredAt });
        }
    }
}

using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Plan;

/// <summary>A figure that somebody entered by hand, because nothing measures it (yet). It counts once a second person has checked it
/// against its source.</summary>
public sealed class Entry : TwoPersons
{
    /// <summary>Code of the target.</summary>
    public required string Target { get; init; }

    /// <summary>Fiscal year (2025) or month (2025-04).</summary>
    public required string Period { get; init; }
    public required decimal Value { get; init; }

    /// <summary>Where the number stands: a ledger, a bill, a report with its date.</summary>
    public required string Source { get; init; }

    protected override string Own => "自分が入れた数字は、ほかの人が確認します。";

    /// <summary>A figure as it was typed.</summary>
    /// <exception cref="Rule">the period is none or lies ahead, the number cannot be read, or it is more than a whole.</exception>
    public static Entry Of(Guid id, Target target, string period, string value, string source, Guid by, DateOnly today, DateTimeOffset now)
    {
        period = Moment.Read(period);
        if (period.Length is not (4 or 7) || !Moment.IsOne(period)) throw new Rule("period", "時期は、令和8年度 か 令和8年4月 の形で書いてください。");
        if (Moment.First(period) > today) throw new Rule("period", "まだ来ていない時期の数字は入れられません。");
        if (Numeral.Read(value) is not { } number || number is < 0 or > 1_000_000_000_000)
            throw new Rule("value", "数字だけを書いてください（例：6165、72.1）。");
        if (target.Unit == "%" && number > 100) throw new Rule("value", "割合は、0から100までの数字で書いてください。");
        return new() { Id = id, Target = target.Code, Period = period, Value = number, Source = source.Trim(), By = by, At = now };
    }

    internal sealed class Map : IEntityTypeConfiguration<Entry>
    {
        public void Configure(EntityTypeBuilder<Entry> b)
        {
            b.ToTable("plan_entries");
            b.Property(x => x.Target).HasMaxLength(80);
            b.Property(x => x.Period).HasMaxLength(10);
            b.Property(x => x.Source).HasMaxLength(300);
            b.Property(x => x.Remark).HasMaxLength(LongestRemark);
            b.HasIndex(x => new { x.Target, x.At });
        }
    }
}

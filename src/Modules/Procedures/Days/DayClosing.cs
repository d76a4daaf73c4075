using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Procedures;

/// <summary>日を閉じる申し出: a day whose closing takes more bookings away than one officer decides alone. It stays open until a second one has
/// agreed.</summary>
public sealed class DayClosing : TwoPersons
{
    /// <summary>By whose list it was asked for; others may share the pool.</summary>
    public required string Procedure { get; init; }
    public required string Pool { get; init; }
    public required DateOnly Day { get; init; }

    /// <summary>Those who lose their day read it.</summary>
    public required string Reason { get; init; }

    public string Url => $"{ShowDays.Path}/{Procedure}/closings/{Id}";

    protected override string Own => "自分が申し出た締切りは、ほかの人が確認します。";

    internal sealed class Map : IEntityTypeConfiguration<DayClosing>
    {
        public void Configure(EntityTypeBuilder<DayClosing> b)
        {
            b.ToTable("procedures_day_closings");
            b.Property(x => x.Procedure).HasMaxLength(60);
            b.Property(x => x.Pool).HasMaxLength(100);
            b.Property(x => x.Reason).HasMaxLength(500);
            b.Property(x => x.Remark).HasMaxLength(LongestRemark);
            b.HasIndex(x => new { x.Pool, x.Day }).IsUnique().HasFilter("\"Agreed\" IS NULL").Says("", "この日を閉じる申し出は、もう確認を待っています。");
        }
    }
}

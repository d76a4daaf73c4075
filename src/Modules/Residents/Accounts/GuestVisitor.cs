using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Residents;

/// <summary>A person known only by a mail address that they proved: the same address comes back to the same id, so that drafts and
/// cases are found again.</summary>
public sealed class GuestVisitor
{
    public required Guid Id { get; init; }
    public required string SealedMail { get; init; }
    public required string BlindMail { get; init; }
    public required DateTimeOffset FirstAt { get; init; }

    /// <summary>The account that took over this guest's id leaves its address: who proves the address afterwards is another person to
    /// us.</summary>
    internal static async Task Forget(Turn turn, Guid account) =>
        turn.Db.RemoveRange(await turn.Db.Set<GuestVisitor>().AsTracking().Where(g => g.Id == account).ToListAsync(turn.Stop));

    internal sealed class Map : IEntityTypeConfiguration<GuestVisitor>
    {
        public void Configure(EntityTypeBuilder<GuestVisitor> b)
        {
            b.ToTable("residents_guests");
            b.Property(x => x.SealedMail).HasMaxLength(1000).IsSealedMail();
            b.Property(x => x.BlindMail).HasMaxLength(64).IsBlindMail(of: nameof(SealedMail));
            b.HasIndex(x => x.BlindMail).IsUnique();
        }
    }
}

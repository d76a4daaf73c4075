using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kernel;

/// <summary>
/// The lanes of the outbox; none waits behind another. Work that is no mail (papers, calls to a provider); a mail that somebody waits for
/// at the screen (a code); the mails of one case (a receipt, a result); mails to many at once; a terminal at which somebody looks for
/// their card.
/// </summary>
public enum Lane { Work, Awaited, Usual, Mass, Counter }

/// <summary>Something that must leave the process (mail, PDF, call to a provider), written in the turn that wants it and done
/// afterwards, with retries.</summary>
public sealed class OutboxItem
{
    /// <summary>So long a finished item is kept: as long as the same thing may be asked for again. Then it goes.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public required Guid Id { get; init; }
    public required string Kind { get; init; }

    /// <summary>Unique per kind: asking twice sends once.</summary>
    public required string Key { get; init; }

    /// <summary>JSON that the handler of this kind reads.</summary>
    public required string Payload { get; init; }
    public Lane Lane { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>Whose it is until then: the mark of one claiming, so that who was too slow cannot finish what another one has
    /// taken.</summary>
    public Guid? Claim { get; set; }
    public DateTimeOffset? ClaimedUntil { get; set; }
    public int Tries { get; set; }
    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>Set when the tries are used up: staff see it and can replay it.</summary>
    public DateTimeOffset? DeadAt { get; set; }

    /// <summary>Kind of the last error, without personal data.</summary>
    public string? LastError { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<OutboxItem>
    {
        public void Configure(EntityTypeBuilder<OutboxItem> b)
        {
            b.ToTable("kernel_outbox");
            b.Property(x => x.Kind).HasMaxLength(60);
            b.Property(x => x.Key).HasMaxLength(120);
            b.Property(x => x.LastError).HasMaxLength(300);
            b.HasIndex(x => new { x.Kind, x.Key }).IsUnique();
            b.HasIndex(x => new { x.DoneAt, x.DeadAt, x.Lane, x.DueAt });
        }
    }
}

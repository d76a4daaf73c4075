using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Messages;

/// <summary>What a person was told, on their own page; it is there even when no mail could be delivered.</summary>
public sealed class InboxMessage
{
    public const int LongestText = 4000;

    public required Guid Id { get; init; }

    /// <summary>Of the event that is told; the mail of the same event has the same key.</summary>
    public required string Key { get; init; }

    /// <summary>The account, or the visit of a guest.</summary>
    public required Guid Account { get; init; }
    public required string Subject { get; init; }
    public required string Text { get; init; }
    public string? Url { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateTimeOffset? ReadAt { get; private set; }

    /// <summary>Notes the first reading; later ones change nothing.</summary>
    public void Read(DateTimeOffset now) => ReadAt ??= now;

    internal sealed class Map : IEntityTypeConfiguration<InboxMessage>
    {
        public void Configure(EntityTypeBuilder<InboxMessage> b)
        {
            b.ToTable("messages_inbox");
            b.Property(x => x.Key).HasMaxLength(120);
            b.Property(x => x.Subject).HasMaxLength(200);
            b.Property(x => x.Text).HasMaxLength(LongestText);
            b.Property(x => x.Url).HasMaxLength(500);
            b.HasIndex(x => x.Key).IsUnique();
            b.HasIndex(x => new { x.Account, x.At });
        }
    }
}

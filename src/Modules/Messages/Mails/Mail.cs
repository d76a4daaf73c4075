using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Messages;

/// <summary>Queued, sent, delayed (the mail server was away and is tried again), refused by the receiving side for good.</summary>
public enum MailState { Queued, Delayed, Sent, Refused }

/// <summary>A mail on its way. Recipient and text are sealed: a one-time code in a stolen database opens nothing.</summary>
public sealed class Mail
{
    public required Guid Id { get; init; }
    public required string Key { get; init; }
    public required string SealedTo { get; init; }
    public required string Subject { get; init; }
    public required string SealedText { get; init; }
    public required DateTimeOffset QueuedAt { get; init; }
    public DateTimeOffset? SentAt { get; private set; }
    public DateTimeOffset? DelayedAt { get; private set; }
    public DateTimeOffset? RefusedAt { get; private set; }

    public MailState State => SentAt is not null ? MailState.Sent : RefusedAt is not null ? MailState.Refused : DelayedAt is not null ? MailState.Delayed : MailState.Queued;

    /// <summary>The mail server took it.</summary>
    public void Sent(DateTimeOffset now) => SentAt ??= now;

    /// <summary>The mail server could not be reached; the outbox tries again.</summary>
    public void Delayed(DateTimeOffset now) => DelayedAt = now;

    /// <summary>There is no such mailbox; trying again would change nothing.</summary>
    public void Refused(DateTimeOffset now) => RefusedAt ??= now;

    internal sealed class Map : IEntityTypeConfiguration<Mail>
    {
        public void Configure(EntityTypeBuilder<Mail> b)
        {
            b.ToTable("messages_mails");
            b.Ignore(x => x.State);
            b.Property(x => x.Key).HasMaxLength(120);
            b.Property(x => x.SealedTo).HasMaxLength(1000).IsSealed(MailSeal.To);
            b.Property(x => x.SealedText).IsSealed(MailSeal.Text);
            b.Property(x => x.Subject).HasMaxLength(200);
            b.HasIndex(x => x.Key).IsUnique();
        }
    }
}

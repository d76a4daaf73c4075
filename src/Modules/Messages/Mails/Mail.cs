using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Messages;

/// <summary>Queued, sent, delayed (the mail server was away and is tried again), refused by the receiving side for good.</summary>
public enum MailState { Queued, Delayed, Sent, Refused }

/// <summary>A mail on its way. Recipient and text are sealed, and only until it has left: afterwards nobody can read it again, not even
/// with the key.</summary>
public sealed class Mail
{
    /// <summary>So long what became of a mail is kept: as long as its errand (<see cref="OutboxItem.Kept"/>).</summary>
    public static readonly TimeSpan Kept = OutboxItem.Kept;

    /// <summary>A mail that staff neither sent again nor gave up goes then, too.</summary>
    public static readonly TimeSpan KeptUnsent = TimeSpan.FromDays(365);

    public required Guid Id { get; init; }
    public required string Key { get; init; }
    public required string SealedTo { get; set; }
    public required string Subject { get; init; }
    public required string SealedText { get; set; }

    /// <summary>What goes with it; null where nothing does.</summary>
    public string? SealedFiles { get; set; }
    public required DateTimeOffset QueuedAt { get; init; }
    public DateTimeOffset? SentAt { get; private set; }
    public DateTimeOffset? DelayedAt { get; private set; }
    public DateTimeOffset? RefusedAt { get; private set; }

    public MailState State => this switch
    {
        { SentAt: not null } => MailState.Sent,
        { RefusedAt: not null } => MailState.Refused,
        { DelayedAt: not null } => MailState.Delayed,
        _ => MailState.Queued,
    };

    /// <summary>The mail server took it.</summary>
    public void Sent(DateTimeOffset now)
    {
        SentAt ??= now;
        Forget();
    }

    /// <summary>The mail server could not be reached; the outbox tries again.</summary>
    public void Delayed(DateTimeOffset now) => DelayedAt = now;

    /// <summary>There is no such mailbox, or a file of it may not leave; trying again would change nothing.</summary>
    public void Refused(DateTimeOffset now)
    {
        RefusedAt ??= now;
        Forget();
    }

    void Forget() => (SealedTo, SealedText, SealedFiles) = ("", "", null);

    internal sealed class Map : IEntityTypeConfiguration<Mail>
    {
        public void Configure(EntityTypeBuilder<Mail> b)
        {
            b.ToTable("messages_mails");
            b.Ignore(x => x.State);
            b.Property(x => x.Key).HasMaxLength(120);
            b.Property(x => x.SealedTo).HasMaxLength(1000).IsSealed(MailSeal.To);
            b.Property(x => x.SealedText).IsSealed(MailSeal.Text);
            b.Property(x => x.SealedFiles).IsSealed(MailSeal.Files);
            b.Property(x => x.Subject).HasMaxLength(200);
            b.HasIndex(x => x.Key).IsUnique();
            b.HasIndex(x => x.QueuedAt);
        }
    }
}

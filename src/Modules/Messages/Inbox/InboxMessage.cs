using Keyaki.Contracts.Messages;
using Keyaki.Kernel;
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

    /// <summary>The same in やさしい日本語 and in English; null where it was said in Japanese alone.</summary>
    public string? EasySubject { get; init; }
    public string? EasyText { get; init; }
    public string? EnglishSubject { get; init; }
    public string? EnglishText { get; init; }
    public string? Url { get; init; }

    /// <summary>The record that its page shows: the first id in the address.</summary>
    public Guid? Record { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateTimeOffset? ReadAt { get; private set; }

    public static InboxMessage Of(Message message, Guid account, Guid id, DateTimeOffset at) => new()
    {
        Id = id, Key = message.Key, Account = account, Url = message.Url, Record = RecordOf(message.Url), At = at,
        Subject = message.Subject.Ja, EasySubject = message.Subject.Easy, EnglishSubject = message.Subject.En,
        Text = message.Text.Ja, EasyText = message.Text.Easy, EnglishText = message.Text.En,
    };

    internal static Guid? RecordOf(string? url) =>
        (url ?? "").Split('/', '?', '#').Select(part => Guid.TryParse(part, out var id) ? id : (Guid?)null)
            .FirstOrDefault(id => id is not null);

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
            b.Property(x => x.EasySubject).HasMaxLength(200);
            b.Property(x => x.EasyText).HasMaxLength(LongestText);
            b.Property(x => x.EnglishSubject).HasMaxLength(200);
            b.Property(x => x.EnglishText).HasMaxLength(LongestText);
            b.Property(x => x.Url).HasMaxLength(500);
            b.HasIndex(x => x.Key).IsUnique();
            b.HasIndex(x => new { x.Account, x.At });
            b.HasIndex(x => x.Record).HasFilter("\"Record\" IS NOT NULL");
        }
    }
}

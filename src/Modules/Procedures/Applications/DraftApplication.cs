using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Procedures;

/// <summary>下書き: what a person typed so far, wrong values too, pinned to the version of the definition.</summary>
public sealed class DraftApplication
{
    /// <summary>How long a draft waits after it was last saved.</summary>
    public static readonly TimeSpan Stay = TimeSpan.FromDays(30);

    public required Guid Id { get; init; }
    public required string Procedure { get; init; }
    public required string Definition { get; init; }
    public required ActorKind ApplicantKind { get; init; }
    public required Guid Account { get; init; }
    public string? MailKey { get; init; }

    /// <summary>The address behind <see cref="MailKey"/>, so that the key can be made again.</summary>
    public string? SealedMail { get; init; }
    public Guid? Person { get; init; }
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Name and reading as the account knows them, for definitions that do not ask.</summary>
    public string Name { get; init; } = "";
    public string Kana { get; init; } = "";

    /// <summary>All answers as typed, flat JSON.</summary>
    public required string Answers { get; set; }

    /// <summary>The page to go on with, from 1.</summary>
    public int Page { get; set; } = 1;
    public required DateTimeOffset SavedAt { get; set; }
    public required DateTimeOffset ExpiresAt { get; set; }
    public long Version { get; set; } = 1;

    /// <summary>The application that it became; what was typed is then gone from here, and its address leads there until the draft is
    /// swept away.</summary>
    public Guid? SentAs { get; init; }

    /// <summary>What those for several children have in common: the first application that was sent, or the first draft where they are
    /// sent together.</summary>
    public Guid? Family { get; set; }

    /// <summary>How it came and on which day, where an officer types it in; null otherwise.</summary>
    public string? Channel { get; set; }
    public DateOnly? ArrivedOn { get; set; }

    public bool IsExpired(DateTimeOffset now) => ExpiresAt <= now;

    /// <summary>Keeps what was typed and starts the thirty days anew.</summary>
    public void Save(string answers, int page, DateTimeOffset at)
    {
        (Answers, Page, SavedAt, ExpiresAt) = (answers, page, at, at + Stay);
        Version++;
    }

    internal sealed class Map : IEntityTypeConfiguration<DraftApplication>
    {
        public void Configure(EntityTypeBuilder<DraftApplication> b)
        {
            b.ToTable("procedures_drafts");
            b.Property(x => x.Procedure).HasMaxLength(60);
            b.Property(x => x.Definition).HasMaxLength(64);
            b.Property(x => x.MailKey).HasMaxLength(64).IsBlindMail(of: nameof(SealedMail));
            b.Property(x => x.SealedMail).HasMaxLength(1000).IsSealedMail();
            b.Property(x => x.Name).HasMaxLength(200);
            b.Property(x => x.Kana).HasMaxLength(200);
            b.Property(x => x.Channel).HasMaxLength(20);
            b.HasIndex(x => new { x.Account, x.Procedure });
            b.HasIndex(x => x.MailKey);
        }
    }
}

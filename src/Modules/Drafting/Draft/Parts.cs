using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Drafting;

/// <summary>A version of the body: what was saved, by whom. Rows are added and never changed.</summary>
public sealed class BodyVersion
{
    public required Guid Id { get; init; }
    public required Guid Draft { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }
    public required string Text { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<BodyVersion>
    {
        public void Configure(EntityTypeBuilder<BodyVersion> b)
        {
            b.ToTable("drafting_bodies");
            b.HasIndex(x => new { x.Draft, x.Number }).IsUnique();
        }
    }
}

/// <summary>添付: a file of a draft.</summary>
public sealed class DraftFile
{
    public required Guid Id { get; init; }
    public required Guid Draft { get; init; }
    public required int Position { get; init; }
    public required string Title { get; init; }
    public required Guid File { get; init; }

    /// <summary>別紙: it leaves with the decided paper. The others are for those who decide.</summary>
    public bool Leaves { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<DraftFile>
    {
        public void Configure(EntityTypeBuilder<DraftFile> b)
        {
            b.ToTable("drafting_files");
            b.Property(x => x.Title).HasMaxLength(200);
            b.HasIndex(x => new { x.Draft, x.Position });
        }
    }
}

/// <summary>関連文書: a registered document that a draft refers to.</summary>
public sealed class Related
{
    public required Guid Id { get; init; }
    public required Guid Draft { get; init; }
    public required int Position { get; init; }
    public required Guid Document { get; init; }
    public required string Number { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Related>
    {
        public void Configure(EntityTypeBuilder<Related> b)
        {
            b.ToTable("drafting_related");
            b.Property(x => x.Number).HasMaxLength(60);
            b.HasIndex(x => new { x.Draft, x.Position });
        }
    }
}

/// <summary>What an officer has typed and not saved yet: each has their own, so that nobody's typing takes the place of
/// another's.</summary>
public sealed class Typed
{
    public required Guid Draft { get; init; }
    public required Guid By { get; init; }

    /// <summary>Version of the draft on which it was typed.</summary>
    public required long On { get; init; }

    /// <summary>The answers of the form as JSON.</summary>
    public required string Answers { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Typed>
    {
        public void Configure(EntityTypeBuilder<Typed> b)
        {
            b.ToTable("drafting_typed");
            b.HasKey(x => new { x.Draft, x.By });
        }
    }
}

/// <summary>宛先: one to whom the decided paper goes, and the proof that it went.</summary>
public sealed class Addressee
{
    public required Guid Id { get; init; }
    public required Guid Draft { get; init; }
    public required int Position { get; init; }
    public required string Name { get; init; }
    public string? Mail { get; init; }
    public string? Address { get; init; }

    /// <summary>How it really went; null while it has not.</summary>
    public Way? Way { get; private set; }
    public DateTimeOffset? SentAt { get; private set; }
    public Guid? SentBy { get; private set; }

    /// <summary>追跡番号, 受領者, 掲示した場所: what shows that it went.</summary>
    public string? Proof { get; private set; }

    /// <summary>When the mail server took the mail to them; null before, and where it went otherwise.</summary>
    public DateTimeOffset? MailedAt { get; private set; }

    /// <summary>When it was known that the last mail to them will not arrive; null once it went again.</summary>
    public DateTimeOffset? RefusedAt { get; private set; }

    public void Mailed(DateTimeOffset at) => MailedAt = at;

    /// <summary>The mail cannot arrive: they wait for it as if nothing had been sent.</summary>
    public void NotReached(DateTimeOffset at) => (RefusedAt, SentAt, SentBy, Way, Proof) = (at, null, null, null, null);

    /// <summary>The paper made for them, kept and attached to the document; null while it is not made.</summary>
    public Guid? Paper { get; private set; }

    public void Keep(Guid paper) => Paper ??= paper;

    /// <exception cref="Rule">it went already, or there is no address for that way.</exception>
    public void Send(Way way, string? proof, Guid by, DateTimeOffset at)
    {
        if (SentAt is not null) throw new Rule("", $"「{Name}」には、すでに施行しています。");
        if (way is Drafting.Way.None) throw new Rule("way", "施行の方法を選んでください。");
        if (way is Drafting.Way.Mail && Mail is null) throw new Rule("way", "メールアドレスがない宛先です。ほかの方法を選んでください。");
        if (way is not Drafting.Way.Mail && string.IsNullOrWhiteSpace(proof))
            throw new Rule("proof", "発送したことが分かるもの（引受番号、受け取った人、掲示した場所）を書いてください。");
        RefusedAt = null;
        (Way, SentAt, SentBy, Proof) = (way, at, by, string.IsNullOrWhiteSpace(proof) ? null : proof.Trim());
    }

    internal sealed class Map : IEntityTypeConfiguration<Addressee>
    {
        public void Configure(EntityTypeBuilder<Addressee> b)
        {
            b.ToTable("drafting_addressees");
            b.Property(x => x.Name).HasMaxLength(200);
            b.Property(x => x.Mail).HasMaxLength(254);
            b.Property(x => x.Address).HasMaxLength(300);
            b.Property(x => x.Proof).HasMaxLength(300);
            b.HasIndex(x => new { x.Draft, x.Position });
        }
    }
}

using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>記帳: a posting as a row, with who wrote it and when. The database refuses to change or remove it; only its number is put in
/// once.</summary>
public sealed class Posted
{
    /// <summary>The order in which they were written; it has gaps.</summary>
    public long Row { get; private set; }
    public required Guid Id { get; init; }

    /// <summary>記帳番号: from 1 without a gap, given after the turn (<see cref="Numbering"/>); null until then.</summary>
    public long? Number { get; internal set; }
    public required PostingKind Kind { get; init; }

    /// <summary>The day on which it stands in the books.</summary>
    public required DateOnly Day { get => day; init => day = value; }
    DateOnly day;

    /// <summary>The day of the payment, where its books were closed already; null where it is <see cref="Day"/>.</summary>
    public DateOnly? Received { get => received; init => received = value; }
    DateOnly? received;
    public DateOnly PaidOn => Received ?? Day;
    public required string Reason { get; init; }

    /// <summary>What the sender calls the money that came in.</summary>
    public required string? Payment { get; init; }

    /// <summary>The posting that it takes back; each can be taken back once.</summary>
    public required Guid? Undoes { get; init; }

    /// <summary>消込の結果 (<see cref="Payments.Match"/>) as a number, so that the database can ask for one of them; null where nothing was
    /// matched.</summary>
    public required int? Match { get; init; }
    public Match Found => (Match)(Match ?? 0);

    /// <summary>The officer; null where the program posted what it was told.</summary>
    public required Guid? By { get; init; }
    public required DateTimeOffset At { get; init; }
    public IReadOnlyList<PostedEntry> Entries => entries;

    internal readonly List<PostedEntry> entries = [];

    /// <summary>Its day was closed: it stands on the first one that is not. Only before it is written.</summary>
    internal void Move(DateOnly open)
    {
        if (day >= open) return;
        (received, day) = (PaidOn, open);
        foreach (var entry in entries) entry.Move(open);
    }

    internal sealed class Map : IEntityTypeConfiguration<Posted>
    {
        public void Configure(EntityTypeBuilder<Posted> b)
        {
            b.ToTable("payments_postings");
            b.HasKey(x => x.Row);
            b.Property(x => x.Row).ValueGeneratedOnAdd();
            b.Property(x => x.Number).IsConcurrencyToken();
            b.Property(x => x.Reason).HasMaxLength(500);
            b.Property(x => x.Payment).HasMaxLength(120);
            b.Ignore(x => x.Found);
            b.Ignore(x => x.PaidOn);
            b.HasMany(x => x.Entries).WithOne().HasForeignKey(e => e.Posting).HasPrincipalKey(x => x.Id)
                .OnDelete(DeleteBehavior.Restrict);
            b.Navigation(x => x.Entries).HasField(nameof(entries));
            b.HasIndex(x => x.Number).IsUnique();
            b.HasIndex(x => x.Row).HasFilter("\"Number\" IS NULL");
            b.HasIndex(x => x.Payment).IsUnique().Says("", "この入金は、もう記帳されています。");
            b.HasIndex(x => x.Undoes).IsUnique().Says("", "この記帳は、もう取り消されています。");
            b.HasIndex(x => new { x.Day, x.Kind });
        }
    }
}

/// <summary>One side of a posting as a row: yen into a sub-account (positive) or out of it (negative).</summary>
public sealed class PostedEntry
{
    public required Guid Posting { get; init; }

    /// <summary>Which of its posting's, from 1.</summary>
    public required int Line { get; init; }
    /// <summary>That of its posting: sums of days read no other table.</summary>
    public required DateOnly Day { get => day; init => day = value; }
    DateOnly day;
    internal void Move(DateOnly open) => day = open;

    public required Account Account { get; init; }
    public required Guid? Claim { get; init; }

    /// <summary>Of its claim; null where money is of none.</summary>
    public required string? Item { get; init; }
    public required Part? Part { get; init; }

    /// <summary>Of money that nobody knows yet.</summary>
    public required string? Payment { get; init; }
    public required CollectionMethod? Method { get; init; }

    /// <summary>In yen; a plain number in the table, so that the database can add it up.</summary>
    public required long Figure { get; init; }
    public Yen Amount => new(Figure);

    internal sealed class Map : IEntityTypeConfiguration<PostedEntry>
    {
        public void Configure(EntityTypeBuilder<PostedEntry> b)
        {
            b.ToTable("payments_entries");
            b.HasKey(x => new { x.Posting, x.Line });
            b.Property(x => x.Item).HasMaxLength(60);
            b.Property(x => x.Payment).HasMaxLength(120);
            b.Ignore(x => x.Amount);
            b.HasIndex(x => x.Claim);
            b.HasIndex(x => x.Payment).HasFilter("\"Payment\" IS NOT NULL");
        }
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Documents;

/// <summary>A record was put into another 簿冊, with the reason.</summary>
public sealed class Move
{
    public const int LongestReason = 300;

    public required Guid Id { get; init; }
    public required Guid DocumentId { get; init; }
    public required Guid? From { get; init; }
    public required Guid To { get; init; }
    public required string Reason { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Move>
    {
        public void Configure(EntityTypeBuilder<Move> b)
        {
            b.ToTable("documents_moves");
            b.Property(x => x.Reason).HasMaxLength(LongestReason);
            b.HasIndex(x => x.DocumentId);
        }
    }
}

/// <summary>貸出: the paper of a record is with somebody, until it is back.</summary>
public sealed class Lending
{
    public required Guid Id { get; init; }
    public required Guid DocumentId { get; init; }

    /// <summary>Whoever has it, as the officer wrote it.</summary>
    public required string Borrower { get; init; }
    public required DateOnly LentOn { get; init; }
    public required DateOnly DueOn { get; init; }
    public required Guid By { get; init; }
    public DateOnly? ReturnedOn { get; private set; }
    public Guid? ReturnedBy { get; private set; }

    public bool IsLate(DateOnly today) => ReturnedOn is null && DueOn < today;
    public void Return(DateOnly on, Guid by) => (ReturnedOn, ReturnedBy) = (on, by);

    internal sealed class Map : IEntityTypeConfiguration<Lending>
    {
        public void Configure(EntityTypeBuilder<Lending> b)
        {
            b.ToTable("documents_lendings");
            b.Property(x => x.Borrower).HasMaxLength(100);
            b.HasIndex(x => x.DocumentId);
            b.HasIndex(x => x.DueOn).HasFilter("\"ReturnedOn\" IS NULL");
        }
    }
}

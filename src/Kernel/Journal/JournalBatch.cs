using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kernel;

/// <summary>A sealed batch: the Merkle root over its entries, chained to the batch before, signed.</summary>
public sealed class JournalBatch
{
    public required long Number { get; init; }
    public required int Count { get; init; }
    public required string Root { get; init; }
    public required string Head { get; init; }
    public required string Signature { get; init; }

    /// <summary>The <see cref="JournalKey"/> that signed it.</summary>
    public required Guid Key { get; init; }
    public required DateTimeOffset SealedAt { get; init; }

    internal static string HeadOf(string previous, long number, int count, string root) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{previous}|{number}|{count}|{root}")));

    /// <summary>Root over the entries' hashes in the order of their ids (as they are written: a Guid is compared like that); a lone
    /// node at the end moves up as it is.</summary>
    internal static string RootOf(IEnumerable<JournalEntry> entries)
    {
        var level = entries.OrderBy(e => e.Id).Select(e => e.Hash()).ToList();
        while (level.Count > 1)
            level = [.. level.Chunk(2).Select(pair => pair.Length == 1 ? pair[0] : SHA256.HashData([.. pair[0], .. pair[1]]))];
        return Convert.ToHexStringLower(level[0]);
    }

    internal sealed class Map : IEntityTypeConfiguration<JournalBatch>
    {
        public void Configure(EntityTypeBuilder<JournalBatch> b)
        {
            b.ToTable("kernel_journal_batches");
            b.HasKey(x => x.Number);
            b.Property(x => x.Number).ValueGeneratedNever();
            b.Property(x => x.Root).HasMaxLength(64);
            b.Property(x => x.Head).HasMaxLength(64);
            b.Property(x => x.Signature).HasMaxLength(200);
        }
    }
}

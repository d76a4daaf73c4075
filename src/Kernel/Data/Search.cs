using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kernel;

/// <summary>One searchable record: kind, id, and its text as overlapping two-character pieces, so that 2-character Japanese words are
/// found.</summary>
public sealed class SearchDocument
{
    public long Row { get; init; }
    public required string Kind { get; init; }
    public required Guid RecordId { get; init; }
    public required string Grams { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<SearchDocument>
    {
        public void Configure(EntityTypeBuilder<SearchDocument> b)
        {
            b.ToTable("kernel_search");
            b.HasKey(x => x.Row);
            b.Property(x => x.Row).ValueGeneratedOnAdd();
            b.Property(x => x.Kind).HasMaxLength(40);
            b.HasIndex(x => new { x.Kind, x.RecordId }).IsUnique();
        }
    }
}

/// <summary>Full-text search over the city's records on either database.</summary>
public sealed class Search(IDatabase database)
{
    /// <summary>Puts a record's text into the index, inside the caller's turn.</summary>
    public async Task Index(CityDb db, string kind, Guid id, string text)
    {
        var grams = SearchGrams.Index(text);
        var old = await db.Set<SearchDocument>().AsTracking().FirstOrDefaultAsync(d => d.Kind == kind && d.RecordId == id);
        if (old is null) db.Add(new SearchDocument { Kind = kind, RecordId = id, Grams = grams });
        else old.Grams = grams;
    }

    /// <summary>The ids of the records that hold all the words; null when there is nothing to search for.</summary>
    public IQueryable<Guid>? Find(CityDb db, string kind, string? words) =>
        SearchGrams.Query(words ?? "") is { Count: > 0 } phrases
            ? db.Set<SearchDocument>().FromSql(database.SearchSql(kind, phrases)).Select(d => d.RecordId) : null;
}

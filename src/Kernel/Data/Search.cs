using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kernel;

/// <summary>One searchable record: kind, id, and its text as overlapping two-character pieces, so that 2-character Japanese words are
/// found; before them a mark of its kind and one of its kind and scope (<see cref="SearchGrams.Mark"/>).</summary>
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

/// <summary>Full-text search over the city's records on either database. A row holds no title and no link: they are asked of the record
/// when it is shown.</summary>
public sealed class Search(IDatabase database)
{
    const int Recent = 4000;

    /// <summary>Puts a record that was never there into the index, inside the caller's turn. Its scope says whose it is: a
    /// department's, or nobody's.</summary>
    public void Add(CityDb db, string kind, Guid id, string text, string scope = "") =>
        db.Append(new SearchDocument { Kind = kind, RecordId = id, Grams = Grams(kind, text, scope) });

    /// <summary>The same for one that may be there.</summary>
    public async Task Index(CityDb db, string kind, Guid id, string text, string scope = "")
    {
        var grams = Grams(kind, text, scope);
        if (await Rows(db, kind, id).ExecuteUpdateAsync(d => d.SetProperty(x => x.Grams, grams)) == 0) Add(db, kind, id, text, scope);
    }

    /// <summary>Takes a record out.</summary>
    public Task Forget(CityDb db, string kind, Guid id) => Rows(db, kind, id).ExecuteDeleteAsync();

    static IQueryable<SearchDocument> Rows(CityDb db, string kind, Guid id) =>
        db.Set<SearchDocument>().Where(d => d.Kind == kind && d.RecordId == id);

    /// <summary>What a row of the index holds.</summary>
    public static string Grams(string kind, string text, string scope) =>
        $"{SearchGrams.Mark(kind)} {SearchGrams.Mark(kind, scope)} {SearchGrams.Index(text)}";

    /// <summary>The ids of the records that hold all the words; null when there is nothing to search for.</summary>
    public IQueryable<Guid>? Find(CityDb db, string kind, string? words) =>
        SearchGrams.Query(words ?? "") is { Count: > 0 } phrases
            ? db.Set<SearchDocument>().FromSql(database.SearchSql(kind, phrases)).Select(d => d.RecordId) : null;

    /// <summary>The newest of them in these scopes (null: in all), at most so many. However many others hold the words, they cost
    /// nothing: the scope is part of what is looked up.</summary>
    public IQueryable<Guid>? Newest(CityDb db, string kind, IReadOnlyList<string>? scopes, string words, int most) =>
        Newest(db, kind, scopes, [words], most);

    /// <summary>The same of those that hold what was asked for in one way or another: words that mean the same.</summary>
    /// <param name="recent">Few, where the texts are long: each that is looked at is read whole.</param>
    public IQueryable<Guid>? Newest(CityDb db, string kind, IReadOnlyList<string>? scopes, IReadOnlyList<string> ways, int most,
        int recent = Recent)
    {
        var phrases = ways.Select(SearchGrams.Query).Where(way => way.Count > 0).ToList();
        return phrases.Count > 0 && scopes is null or { Count: > 0 }
            ? db.Set<SearchDocument>().FromSql(database.NewestSql(kind, phrases,
                scopes is null ? [SearchGrams.Mark(kind)] : [.. scopes.Select(s => SearchGrams.Mark(kind, s))], most, recent))
                .Select(d => d.RecordId)
            : null;
    }
}

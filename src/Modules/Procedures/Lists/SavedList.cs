using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Procedures;

/// <summary>絞り込みの保存: a work list under a name, of one officer or of a whole department. It holds the address and nothing
/// else.</summary>
public sealed class SavedList
{
    /// <summary>How many an officer, and a department, keep: all are counted on the page.</summary>
    public const int Most = 8;

    public required Guid Id { get; init; }

    /// <summary>Whose it is: the officer's, or, where this is null, the department's.</summary>
    public Guid? Officer { get; init; }
    public string? Department { get; init; }
    public required string Name { get; init; }

    /// <summary>The query of the address, as <see cref="WorkList.Url"/> writes it; it holds no words that were searched for, which may
    /// be a person's name.</summary>
    public required string Query { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    public WorkList List => WorkList.Of(new QueryCollection(QueryHelpers.ParseQuery(Query)));

    internal sealed class Map : IEntityTypeConfiguration<SavedList>
    {
        public void Configure(EntityTypeBuilder<SavedList> b)
        {
            b.ToTable("procedures_lists");
            b.Ignore(x => x.List);
            b.Property(x => x.Department).HasMaxLength(60);
            b.Property(x => x.Name).HasMaxLength(40);
            b.Property(x => x.Query).HasMaxLength(400);
            b.HasIndex(x => x.Officer).HasFilter("\"Officer\" IS NOT NULL");
            b.HasIndex(x => x.Department).HasFilter("\"Department\" IS NOT NULL");
        }
    }
}

/// <summary>最初に開く一覧: the list with which an officer's inbox opens; none is the inbox itself.</summary>
public sealed class FirstList
{
    public required Guid Id { get; init; }
    public required Guid Officer { get; init; }
    public Guid? ListId { get; set; }
    public required DateTimeOffset At { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<FirstList>
    {
        public void Configure(EntityTypeBuilder<FirstList> b)
        {
            b.ToTable("procedures_first_lists");
            b.HasIndex(x => x.Officer).IsUnique().Says("", "もう一度押してください。");
        }
    }
}

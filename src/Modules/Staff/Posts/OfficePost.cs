using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Staff;

/// <summary>職 as it counts now, with its powers: taken in from the city's files, or made on a page. What a file wants to add to a post
/// that somebody holds waits for a second person.</summary>
public sealed class OfficePost
{
    /// <summary>Code of the files; one made on a page has a dot in it, which no file's code has.</summary>
    public required string Code { get; init; }
    public required string Title { get; set; }
    public string? Department { get; set; }

    /// <summary>A lower number is higher in the house.</summary>
    public required int Rank { get; set; }

    /// <summary>Codes of the permissions, in order, with blanks between.</summary>
    public string Permissions { get; private set; } = "";
    public required bool FromFiles { get; init; }
    public DateOnly? From { get; set; }
    public DateOnly? Until { get; private set; }

    /// <summary>Who made it on a page, and who ended it; null for the files.</summary>
    public Guid? MadeBy { get; init; }
    public Guid? EndedBy { get; private set; }

    /// <summary>Raised over the highest one of all posts by each change, so that every node sees that something is new.</summary>
    public required long Version { get; set; }

    public IReadOnlySet<string> Powers => Permissions.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

    public void Give(IEnumerable<string> permissions) =>
        Permissions = string.Join(' ', permissions.Distinct().Order(StringComparer.Ordinal));

    /// <summary>Ends it with a last day.</summary>
    /// <exception cref="Rule">it ends already on an earlier day.</exception>
    public void End(DateOnly last, Guid? by)
    {
        if (Until is { } until && until <= last) throw new Rule("until", "この職は、それより前の日に廃止されることになっています。");
        (Until, EndedBy) = (last, by);
    }

    /// <summary>From when until when the city's files have it; who ended it on a page is not overruled.</summary>
    public void Stands(DateOnly from, DateOnly? until)
    {
        if (EndedBy is null) (From, Until) = (from == DateOnly.MinValue ? null : from, until);
    }

    public Post Face() => new(Code, Title, Department, Rank) { From = From, Until = Until };

    /// <summary>The number that the next change gets.</summary>
    public static async Task<long> Next(CityDb db, CancellationToken ct) =>
        (await db.Set<OfficePost>().MaxAsync(p => (long?)p.Version, ct) ?? 0) + 1;

    internal sealed class Map : IEntityTypeConfiguration<OfficePost>
    {
        public void Configure(EntityTypeBuilder<OfficePost> b)
        {
            b.ToTable("staff_posts");
            b.HasKey(x => x.Code);
            b.Property(x => x.Code).HasMaxLength(80);
            b.Property(x => x.Title).HasMaxLength(200);
            b.Property(x => x.Department).HasMaxLength(80);
            b.Ignore(x => x.Powers);
        }
    }
}

using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Staff;

/// <summary>職 as it counts, with its powers from day to day: taken in from the city's files, or made on a page. What a file wants to add
/// to a post that somebody holds waits for a second person.</summary>
public sealed class OfficePost
{
    /// <summary>Code of the files; one made on a page has a dot in it, which no file's code has.</summary>
    public required string Code { get; init; }
    public required string Title { get; set; }
    public required bool FromFiles { get; init; }
    public DateOnly? From { get; set; }
    public DateOnly? Until { get; private set; }

    /// <summary>Who made it on a page, and who ended it; null for the files.</summary>
    public Guid? MadeBy { get; init; }
    public Guid? EndedBy { get; private set; }

    /// <summary>Raised over the highest one of all posts by each change, so that every node sees that something is new.</summary>
    public required long Version { get; set; }

    /// <summary>What it gives, from the first day on and from each day on which that changes.</summary>
    public List<PostTerm> Terms { get; } = [];

    /// <summary>What it gives on a day.</summary>
    public PostTerm On(DateOnly day) => Terms.Where(t => t.Since <= day).MaxBy(t => t.Since)
        ?? throw new InvalidOperationException($"{Code} has no first term");

    /// <summary>Changes what it gives from one day to another, both included (without a last day: for good).</summary>
    public void Change(DateOnly from, DateOnly? until, Action<PostTerm> change)
    {
        foreach (var day in until is { } last ? [from, last.AddDays(1)] : new[] { from }) Split(day);
        foreach (var term in Terms.Where(t => from <= t.Since && !(t.Since > until))) change(term);
    }

    void Split(DateOnly day)
    {
        if (On(day) is var before && before.Since < day)
            Terms.Add(new PostTerm { Post = Code, Since = day, Department = before.Department, Rank = before.Rank }.Give(before.Powers));
    }

    /// <summary>Ends it with a last day.</summary>
    /// <exception cref="Rule">it ends already on an earlier day.</exception>
    public void End(DateOnly last, Guid? by)
    {
        if (Until is { } until && until <= last) throw new Rule("until", "この職は、それより前の日に廃止されることになっています。");
        (Until, EndedBy) = (last, by);
    }

    /// <summary>From when until when the city's files have it; who ended it on a page is not overruled.</summary>
    public void Stands(DateOnly? from, DateOnly? until)
    {
        if (EndedBy is null) (From, Until) = (from, until);
    }

    /// <summary>It as it is from each of its days on.</summary>
    public IEnumerable<Post> Faces() =>
        Terms.Select(t => new Post(Code, Title, t.Department, t.Rank) { From = From, Until = Until, Since = t.Since });

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
            b.HasMany(x => x.Terms).WithOne().HasForeignKey(t => t.Post);
        }
    }
}

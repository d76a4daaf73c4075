using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Staff;

/// <summary>職員: a person who works for the city and has an account of the office door. What they may do comes from the posts they
/// hold.</summary>
public sealed class Officer
{
    public required Guid Id { get; init; }
    public required string Login { get; init; }
    public required string Name { get; init; }
    public required string Kana { get; init; }

    /// <summary>Code of the department; the posts may lie in others (兼務).</summary>
    public required string Department { get; set; }

    /// <summary>The officer's own mail address at work: what the account is told, and one half of its link. Nobody shares it. Null for
    /// who has none.</summary>
    public string? Mail { get; set; }
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>The last day of work; the account may not enter afterwards.</summary>
    public DateOnly? LeftOn { get; set; }

    public bool MayEnter(DateOnly today) => LeftOn is null || LeftOn >= today;

    internal sealed class Map : IEntityTypeConfiguration<Officer>
    {
        public void Configure(EntityTypeBuilder<Officer> b)
        {
            b.ToTable("staff_officers");
            b.Property(x => x.Login).HasMaxLength(60);
            b.Property(x => x.Name).HasMaxLength(100);
            b.Property(x => x.Kana).HasMaxLength(100);
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.Mail).HasMaxLength(254);
            b.HasIndex(x => x.Mail).IsUnique().Says("mail", "このメールアドレスは、ほかの職員が使っています。本人だけが読めるアドレスにしてください。");
            b.HasIndex(x => x.Login).IsUnique().Says("login", "このログイン名はほかの職員が使っています。別のログイン名にしてください。");
        }
    }
}

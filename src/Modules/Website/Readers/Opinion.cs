using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Website;

/// <summary>「役に立ちましたか」: what one reader said of a page. It says nothing of who they are.</summary>
public sealed class Opinion
{
    public const int Longest = 500;

    public required Guid Id { get; init; }
    public required Guid Page { get; init; }
    public required DateOnly Day { get; init; }
    public required bool Helped { get; init; }

    /// <summary>What they added in a line; nobody answers it.</summary>
    public string? Words { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Opinion>
    {
        public void Configure(EntityTypeBuilder<Opinion> b)
        {
            b.ToTable("website_opinions");
            b.Property(x => x.Words).HasMaxLength(Longest);
            b.HasIndex(x => new { x.Page, x.Day });
            b.HasIndex(x => x.Day);
        }
    }
}

/// <summary>What readers said and how often they came stays for two years, so that a year can be held against the one
/// before.</summary>
sealed class SweepReaders : IJob
{
    public static readonly TimeSpan Stay = TimeSpan.FromDays(730);

    public string Code => "website.old-visits";
    public string Label => "ホームページの古い閲覧数と評価を消す";
    public When When => When.Daily(new(3, 0));

    public async Task Do(CityDb db, Due due, CancellationToken ct)
    {
        var limit = (due.Now - Stay).Day();
        await db.Set<Visits>().Where(v => v.Day < limit).ExecuteDeleteAsync(ct);
        await db.Set<Opinion>().Where(o => o.Day < limit).ExecuteDeleteAsync(ct);
    }
}

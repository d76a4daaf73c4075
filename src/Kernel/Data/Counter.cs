using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kernel;

/// <summary>A gap-free number: taken in the turn that uses it, so a number that was taken is a number that was used.</summary>
public sealed class Counter
{
    public required string Name { get; init; }
    public required long Value { get; set; }

    /// <summary>The next number of this name, from 1.</summary>
    public static async Task<long> Next(CityDb db, string name, CancellationToken ct)
    {
        var counter = await db.Set<Counter>().FindAsync([name], ct); // finds one that this turn began, too
        if (counter is null) db.Add(counter = new Counter { Name = name, Value = 0 });
        return ++counter.Value;
    }

    internal sealed class Map : IEntityTypeConfiguration<Counter>
    {
        public void Configure(EntityTypeBuilder<Counter> b)
        {
            b.ToTable("kernel_counters");
            b.HasKey(x => x.Name);
            b.Property(x => x.Name).HasMaxLength(100);
        }
    }
}

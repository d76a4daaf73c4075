using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Assets;

/// <summary>棚卸し: a department goes round and ticks what is there. One at a time for a department.</summary>
public sealed class Stock
{
    public required Guid Id { get; init; }
    public required string Department { get; init; }
    public required DateOnly On { get; init; }
    public required Guid By { get; init; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public Guid? ClosedBy { get; private set; }

    public void Close(Guid by, DateTimeOffset at)
    {
        if (ClosedAt is not null) throw new Rule("", "この棚卸しは、もう終わっています。");
        (ClosedAt, ClosedBy) = (at, by);
    }

    internal sealed class Map : IEntityTypeConfiguration<Stock>
    {
        public void Configure(EntityTypeBuilder<Stock> b)
        {
            b.ToTable("assets_stocks");
            b.Property(x => x.Department).HasMaxLength(80);
            b.HasIndex(x => x.Department).IsUnique().HasFilter("\"ClosedAt\" IS NULL")
                .Says("", "この課の棚卸しは、もう始まっています。一覧から開いてください。");
        }
    }
}

/// <summary>It was there: who saw it, when, and where, if not in its place.</summary>
public sealed class StockTick
{
    public required Guid Stock { get; init; }
    public required Guid Asset { get; init; }
    public required string Register { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Where it was found; null where it stood in its place.</summary>
    public string? Elsewhere { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<StockTick>
    {
        public void Configure(EntityTypeBuilder<StockTick> b)
        {
            b.ToTable("assets_stock_ticks");
            b.HasKey(x => new { x.Stock, x.Asset });
            b.Property(x => x.Register).HasMaxLength(40);
            b.Property(x => x.Elsewhere).HasMaxLength(100);
        }
    }
}

/// <summary>見つからなかったもの: it was not ticked when the stocktaking ended. It waits until it is found or given up.</summary>
public sealed class Missing
{
    public required Guid Id { get; init; }
    public required Guid Stock { get; init; }
    public required Guid Asset { get; init; }
    public required string Register { get; init; }
    public required string Name { get; init; }
    public required string Department { get; init; }
    public DateTimeOffset? FoundAt { get; private set; }

    /// <returns>False where it was found before.</returns>
    public bool Found(DateTimeOffset at)
    {
        if (FoundAt is not null) return false;
        FoundAt = at;
        return true;
    }

    internal sealed class Map : IEntityTypeConfiguration<Missing>
    {
        public void Configure(EntityTypeBuilder<Missing> b)
        {
            b.ToTable("assets_missing");
            b.Property(x => x.Register).HasMaxLength(40);
            b.Property(x => x.Name).HasMaxLength(300);
            b.Property(x => x.Department).HasMaxLength(80);
            b.HasIndex(x => x.Asset);
            b.HasIndex(x => x.Stock);
        }
    }
}

/// <summary>What was not found at a stocktaking is looked for.</summary>
sealed class MissingTasks : TaskSource<Missing>
{
    protected override Guid Cause(Missing missing) => missing.Id;

    protected override Task<TaskWish?> Wish(CityDb db, Missing missing, CancellationToken ct) =>
        Task.FromResult(missing.FoundAt is not null ? null
        : new TaskWish(TaskKind.Finish, $"棚卸しで見つからなかった：{missing.Name}", ShowStock.One(missing.Stock))
        { Department = missing.Department, Power = AssetsModule.Keep });
}

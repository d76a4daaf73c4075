using System.Text.Json;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kits;

/// <summary>What became of an item: done, refused by a rule, skipped for a reason, or failed.</summary>
public enum ItemOutcome { Done, Refused, Skipped, Failed }

/// <summary>一括処理: work over many items as a record. It holds keys and counts, and no names. Above a size it waits for a second person
/// once it is known how many items it has; one that is only tried changes nothing and waits for nobody.</summary>
public sealed class Run : TwoPersons
{
    public required string Kind { get; init; }

    /// <summary>What it is done for, such as a year and a month: ordered again, it is the same run.</summary>
    public required string Key { get; init; }

    /// <summary>JSON that the work of this kind reads.</summary>
    public required string Arguments { get; init; }

    /// <summary>Only tried: the same work, of which nothing is written.</summary>
    public required bool Trial { get; init; }

    /// <summary>Null until it is known whom it is about.</summary>
    public int? Count { get; private set; }

    /// <summary>Too many items for one officer alone.</summary>
    public bool NeedsSecond { get; private set; }
    public DateTimeOffset? StartedAt { get; private set; }
    public DateTimeOffset? StoppedAt { get; private set; }
    public Guid? StoppedBy { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public int Done { get; private set; }
    public int Refused { get; private set; }
    public int Skipped { get; private set; }
    public int Failed { get; private set; }

    public int Dealt => Done + Refused + Skipped + Failed;
    public bool IsWaiting => NeedsSecond && Agreed is null && EndedAt is null;
    public bool Goes => EndedAt is null && StoppedAt is null && Agreed is not false && !IsWaiting;

    protected override string Own => "自分が始めた処理は、ほかの人が確認します。";

    public RunOrder Ordered() => new(Id, Key, Arguments, By, Trial);

    /// <summary>It is known now whom it is about.</summary>
    public void Lay(int count, int alone, DateTimeOffset now)
    {
        (Count, NeedsSecond) = (count, !Trial && count > alone);
        if (count == 0) EndedAt = now;
    }

    /// <summary>Some items are dealt with; with none left it is over.</summary>
    public void Take(IReadOnlyCollection<ItemResult> results, bool last, DateTimeOffset now)
    {
        StartedAt ??= now;
        Done += results.Count(r => r.Outcome is ItemOutcome.Done);
        Refused += results.Count(r => r.Outcome is ItemOutcome.Refused);
        Skipped += results.Count(r => r.Outcome is ItemOutcome.Skipped);
        Failed += results.Count(r => r.Outcome is ItemOutcome.Failed);
        if (last) EndedAt = now;
    }

    /// <exception cref="Rule">it is over, or stands already.</exception>
    public void Stop(Guid by, DateTimeOffset now)
    {
        if (EndedAt is not null || StoppedAt is not null) throw new Rule("", "この処理は、もう止まっているか終わっています。");
        (StoppedAt, StoppedBy) = (now, by);
    }

    /// <exception cref="Rule">it does not stand.</exception>
    public void GoOn()
    {
        if (StoppedAt is null || EndedAt is not null) throw new Rule("", "この処理は止まっていません。");
        (StoppedAt, StoppedBy) = (null, null);
    }

    /// <summary>What did not go through is to be tried once more.</summary>
    /// <exception cref="Rule">it still goes on, or everything went through.</exception>
    public void Again(int refused, int failed)
    {
        if (EndedAt is null) throw new Rule("", "この処理はまだ終わっていません。");
        if (refused + failed == 0) throw new Rule("", "やり直すものはありません。");
        (EndedAt, Refused, Failed) = (null, Refused - refused, Failed - failed);
    }

    /// <summary>How long it still takes, from how long it took so far; null while that cannot be said.</summary>
    public TimeSpan? Left(DateTimeOffset now) => Goes && StartedAt is { } start && Dealt > 0 && Count is { } count
        ? (now - start) / Dealt * (count - Dealt) : null;

    internal sealed class Map : IEntityTypeConfiguration<Run>
    {
        public void Configure(EntityTypeBuilder<Run> b)
        {
            b.ToTable("kits_runs");
            b.Property(x => x.Kind).HasMaxLength(60);
            b.Property(x => x.Key).HasMaxLength(120);
            b.Property(x => x.Remark).HasMaxLength(LongestRemark);
            b.HasIndex(x => new { x.Kind, x.Key }).IsUnique().HasFilter("NOT \"Trial\"");
            b.HasIndex(x => new { x.EndedAt, x.At });
        }
    }
}

/// <summary>Some items of a run that are dealt with together; the mark that they are is written with what was done.</summary>
public sealed class RunSlice
{
    public const int Size = 500;

    public required Guid RunId { get; init; }
    public required int Number { get; init; }

    /// <summary>The keys of its items, as JSON.</summary>
    public required string Keys { get; init; }
    public DateTimeOffset? DoneAt { get; set; }

    public IReadOnlyList<string> Items => JsonSerializer.Deserialize<List<string>>(Keys) ?? [];

    internal sealed class Map : IEntityTypeConfiguration<RunSlice>
    {
        public void Configure(EntityTypeBuilder<RunSlice> b)
        {
            b.ToTable("kits_run_slices");
            b.HasKey(x => new { x.RunId, x.Number });
            b.Ignore(x => x.Items);
            b.HasIndex(x => new { x.RunId, x.DoneAt });
        }
    }
}

/// <summary>An item that did not go through, and why.</summary>
public sealed class RunItem
{
    public const int LongestReason = 300;

    public required Guid Id { get; init; }
    public required Guid RunId { get; init; }
    public required string Key { get; init; }
    public required ItemOutcome Outcome { get; init; }
    public required string Reason { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<RunItem>
    {
        public void Configure(EntityTypeBuilder<RunItem> b)
        {
            b.ToTable("kits_run_items");
            b.Property(x => x.Key).HasMaxLength(120);
            b.Property(x => x.Reason).HasMaxLength(LongestReason);
            b.HasIndex(x => new { x.RunId, x.Key }).IsUnique();
        }
    }
}

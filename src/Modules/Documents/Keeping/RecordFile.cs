using Keyaki.Contracts.Documents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Documents;

/// <summary>簿冊: the records of one class and fiscal year. The next year's is opened from it.</summary>
public sealed class RecordFile
{
    public const int LongestTitle = 200;

    public required Guid Id { get; init; }
    public required int FiscalYear { get; init; }
    public required string Department { get; init; }
    public required string RecordClass { get; init; }
    public required string Title { get; init; }

    /// <summary>Last year's, from which it was opened.</summary>
    public Guid? Before { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public Guid? OpenedBy { get; init; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public Guid? ClosedBy { get; private set; }

    /// <summary>The one of the next year.</summary>
    public RecordFile Next(Guid id, Guid? by, DateTimeOffset at) => new()
    {
        Id = id, FiscalYear = FiscalYear + 1, Department = Department, RecordClass = RecordClass, Title = Title, Before = Id, OpenedAt = at,
        OpenedBy = by,
    };

    /// <exception cref="Rule">it is closed.</exception>
    public void Takes()
    {
        if (ClosedAt is not null) throw new Rule("file", "この簿冊は締め切られています。開いている簿冊を選んでください。");
    }

    /// <exception cref="Rule">it is closed already.</exception>
    public void Close(Guid by, DateTimeOffset at)
    {
        Takes();
        (ClosedAt, ClosedBy) = (at, by);
    }

    /// <summary>It takes records again.</summary>
    /// <exception cref="Rule">it is open.</exception>
    public Reopening Reopen(Guid id, string reason, Guid by, DateTimeOffset at)
    {
        if (ClosedAt is null) throw new Rule("", "この簿冊は開いています。");
        (ClosedAt, ClosedBy) = (null, null);
        return new() { Id = id, RecordFile = Id, Reason = reason.Trim(), By = by, At = at };
    }

    public RecordFileFace Face() => new(Id, new(FiscalYear), Department, RecordClass, Title);

    internal sealed class Map : IEntityTypeConfiguration<RecordFile>
    {
        public void Configure(EntityTypeBuilder<RecordFile> b)
        {
            b.ToTable("documents_record_files");
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.RecordClass).HasMaxLength(80);
            b.Property(x => x.Title).HasMaxLength(LongestTitle);
            b.HasIndex(x => new { x.FiscalYear, x.RecordClass, x.Title }).IsUnique()
                .Says("title", "この年度と分類には、同じ名前の簿冊があります。別の名前にしてください。");
            b.HasIndex(x => new { x.Department, x.FiscalYear });
        }
    }
}

/// <summary>A closed 簿冊 was opened again, with the reason.</summary>
public sealed class Reopening
{
    public required Guid Id { get; init; }
    public required Guid RecordFile { get; init; }
    public required string Reason { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Reopening>
    {
        public void Configure(EntityTypeBuilder<Reopening> b)
        {
            b.ToTable("documents_reopenings");
            b.Property(x => x.Reason).HasMaxLength(Move.LongestReason);
            b.HasIndex(x => x.RecordFile);
        }
    }
}

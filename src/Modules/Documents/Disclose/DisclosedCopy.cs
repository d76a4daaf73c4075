using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Documents;

/// <summary>作成中, 写しを作っている, 確認待ち, 完成, 終わり.</summary>
public enum CopyStage { Draft, Making, Waiting, Final, Ended }

/// <summary>開示用の写し: a copy of one file of a record for one 開示請求, in which what may not be disclosed is black.</summary>
public sealed class DisclosedCopy
{
    public const int LongestRequest = 200, MostMarks = 2_000;

    public required Guid Id { get; init; }
    public required Guid DocumentId { get; init; }

    /// <summary>The file of which it is made, and the hash of its bytes on that day.</summary>
    public required Guid Source { get; init; }
    public required string SourceHash { get; init; }
    public required int Pages { get; init; }

    /// <summary>Number or name of the 開示請求; null once the record was destroyed.</summary>
    public required string? Request { get; set; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Counts what is marked, so that nobody marks what is just put to the check.</summary>
    public long Version { get; private set; }

    /// <summary>Why the last try to make it failed.</summary>
    public string? Trouble { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public string? EndedWhy { get; private set; }

    /// <param name="last">The last time it was put to a second person.</param>
    public CopyStage Stage(CopyCheck? last) => EndedAt is not null ? CopyStage.Ended : last?.Agreed switch
    {
        true => CopyStage.Final,
        null when last is not null => last.File is null ? CopyStage.Making : CopyStage.Waiting,
        _ => CopyStage.Draft,
    };

    /// <summary>What is marked changes.</summary>
    /// <exception cref="Rule">it waits for the second person, is complete, or has ended.</exception>
    public void Change(CopyCheck? last)
    {
        if (Stage(last) is not CopyStage.Draft) throw new Rule("", "この写しは、作成中ではないため、変えられません。");
        Version++;
    }

    public void Fail(string why) => Trouble = PlainText.Cut(why, 300);
    public void Submit() => (Version, Trouble) = (Version + 1, null);

    /// <summary>It goes no further; said twice, the first reason stays.</summary>
    public void End(string why, DateTimeOffset at)
    {
        if (EndedAt is null) (EndedAt, EndedWhy, Version) = (at, why, Version + 1);
    }

    internal sealed class Map : IEntityTypeConfiguration<DisclosedCopy>
    {
        public void Configure(EntityTypeBuilder<DisclosedCopy> b)
        {
            b.ToTable("documents_copies");
            b.Property(x => x.SourceHash).HasMaxLength(64);
            b.Property(x => x.Request).HasMaxLength(LongestRequest);
            b.Property(x => x.Trouble).HasMaxLength(300);
            b.Property(x => x.EndedWhy).HasMaxLength(100);
            b.Property(x => x.Version).IsConcurrencyToken();
            b.HasIndex(x => x.DocumentId);
        }
    }
}

/// <summary>A place of a page that is covered, in ten thousandths of it, and why. What stands there is written down nowhere.</summary>
public sealed class CopyMark
{
    public const int Whole = 10_000;

    public required Guid Id { get; init; }
    public required Guid CopyId { get; init; }

    /// <summary>Those that were made by one act, and are taken back by one.</summary>
    public required Guid Batch { get; init; }
    public required int Page { get; init; }
    public required int Left { get; init; }
    public required int Top { get; init; }
    public required int Right { get; init; }
    public required int Bottom { get; init; }

    /// <summary>不開示理由 as it was on that day: its number, and its article and name.</summary>
    public required string Number { get; init; }
    public required string Reason { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    public bool IsPage => (Left, Top, Right, Bottom) == (0, 0, Whole, Whole);

    /// <summary>Whether a word lies in it.</summary>
    public bool Covers(FileWord word) => (word.Place[0] + word.Place[2]) / 2 is var x && (word.Place[1] + word.Place[3]) / 2 is var y
        && x >= Left && x <= Right && y >= Top && y <= Bottom;

    internal sealed class Map : IEntityTypeConfiguration<CopyMark>
    {
        public void Configure(EntityTypeBuilder<CopyMark> b)
        {
            b.ToTable("documents_copy_marks");
            b.Ignore(x => x.IsPage);
            b.Property(x => x.Number).HasMaxLength(10);
            b.Property(x => x.Reason).HasMaxLength(200);
            b.HasIndex(x => new { x.CopyId, x.Page });
        }
    }
}

/// <summary>The copy before the second person, with the file that was made for them; with their yes it is the one that is given
/// out.</summary>
public sealed class CopyCheck : TwoPersons
{
    public required Guid CopyId { get; init; }
    public required Guid DocumentId { get; init; }
    public required string Department { get; init; }
    public Guid? File { get; private set; }

    public void Made(Guid file) => File = file;
    protected override string Own => "自分が作った写しは、ほかの人が確認します。";

    internal sealed class Map : IEntityTypeConfiguration<CopyCheck>
    {
        public void Configure(EntityTypeBuilder<CopyCheck> b)
        {
            b.ToTable("documents_copy_checks");
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.Remark).HasMaxLength(LongestRemark);
            b.HasIndex(x => x.CopyId).IsUnique().HasFilter("\"Agreed\" IS NULL");
            b.HasIndex(x => new { x.CopyId, x.At });
        }
    }
}

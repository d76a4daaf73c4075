using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Documents;

/// <summary>監査, 訴訟, 不服申立て, 開示請求: why a record may not be destroyed yet.</summary>
public enum HoldKind { Audit, Lawsuit, Appeal, DisclosureRequest }

/// <summary>保留: a case because of which a record is kept. Several at once; the one that lasts longest counts.</summary>
public sealed class Hold
{
    public const int LongestCase = 200;

    public required Guid Id { get; init; }
    public required Guid DocumentId { get; init; }
    public required HoldKind Kind { get; init; }

    /// <summary>Which audit, lawsuit or request.</summary>
    public required string Case { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The day on which audit or lawsuit ended, or the ruling or decision was given.</summary>
    public DateOnly? EndedOn { get; private set; }
    public Guid? EndedBy { get; private set; }

    /// <summary>The last day on which it keeps the record; null while that is open.</summary>
    public DateOnly? Until => EndedOn is not { } ended ? null
        : Kind is HoldKind.Audit or HoldKind.Lawsuit ? ended : YearAfter(ended);

    public void End(DateOnly on, Guid by) => (EndedOn, EndedBy) = (on, by);

    /// <summary>The last day of the year that begins on the day after: the day before the one of the same number, or the last day of the
    /// month where that has none (民法143条2項).</summary>
    public static DateOnly YearAfter(DateOnly day)
    {
        var from = day.AddDays(1);
        var same = from.AddYears(1);
        return same.Day == from.Day ? same.AddDays(-1) : same;
    }

    internal sealed class Map : IEntityTypeConfiguration<Hold>
    {
        public void Configure(EntityTypeBuilder<Hold> b)
        {
            b.ToTable("documents_holds");
            b.Ignore(x => x.Until);
            b.Property(x => x.Case).HasMaxLength(LongestCase);
            b.HasIndex(x => x.DocumentId);
        }
    }
}

/// <summary>Until when a record must be kept, all things considered: its own time, its holds, and those that refer to it.</summary>
/// <param name="Until">The last day; null without end.</param>
/// <param name="Why">What keeps it longest, for officers.</param>
public readonly record struct Kept(DateOnly? Until, string Why)
{
    /// <param name="own">Its own last day; null for ever.</param>
    /// <param name="referring">The last days of the records that refer to it; null for ever.</param>
    public static Kept Of(DateOnly? own, IEnumerable<Hold> holds, IEnumerable<DateOnly?> referring)
    {
        var all = holds.Select(h => new Kept(h.Until, $"{h.Kind.Label()}（{h.Case}）"))
            .Concat(referring.Select(r => new Kept(r, "この文書を関連文書とする、もっと長く保存する文書"))).Prepend(new(own, "保存年限"));
        return all.MaxBy(k => k.Until ?? DateOnly.MaxValue);
    }

    public bool IsOver(DateOnly today) => Until is { } until && until < today;
}

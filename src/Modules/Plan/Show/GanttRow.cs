namespace Keyaki.Plan;

/// <summary>A bar of a calendar, from the start of a day to the end of another; open at an end that is null. Look: on, or the part of a
/// system's renewal (study, introduce, operate).</summary>
public sealed record GanttBar(DateOnly? From, DateOnly? To, string Look = "on");

/// <summary>One row of a calendar: its bars, and marks on days. What they say stands in words under the name of the row.</summary>
public sealed record GanttRow(string Label)
{
    /// <summary>Where a link to the row leads.</summary>
    public string? Id { get; init; }
    public string? Url { get; init; }
    public string? Note { get; init; }
    public IReadOnlyList<GanttBar> Bars { get; init; } = [];

    /// <summary>Where the bars lie, in words.</summary>
    public string? Said { get; init; }
    public bool Lost { get; init; }

    /// <summary>Another initiative that must come first.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>Where it stands by the owner's newest report.</summary>
    public ItemStanding Standing { get; init; }
    public bool IsLate => Standing is ItemStanding.Late;
    public IReadOnlyList<Milestone> Marks { get; init; } = [];
    public Func<Milestone, ItemStanding>? MarkOf { get; init; }

    /// <summary>The same row with a bar over half years; none where both ends are unknown.</summary>
    public GanttRow Over(HalfYear? from, HalfYear? to) => from is null && to is null ? this
        : this with
        {
            Bars = [new(from?.Begins, to?.Ends)],
            Said = $"{(from is { } begins ? begins.Words + "から" : "")}{(to is { } ends ? ends.Words + "まで" : "")}"
        };
}

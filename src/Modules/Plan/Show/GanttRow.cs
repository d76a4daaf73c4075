namespace Keyaki.Plan;

/// <summary>One row of a calendar: a bar from one half year to another (open at an end that is null), or marks on days.</summary>
public sealed record GanttRow(string Label)
{
    public string? Url { get; init; }
    public string? Note { get; init; }
    public HalfYear? From { get; init; }
    public HalfYear? To { get; init; }
    public bool Lost { get; init; }

    /// <summary>Another initiative that must come first.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>Where it stands by the owner's newest report.</summary>
    public ItemStanding Standing { get; init; }
    public bool IsLate => Standing is ItemStanding.Late;
    public IReadOnlyList<Milestone> Marks { get; init; } = [];
    public Func<Milestone, ItemStanding>? MarkOf { get; init; }

    public bool Covers(HalfYear half) => !Lost && (From is not null || To is not null) && (From is not { } from || half.CompareTo(from) >= 0) && (To is not { } to || half.CompareTo(to) <= 0);
}

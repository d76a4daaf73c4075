namespace Keyaki.Plan;

/// <summary>事業: a section of the plan's chapter 6, with its schedule.</summary>
public sealed record Initiative
{
    public required string Code { get; init; }
    public required string Title { get; init; }

    /// <summary>Code and name of its class.</summary>
    public required string Class { get; init; }
    public required string ClassName { get; init; }

    /// <summary>国の重点項目.</summary>
    public required bool Priority { get; init; }

    /// <summary>Departments by name, as the source writes them; 全課 means all.</summary>
    public required IReadOnlyList<string> Departments { get; init; }

    /// <summary>Codes of the goals that name it.</summary>
    public required IReadOnlyList<string> Goals { get; init; }
    public IReadOnlyList<string> Situation { get; init; } = [];
    public IReadOnlyList<string> Plan { get; init; } = [];
    public IReadOnlyList<string> After { get; init; } = [];
    public IReadOnlyList<Bar> Bars { get; init; } = [];
    public IReadOnlyList<Milestone> Milestones { get; init; } = [];
    public IReadOnlyList<Figure> Figures { get; init; } = [];
    public IReadOnlyList<string> Slips { get; init; } = [];

    /// <summary>Cost in words; null where the source gives none.</summary>
    public string? Cost { get; init; }
    public IReadOnlyList<string> Risks { get; init; } = [];

    /// <summary>Initiatives that must come first, and why.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];
    public string? NeedsWhy { get; init; }
}

/// <summary>
/// A bar of a schedule. Where the text version of the source lost its place, From and To are null and Lost says so. Basis: chart (seen
/// in the schedule) or text; Precision year where only the fiscal year is known.
/// </summary>
public sealed record Bar
{
    public string? Row { get; init; }
    public required string Label { get; init; }
    public HalfYear? From { get; init; }
    public HalfYear? To { get; init; }
    public bool Lost { get; init; }
    public string? Basis { get; init; }
    public string? Precision { get; init; }
    public string? Source { get; init; }

    /// <summary>Since when it runs, in words, when that lies before the plan.</summary>
    public string? Since { get; init; }
    public IReadOnlyList<string> Slips { get; init; } = [];
}

/// <summary>A day or month (yyyy-MM-dd, yyyy-MM) on which something is there.</summary>
public sealed record Milestone
{
    public required string Label { get; init; }
    public required string At { get; init; }
    public string? Basis { get; init; }
    public string? Source { get; init; }
    public IReadOnlyList<string> Slips { get; init; } = [];

    /// <summary>The first day of what At names. It is not kept: a milestone is written down before anybody has looked whether At can be
    /// read.</summary>
    [System.Text.Json.Serialization.JsonIgnore] public DateOnly Day => Moment.First(At);
}

/// <summary>A figure of the section that is no target, with the section it stands in.</summary>
public sealed record Figure(string Text, string Source);

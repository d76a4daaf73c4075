namespace Keyaki.Plan;

/// <summary>What stands before and around the initiatives: names, span, purposes, chapters in prose, the four goals and who runs the
/// plan.</summary>
public sealed record Book
{
    public required string Title { get; init; }

    /// <summary>First and last fiscal year, by the western year in which they begin.</summary>
    public required int From { get; init; }
    public required int To { get; init; }

    /// <summary>Month of the first year in which it begins, yyyy-MM.</summary>
    public required string Starts { get; init; }
    public required string Edition { get; init; }
    public required string Publisher { get; init; }
    public required string Editor { get; init; }
    public required string Address { get; init; }

    /// <summary>The plan above this one.</summary>
    public required string Parent { get; init; }
    public required Issue Issued { get; init; }
    public required IReadOnlyList<Purpose> Purposes { get; init; }
    public required IReadOnlyList<PlanClass> Classes { get; init; }
    public required IReadOnlyList<Chapter> Chapters { get; init; }
    public required IReadOnlyList<Goal> Goals { get; init; }
    public required Organisation Organisation { get; init; }
}

/// <summary>When it was issued, as cover and imprint say it; the day is null where they say none.</summary>
public sealed record Issue(string Cover, string Imprint, DateOnly? At, IReadOnlyList<string>? Slips = null);

public sealed record Purpose(string Code, string Title, IReadOnlyList<string>? Slips = null);

/// <summary>A class of initiatives: 6.1 行政事務の効率化.</summary>
public sealed record PlanClass(string Code, string Title);

public sealed record Chapter(string Code, string Title, IReadOnlyList<string> Text, IReadOnlyList<string>? Slips = null);

/// <summary>One of the four goals (レス). Related holds section numbers as the source writes them; where one of them means another
/// section, RelatedMeans says which.</summary>
public sealed record Goal
{
    public required string Code { get; init; }
    public required string Section { get; init; }
    public required string Title { get; init; }
    public required IReadOnlyList<string> Text { get; init; }
    public required IReadOnlyList<string> Related { get; init; }
    public IReadOnlyDictionary<string, string> RelatedMeans { get; init; } = new Dictionary<string, string>();
    public IReadOnlyList<string> RelatedSlips { get; init; } = [];
    public IReadOnlyList<string> Slips { get; init; } = [];
    public IReadOnlyList<Bar> Bars { get; init; } = [];
}

public sealed record Organisation(string Section, string Title, IReadOnlyList<string> Text, IReadOnlyList<Body> Bodies, string? Lost = null,
    IReadOnlyList<string>? Slips = null);

/// <summary>Somebody who runs the plan, and what for.</summary>
public sealed record Body(string Code, string Title, string Role);

/// <summary>A term of the glossary.</summary>
public sealed record Term(string Name, string Text, IReadOnlyList<string>? Slips = null)
{
    [System.Text.Json.Serialization.JsonPropertyName("term")] public string Name { get; init; } = Name;
}

/// <summary>A contradiction, slip or hole of the source: kept and shown, never silently mended.</summary>
public sealed record Slip(string Code, string Where, string What, string Shown, bool MaybeTranscription = false);

/// <summary>A result of the plan before this one: ○ reached, △ partly, × not.</summary>
public sealed record FormerResult(int Number, string Class, string Title, string Result, string Text, IReadOnlyList<string> Figures,
    string? Continues = null, IReadOnlyList<string>? Slips = null);

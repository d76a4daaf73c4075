namespace Keyaki.Plan;

/// <summary>目標値: a series of figures, planned and reached.</summary>
public sealed record Target
{
    public required string Code { get; init; }
    public string? Goal { get; init; }
    public string? Initiative { get; init; }
    public required string Title { get; init; }

    /// <summary>枚, %, 件; a target without a unit says nothing.</summary>
    public required string Unit { get; init; }

    /// <summary>up or down: which way is better; null for a figure that is only told.</summary>
    public string? Better { get; init; }

    /// <summary>Code of the measure that counts it, once a module brings one.</summary>
    public string? Measure { get; init; }

    /// <summary>The register beside which the figure stands: forms, forms.removable, forms.kept, forms.other.</summary>
    public string? Register { get; init; }

    /// <summary>Of what the ratio is, in words.</summary>
    public string? Denominator { get; init; }
    public Yearly? Yearly { get; init; }
    public IReadOnlyList<string> Slips { get; init; } = [];
    public required IReadOnlyList<Point> Points { get; init; }
}

/// <summary>What is to be added every year.</summary>
public sealed record Yearly(decimal Change, string ChangeUnit, string Text, string Source);

/// <summary>
/// One figure: actual (reached), target (aimed at) or reference (somebody else's). Period is a fiscal year (2026) or a month (2024-01),
/// null where the source names none.
/// A value may be missing: then the change against another period is given, and BaselineMissing says when that period has no figure either.
/// </summary>
public sealed record Point
{
    public required string Kind { get; init; }
    public string? Period { get; init; }
    public decimal? Value { get; init; }

    /// <summary>As a person reads it in the source: 約452万枚.</summary>
    public required string Text { get; init; }
    public required string Source { get; init; }
    public bool About { get; init; }
    public bool Over { get; init; }
    public bool AtLeast { get; init; }
    public decimal? Change { get; init; }
    public string? ChangeUnit { get; init; }
    public string? Against { get; init; }
    public decimal? Computed { get; init; }
    public bool BaselineMissing { get; init; }
    public decimal? Share { get; init; }
    public string? Repeat { get; init; }
    public string? Initiative { get; init; }
    public string? Slip { get; init; }

    /// <summary>The value, or what follows from its change and the other figure.</summary>
    public decimal? Amount => Value ?? Computed;
}

namespace Keyaki.Procedures;

/// <summary>Who decides: nobody (the rules do), one officer by 専決, or a route of posts in order.</summary>
public sealed record Decision(DecisionKind Kind, IReadOnlyList<string> Posts)
{
    public static Decision Automatic { get; } = new(DecisionKind.Automatic, []);

    /// <summary>What a post is agreed to for: to decide alone is more than to be one of a route.</summary>
    public string Source(string procedure) => $"procedure:{procedure}{(Kind is DecisionKind.Officer ? ":alone" : "")}";
}

/// <summary>The three ways a city decides.</summary>
public enum DecisionKind { Automatic, Officer, Route }

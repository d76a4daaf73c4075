using Keyaki.Contracts.Approvals;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>Who decides: nobody (the rules do), one officer by 専決, or a route. Which posts those are stands in the 専決規程, by the kind
/// of act and, where that has one, its sum.</summary>
public sealed record Decision(DecisionKind Kind, string Act, SumOf Sum = SumOf.None)
{
    public static Decision Automatic { get; } = new(DecisionKind.Automatic, "");

    /// <summary>What a post is agreed to for: to decide alone is more than to be one of a route.</summary>
    public string Source(string procedure) => $"procedure:{procedure}{(Kind is DecisionKind.Officer ? ":alone" : "")}";

    public Matter Of(Application found) => new(Act, found.Department, Sum switch
    {
        SumOf.Grant => found.Grant ?? Yen.Zero,
        SumOf.Fee => found.Fee,
        _ => null,
    });
}

/// <summary>The three ways a city decides.</summary>
public enum DecisionKind { Automatic, Officer, Route }

/// <summary>The sum by which the table tells classes apart: what the city pays, or what it takes.</summary>
public enum SumOf { None, Grant, Fee }

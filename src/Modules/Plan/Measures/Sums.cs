using System.Runtime.InteropServices;
using Keyaki.Contracts.Plan;

namespace Keyaki.Plan;

/// <summary>Marks of one measure, added up by month and part. It does not matter in which order or in how many pieces they come.</summary>
public sealed class Sums
{
    public const int LongestPart = 80;

    readonly Dictionary<(Month Month, string Part), long> values = [];

    public IReadOnlyDictionary<(Month Month, string Part), long> Values => values;

    /// <summary>Adds to a month's part; whoever throws here has not counted.</summary>
    /// <exception cref="OverflowException">the sum is no number any more.</exception>
    public void Add(Month month, string part, long amount)
    {
        if (amount == 0) return; // nothing and no row are the same
        ref var value = ref CollectionsMarshal.GetValueRefOrAddDefault(values, (month, part), out _);
        value = checked(value + amount);
    }

    /// <summary>Adds what this entry is worth to the measure.</summary>
    /// <exception cref="ArgumentException">a part whose name is none, or too long for its column.</exception>
    public void Count(IMeasure measure, Happened entry)
    {
        foreach (var (part, amount, on) in measure.Count(entry))
            Add(on is { } day ? Month.Of(day) : Month.Of(entry.At), part is { Length: <= LongestPart } ? part
                : throw new ArgumentException("a part has a short name"), amount);
    }

    public void Add(Sums other)
    {
        foreach (var ((month, part), amount) in other.values) Add(month, part, amount);
    }

    /// <summary>Where the two differ, in order; a row that one of them does not have is worth nothing.</summary>
    public IReadOnlyList<Deviation> Against(Sums counted) =>
        [.. from key in values.Keys.Union(counted.values.Keys)
            let difference = new Deviation(key.Month, key.Part, values.GetValueOrDefault(key), counted.values.GetValueOrDefault(key))
            where difference.Kept != difference.Counted
            orderby key.Month, key.Part
            select difference];
}

/// <summary>A part of a month whose kept tally is not what a recount gives.</summary>
public sealed record Deviation(Month Month, string Part, long Kept, long Counted);

using System.Text.RegularExpressions;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>What the person gets: the document on a decision for, and the one on a decision against. Documents are Japanese.</summary>
/// <param name="Delivery">The question by which the person chose how to get it; null where nothing is to be chosen.</param>
public sealed record Result(string Document, Letter Granted, Letter? Refused, bool Download, string? Delivery = null);

/// <summary>A document's title, paragraphs with `{placeholders}`, and the instruction on remedies (教示, 行政不服審査法82条).</summary>
public sealed partial record Letter(Text Title, IReadOnlyList<string> Body, IReadOnlyList<string> Instruction)
{
    public static Letter Empty { get; } = new(new Text(""), [], []);

    /// <summary>The names that the paragraphs read: `price`, `@grant` ...</summary>
    public IEnumerable<string> Reads => Body.Concat(Instruction).SelectMany(line => Placeholder().Matches(line))
        .Select(match => match.Groups[1].Value).Distinct();

    /// <summary>The paragraphs with every placeholder filled in; one that is not known becomes empty.</summary>
    public IEnumerable<string> Filled(Func<string, string?> value) =>
        Body.Select(line => Placeholder().Replace(line, match => value(match.Groups[1].Value) ?? ""));

    [GeneratedRegex(@"\{(@?[A-Za-z][A-Za-z0-9.:\-]*)\}")]
    private static partial Regex Placeholder();
}

namespace Keyaki.Kernel;

/// <summary>What an expression may read; everything absent is <see cref="Value.Missing"/>, nothing throws.</summary>
public interface IFacts
{
    /// <summary>The typed answer to a question (or a part of one, `address.town`); a hidden question is missing.</summary>
    Value Answer(string name);

    /// <summary>A value of the surroundings, such as `today` or `applicant.birth` (written `@today`).</summary>
    Value Context(string name);

    /// <summary>A datum of the chosen option, such as the fee of an item (written `$item:fee`).</summary>
    Value Data(string name, string key);
}

/// <summary>What is known before anybody answers: the names that expressions may read, and their types.</summary>
public sealed record Names(IReadOnlyDictionary<string, AnswerType> Answers, IReadOnlyDictionary<string, ValueKind> Context)
{
    /// <summary>The figures that `row` reads on the day that counts.</summary>
    public RuleTables Rules { get; init; } = RuleTables.None;

    /// <summary>Those that were read.</summary>
    public ISet<string> RowsRead { get; } = new SortedSet<string>(StringComparer.Ordinal);

    public static Names None { get; } = new(new Dictionary<string, AnswerType>(), new Dictionary<string, ValueKind>());
}

/// <summary>The type of one answer: its kind, its option codes and their data, and the children of a repeated group.</summary>
public sealed record AnswerType(ValueKind Kind)
{
    public IReadOnlyCollection<string> Options { get; init; } = [];
    public IReadOnlyDictionary<string, ValueKind> Data { get; init; } = new Dictionary<string, ValueKind>();
    public IReadOnlyDictionary<string, AnswerType> Row { get; init; } = new Dictionary<string, AnswerType>();
}

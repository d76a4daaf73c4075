using System.Text.Json;

namespace Keyaki.Kernel;

/// <summary>
/// A condition, an eligibility rule or an amount of a definition, read from JSON prefix arrays and evaluated on the server.
/// `$name` reads an answer, `$name:fee` a datum of the chosen option, `$.name` the row inside `sum`, `@name` the surroundings;
/// a text of the form 2026-04-01 is a date, every other scalar is itself.
/// </summary>
public abstract record Expression
{
    /// <summary>The version of this language; a definition names the one that it was written for.</summary>
    public const int Version = 1;

    /// <summary>The kind of value it gives, or Unknown where only an answer can tell.</summary>
    public abstract ValueKind Kind { get; }

    /// <summary>Evaluates; a missing answer makes a comparison false and an amount missing.</summary>
    /// <exception cref="MissingRule">it reads a figure that is not known on the day.</exception>
    public Value Evaluate(IFacts facts) => Evaluate(facts, null);

    /// <summary>Where it is a sum over the rows of a repeated question: that question and the amount of each row; null otherwise.</summary>
    public virtual (string Question, IReadOnlyList<Value> Amounts)? Rows(IFacts facts) => null;

    /// <summary>Whether the condition holds.</summary>
    public bool Holds(IFacts facts) => Evaluate(facts).IsTrue;

    /// <summary>Whether these answers do not decide it: a person has to look.</summary>
    public bool IsOpen(IFacts facts) => Evaluate(facts).IsUnknown;

    /// <summary>The answers it reads, each once, without the rows' own.</summary>
    public IReadOnlyCollection<string> Reads
    {
        get
        {
            var names = new SortedSet<string>(StringComparer.Ordinal);
            Collect(names);
            return names;
        }
    }

    /// <summary>Reads an expression and checks all that can be checked before an answer is there; null when a fault was found.</summary>
    public static Expression? Parse(JsonElement json, string path, Names names, Faults faults) =>
        new ExpressionParser(names, faults).Parse(json, path, null);

    /// <summary>Reads a condition: the same, and it must give true or false.</summary>
    public static Expression? ParseCondition(JsonElement json, string path, Names names, Faults faults) =>
        ParseAs(ValueKind.Flag, "条件（はい・いいえになる式）", json, path, names, faults);

    /// <summary>Reads an amount: the same, and it must give a number.</summary>
    public static Expression? ParseAmount(JsonElement json, string path, Names names, Faults faults) =>
        ParseAs(ValueKind.Number, "数になる式", json, path, names, faults);

    internal abstract Value Evaluate(IFacts facts, IFacts? row);

    internal abstract void Collect(ISet<string> names);

    static Expression? ParseAs(ValueKind wanted, string word, JsonElement json, string path, Names names, Faults faults)
    {
        var expression = Parse(json, path, names, faults);
        if (expression is null || expression.Kind == wanted || expression.Kind == ValueKind.Unknown) return expression;
        faults.Add(path, $"ここには{word}が要ります。");
        return null;
    }
}

internal sealed record Literal(Value Value) : Expression
{
    public override ValueKind Kind => Value.Kind;
    internal override Value Evaluate(IFacts facts, IFacts? row) => Value;
    internal override void Collect(ISet<string> names) { }
}

internal sealed record ReadAnswer(string Name, string? Key, bool OfRow, ValueKind Type) : Expression
{
    public override ValueKind Kind => Type;

    internal override Value Evaluate(IFacts facts, IFacts? row)
    {
        var source = OfRow ? row : facts;
        return source is null ? Value.Missing : Key is null ? source.Answer(Name) : source.Data(Name, Key);
    }

    internal override void Collect(ISet<string> names)
    {
        if (!OfRow) names.Add(Name);
    }
}

internal sealed record ReadContext(string Name, ValueKind Type) : Expression
{
    public override ValueKind Kind => Type;
    internal override Value Evaluate(IFacts facts, IFacts? row) => facts.Context(Name);
    internal override void Collect(ISet<string> names) { }
}

/// <summary>A dated figure of the day on which it is asked.</summary>
internal sealed record ReadRow(Figure Figure) : Expression
{
    public override ValueKind Kind => ValueKind.Number;

    internal override Value Evaluate(IFacts facts, IFacts? row) =>
        facts.Context("today") is { Date: { } day } ? Value.Of(Figure.On(day).Value) : facts.Context("today");

    internal override void Collect(ISet<string> names) { }
}

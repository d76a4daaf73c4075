namespace Keyaki.Kernel;

/// <summary>One operation of the expression language: its word, how many arguments it takes, and what it gives.</summary>
internal sealed record Operation(string Word, int Least, int Most, ValueKind Gives)
{
    const int Any = 99;

    public static readonly IReadOnlyDictionary<string, Operation> All = new[]
    {
        new Operation("and", 1, Any, ValueKind.Flag), new("or", 1, Any, ValueKind.Flag), new("not", 1, 1, ValueKind.Flag),
        new("=", 2, 2, ValueKind.Flag), new("!=", 2, 2, ValueKind.Flag),
        new("<", 2, 2, ValueKind.Flag), new("<=", 2, 2, ValueKind.Flag), new(">", 2, 2, ValueKind.Flag), new(">=", 2, 2, ValueKind.Flag),
        new("+", 2, Any, ValueKind.Number), new("-", 2, 2, ValueKind.Number), new("*", 2, Any, ValueKind.Number),
        new("min", 1, Any, ValueKind.Unknown), new("max", 1, Any, ValueKind.Unknown), new("if", 3, 3, ValueKind.Unknown),
        new("in", 2, Any, ValueKind.Flag), new("empty", 1, 1, ValueKind.Flag),
        new("count", 1, 1, ValueKind.Number), new("sum", 2, 2, ValueKind.Number),
        new("age-in-law", 2, 2, ValueKind.Number), new("age-by-birthday", 2, 2, ValueKind.Number),
        new("fiscal-year-end", 0, 1, ValueKind.Date),
        new("days-between", 2, 2, ValueKind.Number), new("year-of", 1, 1, ValueKind.Number), new("date", 3, 3, ValueKind.Date),
            new("same-holder", 2, 2, ValueKind.Flag), new("floor-to", 2, 2, ValueKind.Number),
        new("row", 1, 1, ValueKind.Number),
    }.ToDictionary(operation => operation.Word);

    public bool Compares => Word is "=" or "!=" or "<" or "<=" or ">" or ">=";
    public bool Orders => Compares && Word is not ("=" or "!=");
}

using System.Collections.Frozen;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>The names that a definition may read beside the answers (`@name`), and those that only a document knows.</summary>
public static class Surroundings
{
    /// <summary>Of the resident register: known only where the procedure's identity is the register. They decide what is asked and are
    /// never filled in for a person.</summary>
    public static FrozenSet<string> OfRegister { get; } =
        new[] { "applicant.foreign", "applicant.household-size", "applicant.household-mixed" }.ToFrozenSet();

    /// <summary>Whether a definition asks for the household of the register, or reads what the register knows of it.</summary>
    internal static bool ReadRegister(IEnumerable<Question> questions, string json) => questions.Any(question => question.Kind == "members")
        || OfRegister.Any(name => json.Contains($"\"@{name}\"", StringComparison.Ordinal));

    /// <summary>What a definition of this identity may read.</summary>
    public static IReadOnlyDictionary<string, ValueKind> For(Identity identity) =>
        identity.KnowsRegister() ? Known : Known.Where(known => !OfRegister.Contains(known.Key)).ToDictionary();

    /// <summary>Known while a person fills in; the applicant's values are missing for a guest.</summary>
    public static FrozenDictionary<string, ValueKind> Known { get; } = new Dictionary<string, ValueKind>
    {
        ["today"] = ValueKind.Date,
        ["applicant.name"] = ValueKind.Text,
        ["applicant.kana"] = ValueKind.Text,
        ["applicant.birth"] = ValueKind.Date,
        ["applicant.sex"] = ValueKind.Text,
        ["applicant.phone"] = ValueKind.Text,
        ["applicant.mail"] = ValueKind.Text,
        ["applicant.address"] = ValueKind.Text,
        ["applicant.foreign"] = ValueKind.Flag,
        ["applicant.household-size"] = ValueKind.Number,
        ["applicant.household-mixed"] = ValueKind.Flag,
        ["budget.left"] = ValueKind.Number,
    }.ToFrozenDictionary();

    /// <summary>Known when a document is made.</summary>
    public static FrozenSet<string> OfDocuments { get; } =
        new[] { "number", "date", "city", "mayor", "mayor-title", "receipt", "applied", "fee", "grant", "reason", "department",
            "fiscal-year", "title" }.ToFrozenSet();
}

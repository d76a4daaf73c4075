using System.Collections.Frozen;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>The names that a definition may read beside the answers (`@name`), and those that only a document knows.</summary>
public static class Surroundings
{
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
        ["budget.left"] = ValueKind.Number,
    }.ToFrozenDictionary();

    /// <summary>Known when a document is made.</summary>
    public static FrozenSet<string> OfDocuments { get; } =
        new[] { "number", "date", "city", "mayor", "mayor-title", "receipt", "applied", "fee", "grant", "reason", "department", "fiscal-year" }.ToFrozenSet();
}

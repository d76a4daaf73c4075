using System.Text.Json;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Procedures;

/// <summary>An answer that stands on a page in one way and is kept in another, both in words.</summary>
/// <param name="Row">The id of the line where the kept one stands on this page.</param>
public sealed record Difference(string Label, string There, string Now, string? Row = null)
{
    /// <summary>The hidden field with what a check page shows, in words: an answer that is kept no more can only be shown again from there.</summary>
    public const string Field = "_shown";

    /// <summary>An answer in words; empty when there is none.</summary>
    public static string Words(Form form, Ui.Question question) => form.Field(question.Name).IsEmpty ? "" : CaseForm.Plain(form.Print(question));

    /// <summary>All words of a page, as they travel with it.</summary>
    public static string Carry(IEnumerable<KeyValuePair<string, string>> words) => JsonSerializer.Serialize(words.ToDictionary());

    /// <summary>What a page brought back; nothing of one that is broken.</summary>
    public static IReadOnlyDictionary<string, string> Brought(string? posted)
    {
        try { return JsonSerializer.Deserialize<Dictionary<string, string>>(posted is { Length: > 0 } ? posted : "{}") ?? []; }
        catch (JsonException) { return new Dictionary<string, string>(); }
    }
}

using System.Reflection;
using System.Text.Json;

namespace Keyaki.Ui;

/// <summary>What a parameter of an input record asks. Without Kind the parameter's type decides; a parameter with a default value may
/// be left empty.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class AskAttribute(string label) : Attribute
{
    public string Label { get; } = label;
    public string? Hint { get; init; }
    /// <summary>Label and hint in やさしい日本語 and English, where residents are asked.</summary>
    public string? Easy { get; init; }
    public string? English { get; init; }
    public string? EasyHint { get; init; }
    public string? EnglishHint { get; init; }
    /// <summary>A code word of a kind, e.g. <c>kana</c>.</summary>
    public string? Kind { get; init; }
    /// <summary>Zero: no limit.</summary>
    public int MaxLength { get; init; }
    /// <summary>Each as <c>code=ラベル</c>. The members of an enum are options by themselves.</summary>
    public string[] Options { get; init; } = [];
    public string? Autocomplete { get; init; }
}

/// <summary>How a person reads an enum member that is an option.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class LabelAttribute(string label) : Attribute
{
    public string Label { get; } = label;
}

/// <summary>Reads an enum member as a person does.</summary>
public static class Labels
{
    public static string Label<T>(this T value) where T : struct, Enum => typeof(T)
        .GetField(value.ToString())?.GetCustomAttribute<LabelAttribute>()?.Label ?? value.ToString();

    /// <summary>The members of an enum as options, in their order.</summary>
    public static IReadOnlyList<Option> Options(Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(f => new Option(JsonNamingPolicy.CamelCase.ConvertName(f.Name), f.GetCustomAttribute<LabelAttribute>()?.Label
                ?? f.Name))];
}

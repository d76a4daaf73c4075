using System.Text.RegularExpressions;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>差し込み: what a template leaves open and a case fills in, written as {氏名}. What is not known is not sent.</summary>
static partial class Blanks
{
    public const string Name = "氏名", Number = "受付番号", Deadline = "期限", Procedure = "手続", Department = "課";

    public static readonly IReadOnlyList<string> Known = [Name, Number, Deadline, Procedure, Department];

    internal static string Hint { get; } = $"申請ごとに入れ替わる言葉：{string.Join("、", Known.Select(k => $"{{{k}}}"))}";

    [GeneratedRegex("[{｛]([^{}｛｝]*)[}｝]?")]
    private static partial Regex Blank();

    /// <exception cref="Rule">a blank is misspelt or not closed.</exception>
    public static void Check(string field, string text)
    {
        if (Blank().Matches(text).FirstOrDefault(m => !Known.Contains(m.Groups[1].Value)

            || m.Value != $"{{{m.Groups[1].Value}}}") is { } wrong)
            throw new Rule(field, $"「{PlainText.Cut(wrong.Value, 30)}」は入れ替えられません。"
                + $"使えるのは {string.Join(" ", Known.Select(k => $"{{{k}}}"))} です。");
    }

    /// <summary>With what is known in its place; the others stay, to be seen and filled in.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string?> known) =>
        Blank().Replace(text, m => known.GetValueOrDefault(m.Groups[1].Value) is { Length: > 0 } said ? said : m.Value);

    /// <summary>What an officer sends has no blank left in it.</summary>
    /// <exception cref="Rule">it has one.</exception>
    public static void Filled(string field, string? text)
    {
        if (Known.FirstOrDefault(k => text?.Contains($"{{{k}}}", StringComparison.Ordinal) is true) is { } left)
            throw new Rule(field, $"「{{{left}}}」が残っています。言葉に直してください。");
    }
}

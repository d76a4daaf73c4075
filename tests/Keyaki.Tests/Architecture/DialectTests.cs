using System.Text.RegularExpressions;

namespace Keyaki.Tests.Architecture;

/// <summary>The house is written in one dialect (docs/style.md).</summary>
public sealed partial class DialectTests
{
    [Fact]
    public void メンバーには_private_と書かない() => AtMost(0, Private(), ".cs", ".razor");

    [Fact]
    public void 下線で始まる名前は付けない() => AtMost(0, Underscore(), ".cs", ".razor");

    [Fact]
    public void 画面が見せるものは_Pageという名前である() => AtMost(0, Model(), ".razor");

    [Fact]
    public void 画面へのリンクは_その画面のUrlから作る() => AtMost(0, Address(), ".razor");

    static void AtMost(int most, Regex what, params string[] endings)
    {
        var found = (from file in Source.Files("src", endings)
                     from line in file.Text.Split('\n')
                     where what.IsMatch(line)
                     select $"{file.Path}: {line.Trim()}").ToList();
        Assert.True(found.Count <= most, $"{found.Count} 行（{most} 行まで）\n{string.Join('\n', found)}");
    }

    // What is made by a generator must say who sees it.
    [GeneratedRegex(@"^\s*(\[.*\] *)?private (?!protected |.*\bpartial )")]
    internal static partial Regex Private();

    [GeneratedRegex(@"^\s+([a-z]+ )*[\w<>\[\]?,.() ]+ _[a-z]\w*( =|;)")]
    internal static partial Regex Underscore();

    [GeneratedRegex(@"@inherits View<(\w+), \1\.(?!Page>)")]
    internal static partial Regex Model();

    [GeneratedRegex(@"(href|action|Url)=""(@\(\$?"")?/[a-z]")]
    internal static partial Regex Address();
}

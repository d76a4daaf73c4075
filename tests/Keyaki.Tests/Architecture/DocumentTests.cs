using System.Text.RegularExpressions;

namespace Keyaki.Tests.Architecture;

public sealed partial class DocumentTests
{
    [Theory]
    [InlineData("docs/architecture.md")]
    [InlineData("docs/kits.md")]
    [InlineData("README.md")]
    [InlineData("README.ja.md")]
    public void 文書が指すファイルは本当にある(string document)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Keyaki.slnx"))) root = root.Parent;
        Assert.NotNull(root);
        var text = File.ReadAllText(Path.Combine(root.FullName, document));
        var named = Named().Matches(text).Select(m => m.Groups[1].Value)
            .Concat(Linked().Matches(text).Select(m => m.Groups[1].Value).Where(l => !l.Contains("://", StringComparison.Ordinal)))
            .Distinct().ToList();
        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, path => !Path.Exists(Path.Combine(root.FullName, path)));
    }

    [GeneratedRegex(@"`((?:src|tests|cities|docs|tools|bench)/[A-Za-z0-9_./-]+)`")]
    private static partial Regex Named();

    [GeneratedRegex(@"\]\(([^)#]+)\)")]
    private static partial Regex Linked();
}

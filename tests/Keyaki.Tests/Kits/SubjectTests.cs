using System.Reflection;
using System.Text.RegularExpressions;
using Keyaki.Contracts.Payments;
using Source = Keyaki.Tests.Architecture.Source;

namespace Keyaki.Tests.Kits;

/// <summary>Records of other rooms are asked about by kind, and states have types.</summary>
public sealed partial class SubjectTests
{
    [Fact]
    public void ほかの部屋の記録の種類を_文字で見分ける部屋はない()
    {
        var compared = from file in Source.Files("src/Modules", ".cs", ".razor") from Match m in Compared().Matches(file.Text)
                       select $"{file.Path}: {m.Value}";
        Assert.Empty(compared);
        Assert.Empty(Source.Files("src/Modules", ".cs").Where(f => f.Text.Contains("IEnumerable<ISubject", StringComparison.Ordinal))
            .Select(f => f.Path));
    }

    [Fact]
    public void 部屋の間でやり取りする状態は_文字ではなく型である() => Assert.Empty(from type in typeof(ChargeFace).Assembly.GetTypes()
                                                            from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                                                            where property.Name == "State" && property.PropertyType == typeof(string) select $"{type.Name}.{property.Name}");

    [GeneratedRegex(@"(?:Subject|Record)Kind\s*(==|!=|is( not)?)\s*""[a-z.-]+""")]
    private static partial Regex Compared();
}

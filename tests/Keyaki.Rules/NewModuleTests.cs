using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;

namespace Keyaki.Tests.Rules;

/// <summary>./dev new-module, in a copy of the files that it writes a room into. That what it makes can be built shows the template itself,
/// which is built with the solution.</summary>
public sealed class NewModuleTests : IDisposable
{
    const string Access = "tests/Keyaki.Tests/Architecture/AccessTable.cs";

    static readonly string[] Named =
        ["Keyaki.slnx", "src/Web/Keyaki.Web.csproj", "src/Web/Hall.cs", "cities/kiyose/powers.json", "docs/modules/README.md", "README.md",
            "README.ja.md", Access];

    readonly string house = Directory.CreateTempSubdirectory("keyaki-new-module").FullName;

    public NewModuleTests()
    {
        Directory.CreateDirectory(Path.Combine(house, "src/Modules/Plan"));
        foreach (var file in Named)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(house, file)) ?? "");
            File.Copy(Path.Combine(KiyoseTests.Root, file), Path.Combine(house, file));
        }
    }

    public void Dispose() => Directory.Delete(house, recursive: true);

    string Read(string file) => File.ReadAllText(Path.Combine(house, file));

    List<string> All() => [.. Directory.GetFiles(house, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(house, f))
        .Order(StringComparer.Ordinal)];

    (int Code, string Said) Make(params string[] words)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(KiyoseTests.Root, "tools/new-module/make.mjs"), house, .. words])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("node");
        var said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said);
    }

    [Fact]
    public void 新しい部屋は_知られるべきところすべてに書き込まれ_見本の言葉は残らない()
    {
        var before = All();
        var (code, said) = Make("Libraries", "図書館");
        Assert.Equal(0, code);
        Assert.Contains("./dev test libraries", said, StringComparison.Ordinal);
        var made = All().Except(before).ToList();
        Assert.Equal(
            [
                "docs/modules/Libraries.md", "src/Modules/Libraries/Begin.razor",
                "src/Modules/Libraries/Begin.razor.cs",
                "src/Modules/Libraries/Keyaki.Libraries.csproj", "src/Modules/Libraries/LibrariesBaseline.cs",
                "src/Modules/Libraries/LibrariesModule.cs", "src/Modules/Libraries/_Imports.razor",
                "src/Modules/Libraries/packages.lock.json",
                "tests/Keyaki.Tests/Libraries/Access.cs", "tests/Keyaki.Tests/Libraries/LibrariesTests.cs",
            ], made);
        Assert.DoesNotContain(made.Select(Read), text => text.Contains("xample", StringComparison.Ordinal)
            || text.Contains("見本", StringComparison.Ordinal) || text.Contains("20260101", StringComparison.Ordinal));
        var tests = Read("tests/Keyaki.Tests/Libraries/LibrariesTests.cs");
        Assert.Contains("public sealed class LibrariesTests", tests, StringComparison.Ordinal);
        Assert.All(Named, file => Assert.Contains("Libraries", Read(file), StringComparison.OrdinalIgnoreCase));
        Assert.Single(XDocument.Parse(Read("Keyaki.slnx")).Descendants("Project"), p =>
            p.Attribute("Path")?.Value is "src/Modules/Libraries/Keyaki.Libraries.csproj");
        Assert.Single(XDocument.Parse(Read("src/Web/Keyaki.Web.csproj")).Descendants("ProjectReference"), p =>
            p.Attribute("Include")?.Value is "../Modules/Libraries/Keyaki.Libraries.csproj");
        Assert.Contains("        new Libraries.LibrariesModule(),\n    ];", Read("src/Web/Hall.cs"), StringComparison.Ordinal);
        Assert.Contains(", OfLibraries);", Read(Access), StringComparison.Ordinal);
        Assert.Equal(Read(Access).Split("| office ").Length, Read(Access).Split(" libraries.keep\n").Length);
        using var powers = JsonDocument.Parse(Read("cities/kiyose/powers.json"));
        Assert.Equal("libraries", powers.RootElement.GetProperty("powers")[0].GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("libraries", "大文字で始まる")]
    [InlineData("Li", "3字から30字")]
    [InlineData("Libraries/..", "英字と数字")]
    [InlineData("図書館", "英字で書いてください")]
    [InlineData("Plan", "もう使われています")]
    [InlineData("PLAN", "もう使われています")]
    [InlineData("Kernel", "もう使われています")]
    [InlineData("", "使い方")]
    public void よくない名前は_何も書かずに_文で断る(string name, string why)
    {
        var before = All();
        var (code, said) = Make(name);
        Assert.Equal(2, code);
        Assert.Contains(why, said, StringComparison.Ordinal);
        Assert.Equal(before, All());
    }

    [Fact]
    public void 書き入れる場所がなくなったときも_何も書かずに断る()
    {
        File.WriteAllText(Path.Combine(house, "src/Web/Hall.cs"), "");
        var before = All();
        var (code, said) = Make("Libraries");
        Assert.Equal((2, true), (code, said.Contains("src/Web/Hall.cs", StringComparison.Ordinal)));
        Assert.Equal(before, All());
    }
}

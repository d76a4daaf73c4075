using System.Text.RegularExpressions;
using Keyaki.Tests.Pages;

namespace Keyaki.Tests.Architecture;

/// <summary>docs/security/asvs.md stays whole and true as far as a machine can tell.</summary>
public sealed partial class AsvsTests
{
    [Fact]
    public void ASVSの表は_段階1と2の項目を一つずつ挙げ_名指す試験は本当にある()
    {
        // How many of levels 1 and 2 each section of ASVS 5.0 has.
        var sections = "1.1:2 1.2:9 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:4 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 4.1:3 4.2:1 4.3:2 4.4:4 5.1:1 5.2:3 5.3:2 5.4:3 6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4 "
            + "7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2 8.1:2 8.2:3 8.3:1 8.4:1 9.1:3 9.2:4 10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2 10.7:3 11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1 12.1:3 12.2:2 12.3:4 "
            + "13.1:1 13.2:5 13.3:2 13.4:5 14.1:2 14.2:4 14.3:3 15.1:3 15.2:3 15.3:7 16.1:1 16.2:5 16.3:4 16.4:3 16.5:3 17.1:1 17.2:4 17.3:2";
        var page = File.ReadAllText(Path.Combine(City.Root, "docs/security/asvs.md"));
        var rows = Row().Matches(page)
            .Select(m => (Id: m.Groups[1].Value, Level: m.Groups[2].Value, Answer: m.Groups[3].Value, Tests: m.Groups[4].Value)).ToList();
        Assert.Equal(253, rows.Select(r => r.Id).Distinct().Count());
        Assert.Equal(rows.Count, rows.Select(r => r.Id).Distinct().Count());
        Assert.Equal(sections.Split(' ').Order(StringComparer.Ordinal), rows.GroupBy(r => r.Id[..r.Id.LastIndexOf('.')])
            .Select(g => $"{g.Key}:{g.Count()}").Order(StringComparer.Ordinal));

        int Of(string answer, string? level = null) => rows.Count(r => r.Answer == answer && (level is null || r.Level == level));
        foreach (var level in new[] { "1", "2" })
            Assert.Contains($"| level {level} | {Of("met", level) + Of("not met", level)} | {Of("met", level)} | {Of("not met", level)} |\n", page, StringComparison.Ordinal);
        Assert.Contains($"| not applicable | {Of("not applicable")} |", page, StringComparison.Ordinal);
        var open = page.Split('\n').Single(l => l.StartsWith("What is not met:", StringComparison.Ordinal));
        foreach (var id in rows.Where(r => r.Answer == "not met").Select(r => r.Id)) Assert.Contains(id, open, StringComparison.Ordinal);

        var tests = Source.Files("tests", ".cs").SelectMany(f => Method().Matches(f.Text)
            .Select(m => $"{Path.GetFileNameWithoutExtension(f.Path)}.{m.Groups[1].Value}")).ToHashSet();
        var named = rows.SelectMany(r => Quoted().Matches(r.Tests).Select(m => m.Groups[1].Value)).Distinct().ToList();
        Assert.Equal([], named.Except(tests));
        // What is said to be met is shown by a test; what is not, or does not apply, has its reason in the row.
        Assert.Empty(rows.Where(r => r.Answer == "met" && !Quoted().IsMatch(r.Tests)).Select(r => r.Id));
    }

    [GeneratedRegex(@"^\| (\d+\.\d+\.\d+) \| ([12]) \| (met|not met|not applicable) \| .*? \| (.*?) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"`([A-Za-z]+Tests\.[^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^\s+(?:public|internal) (?:async )?(?:static )?[\w<>]+ (\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Method();
}

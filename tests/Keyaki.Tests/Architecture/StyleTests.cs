using System.Text;
using System.Text.RegularExpressions;
using Keyaki.Tests.Pages;

namespace Keyaki.Tests.Architecture;

/// <summary>Lines breathe: 140 columns of a screen, where a kana or kanji takes two. What is wider is one sentence in quotes, one address
/// in a table, or older than the rule. `./dev check` prints the same counts.</summary>
public sealed class StyleTests
{
    const int Columns = 140, Wide = 160;

    /// <summary>How many were wider when they were first counted so. It only goes down.</summary>
    const int Wider = 1625;

    static readonly IReadOnlyList<(string Path, string Line, int Width)> Lines = [..
        from folder in new[] { "src", "tests", "bench", "tools" }
        from file in Source.Files(folder, ".cs", ".razor")
        from line in file.Text.Split('\n')
        where line.Trim().Length > 0
        select (file.Path, line, WidthOf(line))];

    static int WidthOf(string line) => line.EnumerateRunes().Sum(r => IsWide(r) ? 2 : 1);

    static bool IsWide(Rune rune) => rune.Value is >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0x303E or >= 0x3041 and <= 0xA4CF
        or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60
        or >= 0xFFE0 and <= 0xFFE6 or >= 0x1F300 and <= 0x1FAFF or >= 0x20000;

    [Fact]
    public void 一行は140桁までで_それより長い行は増えない()
    {
        var wide = Lines.Where(l => l.Width > Columns).ToList();
        Assert.True(wide.Count <= Wider, $"{wide.Count} 行（{Wider} 行まで）\n"
            + string.Join('\n', wide.Select(l => $"{l.Path}: {l.Line.Trim()}")));
    }

    [Theory, InlineData(".cs", 2), InlineData(".razor", 4)]
    public void 百六十桁を超える行は_CSharpの2パーセント_Razorの4パーセントより少ない(string ending, int percent)
    {
        var of = Lines.Where(l => l.Path.EndsWith(ending, StringComparison.Ordinal)).ToList();
        Assert.InRange(of.Count(l => l.Width > Wide) * 100.0 / of.Count, 0, percent - 0.01);
    }

    static string Room(string path) => path.Split('/')[2];

    static HashSet<string> Styled(string sheet) => [.. Regex.Matches(sheet, @"\.([a-z][\w-]*)(?=[^{}]*\{)").Select(m => m.Groups[1].Value)];

    static IEnumerable<string> Worn(string page) => Regex.Matches(page, @"[cC]lass=\\?""([^""\n]*)")
        .SelectMany(m => Regex.Matches(m.Groups[1].Value, @"[\w-]+").Select(word => word.Value)).Distinct();

    [Fact]
    public void 一つの部屋だけの見た目は_その部屋のファイルにあり_ほかの部屋は使わない()
    {
        var house = Styled(Source.Files("src/Ui/Assets", ".css").Single(s => s.Path.EndsWith("keyaki.css", StringComparison.Ordinal)).Text);
        var rooms = (from sheet in Source.Files("src/Modules", ".css") from name in Styled(sheet.Text).Except(house)
                     select (Name: name, Room: Room(sheet.Path))).ToLookup(s => s.Name, s => s.Room);
        Assert.NotEmpty(rooms);
        Assert.Empty(from page in Source.Files("src", ".razor", ".cs") from name in Worn(page.Text) where rooms.Contains(name)
                     where !rooms[name].Contains(Room(page.Path))
                     select $"{page.Path}: {name} は {string.Join('と', rooms[name])} だけの見た目です");
    }

    [Fact]
    public async Task 部屋の見た目も_一つの様式に集まって届く()
    {
        await using var city = await City.Start(BothDatabases.Sqlite, seeded: false);
        using var answer = await city.Visitor().Raw(Ui.Assets.Url("keyaki.css"));
        var served = await answer.Content.ReadAsStringAsync();
        var sheets = Source.Files("src/Modules", ".css").OrderBy(s => Path.GetFileName(s.Path), StringComparer.Ordinal)
            .Select(s => s.Text);
        Assert.EndsWith(string.Concat(sheets), served, StringComparison.Ordinal);
        Assert.StartsWith(Source.Files("src/Ui/Assets", ".css").Single(s => s.Path.EndsWith("keyaki.css", StringComparison.Ordinal)).Text, served, StringComparison.Ordinal);
    }
}

using System.Text.RegularExpressions;
using Keyaki.Tests.Pages;

namespace Keyaki.Tests.Architecture;

/// <summary>Lines breathe: 140 columns. What is wider is one sentence in quotes, one address in a table, or older than the rule.</summary>
public sealed class StyleTests
{
    const int Columns = 140;

    /// <summary>How many were wider when the rule came. It only goes down.</summary>
    const int Wider = 269;

    [Fact]
    public void 一行は140字までで_それより長い行は増えない()
    {
        var wide = (from file in Source.Files("src", ".cs", ".razor").Concat(Source.Files("tests", ".cs"))
            .Concat(Source.Files("bench", ".cs"))
                    from line in file.Text.Split('\n')
                    where line.Length > Columns
                    select $"{file.Path}: {line.Trim()}").ToList();
        Assert.True(wide.Count <= Wider, $"{wide.Count} 行（{Wider} 行まで）\n{string.Join('\n', wide)}");
    }

    static string Room(string path) => path.Split('/')[2];

    static HashSet<string> Styled(string sheet) => [.. Regex.Matches(sheet, @"\.([a-z][\w-]*)(?=[^{}]*\{)").Select(m => m.Groups[1].Value)];

    static IEnumerable<string> Worn(string page) => Regex.Matches(page, @"[cC]lass=\\?""([^""\n]*)")
        .SelectMany(m => Regex.Matches(m.Groups[1].Value, @"[\w-]+").Select(word => word.Value)).Distinct();

    [Fact]
    public void 一つの部屋だけの見た目は_その部屋のファイルにあり_ほかの部屋は使わない()
    {
        var house = Styled(Source.Files("src/Ui/Assets", ".css").Single().Text);
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
        Assert.StartsWith(Source.Files("src/Ui/Assets", ".css").Single().Text, served, StringComparison.Ordinal);
    }
}

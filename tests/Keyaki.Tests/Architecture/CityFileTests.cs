using System.Text.RegularExpressions;
using Keyaki.Kernel;
using Keyaki.Tests.Pages;
using Keyaki.Web;

namespace Keyaki.Tests.Architecture;

/// <summary>A city's files belong to the rooms that read them; the middle of the house knows none of them.</summary>
public sealed partial class CityFileTests
{
    [Fact]
    public void 真ん中の文に_部屋の言葉はない() =>
        Assert.Equal([], Source.Files("src/Kernel", ".cs").SelectMany(f => RoomWord().Matches(f.Text).Select(m => $"{f.Path}: {m.Value}")));

    [Fact]
    public void 部屋の市のファイルは_その部屋が言ったフォルダーにあり_形の説明を持つ()
    {
        var kinds = Hall.Modules.SelectMany(m => m.CityFiles).Append(RuleTables.Files).ToList();
        Assert.NotEmpty(kinds);
        Assert.All(kinds, kind => Assert.Matches("^[a-z]+(-[a-z]+)*$", kind.Folder));
        Assert.Equal([], kinds.Where(k => k.Pattern.EndsWith(".json", StringComparison.Ordinal) && k.Schema is null).Select(k => k.Folder));
        var ours = Directory.GetDirectories(Path.Combine(City.Root, "cities", "kiyose")).Select(Path.GetFileName);
        Assert.Equal(kinds.Select(k => k.Folder).Distinct().Order(StringComparer.Ordinal), ours.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void 一つのファイルを読む部屋は一つだけ()
    {
        var root = Path.Combine(City.Root, "cities", "kiyose");
        var kinds = Hall.Modules.SelectMany(m => m.CityFiles).Append(RuleTables.Files).ToList();
        var files = Directory.GetFiles(root, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(root, f))
            .Where(f => f.Contains('/', StringComparison.Ordinal));
        Assert.All(files, file => Assert.Single(kinds, kind => kind.Holds(file)));
    }

    [GeneratedRegex(@"[Pp]rocedures?\b|\b[Ss]lots?\b|[Ss]lotTable|[Rr]ecord-?[Cc]lass|[Ll]ife-?[Ee]vent|\b[Pp]lan\b|手続|推進計画|ライフイベント|文書分類")]
    private static partial Regex RoomWord();
}

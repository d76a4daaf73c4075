using System.Runtime.CompilerServices;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Keyaki.Web;
using Xunit;

namespace Keyaki.Tests.Rules;

public sealed class KiyoseTests : IDisposable
{
    // The names as the public data has them; the list stands here because that data is not part of the project.
    private const string Towns = """
        旭が丘一丁目 旭が丘二丁目 旭が丘三丁目 旭が丘四丁目 旭が丘五丁目 旭が丘六丁目 梅園一丁目 梅園二丁目 梅園三丁目 上清戸一丁目 上清戸二丁目
        下宿一丁目 下宿二丁目 下宿三丁目 下清戸一丁目 下清戸二丁目 下清戸三丁目 下清戸四丁目 下清戸五丁目 竹丘一丁目 竹丘二丁目 竹丘三丁目
        中清戸一丁目 中清戸二丁目 中清戸三丁目 中清戸四丁目 中清戸五丁目 中里一丁目 中里二丁目 中里三丁目 中里四丁目 中里五丁目 中里六丁目
        野塩一丁目 野塩二丁目 野塩三丁目 野塩四丁目 野塩五丁目 松山一丁目 松山二丁目 松山三丁目 元町一丁目 元町二丁目
        """;

    private readonly DirectoryInfo _copy = Directory.CreateTempSubdirectory("keyaki-city");

    public static string Folder() => Path.Combine(Path.GetDirectoryName(Here()) ?? "", "..", "..", "cities", "kiyose");

    static string Here([CallerFilePath] string here = "") => here;

    /// <summary>The folder of the repository.</summary>
    public static string Root => Path.GetFullPath(Path.Combine(Folder(), "..", ".."));

    public static CityProfile Load() => Load(Folder());
    public static CityProfile Load(string folder) => CityProfile.Load(folder, Country, Hall.Modules);

    /// <summary>Where the rules of the country lie.</summary>
    public static string Country => Path.Combine(Folder(), "..", "..", "rules", "japan");

    /// <summary>The first version of a procedure.</summary>
    public static ProcedureVersion Procedure(string code) => Load().Files<Definitions>().All.First(v => v.Code == code);

    /// <summary>The files of the plan as they lie in the folder.</summary>
    public static Dictionary<string, string> Plan() => Directory.GetFiles(Path.Combine(Folder(), "plan"))
        .ToDictionary(f => $"plan/{Path.GetFileName(f)}", File.ReadAllText);

    public void Dispose() => _copy.Delete(recursive: true);

    [Fact]
    public void 清瀬市の設定はすべて誤りなく読める()
    {
        var city = Load();
        Assert.Equal("132217", city.City.Code);
        Assert.Equal("経営政策部", city.Department("dx", new(2026, 11, 24))?.Division);
        Assert.Equal("環境課 課長", city.Post("kankyo-kacho", new(2026, 11, 24))?.Title);
        Assert.NotEmpty(city.Examples);
        foreach (var code in new[] { "bulky-waste", "cancer-screening", "compost-subsidy", "resident-record" })
            Assert.Contains(code, city.Files<Definitions>().All.Select(v => v.Code));
    }

    [Theory]
    [InlineData("bulky-waste", DecisionKind.Automatic, Identity.Mail)]
    [InlineData("cancer-screening", DecisionKind.Automatic, Identity.Mail)]
    [InlineData("resident-record", DecisionKind.Officer, Identity.Register)]
    [InlineData("compost-subsidy", DecisionKind.Route, Identity.Account)]
    public void 四つの手続は誤りなく読め例は例だと書いてある(string code, DecisionKind decision, Identity identity)
    {
        var version = Procedure(code);
        Assert.Equal(code, version.Code);
        Assert.Equal((decision, identity), (version.Definition.Decision.Kind, version.Definition.Identity));
        Assert.NotEmpty(version.Definition.Unconfirmed);
    }

    [Fact]
    public void 粗大ごみの品目には計算に使う手数料が書いてある()
    {
        var version = Procedure("bulky-waste");
        var options = version.Definition.On(version.ValidFrom).Find("items")?.Questions.Single(q => q.Name == "item").Options ?? [];
        Assert.NotEmpty(options);
        Assert.All(options, option =>
        {
            var yen = new Yen(option.Data["fee"].Number is { } fee ? (long)fee : 0);
            Assert.EndsWith($"：{yen}", option.Label.Ja, StringComparison.Ordinal);
            Assert.EndsWith($"：{yen}", option.Label.Easy, StringComparison.Ordinal);
            Assert.EndsWith($": {yen.ToString().TrimEnd('円')} yen", option.Label.En, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void 町丁目は四十三で郵便番号は確かめるまで未確認とする()
    {
        var city = Load();
        Assert.Equal(Towns.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal),
            city.Addresses.Select(a => a.Town).Order(StringComparer.Ordinal));
        Assert.All(city.Addresses, address => Assert.False(address.Confirmed));
        Assert.Equal("204-0003", city.Addresses.Single(a => a.Town == "中里五丁目").Postal);
    }

    [Fact]
    public void どの町にも粗大ごみの収集日がある()
    {
        var city = Load();
        var (places, start) = (city.Files<SlotTables>().All["bulky-waste"], new DateOnly(2026, 11, 23));
        foreach (var town in city.Addresses)
        {
            var slots = places.Offered(town.Town, start, start.AddDays(13), _ => true).ToList();
            Assert.Equal(2, slots.Count);
            Assert.All(slots, slot => Assert.Equal(30, slot.Places));
        }
        Assert.Empty(places.Offered("ない町", start, start.AddDays(13), _ => true));
        Assert.Null(places.Find("中里五丁目", new(2026, 11, 24), _ => false));
        Assert.Equal("area-b", places.Find("中里五丁目", new(2026, 11, 24), _ => true)?.Pool);
    }

    [Fact]
    public void 三月に聞いた人にも_どの手続にも選べる日がある()
    {
        var city = Load();
        foreach (var definition in city.Files<Definitions>().All.Select(v => v.Definition).Where(d => d.Capacity is not null))
            foreach (var (key, day) in from key in city.Files<SlotTables>().Of(definition)?.Rows.Select(r => r.Key).Distinct()
                                       from day in Enumerable.Range(0, 31).Select(new DateOnly(2027, 3, 1).AddDays) select (key, day))
                Assert.True(definition.Capacity is { } capacity && city.Files<SlotTables>().All[capacity.Slots]
                    .Offered(key, day.AddDays(capacity.ClosesDaysBefore), day.AddDays(capacity.OpensDaysBefore), city.Calendar.IsOpen)
                    .Any(), $"{definition.Code} {key} {day}");
    }

    [Fact]
    public void 年末年始と祝日は閉庁し年をまたいで数える()
    {
        var calendar = Load().Calendar;
        Assert.True(calendar.IsOpen(new(2026, 12, 28)));
        Assert.False(calendar.IsOpen(new(2026, 12, 29)));
        Assert.False(calendar.IsOpen(new(2027, 1, 1)));
        Assert.True(calendar.IsOpen(new(2027, 1, 4)));
        Assert.False(calendar.IsOpen(new(2026, 11, 23)));
        Assert.False(calendar.IsOpen(new(2026, 11, 22)));
    }

    [Theory]
    [InlineData("posts.json", "\"department\": \"kankyo\"", "\"department\": \"nowhere\"", "posts[6].department")]
    [InlineData("posts.json", "\"code\": \"fuku-shicho\"", "\"code\": \"shicho\"", "posts[1].code")]
    [InlineData("calendar.json", "\"monday\"", "\"moonday\"", "openWeekdays[0]")]
    [InlineData("calendar.json", "\"12-29\"", "\"12-32\"", "closedEveryYear[0].from")]
    [InlineData("city.json", "\"132217\"", "\"1322\"", "code")]
    [InlineData("documents/record-classes.json", "\"retentionYears\": 3", "\"retention\": 3", "classes[0].retention")]
    [InlineData("departments.json", "\"format\": 1,", "\"format\": 1", "")]
    [InlineData("addresses.csv", "204-0001,下宿一丁目", "2040001,下宿一丁目", "2行目")]
    [InlineData("slots/bulky-waste.csv", "下宿一丁目,monday,,30", "下宿一丁目,monday,2026-12-01,30", "2行目")]
    [InlineData("slots/bulky-waste.csv", "下宿一丁目,monday,,30", "下宿一丁目,monday,,many", "2行目")]
    [InlineData("addresses.csv", "204-0001,下宿一丁目", "\"204-0001,下宿一丁目", "")]
    public void 壊れた設定はファイルと場所を添えて断る(string file, string right, string wrong, string path)
    {
        CopyTo(_copy.FullName);
        var target = Path.Combine(_copy.FullName, file);
        var text = File.ReadAllText(target);
        Assert.Contains(right, text, StringComparison.Ordinal);
        File.WriteAllText(target, text.Replace(right, wrong, StringComparison.Ordinal));
        var broken = Assert.Throws<BrokenProfile>(() => Load(_copy.FullName));
        Assert.Contains(broken.Faults, fault => fault.File == file && fault.Path == path);
    }

    [Fact]
    public void 表のセルは引用符で囲め_コンマも入れられる()
    {
        CopyTo(_copy.FullName);
        var path = Path.Combine(_copy.FullName, "addresses.csv");
        File.WriteAllText(path, File.ReadAllText(path).Replace("204-0001,下宿一丁目,", "204-0001,\"下宿一丁目\",", StringComparison.Ordinal)
            .Replace(",郵便番号は一般知識・", ",\"郵便番号は一般知識, \"\"仮\"\"・", StringComparison.Ordinal).Replace("公開データと照合,", "公開データと照合\",",
            StringComparison.Ordinal));
        var town = Load(_copy.FullName).Addresses[0];
        Assert.Equal(("下宿一丁目", "郵便番号は一般知識, \"仮\"・町名は公開データと照合"), (town.Town, town.Source));
    }

    [Fact]
    public void いくつものファイルの誤りを一度に知らせる()
    {
        CopyTo(_copy.FullName);
        File.Delete(Path.Combine(_copy.FullName, "posts.json"));
        File.WriteAllText(Path.Combine(_copy.FullName, "calendar.json"), "[]");
        var broken = Assert.Throws<BrokenProfile>(() => Load(_copy.FullName));
        Assert.Equal(["calendar.json", "posts.json"], broken.Faults.Select(f => f.File).Order(StringComparer.Ordinal));
        Assert.Contains("posts.json: ファイルがありません。", broken.Message, StringComparison.Ordinal);
    }

    /// <summary>The city's files in a folder of the test's own.</summary>
    internal static void CopyTo(string folder)
    {
        var source = Path.GetFullPath(Folder());
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? folder);
            File.Copy(file, target);
        }
    }
}

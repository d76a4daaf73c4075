using Keyaki.Documents;
using Keyaki.Kernel;
using Keyaki.Staff;
using Keyaki.Web;

namespace Keyaki.Tests.Rules;

/// <summary>Departments that are renamed, made and abolished on a day, and powers over a part.</summary>
public sealed class DepartmentDayTests : IDisposable
{
    static readonly DateOnly Spring = new(2027, 4, 1), Before = new(2027, 3, 31);
    readonly string copy = Directory.CreateTempSubdirectory("keyaki-city").FullName;

    public DepartmentDayTests() => KiyoseTests.CopyTo(copy);

    public void Dispose() => Directory.Delete(copy, recursive: true);

    CityProfile With(string file, string after, string more)
    {
        var path = Path.Combine(copy, file);
        File.WriteAllText(path, File.ReadAllText(path).Replace(after, after + more, StringComparison.Ordinal));
        return KiyoseTests.Load(copy);
    }

    CityProfile Renamed() => With("departments.json", "\"departments\": [",
        "{ \"code\": \"dx\", \"name\": \"デジタル課\", \"from\": \"2027-04-01\", \"phone\": \"042-000-9999\" },"
        + "{ \"code\": \"olympic\", \"name\": \"五輪準備課\", \"until\": \"2027-03-31\" },");

    [Fact]
    public void 課の名前は_その日の名前で答える()
    {
        var city = Renamed();
        Assert.Equal(("DX推進課", "デジタル課"), (city.Department("dx", Before)?.Name, city.Department("dx", Spring)?.Name));
        Assert.Equal("042-000-9999", city.ContactOf("dx", Spring).Phone);
        Assert.NotEqual("042-000-9999", city.ContactOf("dx", Before).Phone);
    }

    [Fact]
    public void なくなった課は選べないが_名前は残る()
    {
        var city = Renamed();
        Assert.Contains(city.DepartmentsOn(Before), d => d.Code == "olympic");
        Assert.DoesNotContain(city.DepartmentsOn(Spring), d => d.Code == "olympic");
        Assert.Equal("五輪準備課", city.Department("olympic", Spring)?.Name);
        Assert.Contains(city.DepartmentsKnown(Spring), d => d.Code == "olympic");
        Assert.Single(city.DepartmentsOn(Spring), d => d.Code == "dx");
    }

    [Fact]
    public void なくなった課の仕事は_後を継いだ課の職員のものになり_その前の日まではならない()
    {
        var city = With("departments.json", "\"departments\": [",
            "{ \"code\": \"old\", \"name\": \"古い課\", \"until\": \"2026-12-31\", \"successor\": \"mid\" },"
            + "{ \"code\": \"mid\", \"name\": \"中の課\", \"until\": \"2027-03-31\", \"successor\": \"dx\" },");
        Assert.Equal(["dx"], city.WithFormer(["dx"], Before));
        Assert.Equal(["dx", "mid", "old"], city.WithFormer(["dx"], Spring).Order());
        Assert.Equal(["mid", "old"], city.WithFormer(["mid"], Before).Order());
        Assert.Equal(["kankyo"], city.WithFormer(["kankyo"], Spring));
    }

    [Fact]
    public void 文書記号は_年度の始まりの課の名前で作り_年度の中では変わらない()
    {
        var symbols = DocumentSymbols.Read("", Renamed());
        Assert.NotEqual(symbols.Of("dx", new FiscalYear(2026)), symbols.Of("dx", new FiscalYear(2027)));
        Assert.StartsWith("清デ", symbols.Of("dx", new FiscalYear(2027)), StringComparison.Ordinal);
    }

    [Fact]
    public void 同じ日から始まる同じ課は_設定の誤り() => Assert.Throws<BrokenProfile>(() => With("departments.json", "\"departments\": [",
        "{ \"code\": \"dx\", \"name\": \"あ\", \"from\": \"2027-04-01\" },"
        + "{ \"code\": \"dx\", \"name\": \"い\", \"from\": \"2027-04-01\" },"));

    [Fact]
    public void 同じ日から始まる同じ権限は_設定の誤り() => Assert.Throws<BrokenProfile>(() => With("powers.json", "\"powers\": [",
        "{ \"code\": \"staff\", \"title\": \"あ\", \"posts\": [\"*\"], \"permissions\": [\"operate.*\"] },"));

    [Fact]
    public void 清瀬市の権限の設定に_何も与えないものはない() =>
        Assert.Equal([], new PostPowers(KiyoseTests.Load(), Hall.Modules).Idle().Select(f => f.ToString()));

    [Theory]
    [InlineData("\"posts\": [\"*\"], \"permissions\": [\"messages.*\"]", "permissions[0]")] // どの部屋にもない権限
    [InlineData("\"posts\": [\"*\"], \"permissions\": [\"staff.manage\"], \"within\": [\"kankyo\"]", "within")] // 一部に限れない
    [InlineData("\"posts\": [\"*\"], \"permissions\": [\"documents.read-all\"], \"within\": [\"nowhere\"]", "within")] // 課がない
    public void 何も与えない権限の設定は_始めるときに言われる(string power, string path)
    {
        var city = With("powers.json", "\"powers\": [", $"{{ \"code\": \"idle\", \"title\": \"空\", {power} }},");
        Assert.Equal(("powers.json", $"powers[0].{path}"),
            new PostPowers(city, Hall.Modules).Idle().Select(f => (f.File, f.Path)).Single());
    }

    [Fact]
    public void 権限は_二つの版を並べると_新しい版がその日から数えられ_終わりの日の次の日からは何も与えない()
    {
        var city = With("powers.json", "\"powers\": [",
            "{ \"code\": \"operate\", \"title\": \"送信\", \"posts\": [\"somu-*\"], \"permissions\": [\"operate.*\"], "
            + "\"from\": \"2027-04-01\", \"until\": \"2027-04-30\" },");
        static bool Operates(FileTerm term) => term.Powers.Any(p => p.StartsWith("operate.", StringComparison.Ordinal));
        var powers = new PostPowers(city, Hall.Modules);
        var terms = powers.InFiles("somu-kacho");
        Assert.Equal([(DateOnly.MinValue, Before), (Spring, new(2027, 4, 30)), (new(2027, 5, 1), null)],
            terms.Select(t => (t.From, t.Until)));
        Assert.Equal([false, true, false], terms.Select(Operates));
        Assert.Equal([true, false], powers.InFiles("dx-kacho").Select(Operates));
        Assert.Equal([(DateOnly.MinValue, (DateOnly?)null)], powers.InFiles("shimin-shuji").Select(t => (t.From, t.Until)));
    }

    [Theory]
    [InlineData("\"from\": \"2027-04-01\", \"until\": \"2027-03-31\"", "powers[0].until")]
    [InlineData("\"from\": \"4月1日\"", "powers[0].from")]
    public void 権限の日の誤りは_場所とともに言われる(string days, string path) => Assert.Contains(
        Assert.Throws<BrokenProfile>(() => With("powers.json", "\"powers\": [",
            $"{{ \"code\": \"more\", \"title\": \"空\", \"posts\": [\"*\"], \"permissions\": [\"operate.*\"], {days} }},")).Faults,
        fault => (fault.File, fault.Path) == ("powers.json", path));

    [Fact]
    public void 一部に限った権限は_その一部だけのもので_限れない権限は与えない()
    {
        var city = With("powers.json", "\"powers\": [",
            "{ \"code\": \"audit\", \"title\": \"監査\", \"posts\": [\"dx-shuji\"], \"within\": [\"kankyo\"], "
            + "\"permissions\": [\"documents.read-all\", \"staff.confirm\"] },");
        var powers = new PostPowers(city, Hall.Modules);
        var given = powers.InFiles("dx-shuji").Single().Powers;
        Assert.Contains("documents.read-all@kankyo", given);
        Assert.DoesNotContain(given, p => p.StartsWith("staff.confirm", StringComparison.Ordinal));
        Assert.Contains(powers.Said(given, Before), label => label.EndsWith("（環境課）", StringComparison.Ordinal));

        var auditor = new Actor(ActorKind.Officer) { Permissions = given };
        Assert.True(auditor.Can(DocumentsModule.ReadAll) && auditor.Can(DocumentsModule.ReadAll, "kankyo"));
        Assert.False(auditor.Can(DocumentsModule.ReadAll, "shimin"));
        Assert.Equal(["kankyo"], auditor.Within(DocumentsModule.ReadAll));
        static Actor Holding(string power) => new(ActorKind.Officer) { Permissions = new HashSet<string> { power } };
        Assert.Null(Holding("documents.read-all").Within(DocumentsModule.ReadAll));
        Assert.False(Holding("staff.confirm@kankyo").Can(StaffModule.CanConfirm));
    }
}

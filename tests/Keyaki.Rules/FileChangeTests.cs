using Keyaki.Kernel;

namespace Keyaki.Tests.Rules;

/// <summary>What the files let begin and end within some days.</summary>
public sealed class FileChangeTests : IDisposable
{
    static readonly DateOnly Today = new(2026, 11, 24), Year = Today.AddMonths(12), Spring = new(2027, 4, 1), Before = Spring.AddDays(-1);
    readonly string copy = Directory.CreateTempSubdirectory("keyaki-coming").FullName;

    public FileChangeTests() => KiyoseTests.CopyTo(copy);

    public void Dispose() => Directory.Delete(copy, recursive: true);

    static FileEdition Of(DateOnly? from, DateOnly? until, string code = "a") => new("a.json", code, code, from, until);

    static IEnumerable<(DateOnly, bool)> Between(params FileEdition[] all) =>
        FileChange.Between(all, Today, Year).Select(c => (c.Day, c.Ends));

    [Fact]
    public void 終わったあとに続く版があれば_始まりだけが並び_一日でも空けば_終わりも並ぶ()
    {
        Assert.Equal([(Spring, false)], Between(Of(null, Before), Of(Spring, null)));
        Assert.Equal([(Spring, false)], Between(Of(null, null), Of(Spring, null)));
        Assert.Equal([(Before, true), (Spring.AddDays(1), false)], Between(Of(null, Before), Of(Spring.AddDays(1), null)));
        Assert.Equal([(Before, true), (Spring, false)], Between(Of(null, Before), Of(Spring, null, "b")));
    }

    [Fact]
    public void 十二か月先のその日までが並び_次の日は並ばない()
    {
        Assert.Equal([(Today, true), (Year, true)], Between(Of(null, Today, "a"), Of(null, Year, "b"), Of(null, Year.AddDays(1), "c"),
            Of(null, Today.AddDays(-1), "d")));
        Assert.Equal([(Year, false)], Between(Of(Year, null), Of(Year.AddDays(1), null, "b")));
    }

    [Fact]
    public void 年度ごとの表は_次の年度の行がなければ_年度の終わりに終わる()
    {
        File.WriteAllText(Path.Combine(copy, "rules", "yearly.json"), """
            { "format": 1, "code": "yearly", "title": { "ja": "年ごとの額", "easy": "お金", "en": "Yearly" }, "axis": "fiscal-year", "unit": "yen",
              "rows": [ { "from": 2026, "value": 1, "source": "例", "confidence": "unconfirmed" } ] }
            """);
        var end = FileChange.Between(KiyoseTests.Load(copy).Editions, Today, Year).Single(c => c.Of.File == "rules/yearly.json");
        Assert.Equal((Before, true, "表「年ごとの額」"), (end.Day, end.Ends, end.Of.What));
    }

    [Fact]
    public void 次の版を書く場所は_自分のファイルのあるものは日付の付いた名前_行はそのファイル()
    {
        Assert.Equal("procedures/a@2027-04-01.json", new FileEdition("procedures/a.json", "", "", null, null, Alone: true).Next(Spring));
        Assert.Equal("slots/a@2027-04-01.csv", new FileEdition("slots/a@2026-10-01.csv", "", "", null, null, Alone: true).Next(Spring));
        Assert.Equal("powers.json", new FileEdition("powers.json", "", "", null, null).Next(Spring));
    }

    [Fact]
    public void 日のあるものはすべて数えられる()
    {
        var all = KiyoseTests.Load().Editions.Select(e => e.Code.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(["calendar", "class", "department", "post", "power", "procedure", "rule", "slots"], all);
    }
}

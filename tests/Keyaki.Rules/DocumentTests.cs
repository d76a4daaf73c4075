using System.Globalization;
using Keyaki.Contracts.Documents;
using Keyaki.Documents;
using Keyaki.Kernel;
using Xunit;

namespace Keyaki.Tests.Rules;

public sealed class 文書の規則
{
    [Theory]
    [InlineData("2026-11-24", 5, "2027-04-01", "2032-03-31")]
    [InlineData("2027-03-31", 5, "2027-04-01", "2032-03-31")]
    [InlineData("2027-04-01", 5, "2028-04-01", "2033-03-31")]
    [InlineData("2026-11-24", 1, "2027-04-01", "2028-03-31")]
    [InlineData("2026-11-24", 30, "2027-04-01", "2057-03-31")]
    public void 保存は作成した年度の次の四月一日から数える(string made, int years, string from, string until)
    {
        var retention = Retention.Of(DateOnly.Parse(made, System.Globalization.CultureInfo.InvariantCulture), years);
        Assert.Equal((from, until), (retention.From.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            retention.Until.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void 保存年限のない登録はできない() => Assert.Throws<ArgumentOutOfRangeException>(() => Retention.Of(new(2026, 11, 24), 0));

    [Fact]
    public void 文書番号は年度と記号と番号() =>
        Assert.Equal("令和8年度 清環収第12号", Symbols("").Number("kankyo", new FiscalYear(2026), 12));

    [Fact]
    public void 記号は設定で決められる() =>
        Assert.Equal("令和8年度 清環収発第1号", Symbols("kankyo=清環収発 shimin=清市").Number("kankyo", new FiscalYear(2026), 1));

    [Fact]
    public void 課の記号はどれも異なる()
    {
        var symbols = Symbols("");
        Assert.Equal(symbols.City.Departments.Count,
            symbols.City.Departments.Select(d => symbols.Of(d.Code, new FiscalYear(2026))).Distinct().Count());
    }

    [Theory]
    [InlineData("jorei", "2026-12-31", ":2026", "令和8年清瀬市条例第3号")]
    [InlineData("jorei", "2027-03-31", ":2027", "令和9年清瀬市条例第3号")]
    [InlineData("kokuji", "2019-04-30", ":2019", "平成31年清瀬市告示第3号")]
    [InlineData("kokuji", "2019-05-01", ":2019", "令和元年清瀬市告示第3号")]
    [InlineData("hasshin", "2027-03-31", "kankyo:2026", "令和8年度 清環発第3号")]
    [InlineData("hasshin", "2027-04-01", "kankyo:2027", "令和9年度 清環発第3号")]
    public void 条例や告示は市全体で暦年の番号_発信は課ごとに年度の番号である(string code, string day, string run, string number)
    {
        var city = KiyoseTests.Load(Kiyose());
        var series = city.Files<NumberSeriesList>().Find(code) ?? throw new InvalidOperationException(code);
        Assert.Equal(run, series.Run("kankyo", On(day)));
        Assert.Equal(number, series.Number(DocumentSymbols.Read("", city), "kankyo", On(day), 3));
    }

    static DateOnly On(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    static DocumentSymbols Symbols(string setting) => DocumentSymbols.Read(setting, KiyoseTests.Load(Kiyose()));

    static string Kiyose()
    {
        var d = new DirectoryInfo(AppContext.BaseDirectory);
        while (d is not null && !File.Exists(Path.Combine(d.FullName, "Keyaki.slnx"))) d = d.Parent;
        return Path.Combine(d?.FullName ?? throw new DirectoryNotFoundException(), "cities", "kiyose");
    }
}

using Keyaki.Kernel;

namespace Keyaki.Tests.Rules;

/// <summary>金融機関と支店 by code, name and kana, as people write them.</summary>
public sealed class BankTests
{
    [Theory]
    [InlineData("0001", "0001")]
    [InlineData("みずほ", "0001")]
    [InlineData("みずほ銀行", "0001")]
    [InlineData("ミズホ", "0001")]
    [InlineData("ﾐｽﾞﾎ銀行", "0001")]
    [InlineData("三菱UFJ銀行", "0005")]
    [InlineData("ゆうちょ銀行", "9900")]
    [InlineData("西武信用金庫", "1341")]
    [InlineData("東京みらい農業協同組合", "5077")]
    [InlineData("けやき銀行", null)]
    [InlineData("9999", null)]
    [InlineData("", null)]
    public void 金融機関はコードでも名前でもかなでも見つかる(string typed, string? code) =>
        Assert.Equal(code, Banks.Known.Find(typed)?.Code);

    [Theory]
    [InlineData("001", "001")]
    [InlineData("丸の内中央支店", "004")]
    [InlineData("マルノウチチュウオウ", "004")]
    [InlineData("どこにもない", null)]
    public void 支店も同じように見つかる(string typed, string? code) => Assert.Equal(code, Banks.Known.Find("0001")?.Find(typed)?.Code);

    [Fact]
    public void 途中まで書くと_似たものが近い順に並ぶ()
    {
        var found = Banks.Known.Search("三井住友");
        Assert.Equal("0009", found[0].Code);
        Assert.Contains(found, b => b.Code == "0294");
        Assert.Contains(Banks.Known.Find("0001")?.Search("丸の内") ?? [], b => b.Code == "004");
        Assert.True(Banks.Known.All.Count > 1000, $"{Banks.Known.All.Count}");
    }
}

using System.Text;
using Keyaki.Kernel;
using Keyaki.Payments;

namespace Keyaki.Tests.Rules;

/// <summary>納付書情報のファイル, and rows whose bank there is none of.</summary>
public sealed class SlipRegistrationTests
{
    static readonly FileFormats Formats = KiyoseTests.Load().Files<FileFormats>();

    static Invoice Of(int i, long yen = 12_300) =>
        new("902", $"{i:00000000000000000000}", "000123", new(2026), new(2026), 1, new(2026, 6, 30), new(2026, 7, 31), new(yen));

    [Fact]
    public void 登録と取消が_手本のとおりの行と合計になり_読んで戻る()
    {
        var made = SlipRegistration.Write(Formats, [Of(1), Of(2, 500)], [Of(3)]);
        Assert.Empty(made.Refused);
        Assert.Equal("""
            D,13221,00000000000000000001,000123,902,2026,2026,1,20260630,20260731,12300,1
            D,13221,00000000000000000002,000123,902,2026,2026,1,20260630,20260731,500,1
            D,13221,00000000000000000003,000123,902,2026,2026,1,20260630,20260731,12300,2
            T,3,25100

            """.ReplaceLineEndings("\r\n"), Encoding.UTF8.GetString(made.Content));
        var read = FileReading.Read(Formats[SlipRegistration.Format], made.Content, new(2026, 6, 1));
        Assert.Empty(read.Refused);
        Assert.Equal(["1", "1", "2"], read.Rows.Select(r => r.Values["change"]));
        Assert.Equal(new DateOnly(2026, 7, 31), read.Rows[0].Values.Day("payUntil"));
    }

    [Fact]
    public void 何もないときと_同じ番号と_0円と_桁の違う番号は_どの行かを言って断られる()
    {
        Assert.Contains("ありません", Assert.Single(SlipRegistration.Write(Formats, [], []).Refused).Reason, StringComparison.Ordinal);
        Assert.Equal(2, Assert.Single(SlipRegistration.Write(Formats, [Of(1)], [Of(1)]).Refused).Line);
        Assert.Equal(2, Assert.Single(SlipRegistration.Write(Formats, [Of(1), Of(2, 0)], []).Refused).Line);
        var shorter = Assert.Single(SlipRegistration.Write(Formats, [Of(1) with { Key = "12" }], []).Refused);
        Assert.Equal((1, 3), (shorter.Line, shorter.Column));
    }

    [Theory]
    [InlineData("0001", "004", null)]
    [InlineData("0001", "002", "branch")]
    [InlineData("9999", "001", "bank")]
    public void ない銀行とない支店は_どちらがないかを言う(string bank, string branch, string? place) =>
        Assert.Equal(place, BankAccounts.Unknown(bank, branch)?.Name);

    [Fact]
    public void 結果の明細の知らない支店は_その行だけ断られる()
    {
        var file = File.ReadAllBytes(Path.Combine(KiyoseTests.Root, "tests", "Keyaki.Rules", "golden", "account-transfer-result.jis"));
        (file[122 * 3 + 20], file[122 * 3 + 21], file[122 * 3 + 22]) = ((byte)'0', (byte)'0', (byte)'2');
        var read = FileReading.Read(Formats["account-transfer"], file, new(2026, 7, 3), BankAccounts.Unknown);
        var row = Assert.Single(read.Rejected, r => (r.Line, r.Column) == (4, 21));
        Assert.Contains("「みずほ」に、支店番号「002」", row.Reason, StringComparison.Ordinal);
    }
}

using System.Text;
using Keyaki.Kernel;
using Xunit;

namespace Keyaki.Tests.Rules;

public sealed class SpreadsheetTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("＝１＋１")]
    [InlineData("＋cmd|' /C calc'!A0")]
    [InlineData("－2+3+cmd")]
    [InlineData("＠SUM(1)")]
    [InlineData(" =1+1")]
    [InlineData("\t=1+1")]
    [InlineData("'=1+1")]
    public void 全角の記号で始まる欄も式にならず_取り込めば元に戻る(string cell)
    {
        var written = Spreadsheet.Harmless(cell);
        Assert.Equal("'" + cell, written);
        Assert.Equal(cell, Spreadsheet.Plain(written));
        Assert.Contains("'" + cell.TrimEnd(), Encoding.UTF8.GetString(Spreadsheet.Write([[cell]])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("－１，２００")]
    [InlineData("+81 90-1234-5678")]
    [InlineData("＋８１（０）９０－１２３４－５６７８")]
    [InlineData("清瀬＝花子")]
    [InlineData("'82年")]
    [InlineData("")]
    public void 数と電話番号はそのまま(string cell)
    {
        Assert.Equal(cell, Spreadsheet.Harmless(cell));
        Assert.Equal(cell, Spreadsheet.Plain(cell));
    }
}

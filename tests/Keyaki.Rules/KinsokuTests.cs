using FsCheck;
using FsCheck.Fluent;
using Keyaki.Kernel;
using Xunit;

namespace Keyaki.Tests.Rules;

public sealed class KinsokuTests
{
    // Full-width characters are two wide, half-width one.
    static double Measure(string text) => text.Sum(c => c < 0x2000 ? 1 : 2);

    static string Wrapped(string text, double width, bool hanging = false) => string.Join('|', Kinsoku.Wrap(text, width, Measure, hanging));

    [Theory]
    [InlineData("あいうえおか", 10, "あいうえお|か")]
    [InlineData("あいうえお。か", 10, "あいうえ|お。か")]
    [InlineData("あいうえおっか", 10, "あいうえ|おっか")]
    [InlineData("サービスセンター", 14, "サービスセン|ター")]
    [InlineData("あいうえ（おか）", 10, "あいうえ|（おか）")]
    [InlineData("あいう「え」お", 10, "あいう|「え」お")]
    [InlineData("合計は1,200円です", 10, "合計は|1,200円で|す")]
    [InlineData("番地5-842です", 8, "番地|5-842で|す")]
    [InlineData("はいKeyakiです", 8, "はい|Keyakiで|す")]
    [InlineData("おく one two", 7, "おく|one two")]
    [InlineData("一行目\n二行目", 20, "一行目|二行目")]
    [InlineData("一行目\n\n三行目", 20, "一行目||三行目")]
    [InlineData("1234567890123", 5, "12345|67890|123")]
    [InlineData("", 10, "")]
    public void 禁則のとおりに改行する(string text, double width, string lines) => Assert.Equal(lines, Wrapped(text, width));

    [Theory]
    [InlineData("あいうえお。か", 10, "あいうえお。|か")]
    [InlineData("あいうえお」か", 10, "あいうえ|お」か")]
    [InlineData("あいうえおか。", 10, "あいうえお|か。")]
    public void 句読点は行の外にぶら下げられる(string text, double width, string lines) => Assert.Equal(lines, Wrapped(text, width, hanging: true));

    [Fact]
    public void 一つの文字は途中で切れない() => Assert.Equal("葛\U000E0100|𠮷|野", Wrapped("葛\U000E0100𠮷野", 2));

    [Fact]
    public void 文字は失われず行は幅に収まる()
    {
        const string letters = "あ市、。（）「」ー々A1-5,";
        var texts = Gen.Choose(0, letters.Length - 1).Select(i => letters[i]).ArrayOf().Select(all => new string(all)).ToArbitrary();
        Prop.ForAll(texts, text =>
        {
            var lines = Kinsoku.Wrap(text, 12, Measure);
            return string.Concat(lines) == text && lines.All(line => Measure(line) <= 12);
        }).QuickCheckThrowOnFailure();
    }
}

using System.Security.Cryptography;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Keyaki.Kernel;
using Xunit;

namespace Keyaki.Tests.Rules;

public sealed class ReceiptNumberTests
{
    /// <summary>Numbers from a seed, so that a failing case can be repeated.</summary>
    sealed class Seeded(int seed) : RandomNumberGenerator
    {
        readonly Random random = new(seed);
        public override void GetBytes(byte[] data) => random.NextBytes(data);
    }

    static readonly Arbitrary<ReceiptNumber> Numbers =
        Gen.Choose(0, int.MaxValue).Select(seed => ReceiptNumber.New(new Seeded(seed))).ToArbitrary();

    [Fact]
    public void どの一文字を間違えても見つかる() => Prop.ForAll(Numbers, number =>
        Enumerable.Range(0, ReceiptNumber.Length).All(place => ReceiptNumber.Alphabet.Where(c => c != number.Value[place]).All(wrong =>
            !ReceiptNumber.TryParse(number.Value[..place] + wrong + number.Value[(place + 1)..], out _)))).QuickCheckThrowOnFailure();

    [Fact]
    public void どの二文字を入れ替えても見つかる() => Prop.ForAll(Numbers, number =>
        (from i in Enumerable.Range(0, ReceiptNumber.Length)
         from j in Enumerable.Range(0, i)
         where number.Value[i] != number.Value[j]
         select Swapped(number.Value, i, j)).All(swapped => !ReceiptNumber.TryParse(swapped, out _))).QuickCheckThrowOnFailure();

    [Fact]
    public void 書いて読み戻せる() => Prop.ForAll(Numbers, number =>
        ReceiptNumber.TryParse(number.ToString(), out var read) && read == number).QuickCheckThrowOnFailure();

    [Fact]
    public void 全角も小文字も区切りも読める()
    {
        var number = ReceiptNumber.New(new Seeded(1));
        var wide = string.Concat(number.ToString().Select(c => (char)(c + 0xFEE0)));
        foreach (var typed in new[] { wide, number.Value.ToLowerInvariant(),
            $" {number.Value[..4]} {number.Value[4..8]}ー{number.Value[8..]} ", number.ToString().Replace('-', '‐') })
            Assert.True(ReceiptNumber.TryParse(typed, out var read) && read == number, typed);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("22222222")]
    [InlineData("2222-2222-O")]
    [InlineData("あいうえおかきくけ")]
    [InlineData("2222222222")]
    public void 受付番号でないものは断る(string? text) => Assert.False(ReceiptNumber.TryParse(text, out _));

    [Fact]
    public void 読み違える字と母音は使わない()
    {
        Assert.DoesNotContain(ReceiptNumber.Alphabet, c => "01IOQZLSVUAEY".Contains(c));
        Assert.Equal(23, ReceiptNumber.Alphabet.Distinct().Count());
    }

    [Fact]
    public void 文字は片寄りなく出る()
    {
        var counts = Enumerable.Range(0, 4_600).SelectMany(seed => ReceiptNumber.New(new Seeded(seed)).Value[..8]).CountBy(c => c)
            .ToDictionary();
        Assert.Equal(23, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 1_400, 1_800)); // 1,600 expected, 5 standard deviations each way
    }

    [Fact]
    public void JSONでは続けて書いた文字列である()
    {
        var number = ReceiptNumber.New(new Seeded(7));
        Assert.Equal($"\"{number.Value}\"", JsonSerializer.Serialize(number));
        Assert.Equal(number, JsonSerializer.Deserialize<ReceiptNumber>($"\"{number}\""));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ReceiptNumber>("\"222222223\""));
    }

    static string Swapped(string text, int i, int j)
    {
        var characters = text.ToCharArray();
        (characters[i], characters[j]) = (characters[j], characters[i]);
        return new(characters);
    }
}

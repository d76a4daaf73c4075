using FsCheck;
using FsCheck.Fluent;
using Keyaki.Kernel;
using Keyaki.Payments;

namespace Keyaki.Tests.Rules;

/// <summary>納付書の符号: eL-QR, eL番号, コンビニ収納のバーコード, OCRの行.</summary>
public sealed class SlipCodeTests : IDisposable
{
    static readonly SlipFormat Format = KiyoseTests.Load().Files<SlipFormat>();
    static readonly DateOnly Day = new(2026, 6, 1);

    static readonly Invoice Example = new("999", "00000000000000000001", "000000", new(2026), new(2026), 1, new(2026, 6, 30),
        new(2026, 6, 30), new(12_300));

    const string Vector =
        "0002010102122796000513800018300000000000000000001230021380009990000000000000000000000" +
        "0000100000001322100000000005411000000123006226202620260120260630202606308085000000000" +
        "0000000000000000000000000000000000000000000000000000000000000000000000000000630524702";

    readonly string copy = Directory.CreateTempSubdirectory("keyaki-slips").FullName;

    public void Dispose() => Directory.Delete(copy, recursive: true);

    static readonly Gen<Invoice> Bills =
        from item in Digits(3)
        from key in Digits(20)
        from confirmation in Digits(6)
        from year in Gen.Choose(2000, 2098)
        from term in Gen.Choose(1, 99)
        from due in Gen.Choose(0, 600)
        from grace in Gen.Choose(0, 60)
        from yen in Gen.Choose(1, int.MaxValue)
        from times in Gen.Choose(1, 40)
        let day = new FiscalYear(year).First.AddDays(due)
        select new Invoice(item, key, confirmation, new(year), new(year), term, day, day.AddDays(grace), new((long)yen * times));

    static Gen<string> Digits(int count) => Gen.Choose(0, 9).ListOf(count).Select(string.Concat);

    [Fact]
    public void 作った見本のとおりの255桁を書く() => Assert.Equal(Vector, ElQr.Write(Format, Example));

    [Fact]
    public void CRCは_知られた例に合う() => Assert.Equal(10673, CheckDigits.Crc16("123456789"));

    [Fact]
    public void 書いた符号を読むと_同じ請求になる() => Holds(300, Bills, invoice =>
    {
        var digits = ElQr.Write(Format, invoice);
        Assert.Equal(255, digits.Length);
        Assert.Equal(invoice, ElQr.Read(Format, digits, Day));
        var number = ElQr.ReadNumber(Format, ElQr.Number(Format, invoice));
        Assert.Equal((invoice.Key, invoice.Confirmation, invoice.Item), (number["key"], number["confirmation"], number["item"]));
        foreach (var line in Format.Lines)
        {
            var read = line.Read(line.Write(invoice), invoice.Due);
            foreach (var (name, value) in invoice.Values())
                if (read.Has(name) && name != "payUntil") Assert.Equal(value, read[name]);
        }
    });

    static void Holds<T>(int times, Gen<T> any, Action<T> what) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(times), Prop.ForAll(any.ToArbitrary(), what));

    [Fact]
    public void 一桁でも読み違えると_どの桁でも断られる() => Holds(300,
        from invoice in Bills from at in Gen.Choose(0, 254) from plus in Gen.Choose(1, 9) select (invoice, at, plus), t =>
        {
            var digits = ElQr.Write(Format, t.invoice).ToCharArray();
            digits[t.at] = (char)('0' + (digits[t.at] - '0' + t.plus) % 10);
            Assert.Throws<Rule>(() => ElQr.Read(Format, new(digits), Day));
        });

    [Theory]
    [InlineData(0, "", "255桁ですが、254桁")]
    [InlineData(4, "", "数字だけ")]
    public void 欠けた符号と数字でない符号は_何がおかしいかを言って断られる(int place, string field, string words)
    {
        var digits = place == 0 ? Vector[1..] : Vector[..place] + "O" + Vector[(place + 1)..];
        var rule = Assert.Throws<Rule>(() => ElQr.Read(Format, digits, Day));
        Assert.Equal(field, rule.Field);
        Assert.Contains(words, rule.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0120260630", "0120260631", "due", "日付ではありません")] // 6月31日
    [InlineData("27960005", "28960005", "", "13桁目から：タグ27")]
    [InlineData("54110000001230062", "54110000001230162", "crc", "CRCが合いません")]
    public void 符号の誤りは_項目と桁と訳を言う(string right, string wrong, string field, string words)
    {
        Assert.Contains(right, Vector, StringComparison.Ordinal);
        var rule = Assert.Throws<Rule>(() => ElQr.Read(Format, Vector.Replace(right, wrong, StringComparison.Ordinal), Day));
        Assert.Equal(field, rule.Field);
        Assert.Contains(words, rule.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void 二か所の金額が違う符号は_CRCが合っていても断られる()
    {
        var body = Vector.Replace("54110000001230062", "54110000001240062", StringComparison.Ordinal)[..250];
        var forged = body + CheckDigits.Of("crc-16", body, 5);
        Assert.Equal("amount", Assert.Throws<Rule>(() => ElQr.Read(Format, forged, Day)).Field);
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { "amount", "0" }, { "amount", "-1" }, { "amount", "100000000000" }, { "term", "0" }, { "key", "1234" },
        { "key", "0000000000000000000A" },
        { "confirmation", "12345" }, { "item", "12" }, { "payUntil", "2026-06-29" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void 作れない請求は_どの項目を直すかを言って断られる(string field, string value)
    {
        var invoice = field switch
        {
            "amount" => Example with { Amount = new(long.Parse(value)) },
            "term" => Example with { Term = int.Parse(value) },
            "key" => Example with { Key = value },
            "confirmation" => Example with { Confirmation = value },
            "item" => Example with { Item = value },
            _ => Example with { PayUntil = DateOnly.Parse(value) },
        };
        Assert.Contains(Assert.Throws<Rule>(() => ElQr.Write(Format, invoice)).Field, (string[])[field, "again"]);
    }

    [Fact]
    public void eL番号の並びは市のファイルで変わり_全角でも空白があっても読める()
    {
        Assert.Equal("13221-00000000000000000001-000000-999", ElQr.Number(Format, Example));
        Assert.Equal("13800 00000000000000000001",
            ElQr.Number(Format with { Number = ["institution", "key"], Separator = " " }, Example));
        Assert.Equal("999", ElQr.ReadNumber(Format, "１３２２１ー00000000000000000001 000000　９９９")["item"]);
        Assert.Equal("number", Assert.Throws<Rule>(() => ElQr.ReadNumber(Format, "13221-1")).Field);
    }

    [Theory]
    [InlineData("9191234501234567890123456789010103310123000", "3")] // 公表された例
    [InlineData("9191234500000000000000000000102606300012300", "4")]
    public void コンビニのバーコードのチェックデジットは_公表された例に合う(string body, string check)
    {
        Assert.Equal(43, body.Length);
        Assert.Equal(check, CheckDigits.Of("modulus-10-weight-3", body, 1));
    }

    [Fact]
    public void コンビニのバーコードは44桁で_読むと金額と支払期限と番号の下18桁に戻る() =>
        Holds(100, Bills, invoice =>
        {
            var small = invoice with { Amount = new(1 + invoice.Amount.Amount % 300_000), PayUntil = invoice.Due };
            var digits = Format.Store.Write(small);
            Assert.Equal(44, digits.Length);
            var read = Format.Store.Read(digits, small.Due);
            Assert.Equal((small.Amount, small.Key[2..], small.Item), (read.Yen("amount"), read["key"], read["item"]));
            Assert.Equal(small.PayUntil, read.Day("payUntil"));
        });

    [Fact]
    public void 支払期限のないバーコードは9を並べる()
    {
        var values = Example.Values();
        values["payUntil"] = "";
        var digits = System.Text.Encoding.ASCII.GetString(Format.Store.Layout.Write(values));
        Assert.Equal("999999", digits[30..36]);
        Assert.Null(Format.Store.Read(digits, Day).Day("payUntil"));
    }

    [Theory]
    [InlineData(300_000, "2026-06-30", null)]
    [InlineData(300_001, "2026-06-30", "300,000円を超える")]
    [InlineData(1, "2026-07-01", "支払期限")]
    public void 店で払えない納付書は_印刷の前に言われる(long yen, string today, string? words)
    {
        var refusal = StoreBars.Refusal(Format, Example with { Amount = new(yen) }, DateOnly.Parse(today));
        if (words is null) Assert.Null(refusal);
        else Assert.Contains(words, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void バーは60ミリに収まり_どの記号も11の幅である()
    {
        var bars = StoreBars.Of(Format.Store.Write(Example));
        Assert.Equal(StoreBars.Modules(44), bars[^1].At + bars[^1].Wide);
        Assert.InRange(StoreBars.Width(44, Format.Module), 50, 60);
        foreach (var pair in Enumerable.Range(0, 100))
            Assert.Equal(StoreBars.Modules(2), StoreBars.Of($"{pair:00}")[^1] is var last ? last.At + last.Wide : 0);
    }

    [Theory]
    [InlineData("\"confirmed\": false", "\"confirmed\": true", "confirmed")]
    [InlineData("\"width\": 20, \"as\": \"digits\" },\n          {", "\"width\": 19, \"as\": \"digits\" },\n          {", "elQr.places")]
    [InlineData("\"module\": 0.1905", "\"module\": 0.21", "store.module")]
    [InlineData("\"number\": [\"body\",", "\"number\": [\"city\",", "elQr.number[0]")]
    [InlineData("\"check\": \"crc-16\"", "\"check\": \"crc-17\"", "elQr.places[6].places[0].check")]
    [InlineData("\"item\": \"nursery-fee\"", "\"item\": \"nursery\"", "items[6].item")]
    [InlineData("\"number\": \"908\"", "\"number\": \"9O8\"", "items[7].number")]
    public void 符号の書き方の誤りは_始めるときに場所とともに言われる(string right, string wrong, string path)
    {
        KiyoseTests.CopyTo(copy);
        var file = Path.Combine(copy, "payments", "slips.json");
        var text = File.ReadAllText(file);
        Assert.Contains(right, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Contains(Assert.Throws<BrokenProfile>(() => KiyoseTests.Load(copy)).Faults,
            f => f.File == "payments/slips.json" && f.Path == path);
    }

    [Fact]
    public void チェックデジットが分からないうちは_見本である()
    {
        Assert.True(Format.IsSpecimen);
        Assert.Contains(KiyoseTests.Load().Examples, e => e is { File: "payments/slips.json", About: "elQr" });
    }
}

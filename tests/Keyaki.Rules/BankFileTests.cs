using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Keyaki.Kernel;
using Keyaki.Payments;

namespace Keyaki.Tests.Rules;

/// <summary>全銀などのファイル: written byte by byte as golden files have it, read by the program and by an independent reader, and refused
/// where they are broken.</summary>
public sealed class BankFileTests
{
    static readonly FileFormats Formats = KiyoseTests.Load().Files<FileFormats>();
    static readonly FileFormat Debit = Formats["account-transfer"], Transfer = Formats["bulk-transfer"], Store = Formats["store-receipts"],
        CommonTax = Formats["common-tax-receipts"];
    static readonly DateOnly Today = new(2026, 7, 3);

    static byte[] Golden(string name) => File.ReadAllBytes(Path.Combine(KiyoseTests.Root, "tests", "Keyaki.Rules", "golden", name));

    static readonly Dictionary<string, string> Head = new()
    {
        ["payer"] = "1234567890", ["payerName"] = "キヨセシ", ["day"] = "2026-06-30", ["bank"] = "0001", ["bankName"] = "みずほ",
        ["branch"] = "001", ["branchName"] = "トウキョウ", ["type"] = "1", ["account"] = "7654321",
    };

    static Dictionary<string, string> Line(string bank, string bankName, string branch, string branchName, string type, string account,
        string holder, string amount, string kind, string customer) => new()
        {
            ["bank"] = bank, ["bankName"] = bankName, ["branch"] = branch, ["branchName"] = branchName, ["type"] = type,
            ["account"] = account,
            ["holder"] = holder, ["amount"] = amount, ["new"] = kind, ["customer"] = customer, ["result"] = "0", ["speed"] = "7",
            ["clearing"] = "0",
        };

    static readonly Dictionary<string, string>[] Lines =
    [
        Line("0005", "ミツビシＵＦＪ", "123", "キヨセ", "1", "1234567", "キヨセ　ハナコ", "12300", "1", "20260000000000000001"),
        Line("9900", "ユウチョ", "018", "ゼロイチハチ", "1", "0000123", "カ）ケヤキショウジ", "300000", "0", "20260000000000000002"),
        Line("0001", "ミズホ", "004", "マルノウチチユウオウ", "2", "7654321", "ヂャン・ヴァルジャン　ヲー", "1", "2", "A-3"),
    ];

    [Fact]
    public void 口座振替の依頼は_手本と1バイトも違わない()
    {
        var made = FileWriting.Write(Debit, Head, Lines);
        Assert.Empty(made.Refused);
        Assert.Equal(Golden("account-transfer-request.jis"), made.Content);
    }

    [Fact]
    public void 総合振込の依頼は_手本と1バイトも違わない()
    {
        var made = FileWriting.Write(Transfer, Head, Lines, lines: true);
        Assert.Empty(made.Refused);
        Assert.Equal(Golden("bulk-transfer-request.jis"), made.Content);
    }

    [Fact]
    public void 口座振替の結果は_手本から読め_結果ごとに分かれる()
    {
        var read = FileReading.Read(Debit, Golden("account-transfer-result.jis"), Today);
        Assert.Empty(read.Refused);
        Assert.Empty(read.Rejected);
        Assert.Equal(new DateOnly(2026, 6, 30), read.Head?.Day("day"));
        Assert.Equal([("20260000000000000001", 12_300L, "0"), ("20260000000000000002", 300_000, "1"), ("A-3", 1, "8")],
            read.Rows.Select(r => (r.Values["customer"], r.Values.Yen("amount").Amount, r.Values["result"])));
        Assert.Equal("ﾁﾞﾔﾝ.ｳﾞｱﾙｼﾞﾔﾝ ｵ-", read.Rows[2].Values["holder"]);
        Assert.Equal("資金不足", Debit.Row.Places.First(p => p.Name == "result").Codes?["1"]);
    }

    /// <summary>Another reader, which knows the columns by heart and nothing of layouts.</summary>
    static IEnumerable<(string Bank, string Branch, string Account, string Holder, long Yen, string Customer)> ByHand(byte[] file,
        bool lines)
    {
        for (var at = 0; at < file.Length; at += lines ? 122 : 120)
        {
            if (file[at] != (byte)'2') continue;
            string Cut(int from, int count) =>
                string.Concat(file[(at + from)..(at + from + count)].Select(b => b < 0x80 ? (char)b : (char)(0xFF00 + b - 0x40))).TrimEnd();
            var yen = Cut(80, 10).Aggregate(0L, (n, c) => n * 10 + c - '0');
            yield return (Cut(1, 4), Cut(20, 3), Cut(43, 7), Cut(50, 30), yen, Cut(91, 20));
        }
    }

    static readonly Gen<Dictionary<string, string>> Rows =
        from bank in Digits(4)
        from branch in Digits(3)
        from account in Digits(7)
        from holder in Gen.Elements("アイウカガキギサザタダッナハバパヴャョンー・ヲワ（）．－　ABZ09".ToCharArray()).ListOf()
            .Select(c => string.Concat(c.Take(14)))
        from yen in Gen.Choose(1, int.MaxValue)
        from customer in Digits(20)
        from result in Gen.Elements("0", "1", "2", "3", "4", "8", "9")
        select Line(bank, "ケヤキ", branch, "キヨセ", "1", account, holder.TrimEnd('　'), $"{yen}", "0", customer) is var line
            ? With(line, "result", result) : [];

    static Gen<string> Digits(int count) => Gen.Choose(0, 9).ListOf(count).Select(string.Concat);

    [Fact]
    public void どんな明細も_書いて読むと戻り_別の読み手も同じに読む() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(100),
        Prop.ForAll((from rows in Rows.ListOf() from lines in Gen.Elements(true, false) select (rows, lines)).ToArbitrary(), t =>
        {
            foreach (var format in new[] { Debit, Transfer })
            {
                var made = FileWriting.Write(format, Head, t.rows, t.lines);
                Assert.Empty(made.Refused);
                Assert.Equal((t.rows.Count + 3) * (t.lines ? 122 : 120), made.Content.Length);
                Assert.Equal(t.rows.Select(r => (r["bank"], r["branch"], r["account"], BankText.Of(r["holder"], "", "").TrimEnd(),
                    long.Parse(r["amount"]), r["customer"])), ByHand(made.Content, t.lines));
                if (format == Debit) continue;
                var read = FileReading.Read(format, made.Content, Today);
                Assert.Empty(read.Refused);
                Assert.Empty(read.Rejected);
                Assert.Equal(t.rows.Select(r => (r["bank"], r["amount"], r["customer"])),
                    read.Rows.Select(r => (r.Values["bank"], r.Values["amount"], r.Values["customer"])));
            }
        }));

    [Theory]
    [InlineData("キヨセ　ハナコ", "ｷﾖｾ ﾊﾅｺ")]
    [InlineData("ぎゃるそん", "ｷﾞﾔﾙｿﾝ")] // 小さい字は大きく、濁点は1文字
    [InlineData("パーシー", "ﾊﾟ-ｼ-")] // 長音はハイフン
    [InlineData("ヲノ", "ｵﾉ")]
    [InlineData("ｶ)ｹﾔｷ", "ｶ)ｹﾔｷ")]
    [InlineData("Ａｂc１２", "ABC12")]
    [InlineData("ヴァヰヱヵヶヮ", "ｳﾞｱｲｴｶｹﾜ")]
    public void 名義は銀行の字になる(string typed, string written) => Assert.Equal(written, BankText.Of(typed, "holder", "受取人名"));

    [Theory]
    [InlineData("清瀬花子", "清")]
    [InlineData("キヨセ＆ハナコ", "&")]
    [InlineData("キヨセ「ハナコ」", "「")]
    [InlineData("キヨセ/ハナコ", "/")]
    public void 銀行にない字は_どの字かを言って断られ_ファイルはできない(string typed, string letter)
    {
        var rule = Assert.Throws<Rule>(() => BankText.Of(typed, "holder", "受取人名"));
        Assert.Contains($"「{letter}」は、銀行のファイルで使えません", rule.Sentence, StringComparison.Ordinal);
        var made = FileWriting.Write(Transfer, Head, [Lines[0], With(Lines[1], "holder", typed)]);
        Assert.Empty(made.Content);
        Assert.Equal((3, 51), (made.Refused[0].Line, made.Refused[0].Column));
    }

    [Theory]
    [InlineData("amount", "0")]
    [InlineData("amount", "-1")]
    [InlineData("amount", "10000000000")]
    [InlineData("bank", "12")]
    [InlineData("type", "5")]
    [InlineData("customer", "123456789012345678901")]
    public void 書けない明細があるとファイルはできない(string place, string value) =>
        Assert.NotEmpty(FileWriting.Write(Transfer, Head, [With(Lines[0], place, value)]).Refused);

    static Dictionary<string, string> With(Dictionary<string, string> line, string place, string value) => new(line) { [place] = value };

    [Fact]
    public void 桁に入らない名義は_銀行と同じく30桁で切れる()
    {
        var made = FileWriting.Write(Transfer, Head, [With(Lines[0], "holder", "ガガガガガガガガガガガガガガガガ")]); // 濁点も1桁なので32桁
        var name = string.Concat(Enumerable.Repeat("ｶﾞ", 15));
        Assert.Equal(name, Assert.Single(FileReading.Read(Transfer, made.Content, Today).Rows).Values["holder"]);
    }

    static Refusal Refused(byte[] file, FileFormat? format = null, DateOnly? today = null)
    {
        var read = FileReading.Read(format ?? Debit, file, today ?? Today);
        Assert.Empty(read.Rows);
        return read.Refused[0];
    }

    static byte[] Changed(Func<byte[], byte[]> change, string name = "account-transfer-result.jis") => change(Golden(name));

    [Fact]
    public void どこで切れたファイルも_丸ごと断られる()
    {
        foreach (var name in new[] { "account-transfer-request.jis", "account-transfer-result.jis" })
        {
            var whole = Golden(name);
            // Without its last CRLF a file is whole; with the CR alone its line ends are mixed.
            for (var length = 0; length < whole.Length - (name.Contains("result", StringComparison.Ordinal) ? 2 : 0); length++)
                Refused(whole[..length]);
        }
        Assert.Contains("切れています", Refused(Golden("account-transfer-result.jis")[..300]).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void 混ざった改行とUTF8と違う長さと違う種類のファイルは_行と訳を言って断られる()
    {
        var mixed = Refused(Changed(f => [.. f[..120], (byte)'\n', .. f[122..]]));
        Assert.Equal((1, 121), (mixed.Line, mixed.Column));
        Assert.Contains("改行", mixed.Reason, StringComparison.Ordinal);
        Assert.Contains("UTF-8", Refused([0xEF, 0xBB, 0xBF, .. Golden("account-transfer-result.jis")]).Reason, StringComparison.Ordinal);
        Assert.Equal(2, Refused(Changed(f => [.. f[..200], .. f[201..]])).Line);
        var kind = Refused(Golden("bulk-transfer-request.jis"));
        Assert.Equal((1, 2), (kind.Line, kind.Column));
        Assert.Contains("「91」のはずですが、「21」", kind.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(366 + 6, "合計件数が合いません")] // 8の行は488バイト目から
    [InlineData(366 + 18, "合計金額が合いません")]
    [InlineData(366 + 24, "振替済件数が合いません")]
    [InlineData(366 + 36, "振替済金額が合いません")]
    [InlineData(366 + 54, "振替不能金額が合いません")]
    public void 合計が合わないファイルは_どの合計がいくら違うかを言って断られる(int at, string words)
    {
        // Three records of 122 bytes and one more stand before the total.
        var file = Changed(f => [.. f[..(at + 122)], (byte)(f[at + 122] == '9' ? '0' : f[at + 122] + 1), .. f[(at + 123)..]]);
        Assert.Contains(words, Refused(file).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void 先の引落日のファイルと_順が違うファイルと_続きのあるファイルは断られる()
    {
        var early = Refused(Golden("account-transfer-result.jis"), today: new(2026, 6, 29));
        Assert.Contains("先の日付", early.Reason, StringComparison.Ordinal);
        Assert.Equal(2, Refused(Changed(f => [.. f[..122], .. f[..122], .. f[122..]])).Line);
        Assert.Contains("途中で切れているか、つながっています", Refused(Changed(f => [.. f, .. f])).Reason, StringComparison.Ordinal);
        var strange = Refused(Changed(f => [.. f[..122], (byte)'5', .. f[123..]]));
        Assert.Contains("レコードはありません", strange.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void 一行だけおかしい明細は_行と桁と訳を言い_ほかの行は読める()
    {
        var file = Changed(f => [.. f[..(122 + 43)], (byte)'X', .. f[(122 + 44)..]]);
        var read = FileReading.Read(Debit, file, Today);
        Assert.Empty(read.Refused);
        Assert.Equal(2, read.Rows.Count);
        var row = Assert.Single(read.Rejected);
        Assert.Equal((2, 44), (row.Line, row.Column));
        Assert.StartsWith("口座番号は数字だけ", row.Reason, StringComparison.Ordinal);
        Assert.Contains("合計を確かめられません", Refused(Changed(f => [.. f[..(122 + 80)], (byte)'-', .. f[(122 + 81)..]])).Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public void 名前に漢字の入ったShift_JISのファイルも読め_知らない銀行の行は断られる()
    {
        var name = CodePagesEncodingProvider.Instance.GetEncoding(932)?.GetBytes("清瀬花子") ?? [];
        var file = Changed(f => [.. f[..(122 + 50)], .. name, .. Enumerable.Repeat((byte)' ', 22), .. f[(122 + 80)..]]);
        var read = FileReading.Read(Debit, file, Today,
            row => row["bank"] == "9900" ? ("bank", "銀行番号「9900」の銀行はありません。") : null);
        Assert.Equal("清瀬花子", read.Rows[0].Values["holder"]);
        Assert.Equal((3, 2), (Assert.Single(read.Rejected).Line, read.Rejected[0].Column));
    }

    static Dictionary<string, string> Receipt(string kind, long yen, string paidOn = "2026-07-01") => new()
    {
        ["kind"] = kind, ["paidOn"] = paidOn, ["paidAt"] = "1230", ["bars"] = new('1', 44), ["shop"] = "0001", ["branch"] = "123",
        ["amount"] = $"{yen}", ["fee"] = "60",
    };

    [Fact]
    public void コンビニの速報と確報と取消は_取消を除いて合計し_読んで戻る()
    {
        var made = FileWriting.Write(Store, new Dictionary<string, string> { ["made"] = "2026-07-02", ["company"] = "912345" },
            [Receipt("01", 12_300), Receipt("02", 500), Receipt("03", 12_300)], lines: true);
        Assert.Empty(made.Refused);
        var read = FileReading.Read(Store, made.Content, Today);
        Assert.Equal([("01", 12_300L), ("02", 500), ("03", 12_300)],
            read.Rows.Select(r => (r.Values["kind"], r.Values.Yen("amount").Amount)));
        Assert.Null(read.Rows[0].Values.Day("transferOn"));
        var wrong = (byte[])[.. made.Content];
        wrong[122 + 2] = (byte)'3'; // 速報が取消に変わると、合計も件数も合わない
        Assert.Contains("合計件数が合いません", Refused(wrong, Store).Reason, StringComparison.Ordinal);
        var early = FileReading.Read(Store, made.Content, new(2026, 7, 2));
        Assert.Equal(3, early.Rows.Count);
        Assert.Contains("作成日が先の日付", Refused(made.Content, Store, new(2026, 7, 1)).Reason, StringComparison.Ordinal);
    }

    static readonly Dictionary<string, string>[] Paid = [.. new[] { 12_300, 500 }.Select((yen, i) => new Dictionary<string, string>
    {
        ["key"] = $"{i:00000000000000000000}", ["confirmation"] = "123456", ["item"] = "902", ["amount"] = $"{yen}",
        ["paidOn"] = "2026-07-01", ["channel"] = "4", ["payment"] = $"P,\"{i}",
    })];

    [Fact]
    public void 共通納税の結果は表で_引用符も改行の違いも合計の違いも見る()
    {
        var made = FileWriting.Write(CommonTax, Head, Paid);
        Assert.Empty(made.Refused);
        var read = FileReading.Read(CommonTax, made.Content, Today);
        Assert.Equal(["P,\"0", "P,\"1"], read.Rows.Select(r => r.Values["payment"]));
        var text = Encoding.UTF8.GetString(made.Content);
        Refusal Told(string changed) => Refused(Encoding.UTF8.GetBytes(changed), CommonTax);
        Assert.Contains("切れています", Told(text[..^2]).Reason, StringComparison.Ordinal);
        Assert.Contains("切れています", Told(text[..text.IndexOf("T,", StringComparison.Ordinal)]).Reason, StringComparison.Ordinal);
        Assert.Equal(1, Told(text.Remove(text.IndexOf('\r'), 1)).Line);
        var sum = Told(text.Replace("T,2,12800", "T,2,12801", StringComparison.Ordinal));
        Assert.Contains("12,800円です", sum.Reason, StringComparison.Ordinal);
        Assert.Equal(1, Told(text.Replace(",4,", ",4,4,", StringComparison.Ordinal)).Line);
        var shorter = text.Replace("123456,902,12300", "12345,902,12300", StringComparison.Ordinal);
        var row = FileReading.Read(CommonTax, Encoding.UTF8.GetBytes(shorter), Today);
        Assert.Equal((1, 3), (Assert.Single(row.Rejected).Line, row.Rejected[0].Column));
        Assert.Single(row.Rows);
        var early = FileReading.Read(CommonTax, made.Content, new(2026, 6, 30));
        Assert.Contains("先の日付", early.Rejected[0].Reason, StringComparison.Ordinal);
    }
}

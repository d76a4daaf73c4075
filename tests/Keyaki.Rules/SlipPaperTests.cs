using System.Diagnostics;
using Keyaki.Kernel;
using Keyaki.Payments;

namespace Keyaki.Tests.Rules;

/// <summary>納付書の紙: rendered as a picture, both codes are read again by another program (zbar), and compared with what was
/// asked.</summary>
public sealed class SlipPaperTests : IDisposable
{
    static readonly PaperFonts Fonts = new();
    static readonly SlipFormat Format = KiyoseTests.Load().Files<SlipFormat>();
    static readonly DateOnly Today = new(2026, 6, 1);

    readonly string folder = Directory.CreateTempSubdirectory("keyaki-slip").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    internal static Slip Example(int i, long yen = 12_300, string payer = "清瀬　花子") => new(
        new("902", $"{20260000000000000000m + i}", $"{i * 7919 % 1_000_000:000000}", new(2026), new(2026), i % 4 + 1, new(2026, 6, 30),
            new(2026, 6, 30), new(yen)), payer, "固定資産税・都市計画税", $"R8-{i:000000}");

    static SlipSheets Sheets(SlipFormat? format = null) => new(format ?? Format, Fonts, "清瀬市", Today);

    string[] Codes(PaperFile file)
    {
        var pdf = Path.Combine(folder, "slips.pdf");
        if (Environment.GetEnvironmentVariable("KEYAKI_SLIPS") is { Length: > 0 } kept)
            File.WriteAllBytes(Path.Combine(kept, $"slips-{file.Pages}-{file.Pdf.Length}.pdf"), file.Pdf);
        File.WriteAllBytes(pdf, file.Pdf);
        Run("pdftoppm", "-r", "600", "-gray", pdf, Path.Combine(folder, "sheet"));
        return [.. Directory.GetFiles(folder, "sheet*.pgm").Order(StringComparer.Ordinal).SelectMany(picture =>
            Run("zbarimg", "-q", "--nodbus", "-Sdisable", "-Sqrcode.enable", "-Scode128.enable", picture)
                .Split('\n', StringSplitOptions.RemoveEmptyEntries))];
    }

    static string Run(string tool, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, words) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException(tool);
        _ = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return said;
    }

    static string Words(PaperFile file) => PaperTests.Read(file.Pdf, "pdftotext", "-layout", "-");

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void 画像にした納付書から_二つの符号が_頼んだとおりに読める(int onSheet)
    {
        Slip[] slips = [.. Enumerable.Range(1, 3).Select(i => Example(i, 12_300 * i))];
        var file = Assert.Single(Sheets().Print(slips, onSheet));
        Assert.Equal(3 / onSheet, file.Pages);
        Assert.Empty(file.MissingCharacters);
        var asked = slips.SelectMany(s => (string[])
            [$"QR-Code:{ElQr.Write(Format, s.Invoice)}", $"CODE-128:{Format.Store.Write(s.Invoice)}"]);
        Assert.Equal(asked.Order(), Codes(file).Order());
    }

    [Fact]
    public void コンビニの限度額を超える納付書には_バーコードがなく_訳が印刷される()
    {
        var slip = Example(1, 300_001);
        var file = Assert.Single(Sheets().Print([slip]));
        Assert.Equal([$"QR-Code:{ElQr.Write(Format, slip.Invoice)}"], Codes(file));
        Assert.Contains("300,000円を超えるので", Words(file), StringComparison.Ordinal);
    }

    [Fact]
    public void 三つの部分に_同じ金額と期限と名前があり_確かめられるまでは見本と印刷される()
    {
        var file = Assert.Single(Sheets().Print([Example(1)]));
        var words = Words(file);
        foreach (var (part, times) in new[] { ("12,300円", 3), ("令和8年6月30日", 6), ("花子", 3), ("（見本）", 3) })
            Assert.Equal(times, words.Split(part).Length - 1);
        foreach (var line in Format.Lines) Assert.Contains(line.Write(Example(1).Invoice), words, StringComparison.Ordinal);
        Assert.DoesNotContain("見本", Words(Assert.Single(Sheets(Format with { Confirmed = true }).Print([Example(1)]))));
    }

    [Fact]
    public void 納付書は読み上げられ_厳しい読み手も受け取る()
    {
        var file = Assert.Single(Sheets().Print([Example(1)]));
        Assert.Matches("Tagged: +yes", PaperTests.Read(file.Pdf, "pdfinfo"));
        Assert.Contains("Figure", PaperTests.Read(file.Pdf, "pdfinfo", "-struct-text"), StringComparison.Ordinal);
        Assert.Contains("No syntax or stream encoding errors", PaperTests.Read(file.Pdf, "qpdf", "--check"));
    }

    [Fact]
    public void 印刷できない字と_作れない請求と_店で払えない額は_印刷の前に言われる()
    {
        Slip[] slips = [Example(1), Example(2, payer: "清瀬\U000E0100　\U000F0000子"), Example(3, yen: 0), Example(4, yen: 300_001)];
        Assert.Equal([(2, "payer"), (3, "amount"), (4, "store")],
            SlipDoubts.Of(Format, slips, Fonts, Today).Select(d => (Array.IndexOf(slips, d.Slip) + 1, d.Field)));
    }

    [Theory]
    [InlineData("とても長い名前の一般社団法人けやきの木の下で本を読む会けやき通り商店街振興組合連合会清瀬支部")]
    [InlineData("Nguyễn Thị Ánh Wolfeschlegelsteinhausenbergerdorff-Kowalčík")]
    public void 長い名前も切られない(string payer)
    {
        var words = Words(Assert.Single(Sheets().Print([Example(1, payer: payer)])));
        Assert.Equal(3, string.Concat(words.Where(c => !char.IsWhiteSpace(c))).Length > 0 ? Count(words, payer) : 0);
    }

    static int Count(string words, string name)
    {
        // Each part wraps by itself and the columns stand side by side: every letter is there three times at least.
        return name.Where(c => !char.IsWhiteSpace(c)).GroupBy(c => c).Min(g => words.Count(c => c == g.Key) / g.Count());
    }

    [Fact]
    public void 何枚あっても_決まった枚数ずつのファイルに分かれる()
    {
        var asked = 0;
        IEnumerable<Slip> Endless()
        {
            while (true) yield return Example(++asked);
        }
        var files = Sheets().Print(Endless(), 3, 2).Take(3).ToList();
        Assert.All(files, f => Assert.Equal(2, f.Pages));
        Assert.InRange(asked, 18, 24); // the rest is not made
    }
}

using System.Diagnostics;

namespace Keyaki.Kernel;

/// <summary>Measures how fast certificates are made.</summary>
public static class PaperBench
{
    /// <summary>One-page certificates per second on one thread, each with another name and number, after a warm-up.</summary>
    public static double Run(double seconds)
    {
        var fonts = new PaperFonts();
        for (var i = 0; i < 20; i++) Example(i).Print(fonts);
        var clock = Stopwatch.StartNew();
        var pages = 0;
        while (clock.Elapsed.TotalSeconds < seconds) Example(pages++).Print(fonts);
        return pages / clock.Elapsed.TotalSeconds;
    }

    static Certificate Example(int i) => new()
    {
        Number = $"第{i + 1}号",
        Household = [("住所", $"東京都けやき市中里五丁目{i % 900 + 1}番地"), ("世帯主", "清瀬　太郎")],
        Members =
        [
            new([("氏名", "清瀬　" + "花桜梅松竹菊蘭桃杏柚"[i % 10] + "子"), ("生年月日", EraDate.Of(new DateOnly(1980, 5, 3).AddDays(i)).ToString()),
                ("性別", "女"), ("続柄", "子"),
                ("住民となった年月日", "平成10年4月1日"), ("住所を定めた年月日", "平成10年4月1日"), ("前住所", "埼玉県新座市野火止一丁目1番1号"), ("本籍", "省略"), ("個人番号", "省略")]),
        ],
        Date = new(2026, 11, 22), SignerTitle = "けやき市長", SignerName = "（氏名の例）", SealOmitted = true,
    };
}

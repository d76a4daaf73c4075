using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Payments;

/// <summary>
/// 納付書の紙: three slips on a sheet of A4, each of three parts: 領収証書 (the payer keeps it), 納付書 (the bank or shop keeps it),
/// 領収済通知書 (comes to the city, and bears the codes). Sheets come as files of so many, so that thousands take no more memory than
/// one.
/// </summary>
public sealed class SlipSheets(SlipFormat format, PaperFonts fonts, string city, DateOnly today)
{
    /// <summary>How many slips stand on a sheet, and how many sheets in a file.</summary>
    public const int OnSheet = 3, InFile = 100;

    const double High = 99, Edge = 5;

    // Where the three parts begin, and where the last ends.
    static readonly (string Name, string Keeper, double Left, double Right)[] Parts =
    [
        ("領収証書", "（納付者の控え）", 0, 62),
        ("納付書", "（金融機関・店の控え）", 62, 122),
        ("領収済通知書", "（市に送るもの）", 122, 210),
    ];

    const double Square = 0.55, BarHigh = 11, StampLeft = 184;

    readonly TextStyle head = new(fonts.Bold, 11), label = new(fonts.Gothic, 6.5), plain = new(fonts.Mincho, 8.5, Lead: 1.35),
        sum = new(fonts.Gothic, 13, Align.Right), digits = new(fonts.Gothic, 7.5), ocr = new(fonts.Gothic, 11);

    /// <summary>The files one after another; each is whole, and forgotten when the next is asked for.</summary>
    /// <param name="onSheet">1 to 3 slips a sheet.</param>
    /// <exception cref="Rule">a slip cannot be printed: <see cref="SlipDoubts"/> says so before.</exception>
    public IEnumerable<PaperFile> Print(IEnumerable<Slip> slips, int onSheet = OnSheet, int inFile = InFile)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(onSheet, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(onSheet, OnSheet);
        foreach (var some in slips.Chunk(onSheet * inFile))
        {
            // No foot: what stands on a sheet is cut apart.
            var paper = new Paper(fonts, "納付書") { Covers = int.MaxValue };
            foreach (var (i, slip) in some.Index())
            {
                if (i > 0 && i % onSheet == 0) paper.NewSheet();
                Draw(paper, slip, i % onSheet * High);
            }
            yield return paper.Finish();
        }
    }

    void Draw(Paper paper, Slip slip, double top)
    {
        foreach (var part in Parts)
        {
            var (left, wide) = (part.Left + Edge, part.Right - part.Left - 2 * Edge);
            paper.As("H1", () => Head(paper, part.Name, part.Keeper, left, top + Edge, wide));
            paper.As("P", () => Fields(paper, slip, left, top + Edge + 9, part.Left == 122 ? wide - 26 : wide));
            if (part.Left > 0) paper.Trace([(part.Left, top + 1), (part.Left, top + High - 1)], Stroke.Dashed);
        }
        Stamped(paper, Parts[0].Left + Edge, top, "領収しました。");
        Stamped(paper, Parts[1].Left + Edge, top, "納めます。");
        Stamp(paper, StampLeft, top - 26);
        Codes(paper, slip, 122 + Edge, top);
        if (top > 0) paper.Trace([(0, top), (Paper.Width, top)], Stroke.Dashed);
        if (format.IsSpecimen)
            foreach (var part in Parts) paper.Across("見本", part.Left, top + 12, Math.Min(part.Right - part.Left, 56), 45, 54);
    }

    void Head(Paper paper, string name, string keeper, double left, double top, double wide)
    {
        paper.Line(city, head with { Points = 8 }, left, wide, top - 1);
        paper.Line(format.IsSpecimen ? name + "（見本）" : name, head with { Align = Align.Center }, left, wide, top);
        paper.Line(keeper, label with { Align = Align.Center }, left, wide, top + 5);
    }

    void Fields(Paper paper, Slip slip, double left, double top, double wide)
    {
        var y = top;
        Field("税目・料金", slip.Title, 2);
        Field("年度・期別", slip.Term);
        Field("通知書番号", slip.Number);
        Field("納期限", EraDate.Of(slip.Invoice.Due).ToString());
        Field("支払期限", EraDate.Of(slip.Invoice.PayUntil).ToString());
        paper.Box(left, y + 0.5, wide, 8);
        paper.Line("金額", label, left + 1, 12, y + 1);
        paper.Line(slip.Invoice.Amount.ToString(), sum, left, wide - 2, y + 0.5);
        y += 9.5;
        Field("納付者", slip.Payer + "　様", 2);

        void Field(string name, string words, int most = 1)
        {
            const double Name = 14;
            paper.Line(name, label, left, Name, y + 0.2);
            var type = Fitting(paper, words, wide - Name, most);
            foreach (var line in paper.Lines(words, type, wide - Name).Take(most))
            {
                paper.Line(line, type, left + Name, wide - Name, y);
                y += type.Line;
            }
            y += 0.5;
        }
    }

    /// <summary>The largest type in which words fit their lines: a name is never cut.</summary>
    TextStyle Fitting(Paper paper, string words, double wide, int most)
    {
        var type = plain;
        while (type.Points > 3.5 && paper.Lines(words, type, wide).Count > most) type = type with { Points = type.Points - 0.5 };
        return type;
    }

    void Stamped(Paper paper, double left, double top, string words)
    {
        paper.As("P", () =>
        {
            paper.Line("上の金額を", plain, left, 26, top + 66);
            paper.Line(words, plain, left, 26, top + 66 + plain.Line);
        });
        Stamp(paper, left + 28, top);
    }

    void Stamp(Paper paper, double left, double top)
    {
        paper.Box(left, top + 66, 21, 25);
        paper.As("P", () => paper.Line("領収日付印", label with { Align = Align.Center }, left, 21, top + 66.5));
    }

    void Codes(Paper paper, Slip slip, double left, double top)
    {
        var elQr = ElQr.Write(format, slip.Invoice);
        var (x, y) = (Parts[2].Right - Edge - QrDigits.Side * Square, top + Edge + 9);
        var squares = QrDigits.Runs(elQr).Select(d => (x + d.X * Square, y + d.Y * Square, d.Wide * Square, Square));
        paper.In("Figure", () => paper.Areas(squares), "eL-QR。スマートフォンで読み取ると納付できます");
        if (StoreBars.Refusal(format, slip.Invoice, today) is { } refusal)
        {
            var type = label with { Points = 8, Lead = 1.4 };
            paper.As("P", () =>
            {
                foreach (var (i, line) in paper.Lines(refusal, type, 52).Index())
                    paper.Line(line, type, left, 52, top + 66 + i * type.Line);
            });
        }
        else
        {
            var bars = format.Store.Write(slip.Invoice);
            paper.In("Figure", () => paper.Areas(StoreBars.Of(bars)
                .Select(b => (left + b.At * format.Module, top + 65, b.Wide * format.Module, BarHigh))), "コンビニ収納のバーコード");
            var (first, second) = StoreBars.Words(bars);
            paper.As("P", () =>
            {
                paper.Line(first, digits, left, 55, top + 65 + BarHigh);
                paper.Line(second, digits, left, 55, top + 68.5 + BarHigh);
            });
        }
        paper.As("P", () =>
        {
            paper.Line("eL番号　" + ElQr.Number(format, slip.Invoice), label, left, 80, top + 60.5);
            foreach (var (i, line) in format.Lines.Index()) paper.Line(line.Write(slip.Invoice), ocr, left, 80, top + 83.5 + i * 5);
        });
    }
}

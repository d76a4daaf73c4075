namespace Keyaki.Kernel;

/// <summary>A copy of entries of the resident register (住民票の写し) and papers of that shape, with plain values only.</summary>
public sealed record Certificate
{
    /// <summary>One person: the items that were asked for, in the order in which they are printed.</summary>
    public sealed record Member(IReadOnlyList<(string Label, string Text)> Items);

    public string Title { get; init; } = "住民票の写し";
    public required string Number { get; init; }

    /// <summary>What stands above the persons: address, head of household.</summary>
    public required IReadOnlyList<(string Label, string Text)> Household { get; init; }
    public required IReadOnlyList<Member> Members { get; init; }

    /// <summary>The sentence that certifies (住民基本台帳法12条, 住民基本台帳事務処理要領).</summary>
    public string Certification { get; init; } = "この写しは、住民票の原本と相違ないことを証明する。";
    public required DateOnly Date { get; init; }
    public required string SignerTitle { get; init; }
    public required string SignerName { get; init; }
    public bool SealOmitted { get; init; }

    /// <summary>What the reader must know about this sheet.</summary>
    public string Notice { get; init; } = "この用紙は普通紙です。市が窓口で渡し、または郵送したものだけが証明書です。電子ファイルや、それを印刷したもの、複写したものは証明書ではありません。";

    /// <summary>The column of labels in millimetres: the longest one (外国人住民となった年月日) stays on its line.</summary>
    const double Label = 52;

    public PaperFile Print(PaperFonts fonts)
    {
        var paper = new Paper(fonts, Title) { Foot = $"{Title}　{Number}" };
        paper.Text(Number, new(fonts.Gothic, 9, Align.Right));
        paper.Skip(2);
        paper.In("H1", () => paper.Line(Title, new(fonts.Gothic, 18, Align.Spread), 65, 80, paper.Y));
        paper.Skip(16);
        var type = paper.Plain with { Points = 10.5, Lead = 1.45 };
        paper.Table(Rows(Household), [Label, Paper.Column - Label], type);
        paper.Skip(4);
        for (var i = 0; i < Members.Count; i++)
        {
            paper.Need(30);
            if (Members.Count > 1) paper.Text($"{i + 1}人目", new(fonts.Gothic, 9, Lead: 1.8));
            paper.Table(Rows(Members[i].Items), [Label, Paper.Column - Label], type);
            paper.Skip(4);
        }
        paper.Need(57);
        paper.Text("以下余白", paper.Plain with { Points = 9, Align = Align.Center });
        paper.Skip(5);
        paper.Paragraph(Certification, paper.Plain with { Points = 12 });
        paper.Skip(4);
        paper.Text("　" + EraDate.Of(Date), paper.Plain with { Points = 12 });
        paper.Skip(4);
        DecisionNotice.Sign(paper, SignerTitle, SignerName, SealOmitted);
        paper.Skip(8);
        paper.Text(Notice, new(fonts.Gothic, 8.5, Lead: 1.5));
        return paper.Finish();
    }

    static IReadOnlyList<IReadOnlyList<string>> Rows(IReadOnlyList<(string Label, string Text)> items) =>
        [.. items.Select(item => new[] { item.Label, item.Text })];
}

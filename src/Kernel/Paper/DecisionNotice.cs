namespace Keyaki.Kernel;

/// <summary>A notice of what the city decided (交付決定通知書 and the like), with plain values only.</summary>
public sealed record DecisionNotice
{
    /// <summary>清環発第123号.</summary>
    public required string Number { get; init; }
    public required DateOnly Date { get; init; }
    public string AddresseeAddress { get; init; } = "";
    public required string Addressee { get; init; }

    /// <summary>清瀬市長, and the name that stands after it.</summary>
    public required string SignerTitle { get; init; }
    public required string SignerName { get; init; }

    /// <summary>True prints （公印省略）; false leaves room for the seal.</summary>
    public bool SealOmitted { get; init; } = true;
    public required string Title { get; init; }
    public required IReadOnlyList<string> Body { get; init; }

    /// <summary>The items under 記, label and text.</summary>
    public IReadOnlyList<(string Label, string Text)> Items { get; init; } = [];

    /// <summary>How to object (行政不服審査法82条, 行政事件訴訟法46条); empty where the decision needs none.</summary>
    public IReadOnlyList<string> Remedies { get; init; } = [];

    /// <summary>Department, telephone.</summary>
    public string Contact { get; init; } = "";

    /// <summary>What the notice says, for who does not read Japanese: stands on a page of its own behind it and is not part of
    /// it.</summary>
    public IReadOnlyList<string> Gloss { get; init; } = [];
    public string GlossTitle { get; init; } = "";

    public PaperFile Print(PaperFonts fonts)
    {
        var paper = new Paper(fonts, Title) { Foot = $"{Title}　{Number}" };
        var right = paper.Plain with { Align = Align.Right };
        paper.Text(Number, right);
        paper.Text(EraDate.Of(Date).ToString(), right);
        paper.Skip(6);
        if (AddresseeAddress != "") paper.Text(AddresseeAddress, paper.Plain with { Points = 10.5 });
        paper.Text($"{Addressee}　様", paper.Plain with { Points = 12 });
        paper.Skip(6);
        Sign(paper, SignerTitle, SignerName, SealOmitted);
        paper.Skip(10);
        paper.In("H1", () => paper.Text(Title, new(fonts.Gothic, 15, Align.Center)));
        paper.Skip(6);
        foreach (var paragraph in Body) paper.Paragraph(paragraph);
        if (Items.Count > 0)
        {
            paper.Skip(3);
            paper.Text("記", paper.Plain with { Align = Align.Center });
            paper.Skip(3);
            paper.Table([.. Items.Select(item => new[] { item.Label, item.Text })], [44, Paper.Column - 44]);
        }
        if (Remedies.Count > 0)
        {
            paper.Skip(7);
            var small = paper.Plain with { Points = 9.5, Lead = 1.5 };
            paper.Need(small.Line * 3);
            paper.Text("（教示）", new(fonts.Gothic, 9.5, Lead: 1.5));
            foreach (var paragraph in Remedies) paper.Paragraph(paragraph, small);
        }
        if (Contact != "")
        {
            paper.Skip(6);
            paper.Text($"問合せ先　{Contact}", new(fonts.Gothic, 9.5, Align.Right));
        }
        if (Gloss.Count > 0)
        {
            paper.NewSheet();
            paper.Text(GlossTitle, new(fonts.Gothic, 13));
            paper.Skip(5);
            foreach (var line in Gloss)
            {
                paper.Text(line, paper.Plain with { Points = 10.5 });
                paper.Skip(3);
            }
        }
        return paper.Finish();
    }

    /// <summary>Title and name of the signer on the right, with room for the seal or the words that stand for it.</summary>
    internal static void Sign(Paper paper, string title, string name, bool sealOmitted)
    {
        var type = paper.Plain with { Points = 12 };
        paper.Need(type.Line * 2);
        paper.Text($"{title}　　{name}", type with { Align = Align.Right }, width: Paper.Column - (sealOmitted ? 0 : 22));
        if (sealOmitted) paper.Text("（公印省略）", paper.Plain with { Points = 9.5, Align = Align.Right });
        else paper.Box(Paper.Width - Paper.Right - 19, paper.Y - type.Line / 2 - 9.5, 19, 19);
    }
}

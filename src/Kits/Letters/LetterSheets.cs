using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>The paper of letters: the address where the envelope's window is, and below it the city's words.</summary>
public sealed class LetterSheets(LetterWords words, CityProfile city, PaperFonts fonts)
{
    readonly LetterTemplate template = words.Template;

    const double Inside = 2, Smallest = 8, Label = 44;

    readonly TextStyle small = new(fonts.Gothic, 9, Lead: 1.4), heading = new(fonts.Gothic, 15, Align.Center);

    /// <summary>As the batch was printed; as the city's file says it where there is none yet.</summary>
    public static LetterSheets Of(LetterKinds kinds, string code, PrintBatch? batch, CityProfile city, PaperFonts fonts) =>
        new(batch is not null ? LetterWords.Read(batch.Words) : LetterWords.Of(kinds.Find(code) ?? throw new NotHere(), city), city, fonts);

    /// <summary>Letters one after another in one file; the number stands at the foot of each first sheet.</summary>
    public PaperFile Print(IReadOnlyList<(LetterContent Content, string Department, string Number)> letters)
    {
        // No foot: sheets of different people are counted by themselves.
        var paper = new Paper(fonts, template.Title) { Covers = int.MaxValue };
        foreach (var (i, letter) in letters.Index())
        {
            if (i > 0) paper.NewSheet();
            Draw(paper, letter.Content, letter.Department, letter.Number);
        }
        return paper.Finish();
    }

    /// <summary>How many sheets a letter takes, and what has to be done by hand: characters that no typeface has, no address, an address
    /// that the window does not hold, more sheets than the envelope holds.</summary>
    public (int Sheets, string? Trouble) Measure(LetterContent content, string department)
    {
        var paper = new Paper(fonts, template.Title) { Covers = int.MaxValue };
        Draw(paper, content, department, "");
        var sheets = paper.Number(paper.Sheet);
        var lacking = fonts.Lacks(string.Concat([content.Name, content.Address, .. content.Facts.Values])).ToList();
        List<string> troubles = [];
        if (lacking.Count > 0) troubles.Add($"印刷できない文字があります（{string.Concat(lacking)}）。〓のところを手で書いてください。");
        if (PlainText.IsBlank(content.Address)) troubles.Add("送付先がありません。住所を調べてください。");
        else
        {
            if (content.Postal.Length == 0) troubles.Add("郵便番号がありません。調べて書いてください。");
            if (Points(paper, content) is null) troubles.Add("宛名が窓に入りません。宛名ラベルを貼ってください。");
        }
        if (sheets > template.Envelope.Sheets)
            troubles.Add($"{sheets}枚あり、封筒（{template.Envelope.Title}）に入りません。大きい封筒で出してください。");
        return (sheets, troubles.Count == 0 ? null : string.Join(" ", troubles));
    }

    static List<string> Addressee(LetterContent content) =>
        [content.Postal.Length == 7 ? $"〒{content.Postal[..3]}-{content.Postal[3..]}" : "〒　　　-　　　　", content.Address,
            $"{content.Name}　様"];

    /// <summary>The size in which the addressee stands in the window; null where even the smallest is too large.</summary>
    double? Points(Paper paper, LetterContent content)
    {
        for (var points = 11d; points >= Smallest; points -= 0.5)
            if (High(paper, content, points) <= template.Envelope.Height - 2 * Inside) return points;
        return null;
    }

    TextStyle Style(double points) => new(fonts.Gothic, points, Lead: 1.35);

    double High(Paper paper, LetterContent content, double points) => Addressee(content).Sum(line =>
        paper.Lines(line, Style(points), template.Envelope.Width - 2 * Inside).Count * Style(points).Line);

    void Draw(Paper paper, LetterContent content, string department, string number)
    {
        var (envelope, right) = (template.Envelope, paper.Plain with { Align = Align.Right, Points = 10 });
        paper.Line(number, small with { Points = 8, Align = Align.Right }, Paper.Left, Paper.Column, Paper.Height - 14);
        paper.Y = envelope.Top + Inside;
        var style = Style(Points(paper, content) ?? Smallest);
        foreach (var line in Addressee(content))
            paper.Text(line, style, envelope.Left + Inside, envelope.Width - 2 * Inside);
        paper.Y = Math.Max(paper.Y, envelope.Top + envelope.Height) + 6;
        paper.Text(EraDate.Of(content.Day).ToString(), right);
        paper.Text(words.Signed, right);
        paper.Text("（公印省略）", right with { Points = 8.5 });
        paper.Skip(5);
        paper.In("H1", () => paper.Text(template.Title, heading));
        paper.Skip(5);
        var blocks = template.Blocks.Where(b => b.StandsIn(content.Facts)).ToLookup(b => b is ReplyBlock);
        foreach (var block in blocks[false]) Draw(paper, block, content.Facts);
        Contact(paper, department, content.Day);
        // What is cut off and sent back is last: whoever keeps the rest knows whom to ask.
        foreach (var reply in blocks[true]) Draw(paper, reply, content.Facts);
    }

    void Draw(Paper paper, LetterBlock block, IReadOnlyDictionary<string, string> facts)
    {
        switch (block)
        {
            case WordsBlock text:
                paper.Paragraph(LetterTemplate.Fill(text.Words, facts));
                break;
            case FactsBlock table:
                paper.Skip(2);
                paper.Table([.. table.Facts.Where(f => facts.GetValueOrDefault(f.Code, "").Length > 0)
                    .Select(f => new[] { f.Label, facts[f.Code] })], [Label, Paper.Column - Label]);
                paper.Skip(3);
                break;
            case RemedyBlock remedy:
                paper.Skip(3);
                paper.Text("（教示）", small);
                paper.Paragraph(LetterTemplate.Fill(remedy.Words, facts), small);
                break;
            case ReplyBlock reply:
                paper.Skip(2);
                paper.Text("- - - - - - - - - -　きりとって、送り返してください　- - - - - - - - - -", small with { Align = Align.Center });
                paper.Text(LetterTemplate.Fill(reply.Title, facts), paper.Plain with { Points = 10.5 });
                paper.Table([.. reply.Rows.Select(row => new[] { row, "" })], [Label, Paper.Column - Label],
                    paper.Plain with { Points = 10.5, Lead = 1.8 });
                break;
            case GlossBlock gloss:
                paper.Skip(3);
                paper.Text(LetterTemplate.Fill(gloss.Easy, facts), small);
                paper.Text(LetterTemplate.Fill(gloss.English, facts), small);
                break;
        }
    }

    void Contact(Paper paper, string department, DateOnly day)
    {
        var contact = city.ContactOf(department, day);
        paper.Skip(4);
        paper.Text($"問合せ先　{city.City.Name} {contact.Name}　電話 {contact.Phone}", small with { Align = Align.Right });
    }
}

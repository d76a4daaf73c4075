using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Drafting;

/// <summary>The paper that leaves: number, day, addressee, signer, and the body as it was decided.</summary>
public sealed record Letter(
    string Number,
    DateOnly Date,
    string Addressee,
    string SignerTitle,
    string SignerName,
    bool Sealed,
    string Title,
    string Body,
    string Contact)
{
    /// <summary>Where the seal stands, in millimetres from the left and upper edge: told by <see cref="Print"/>.</summary>
    public (double Left, double Top, double Side)? SealAt { get; private set; }

    /// <param name="to">null: as it is drafted, to all of them.</param>
    public static Letter Of(Sheet sheet, Addressee? to, CityProfile city, DateOnly date)
    {
        var draft = sheet.Draft;
        return new(draft.Number ?? "（決裁のあとに番号が付きます）", date, to?.Name ?? string.Join('、', sheet.Addressees.Select(a => a.Name)),
            city.City.MayorTitle, city.City.MayorName, draft.Sealed, draft.Subject, draft.Body,
            $"{city.City.Name} {city.Department(draft.Department, date)?.Name}");
    }

    public PaperFile Print(PaperFonts fonts)
    {
        var paper = new Paper(fonts, Title) { Foot = $"{Title}　{Number}" };
        var right = paper.Plain with { Align = Align.Right };
        paper.Text(Number, right);
        paper.Text(EraDate.Of(Date).ToString(), right);
        paper.Skip(6);
        if (Addressee.Length > 0) paper.Text($"{Addressee}　様", paper.Plain with { Points = 12 });
        paper.Skip(6);
        Sign(paper);
        paper.Skip(10);
        paper.In("H1", () => paper.Text(Title, new(fonts.Gothic, 14, Align.Center)));
        paper.Skip(4);
        ShowMarked.Print(paper, Body);
        paper.Skip(8);
        paper.Text($"問合せ先　{Contact}", new(fonts.Gothic, 9.5, Align.Right));
        return paper.Finish();
    }

    void Sign(Paper paper)
    {
        var type = paper.Plain with { Points = 12 };
        paper.Need(type.Line * 2);
        paper.Text($"{SignerTitle}　　{SignerName}", type with { Align = Align.Right }, width: Paper.Column - (Sealed ? 22 : 0));
        if (Sealed) SealAt = (Paper.Width - Paper.Right - 20, paper.Y - type.Line / 2 - 10, 20);
        else paper.Text("（公印省略）", paper.Plain with { Points = 9.5, Align = Align.Right });
    }
}

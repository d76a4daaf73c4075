using Keyaki.Kernel;

namespace Keyaki.Drafting;

/// <summary>宛名シート: one block for each addressee with an address, two columns on A4, to be cut and glued.</summary>
public sealed record AddressSheet(string Number, IReadOnlyList<(string Address, string Name)> To)
{
    public static AddressSheet Of(Draft draft, IEnumerable<Addressee> all) =>
        new(draft.Number ?? "", [.. all.Where(a => a.Address is not null).Select(a => (a.Address ?? "", a.Name))]);

    public PaperFile Print(PaperFonts fonts)
    {
        const double wide = Paper.Column / 2, high = 48;
        var paper = new Paper(fonts, "宛名シート") { Foot = $"宛名シート　{Number}" };
        foreach (var pair in To.Chunk(2))
        {
            paper.Need(high);
            var top = paper.Y;
            foreach (var (n, (address, name)) in pair.Index())
            {
                paper.Y = top;
                paper.Text(address, paper.Plain with { Points = 10.5 }, Paper.Left + n * wide, wide - 8);
                paper.Skip(2);
                paper.Text($"{name}　様", paper.Plain with { Points = 13 }, Paper.Left + n * wide, wide - 8);
            }
            paper.Y = top + high;
        }
        return paper.Finish();
    }
}

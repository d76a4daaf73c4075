namespace Keyaki.Kernel;

/// <summary>A piece of a text in one ink: red is what is new, struck through is what is gone.</summary>
public sealed record Piece(string Text, bool Red = false, bool Struck = false);

/// <summary>A text as it is set: plain, or in pieces of which some are red or struck through. Lines end with a line feed alone.</summary>
public sealed record Inked(IReadOnlyList<Piece> Pieces)
{
    public string Plain => Pieces is [var only] ? only.Text : string.Concat(Pieces.Select(p => p.Text));
    public bool HasRed => Pieces.Any(p => p.Red);

    public static implicit operator Inked(string text) => new([new(PlainText.Of(text.ReplaceLineEndings("\n")))]);
    public static Inked operator +(Inked before, Inked after) => new([.. before.Pieces, .. after.Pieces]);

    /// <summary>The same in pieces of lines: between lines only blanks and line feeds were dropped, so each is found again by walking
    /// on.</summary>
    internal IEnumerable<Inked> Cut(IEnumerable<string> lines)
    {
        var (whole, at) = (Plain, 0);
        foreach (var line in lines)
        {
            while (at < whole.Length && whole[at] is ' ' or '\n' && !whole.AsSpan(at).StartsWith(line, StringComparison.Ordinal)) at++;
            yield return From(at, line.Length);
            at += line.Length;
        }
    }

    Inked From(int start, int length)
    {
        var (pieces, at) = (new List<Piece>(), 0);
        foreach (var piece in Pieces)
        {
            var (first, last) = (Math.Max(start, at), Math.Min(start + length, at + piece.Text.Length));
            if (last > first) pieces.Add(piece with { Text = piece.Text[(first - at)..(last - at)] });
            at += piece.Text.Length;
        }
        return new(pieces);
    }
}

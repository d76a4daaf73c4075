using System.Globalization;
using System.Xml;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;

namespace Keyaki.Reader;

/// <summary>
/// The words of a PDF with their places, page by page and line by line, as poppler tells them: it draws the pages too, so what is
/// covered lies where it is seen. Where PdfPig reads the same letters at the same place, each has a place of its own.
/// </summary>
sealed record PageWords(IReadOnlyList<PageWords.Page> Pages)
{
    const int Whole = 10_000;

    /// <param name="Told">What <c>pdftotext -bbox-layout</c> wrote.</param>
    /// <param name="Turned">The pages that lie on their side: poppler names their width and height as they were before.</param>
    internal sealed record Order(string Pdf, string Told, IReadOnlyList<int> Turned);
    internal sealed record Page(IReadOnlyList<IReadOnlyList<Word>> Lines);

    /// <param name="Place">Left, top, right, bottom in ten thousandths of the page.</param>
    /// <param name="Letters">The same of each sign; null where it is not known.</param>
    internal sealed record Word(string Text, int[] Place, IReadOnlyList<int[]>? Letters);
    readonly record struct Spot(double Left, double Top, double Right, double Bottom)
    {
        public int[] In(double wide, double high) => [Down(Left, wide), Down(Top, high), Up(Right, wide), Up(Bottom, high)];
        static int Down(double at, double side) => Math.Clamp((int)Math.Floor(at / side * Whole), 0, Whole);
        static int Up(double at, double side) => Math.Clamp((int)Math.Ceiling(at / side * Whole), 0, Whole);
    }

    internal static PageWords Of(Order order)
    {
        using var pdf = Opened(order.Pdf);
        var (pages, lines, words) = (new List<Page>(), new List<IReadOnlyList<Word>>(), new List<Word>());
        var (wide, high, letters) = (1d, 1d, (IReadOnlyList<Letter>)[]);
        using var told = XmlReader.Create(order.Told,
            new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, CheckCharacters = false });
        while (told.Read())
        {
            if (told is { NodeType: XmlNodeType.Element, Name: "page" })
            {
                (wide, high) = (Number(told, "width"), Number(told, "height"));
                if (order.Turned.Contains(pages.Count + 1)) (wide, high) = (high, wide);
                letters = LettersOf(pdf, pages.Count + 1);
                lines = [];
                pages.Add(new(lines));
            }
            else if (told is { NodeType: XmlNodeType.Element, Name: "line" }) lines.Add(words = []);
            else if (told is { NodeType: XmlNodeType.Element, Name: "word" })
            {
                var spot = new Spot(Number(told, "xMin"), Number(told, "yMin"), Number(told, "xMax"), Number(told, "yMax"));
                var text = told.ReadElementContentAsString();
                words.Add(new(text, spot.In(wide, high), Each(text, spot, letters, high)?.ConvertAll(s => s.In(wide, high))));
            }
        }
        return new(pages);
    }

    static double Number(XmlReader told, string name) => double.Parse(told.GetAttribute(name) ?? "0", CultureInfo.InvariantCulture);

    // Only a help: without it the whole word is covered.
    static PdfDocument? Opened(string path)
    {
        try { return PdfDocument.Open(path, new() { UseLenientParsing = true }); }
        catch (Exception e) when (e is not OutOfMemoryException) { return null; }
    }

    static IReadOnlyList<Letter> LettersOf(PdfDocument? pdf, int page)
    {
        try { return pdf?.GetPage(page).Letters ?? []; }
        catch (Exception e) when (e is not OutOfMemoryException) { return []; }
    }

    /// <summary>The place of each sign of a word that lies along one line; null unless exactly its letters are found there.</summary>
    static List<Spot>? Each(string text, Spot word, IReadOnlyList<Letter> letters, double high)
    {
        var there = letters.Where(l => l.Value.Length > 0 && Middle(l, high) is var (x, y) && x > word.Left && x < word.Right
            && y > word.Top - Slack(word) && y < word.Bottom + Slack(word)).ToList();
        if (string.Concat(there.Select(l => l.Value)) != text) return null;
        var spots = new List<Spot>();
        foreach (var letter in there)
        {
            var (from, to) = (letter.StartBaseLine, letter.EndBaseLine);
            if (Math.Abs(from.Y - to.Y) > 0.1 || to.X <= from.X) return null;
            // A ligature is one letter of several signs: each of them is covered with all of it.
            foreach (var _ in letter.Value) spots.Add(new(from.X, word.Top, to.X, word.Bottom));
        }
        var fits = Math.Abs(spots[0].Left - word.Left) < 1 && Math.Abs(spots[^1].Right - word.Right) < 1
            && spots.Zip(spots.Skip(1)).All(p => p.First.Left <= p.Second.Left);
        return fits ? spots : null;
    }

    static double Slack(Spot word) => (word.Bottom - word.Top) * 0.2;
    static (double X, double Y) Middle(Letter letter, double high) =>
        ((letter.StartBaseLine.X + letter.EndBaseLine.X) / 2, high - letter.StartBaseLine.Y - letter.PointSize * 0.3);
}

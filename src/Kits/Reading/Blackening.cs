using System.Globalization;
using System.Text;
using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>A place of a page to be blackened, in ten thousandths of it, with the number that stands on it.</summary>
public sealed record Black(int Page, int Left, int Top, int Right, int Bottom, string Mark);

/// <summary>
/// Makes of a file a new PDF of nothing but pictures of its pages, in whose pixels places are black. No text, no title, no author, no
/// attachment, no earlier version comes along, because nothing of the old file is copied (decision 0031). It takes its time: never
/// asked in a turn.
/// </summary>
public sealed class Blackening(FilePages pages, LimitedReader reader)
{
    /// <summary>The most pages, and the most bytes of what is made.</summary>
    public const int MostPages = 300, MostBytes = 200_000_000;

    // A plan of A0 is drawn coarser, so that a page is never more pixels than the reader holds.
    const double Dots = 150, Longest = 5_000, Point = 72;
    static readonly TimeSpan Drawing = TimeSpan.FromSeconds(60), Whole = TimeSpan.FromMinutes(15);

    sealed record Painted(int Wide, int High, bool Grey);

    /// <exception cref="Rule">it cannot be made, in a sentence for officers.</exception>
    /// <exception cref="NotHere">the file is held or gone.</exception>
    public async Task<byte[]> Of(StoredFile file, IReadOnlyList<Black> places, CancellationToken ct)
    {
        if (await pages.Paper(file, ct) is not { } paper) throw new Rule("", NoPages);
        var sides = await PaperSide.All(paper, ct);
        if (sides.Count == 0) throw new Rule("", NoPages);
        if (sides.Count > MostPages) throw new Rule("", TooMany);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Whole);
        var work = Directory.CreateTempSubdirectory("keyaki-black-").FullName;
        try
        {
            var book = new PictureBook();
            for (var page = 1; page <= sides.Count; page++)
            {
                var (side, here) = (sides[page - 1], places.Where(p => p.Page == page).ToList());
                var dots = Math.Min(Dots, Longest / (Math.Max(side.Wide, side.High) / Point));
                var (drawn, done) = (Path.Combine(work, "page.ppm"), Path.Combine(work, "page.z"));
                File.Delete(drawn);
                var number = page.ToString(CultureInfo.InvariantCulture);
                await OtherProgram.Run("pdftoppm", ["-f", number, "-l", number, "-cropbox", "-r",
                    dots.ToString("0.##", CultureInfo.InvariantCulture), "-singlefile", paper, drawn[..^4]], Drawing, 100_000, limit.Token);
                if (!File.Exists(drawn)) throw new Rule("", $"{page}ページを画像にできませんでした。");
                var painted = await reader.Ask<Painted>("paint", new { Picture = drawn, To = done, Boxes = here }, limit.Token)
                    ?? throw new Rule("", $"{page}ページを塗る途中で止まりました。ページが大きすぎます。");
                book.Add(painted.Wide, painted.High, painted.Grey, await File.ReadAllBytesAsync(done, ct), dots / Point);
                if (book.Length > MostBytes) throw new Rule("", $"写しが大きくなりすぎます（{MostBytes / 1_000_000}MBまで）。ファイルを分けてください。");
            }
            return book.Close();
        }
        catch (Exception e) when (e is TimeoutException || e is OperationCanceledException && !ct.IsCancellationRequested)
        {
            throw new Rule("", "時間がかかりすぎたため、やめました。ファイルを分けてください。");
        }
        finally { Directory.Delete(work, recursive: true); }
    }

    public const string NoPages = "このファイルは、ページの画像にできないため、写しを作れません。パスワードが付いているか、壊れているか、画像にできない種類です。";
    public static readonly string TooMany = $"写しを作れるのは{MostPages}ページまでです。ファイルを分けてください。";
}

/// <summary>A PDF whose pages are one picture each. It is written here, because nothing else may stand in it.</summary>
sealed class PictureBook
{
    readonly MemoryStream file = new();
    readonly List<long> places = [0, 0];
    int pages;

    internal PictureBook() => Write("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");

    internal long Length => file.Length;

    /// <param name="squeezed">The pixels row by row, as zlib squeezes them.</param>
    /// <param name="dots">Pixels to the point.</param>
    internal void Add(int wide, int high, bool grey, byte[] squeezed, double dots)
    {
        var (right, top) = (Number(wide / dots), Number(high / dots));
        var (page, draws, picture) = (places.Count + 1, places.Count + 2, places.Count + 3);
        var drawing = $"q {right} 0 0 {top} 0 0 cm /P Do Q";
        Object($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {right} {top}] /Contents {draws} 0 R "
            + $"/Resources << /XObject << /P {picture} 0 R >> >> >>");
        Object($"<< /Length {drawing.Length} >>\nstream\n{drawing}\nendstream");
        Object($"<< /Type /XObject /Subtype /Image /Width {wide} /Height {high} /ColorSpace /Device{(grey ? "Gray" : "RGB")} "
            + $"/BitsPerComponent 8 /Filter /FlateDecode /Length {squeezed.Length} >>\nstream\n", squeezed, "\nendstream");
        pages++;
    }

    internal byte[] Close()
    {
        Place(1);
        Write("1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
        Place(2);
        var kids = string.Join(' ', Enumerable.Range(0, pages).Select(i => $"{3 + 3 * i} 0 R"));
        Write($"2 0 obj\n<< /Type /Pages /Count {pages} /Kids [{kids}] >>\nendobj\n");
        var table = file.Length;
        Write($"xref\n0 {places.Count + 1}\n0000000000 65535 f \n{string.Concat(places.Select(p => $"{p:0000000000} 00000 n \n"))}");
        Write($"trailer\n<< /Size {places.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return file.ToArray();
    }

    void Object(string head, byte[]? body = null, string foot = "")
    {
        places.Add(file.Length);
        Write($"{places.Count} 0 obj\n{head}");
        file.Write(body);
        Write($"{foot}\nendobj\n");
    }

    void Place(int number) => places[number - 1] = file.Length;
    void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));
    static string Number(double points) => points.ToString("0.##", CultureInfo.InvariantCulture);
}

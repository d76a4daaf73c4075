using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Exceptions;

namespace Keyaki.Reader;

/// <summary>What stands in a file, page by page; or why nothing could be read, in a sentence for officers.</summary>
sealed record Reading(IReadOnlyList<string> Pages, string? Why)
{
    /// <summary>The most that is read of one file; what is longer is cut, and <see cref="Why"/> says so.</summary>
    public const int MostPages = 5_000, MostSigns = 5_000_000;

    static Reading Nothing(string why) => new([], why);

    public static Reading Of(string type, string path)
    {
        try
        {
            return type switch
            {
                "application/pdf" => Some(PdfText.Pages(path)),
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => Packed.Why(path) is { } why ? Nothing(why)
                    : Some(WordText.Pages(path)),
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => Packed.Why(path) is { } why ? Nothing(why)
                    : Some(SheetText.Pages(path)),
                "message/rfc822" => MailText.Of(path),
                "text/plain" or "text/csv" => Some([PlainFile.Text(path)]),
                _ => Nothing("この種類のファイルの文字は読み取れません。"),
            };
        }
        catch (PdfDocumentEncryptedException) { return Nothing("パスワードが付いているため、文字を読み取れません。"); }
        catch (Exception e) when (e is PdfDocumentFormatException or OpenXmlPackageException or InvalidDataException or XmlException
            or FormatException or IOException or ArgumentException or InvalidOperationException or KeyNotFoundException
            or IndexOutOfRangeException or NullReferenceException or NotSupportedException or InvalidCastException)
        {
            return Nothing("ファイルが壊れているため、文字を読み取れません。");
        }
    }

    static Reading Some(IEnumerable<string> pages)
    {
        var (read, left) = (new List<string>(), MostSigns);
        foreach (var page in pages)
        {
            if (read.Count == MostPages || left == 0)
                return new(read, $"長いファイルのため、初めの{read.Count:#,0}ページだけを読み取りました。");
            var fits = page.Length <= left ? page : page[..left];
            read.Add(fits);
            left -= fits.Length;
        }
        return new(read, null);
    }
}

using System.IO.Compression;

namespace Keyaki.Kernel;

/// <summary>Knows a file by its first bytes, proves that it is whole, and removes what a photo tells about place and device.</summary>
public static class FileBytes
{
    public const string Jpeg = "image/jpeg", Png = "image/png", Pdf = "application/pdf", Csv = "text/csv", Json = "application/json",
        Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Mail = "message/rfc822", Plain = "text/plain",
        Zip = "application/zip", WebP = "image/webp", Gif = "image/gif", Avif = "image/avif";

    /// <summary>What an officer may put beside a record.</summary>
    public static readonly IReadOnlyList<string> OfOffice = [Pdf, Docx, Xlsx, Jpeg, Png, Plain];

    /// <summary>What Office programs wrote before, and what they write around a file with a password.</summary>
    internal const string OldOffice = "application/x-ole-storage";

    /// <summary>An Office file with a program in it.</summary>
    internal const string Macro = "application/x-office-macro";

    /// <summary>The kind that the bytes tell; null when they tell none. A text has no mark of its own: it is one only where a text is
    /// asked for.</summary>
    public static string? Of(string path, IReadOnlyCollection<string> asked)
    {
        Span<byte> head = stackalloc byte[1024];
        using var file = File.OpenRead(path);
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        head = head[..read];
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return Jpeg;
        if (head.StartsWith(Photo.PngMark)) return Png;
        if (Drawn(head) is { } drawn && asked.Contains(drawn)) return drawn;
        // Readers look for the mark in the first kilobyte: some programs write a byte order mark or a line before it.
        if (head.IndexOf("%PDF-"u8) >= 0) return Pdf;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            return Office(asked) is null ? null : OldOffice;
        if (head.StartsWith("PK\u0003\u0004"u8))
            return (Packed(file) ?? (asked.Contains(Zip) ? Zip : null)) is var packed
                && (packed is not Macro || Office(asked) is not null) ? packed : null;
        // The "Unicode text" of a table program has a zero in every other byte, and a mark that says so.
        var wide = head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
        return wide || head.IndexOfAnyInRange((byte)0, (byte)8) < 0 ? asked.FirstOrDefault(a => a is Csv or Json or Mail or Plain) : null;
    }

    /// <summary>Kinds of pictures that only some rooms take.</summary>
    static string? Drawn(ReadOnlySpan<byte> head) =>
        head.StartsWith("RIFF"u8) && head.Length >= 12 && head[8..12].SequenceEqual("WEBP"u8) ? WebP
        : head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8) ? Gif
        : Brand(head) is "avif" ? Avif : null;

    static string? Brand(ReadOnlySpan<byte> head) => head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8)
        ? System.Text.Encoding.ASCII.GetString(head[8..12]) : null;

    /// <summary>Whether it is a photo as iPhones keep it (HEIC): its way of packing has patents, and no library here opens it.</summary>
    internal static bool IsHeic(string path)
    {
        Span<byte> head = stackalloc byte[12];
        using var file = File.OpenRead(path);
        return Brand(head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)])
            is "heic" or "heix" or "heim" or "heis" or "hevc" or "mif1" or "msf1";
    }

    /// <summary>Whether it is a drawing in SVG: a text in which a program can stand.</summary>
    internal static bool IsSvg(string path)
    {
        Span<byte> head = stackalloc byte[4096];
        using var file = File.OpenRead(path);
        head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        return System.Text.Encoding.UTF8.GetString(head).Replace("\0", "", StringComparison.Ordinal)
            .Contains("<svg", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The kind of a file that a record had elsewhere; of one that nobody here can open, only that it is bytes.</summary>
    internal static string Brought(string path, string name)
    {
        var text = Path.GetExtension(name).ToLowerInvariant() switch { ".eml" => Mail, ".csv" => Csv, ".json" => Json, _ => Plain };
        return Of(path, [Docx, Xlsx, text]) is { } kind and not (OldOffice or Macro) ? kind : "application/octet-stream";
    }

    static readonly (string Kind, string Named, string Now, string Before)[] OfficeKinds =
        [(Xlsx, "「Excelブック（.xlsx）」", ".xlsx", ".xls"), (Docx, "「Word文書（.docx）」", ".docx", ".doc")];

    /// <summary>How an Office file is saved that is taken here, and the endings of before; null where none is.</summary>
    internal static (Text Now, Text Before)? Office(IReadOnlyCollection<string> asked)
    {
        var kinds = OfficeKinds.Where(k => asked.Contains(k.Kind)).ToList();
        return kinds.Count == 0 ? null : (new(string.Join("か", kinds.Select(k => k.Named)),
            string.Join("か ", kinds.Select(k => $"「{k.Now}」")), string.Join(" or ", kinds.Select(k => k.Now))),
            new(string.Join("、", kinds.Select(k => k.Before)), null, string.Join(", ", kinds.Select(k => k.Before))));
    }

    /// <summary>Which Office program wrote it; null when none did, or when it is cut.</summary>
    static string? Packed(FileStream file)
    {
        file.Position = 0;
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            // What a program in it would do is nobody's business here.
            if (zip.Entries.Any(e => e.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase))) return Macro;
            return zip.GetEntry("xl/workbook.xml") is not null ? Xlsx : zip.GetEntry("word/document.xml") is not null ? Docx : null;
        }
        catch (InvalidDataException) { return null; }
    }

    public static string Words(IEnumerable<string> types) =>
        string.Join("・", types.Select(t =>
        t switch
        {
            Jpeg => "写真（JPEG）",
            Png => "画像（PNG）",
            WebP => "画像（WebP）",
            Gif => "画像（GIF）",
            Avif => "画像（AVIF）",
            Pdf => "PDF",
            Csv => "CSVの表",
            Xlsx => "Excelの表（.xlsx）",
            Docx => "Wordの文書（.docx）",
            Mail => "メール（.eml）",
            Plain => "文字だけのファイル（.txt）",
            Json => "JSONのファイル",
            Zip => "ZIP",
            _ => t
        }));

    /// <summary>The same for who reads no Japanese: JPEG, PNG, PDF.</summary>
    public static string Codes(IEnumerable<string> types) =>
        string.Join(", ", types.Select(t => t switch
        {
            Xlsx => "XLSX",
            Docx => "DOCX",
            Mail => "EML",
            Plain => "TXT",
            _ => t.Split('/')[^1].ToUpperInvariant(),
        }));

    /// <summary>What looking into a file gave.</summary>
    public enum Finding { Fine, Broken, Locked }

    /// <summary>Removes what a file says beside its content. Broken or locked by a password, it is left as it is.</summary>
    public static Finding Clean(string path, string type)
    {
        if (type is not (Jpeg or Png or Pdf)) return Finding.Fine;
        var bytes = File.ReadAllBytes(path);
        var clean = type switch { Jpeg => Photo.CleanJpeg(bytes), Png => Photo.CleanPng(bytes), _ => PdfEnd.Cut(bytes) };
        if (clean is null) return Finding.Broken;
        if (type is Pdf && PdfEnd.IsLocked(clean)) return Finding.Locked;
        if (clean.Length != bytes.Length) File.WriteAllBytes(path, clean);
        return Finding.Fine;
    }
}

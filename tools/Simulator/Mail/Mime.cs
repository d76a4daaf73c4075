using System.Text;
using System.Text.RegularExpressions;

namespace Keyaki.Simulator;

/// <summary>Makes a raw mail readable: RFC 2047 headers, base64 and quoted-printable bodies, parts within parts.</summary>
static partial class Mime
{
    sealed record Part(IReadOnlyDictionary<string, string> Headers, byte[] Body)
    {
        public string Header(string name) => Headers.GetValueOrDefault(name, "");
        public string Type => Header("Content-Type") is { Length: > 0 } type ? type.Split(';')[0].Trim().ToLowerInvariant() : "text/plain";
    }

    public static Mail Read(byte[] raw, string sender, IReadOnlyList<string> recipients, DateTimeOffset now)
    {
        var mail = Split(raw);
        var leaves = Leaves(mail, depth: 0).ToList();
        var texts = leaves.Where(part => !IsAttachment(part)).ToList();
        var plain = texts.FirstOrDefault(part => part.Type is "text/plain");
        var html = texts.FirstOrDefault(part => part.Type is "text/html");
        return new(Code.Id("mail"), now, sender, recipients, Words(mail.Header("From")), Words(mail.Header("To")),
            Words(mail.Header("Subject")),
            plain is null ? "" : Text(plain), html is null ? null : Text(html),
            mail.Headers.ToDictionary(h => h.Key, h => Words(h.Value), StringComparer.OrdinalIgnoreCase),
            [.. leaves.Where(IsAttachment)
                .Select(part => new Attachment(Words(Parameter(part.Header("Content-Disposition"), "filename")
                ?? Parameter(part.Header("Content-Type"), "name") ?? ""), part.Type, Decoded(part).Length))]);
    }

    static bool IsAttachment(Part part) => part.Header("Content-Disposition").StartsWith("attachment", StringComparison.OrdinalIgnoreCase)
        || !part.Type.StartsWith("text/", StringComparison.Ordinal);

    static IEnumerable<Part> Leaves(Part part, int depth)
    {
        if (depth > 8 || !part.Type.StartsWith("multipart/", StringComparison.Ordinal)
            || Parameter(part.Header("Content-Type"), "boundary") is not { } boundary)
            return [part];
        return Pieces(part.Body, boundary).SelectMany(piece => Leaves(Split(piece), depth + 1));
    }

    static IEnumerable<byte[]> Pieces(byte[] body, string boundary)
    {
        // Latin-1 keeps every byte as one character, so cutting text cuts bytes.
        var text = "\r\n" + Encoding.Latin1.GetString(body);
        foreach (var piece in text.Split("\r\n--" + boundary)[1..])
        {
            if (piece.StartsWith("--", StringComparison.Ordinal)) yield break;
            var start = piece.IndexOf("\r\n", StringComparison.Ordinal);
            if (start >= 0) yield return Encoding.Latin1.GetBytes(piece[(start + 2)..]);
        }
    }

    static Part Split(byte[] raw)
    {
        var text = Encoding.Latin1.GetString(raw);
        var end = text.StartsWith("\r\n", StringComparison.Ordinal) ? 0 : text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var head = end < 0 ? text : text[..end];
        var skip = end < 0 ? raw.Length : end is 0 ? 2 : end + 4;
        // Header bytes may be UTF-8 (SMTPUTF8); a folded line goes on with white space.
        var lines = Folding().Replace(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(head)), " ").Split("\r\n");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines)
            if (line.Split(':', 2) is [var name, var value]) headers.TryAdd(name.Trim(), value.Trim());
        return new(headers, raw[skip..]);
    }

    static string Text(Part part) => Charset(Parameter(part.Header("Content-Type"), "charset")).GetString(Decoded(part));

    static byte[] Decoded(Part part) => part.Header("Content-Transfer-Encoding").ToLowerInvariant() switch
    {
        "base64" => Base64(Encoding.Latin1.GetString(part.Body)),
        "quoted-printable" => QuotedPrintable(Encoding.Latin1.GetString(part.Body)),
        _ => part.Body,
    };

    /// <summary>Decodes `=?utf-8?B?...?=` words; white space between two such words belongs to neither.</summary>
    internal static string Words(string header) => EncodedWord().Replace(Between().Replace(header, "$1"), word =>
    {
        var bytes = word.Groups[2].Value is "B" or "b"
            ? Base64(word.Groups[3].Value)
            : QuotedPrintable(word.Groups[3].Value.Replace('_', ' '));
        return Charset(word.Groups[1].Value).GetString(bytes);
    });

    static byte[] Base64(string text)
    {
        var clean = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        var bytes = new byte[clean.Length];
        return Convert.TryFromBase64String(clean, bytes, out var count) ? bytes[..count] : Encoding.Latin1.GetBytes(text);
    }

    static byte[] QuotedPrintable(string text) => Encoding.Latin1.GetBytes(
        Hex().Replace(text.Replace("=\r\n", ""), hex => ((char)Convert.ToByte(hex.Groups[1].Value, 16)).ToString()));

    static string? Parameter(string header, string name)
    {
        var found = Regex.Match(header, $@";\s*{name}\s*=\s*(?:""([^""]*)""|([^;\s]+))", RegexOptions.IgnoreCase);
        return !found.Success ? null : found.Groups[1].Success ? found.Groups[1].Value : found.Groups[2].Value;
    }

    static Encoding Charset(string? name)
    {
        try { return name is null ? Encoding.UTF8 : Encoding.GetEncoding(name); }
        catch (ArgumentException) { return Encoding.UTF8; }
    }

    [GeneratedRegex(@"\r\n[ \t]+")] private static partial Regex Folding();
    [GeneratedRegex(@"=\?([^?\s]+)\?([BbQq])\?([^?]*)\?=")] private static partial Regex EncodedWord();
    [GeneratedRegex(@"(\?=)\s+(?==\?)")] private static partial Regex Between();
    [GeneratedRegex("=([0-9A-Fa-f]{2})")] private static partial Regex Hex();
}

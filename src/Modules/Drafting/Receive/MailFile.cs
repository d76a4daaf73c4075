using Keyaki.Kernel;
using Keyaki.Reader;
using MimeKit;

namespace Keyaki.Drafting;

/// <summary>A mail as it lies in the folder (.eml), read within limits.</summary>
public sealed record MailFile(string Subject, string Sender, DateTimeOffset? SentAt, string Text, IReadOnlyList<MailPart> Parts)
{
    /// <summary>More than these, and nobody opens it here: it is held.</summary>
    public const int MostParts = 50, Deepest = 10;
    public const long Largest = 40 * 1024 * 1024, LargestInside = 80 * 1024 * 1024;

    /// <exception cref="Rule">it is no mail, or beyond the limits; the sentence is why it is held.</exception>
    public static MailFile Read(Stream eml, CancellationToken ct)
    {
        if (eml.Length > Largest) throw new Rule("", $"メールが大きすぎます（{eml.Length / 1048576}MB）。");
        MimeMessage mail;
        try { mail = new MimeParser(new ParserOptions { MaxMimeDepth = Deepest * 2 }, eml, MimeFormat.Entity).ParseMessage(ct); }
        catch (FormatException) { throw new Rule("", "メールとして読めません。"); }
        if (mail.Headers.Count == 0 || mail.Body is null) throw new Rule("", "メールとして読めません。");
        var (parts, inside) = (new List<MailPart>(), 0L);
        var seen = 0;
        Walk(mail.Body, 1);
        var text = mail.TextBody ?? (mail.HtmlBody is { } html ? HtmlWords.Of(html) : "");
        return new(PlainText.Cut(One(mail.Subject), 300), PlainText.Cut(One(mail.From.ToString()), 200),
            mail.Date == default ? null : mail.Date, PlainText.Cut(PlainText.Of(text.ReplaceLineEndings("\n")).Trim(), Arrival.LongestText),
            parts);

        void Walk(MimeEntity entity, int depth)
        {
            if (depth > Deepest) throw new Rule("", $"メールの中のメールや添付が{Deepest}段より深く重なっています。");
            if (++seen > MostParts) throw new Rule("", $"メールの中身が{MostParts}個より多くに分かれています。");
            switch (entity)
            {
                case Multipart many: foreach (var one in many) Walk(one, depth + 1); break;
                case MessagePart { Message.Body: { } inner }: Walk(inner, depth + 1); break;
                case MimePart { Content: { } content } part when part.IsAttachment || part.FileName is not null || part is not TextPart:
                    using (var bytes = new Counted(LargestInside - inside))
                    {
                        content.DecodeTo(bytes, ct);
                        inside += bytes.Length;
                        parts.Add(new(FileStore.NameOf(part.FileName ?? "添付"), bytes.ToArray()));
                    }
                    break;
            }
        }
    }

    static string One(string? text) => PlainText.Of((text ?? "").ReplaceLineEndings(" ")).Trim();

    /// <summary>Takes bytes up to a limit.</summary>
    sealed class Counted(long most) : MemoryStream
    {
        // A stream of memory that somebody derived from writes spans through this one.
        public override void Write(byte[] buffer, int offset, int count)
        {
            if (Length + count > most) throw new Rule("", $"添付ファイルを開くと{LargestInside / 1048576}MBを超えます。");
            base.Write(buffer, offset, count);
        }
    }
}

/// <summary>An attachment of a mail, decoded.</summary>
public sealed record MailPart(string Name, byte[] Bytes);

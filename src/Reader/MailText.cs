using MimeKit;

namespace Keyaki.Reader;

/// <summary>A mail: who wrote to whom, when, about what, its text, and the names of what is attached.</summary>
static class MailText
{
    const int Deepest = 20, MostParts = 100;

    internal static Reading Of(string path)
    {
        using var file = File.OpenRead(path);
        var options = new ParserOptions { MaxMimeDepth = Deepest };
        var mail = MimeMessage.Load(options, file);
        if (mail.BodyParts.Take(MostParts + 1).Count() > MostParts)
            return new([], $"添付が{MostParts}個を超えるメールのため、読み取りません。");
        var body = mail.TextBody ?? (mail.HtmlBody is { } html ? HtmlWords.Of(html) : "");
        var attached = mail.Attachments.Select(a => a.ContentDisposition?.FileName ?? a.ContentType.Name).OfType<string>().ToList();
        var cut = body.Length > Reading.MostSigns ? body[..Reading.MostSigns] : body;
        return new([string.Join('\n', [$"差出人：{mail.From}", $"宛先：{mail.To}", $"日時：{mail.Date:yyyy-MM-dd HH:mm}", $"件名：{mail.Subject}",
            .. attached.Count > 0 ? [$"添付：{string.Join("、", attached)}"] : Array.Empty<string>(), "", cut])], null);
    }
}

using Keyaki.Contracts;

namespace Keyaki.Messages;

/// <summary>The text of a mail: what the caller says and nothing more, then the path of the page. The sender adds the address of the site.</summary>
static class MailText
{
    /// <summary>Stands before the path until the mail is sent, so that a changed address of the site reaches mails that waited.</summary>
    const string Site = "\u0001";

    public static string Of(Message message) =>
        message.Url is { } url ? $"{message.Text.TrimEnd()}\n\n次のページをご覧ください。\n{Site}{url}" : message.Text.TrimEnd();

    /// <summary>With the address of the door that each page lies behind.</summary>
    public static string Finished(string text, string site, string office, string city) =>
        $"{text.Replace(Site + "/office", office.TrimEnd('/') + "/office").Replace(Site, site.TrimEnd('/'))}\n\n--\n{city}\nこのメールは自動でお送りしています。返信いただいてもお答えできません。お心当たりのないときは、お手数ですが削除してください。\n";
}

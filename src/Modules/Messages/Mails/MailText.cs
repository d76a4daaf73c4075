using Keyaki.Contracts.Messages;
using Keyaki.Kernel;

namespace Keyaki.Messages;

/// <summary>The text of a mail: what the caller says and nothing more, then the path of the page. The sender adds the address of the
/// site.</summary>
static class MailText
{
    /// <summary>Stands before the path until the mail is sent, so that a changed address of the site reaches mails that waited.</summary>
    const string Site = "\u0001";

    /// <summary>In the reader's language. Below an English mail stands the Japanese one: it may be shown at a counter.</summary>
    public static string Of(Message message, CityFace city) => message.Reads == Language.English
        ? $"{In(message, Language.English, city)}\n\n――――――――――\n日本語 / Japanese\n\n{message.Subject}\n\n{In(message, Language.Japanese, city)}\n"
        : In(message, message.Reads, city) + "\n";

    static string In(Message message, Language l, CityFace city)
    {
        var page = message.Url is not { } url ? "" : "\n\n" + l.Pick("次のページをご覧ください。", "つぎの ページを 見て ください。", "Please see this page:")
            + $"\n{Site}{l.Url(url)}";
        var end = l.Pick($"{city.Name}\nこのメールは自動でお送りしています。返信いただいてもお答えできません。お心当たりのないときは、お手数ですが削除してください。",
            $"{city.Name}\nこの メールに へんじを しても、こたえる ことが できません。わからない メールの ときは、けして ください。",
            $"{city.En}\nThis mail was sent automatically, and nobody reads answers to it. If it is not meant for you, please delete it.");
        return $"{l.Say(message.Text).TrimEnd()}{page}\n\n--\n{end}";
    }

    /// <summary>With the address of the door that each page lies behind.</summary>
    public static string Finished(string text, string site, string office) =>
        text.Replace(Site + "/office", office.TrimEnd('/') + "/office").Replace(Site, site.TrimEnd('/'));
}

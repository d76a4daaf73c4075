using System.Text;
using MimeKit.Text;

namespace Keyaki.Reader;

/// <summary>The words of an HTML mail. Compiled into the reader and into the hall, which have no library in common.</summary>
static class HtmlWords
{
    /// <summary>Lines as the page has them, without scripts and styles; nothing of it is ever shown as a page.</summary>
    public static string Of(string html)
    {
        var (text, tokens) = (new StringBuilder(), new HtmlTokenizer(new StringReader(html)) { DecodeCharacterReferences = true });
        var silent = false;
        while (tokens.ReadNextToken(out var token))
            if (token is HtmlTagToken { Id: HtmlTagId.Script or HtmlTagId.Style } quiet) silent = !quiet.IsEndTag;
            else if (token is HtmlTagToken { Id: HtmlTagId.Br or HtmlTagId.P or HtmlTagId.Div or HtmlTagId.TR or HtmlTagId.LI })
                text.Append('\n');
            else if (token is HtmlDataToken data && !silent) text.Append(data.Data.Replace('\n', ' '));
        return text.ToString();
    }
}

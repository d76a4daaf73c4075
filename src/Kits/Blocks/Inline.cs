using System.Text;
using System.Text.RegularExpressions;
using Keyaki.Ui;

namespace Keyaki.Kits;

/// <summary>A piece of a line: words, strong words, words that lead somewhere, or words with their reading.</summary>
public abstract record InlineRun(string Words);
public sealed record PlainRun(string Words) : InlineRun(Words);
public sealed record StrongRun(string Words) : InlineRun(Words);
public sealed record LinkRun(string Words, string Url) : InlineRun(Words);
public sealed record RubyRun(string Words, string Reading) : InlineRun(Words);

/// <summary>
/// A line with few marks: <c>**強い**</c>, <c>[言葉](/address)</c>, <c>｜漢字《かんじ》</c> (the bar may be missing where only kanji stand
/// before).
/// Whatever else is typed is text.
/// </summary>
public static partial class Inline
{
    public const string Hint = "強めるときは **言葉**、リンクは [言葉](アドレス)、ふりがなは ｜漢字《かんじ》 と書きます。";

    public static IReadOnlyList<InlineRun> Read(string text)
    {
        var (runs, from) = (new List<InlineRun>(), 0);
        foreach (Match match in Marks().Matches(text))
        {
            if (match.Index > from) runs.Add(new PlainRun(text[from..match.Index]));
            runs.Add(match switch
            {
                _ when match.Groups["strong"].Success => new StrongRun(match.Groups["strong"].Value),
                _ when match.Groups["url"].Success => new LinkRun(match.Groups["words"].Value, match.Groups["url"].Value.Trim()),
                _ => new RubyRun(match.Groups["base"].Value + match.Groups["kanji"].Value, match.Groups["reading"].Value),
            });
            from = match.Index + match.Length;
        }
        if (from < text.Length) runs.Add(new PlainRun(text[from..]));
        return runs;
    }

    /// <summary>The words without marks, as they are seen.</summary>
    public static string Words(string text) => string.Concat(Read(text).Select(r => r.Words));

    /// <summary>As it is read aloud: readings in the place of what they read.</summary>
    public static string Spoken(string text) => string.Concat(Read(text).Select(r => r is RubyRun ruby ? ruby.Reading : r.Words));

    /// <summary>The links in it, in order.</summary>
    public static IEnumerable<LinkRun> Links(string text) => Read(text).OfType<LinkRun>();

    /// <summary>The same line with its addresses changed.</summary>
    public static string Relink(string text, Func<string, string> url) =>
        string.Concat(Read(text).Select(r => Written(r is LinkRun link ? link with { Url = url(link.Url) } : r)));

    /// <summary>A piece with its marks, as it is typed.</summary>
    public static string Written(InlineRun run) => run switch
    {
        StrongRun => $"**{run.Words}**",
        LinkRun link => $"[{link.Words}]({link.Url})",
        RubyRun ruby => $"｜{ruby.Words}《{ruby.Reading}》",
        _ => run.Words,
    };

    /// <summary>Writes it as HTML. An address that leads to no page (<c>javascript:</c> and the like) is left out, its words
    /// stay.</summary>
    public static HtmlWriter Inlined(this HtmlWriter html, string text)
    {
        foreach (var run in Read(text))
            switch (run)
            {
                case StrongRun: html.Html($"<strong>{run.Words}</strong>"); break;
                case LinkRun link when IsAddress(link.Url):
                    html.Html($"<a href=\"{link.Url}\"").Attribute("rel",
                    link.Url.Contains("//", StringComparison.Ordinal) ? "external noreferrer" : null).Html($">{link.Words}</a>"); break;
                case RubyRun ruby: html.Html($"<ruby>{ruby.Words}<rp>（</rp><rt>{ruby.Reading}</rt><rp>）</rp></ruby>"); break;
                default: html.Text(run.Words); break;
            }
        return html;
    }

    /// <summary>A page of ours, another site, a mail address or a telephone number.</summary>
    public static bool IsAddress(string url) => url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal)
        || url.StartsWith('#') || Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" or "mailto" or "tel";

    /// <summary>Paragraphs: what blank lines part; single line breaks stay as they are.</summary>
    public static IEnumerable<string> Paragraphs(string text) => Blank().Split(text.ReplaceLineEndings("\n").Trim())
        .Where(p => p.Length > 0);

    [GeneratedRegex(@"\*\*(?<strong>[^*\n]{1,400})\*\*|\[(?<words>[^\]\n]{1,400})\]\((?<url>[^)\s]{1,2000})\)|｜(?<base>[^｜《》\n]{1,60})《(?<reading>[^《》\n]{1,60})》|(?<kanji>[一-鿿々〆ヶ]{1,20})《(?<reading>[^《》\n]{1,60})》",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marks();

    [GeneratedRegex(@"\n[ \t　]*\n\s*")]
    private static partial Regex Blank();
}

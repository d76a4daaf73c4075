using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Kits;

/// <summary>One value as officers read it, written as HTML: in a cell of a list, or beside a label.</summary>
public static class Written
{
    public static Markup Text(string? text) => new HtmlWriter(64).Text(text).ToMarkup();

    /// <summary>Text in which a person broke lines.</summary>
    public static Markup Lines(string? text) => new HtmlWriter(64).Html($"<span class=\"lines\">{text}</span>").ToMarkup();
    public static Markup Strong(string? text) => new HtmlWriter(64).Html($"<strong>{text}</strong>").ToMarkup();
    public static Markup Of(Yen sum) => new HtmlWriter(64).Yen(sum).ToMarkup();
    public static Markup Of(DateOnly day, bool brief = false) => new HtmlWriter(128).Day(day, brief).ToMarkup();
    public static Markup Of(DateTimeOffset at, bool brief = false) => new HtmlWriter(128).Moment(at, brief).ToMarkup();
    public static Markup Link(string? url, string text) => new HtmlWriter(128).Link(url, text).ToMarkup();
    public static Markup Tag(Tone tone, string words) => new HtmlWriter(64).Tag(tone, words).ToMarkup();

    extension(HtmlWriter html)
    {
        public HtmlWriter Yen(Yen sum) => html.Html($"<span class=\"yen\">{sum.Amount:#,0}円</span>");

        /// <summary>令和8年11月22日(日), or R8.11.22 where there is little room.</summary>
        public HtmlWriter Day(DateOnly day, bool brief = false) => html
            .Html($"<time datetime=\"{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}\" title=\"西暦{day.Year}年\">")
            .Text(brief ? EraDate.Of(day).Short : EraDate.Of(day).Long).Raw("</time>");

        /// <summary>A day and the time of it, in the city.</summary>
        public HtmlWriter Moment(DateTimeOffset at, bool brief = false)
        {
            var (day, local) = (at.Day(), at.Local());
            return html.Html($"<time datetime=\"{at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}\"")
                .Html($" title=\"西暦{day.Year}年\">{(brief ? EraDate.Of(day).Short : EraDate.Of(day).Long)}")
                .Html($" {local.ToString("H:mm", CultureInfo.InvariantCulture)}</time>");
        }

        /// <summary>A link; the words alone where there is no address.</summary>
        public HtmlWriter Link(string? url, string text) => url is null ? html.Text(text) : html.Html($"<a href=\"{url}\">{text}</a>");

        public HtmlWriter Tag(Tone tone, string words) => html.Html($"<span class=\"tag tag-{Code(tone)}\">{words}</span>");
    }

    static string Code(Tone tone) => tone switch
    {
        Tone.Good => "good",
        Tone.Bad => "bad",
        Tone.Warning => "warning",
        Tone.Info => "info",
        _ => "plain",
    };
}

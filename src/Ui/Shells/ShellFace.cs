using Keyaki.Kernel;

namespace Keyaki.Ui;

/// <summary>How the city looks on its pages. Accent is green, blue, purple or cyan; MarkSvg is the city's own, trusted file.</summary>
public sealed record CityFace(string Name, string? MarkSvg = null, string Accent = "green")
{
    /// <summary>The name as it is read in each language.</summary>
    public Text Called { get; init; } = new(Name);
}

/// <summary>What the shells show around every page; the host sets it as a feature of the request.</summary>
public sealed record ShellFace(CityFace City)
{
    /// <summary>Who is signed in, as they read it: 清瀬 花子 さん, or 田中（市民課 主事）.</summary>
    public string? Person { get; init; }
    public string SignIn { get; init; } = "/sign-in";
    /// <summary>Where the sign-out button posts to.</summary>
    public string SignOut { get; init; } = "/sign-out";
    /// <summary>Links on top for residents.</summary>
    public IReadOnlyList<ShellLink> Menu { get; init; } = [];
    /// <summary>Navigation of officers.</summary>
    public IReadOnlyList<ShellGroup> Groups { get; init; } = [];
    /// <summary>Where officers search everything; null on that page itself, and for who is not signed in.</summary>
    public string? Search { get; init; }

    /// <summary>Whether the key / leads there in this browser.</summary>
    public bool SearchKey { get; init; }
    /// <summary>Shown above everything while there is an emergency.</summary>
    public IReadOnlyList<ShellAlert> Alerts { get; init; } = [];

    /// <summary>The count of changes of the site of which they are: a page that is kept with them is no newer.</summary>
    public long AlertsOf { get; init; } = long.MaxValue;

    /// <summary>The page is drawn for the static copy: what holds in an emergency is put into it by whoever serves the copy.</summary>
    public bool IsCopy { get; init; }
    /// <summary>The offer of the source code, at the foot of every page.</summary>
    public ShellLink Source { get; init; } = new("ソースコード", "/source") { Easy = "プログラムの もと", English = "Source code" };
    /// <summary>How the city is reached, and its own words about the site.</summary>
    public IReadOnlyList<ShellLink> Foot { get; init; } = [];
    /// <summary>Officers are told at the foot of every page that nobody looks into files.</summary>
    public bool Unchecked { get; init; }
    /// <summary>Since when whoever looks into files does not answer; null while they do.</summary>
    public DateTimeOffset? HeldSince { get; init; }
    /// <summary>A line that says this is a practice city, in development.</summary>
    public Text? Practice { get; init; }
}

/// <summary>What holds in an emergency: its title, and where it is read in each language.</summary>
public sealed record ShellAlert(Text Title, Text Url)
{
    /// <summary>Where the static copy has what stands above every page in an emergency.</summary>
    public const string Folder = "/_alert";

    /// <summary>What stands above every page; nothing in usual times.</summary>
    public static Markup Above(IReadOnlyList<ShellAlert> alerts, Language l)
    {
        if (alerts.Count == 0) return default;
        var html = new HtmlWriter(512);
        html.Html($"<aside class=\"emergency\" aria-label=\"{l.Pick("緊急のお知らせ", "だいじな おしらせ", "Emergency notice")}\">")
            .Html($"<strong>{l.Pick("緊急", "きんきゅう", "Emergency")}</strong><ul>");
        foreach (var alert in alerts)
        {
            var title = alert.Title.In(l.Code);
            html.Html($"<li><a href=\"{l.Say(alert.Url)}\"").Attribute("lang", title.FellBack ? "ja" : null)
                .Html($">{title.Words}</a></li>");
        }
        return html.Raw("</ul></aside>").ToMarkup();
    }

    /// <summary>The place of it in a page of the copy, filled by the web server as it sends the page (SSI).</summary>
    public static Markup Included(Language l) => new($"<!--# include virtual=\"{Folder}/{l.Code}.html\" -->");
}

/// <summary>A part of an officer's navigation, which can be folded.</summary>
public sealed record ShellGroup(string Code, string Label, IReadOnlyList<ShellLink> Links, bool Open);

/// <summary>A link in navigation; Count is what waits there.</summary>
public sealed record ShellLink(string Label, string Url, bool Current = false, int? Count = null)
{
    /// <summary>The home page and my page, which many pages lead back to.</summary>
    public static readonly ShellLink Top = new("トップ", "/") { English = "Top" };
    public static readonly ShellLink MyPage = new("マイページ", "/my") { English = "My page" };

    public string? English { get; init; }
    public string? Easy { get; init; }

    /// <summary>The label for a page in this language.</summary>
    public string In(string lang) => new Text(Label, Easy, English).In(lang).Words;
}

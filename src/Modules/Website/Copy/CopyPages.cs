using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Website;

/// <summary>The two pages that only the static copy has: what cannot be done while the program is away, and its search.</summary>
static class CopyPages
{
    public static string Away(CityProfile city, Language l) => Page(city, l,
        l.Pick("今は使えません", "いまは つかえません", "Not available now"), html =>
    {
        html.Html($"<p>{l.Pick("今は控えのサイトを見ています。申し込み、支払い、マイページなどは、使えるようになるまでお待ちください。",
            "いまは よみものだけです。もうしこみは できません。まって ください。",
            "You are looking at a copy of the site. Applications, payments and My page are not available at the moment.")}</p>")
            .Html($"<p>{l.Pick("入力の途中だったものは、保存した所から続けられます。お急ぎのときは、電話してください。",
            "とちゅうの ものは、あとで つづけられます。いそぐ ときは 電話を して ください。",
            "What you had saved will still be there. If it is urgent, please call us.")}</p>");
        html.Contact(city.Hall, l);
        Foot(html, l);
    });

    public static string Search(CityProfile city, Language l) => Page(city, l, l.Pick("サイトの中をさがす", "さがす", "Search this site"),
        html =>
    {
        html.Html($"<form action=\"/search\" method=\"get\" role=\"search\"><p>")
            .Html($"<label for=\"q\">{l.Pick("さがす言葉", "ことば", "Words")}</label><br>")
            .Html($"<input id=\"q\" name=\"q\" type=\"search\" maxlength=\"100\" data-copy-search=\"{l.Code}\">");
        if (!l.IsPlain) html.Html($"<input type=\"hidden\" name=\"lang\" value=\"{l.Code}\">");
        html.Html($" <button>{l.Pick("さがす", "さがす", "Search")}</button></p></form>")
            .Html($"<p data-copy-none hidden>{l.Pick("見つかりません。ほかの言葉か、サイトマップからさがしてください。",
                "ありません。ほかの ことばで さがして ください。",
                "Nothing found. Try other words, or the site map.")}</p><ul data-copy-found></ul>")
            .Html($"<script src=\"{Assets.Url("copy-search.js")}\" defer></script>");
        Foot(html, l);
    });

    static void Foot(HtmlWriter html, Language l) => html
        .Html($"<p><a href=\"{l.Url("/")}\">{l.Pick("トップページ", "トップページ", "Front page")}</a>　")
        .Html($"<a href=\"{ShowPlace.In(ShowPlace.SiteMap, l)}\">{l.Pick("サイトマップ", "サイトマップ", "Site map")}</a></p>");

    static string Page(CityProfile city, Language l, string title, Action<HtmlWriter> body)
    {
        var html = new HtmlWriter();
        html.LightHead(title, city.City.Called, l).Raw(ShellAlert.Included(l).Html)
            .Html($"<header><p>{l.Say(city.City.Called)}</p></header><main><h1>{title}</h1>");
        body(html);
        return html.Raw("</main></body></html>").ToString();
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using Keyaki.Contracts.Procedures;
using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>What stands at an address of the public site: a page by its number, a part of the site, news, the site map, feeds; else where
/// it
/// moved to. All of it as kept bytes, the same for everybody.</summary>
sealed partial class ShowAddress(SiteCache cache, BlockKinds kinds, IProcedures procedures, Feeds feeds, Moved moved,
    VisitCounts visits, IShelters shelters, LightTop light) : IElsewhere
{
    public async Task<IResult?> Find(Look look, string path)
    {
        var http = look.Request ?? throw new NotHere();
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method)) return null;
        path = Normal(path);
        if (Elsewhere(http, path) is { } spoken) return Results.Redirect(spoken);
        if (http.Features.Get<ForCopy>() is not null)
            return (await Made(look, path)).Answer ?? await moved.Find(look, path);
        // With what stands above it in an emergency: where that is older than the site, the page is made again the next time.
        var count = Math.Min(cache.Changes, http.Features.Get<ShellFace>()?.AlertsOf ?? long.MaxValue);
        if (cache.Find(path) is { } kept) return Shown(http, kept);
        var (answer, type) = await Made(look, path);
        if (answer is null) return await moved.Find(look, path);
        if (type is null) return answer;
        var bytes = await Bytes(http, answer);
        return Shown(http, cache.Keep(path, bytes, type, count, NumberOf(path)));
    }

    KeptResult Shown(HttpContext http, KeptPage page)
    {
        if (page.Number is { } number) visits.Note(http.Request, number);
        return new(page);
    }

    /// <summary>One spelling of each address: no index.html, no empty parts.</summary>
    static string Normal(string path)
    {
        var plain = Slashes().Replace(path, "/");
        if (plain.EndsWith("/index.html", StringComparison.OrdinalIgnoreCase)
            || plain.EndsWith("/index.htm", StringComparison.OrdinalIgnoreCase))
            plain = plain[..(plain.LastIndexOf('/') + 1)];
        return plain;
    }

    /// <summary>The answer, and its type where it may be kept.</summary>
    async Task<(IResult? Answer, string? Type)> Made(Look look, string path)
    {
        const string page = "text/html; charset=utf-8";
        if (PageAddress().Match(path) is { Success: true } match) return await ByNumber(look, path, match) is var (found, keep)
            ? (found, keep ? page : null) : default;
        if (await feeds.Find(look, path) is var (text, type) && text is not null) return (Results.Text(text, type), type);
        var (place, l) = Spoken(path);
        var plan = look.City.Files<SitePlan>();
        var known = place is ShowPlace.SiteMap or ShowPlace.AllNews or ShowCare.Url or ShowFaq.Url
            or ShowShelters.Url or LightTop.Url || place.StartsWith(ShowPlace.AllNews, StringComparison.Ordinal)
            || plan.Find(place.Trim('/')) is not null;
        if (!known) return default;
        Language.IsSaid(look.Request ?? throw new NotHere(), l);
        if (place == ShowPlace.SiteMap) return (ShowPlace.Show(await ShowPlace.Map(look, l)), page);
        if (place == ShowCare.Url) return (ShowCare.Show(await ShowCare.Make(look, l)), page);
        if (place == ShowFaq.Url) return (ShowFaq.Show(await ShowFaq.Make(look, l)), page);
        if (place == ShowShelters.Url)
            return await ShowShelters.Make(look, shelters, l) is { } all ? (ShowShelters.Show(all), page) : default;
        if (place == LightTop.Url)
            return look.City.Files<EmergencyPlan>().IsThere ? (Results.Text(await light.Html(look, l), page), page) : default;
        if (place == ShowPlace.AllNews) return (ShowPlace.Show(await ShowPlace.News(look, null, l)), page);
        if (place.StartsWith(ShowPlace.AllNews, StringComparison.Ordinal)
            && plan.Topics.FirstOrDefault(t => place == $"{ShowPlace.AllNews}{t.Code}/") is { } topic)
            return (ShowPlace.Show(await ShowPlace.News(look, topic, l)), page);
        if (plan.Find(place.Trim('/')) is { } part)
            return place.EndsWith('/') ? (ShowPlace.Show(await ShowPlace.Make(look, part, l)), page)
                : (Results.Redirect(part.Url, permanent: true), null);
        return default;
    }

    async Task<(IResult? Answer, bool Keep)?> ByNumber(Look look, string path, Match match)
    {
        var number = int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
        var l = Language.Known(match.Groups["language"].Value) ?? Language.Japanese;
        if (await look.Db.Pages().AsNoTracking().FirstOrDefaultAsync(p => p.Number == number, look.Stop) is not { } page) return null;
        Language.IsSaid(look.Request ?? throw new NotHere(), l);
        if (page.Ended is Ending.Merged && page.EndUrl is { } to) return (Results.Redirect(to, permanent: true), false);
        if (page.Ended is Ending.Error or Ending.Expired) return (Trouble.Refused(Gone(page), status: StatusCodes.Status410Gone), false);
        if (page.Live is not { } live) return null;
        if (path != page.Url(l)) return (Results.Redirect(page.Url(l), permanent: true), false);
        var edition = await look.Db.Editions().AsNoTracking().FirstAsync(e => e.Id == live, look.Stop);
        return (ShowPage.Show(await ShowPage.Make(look, page, edition, l, kinds, procedures)), true);
    }

    static Text Gone(SitePage page) => page.Ended is Ending.Expired
        ? new("このページは、公開の期間が終わりました。", "この ページは もう おわりました。", "The time of this page is over.")
        : new("このページは、なくなりました。内容に誤りがあったため、公開をやめました。",
            "この ページは なくなりました。まちがいが ありました。",
            "This page is gone. It had been published by mistake.");

    /// <summary>The number of the page that such an address leads to; null where it is no page.</summary>
    internal static int? NumberOf(string url) => url.StartsWith('/') && PageAddress()
        .Match(url.Split('#', '?')[0]) is { Success: true } match
        ? int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) : null;

    /// <summary>The address in the language that the visitor asks for now, or chose before on pages that remember it; null where this is
    /// it.</summary>
    static string? Elsewhere(HttpContext http, string path)
    {
        var (here, said) = (LanguageOf(path), Language.Known(http.Request.Query[Language.Query]));
        if (here is not { } now) return null;
        var wish = said ?? (now.IsPlain ? Language.Of(http) : now);
        if (wish == now) return null;
        if (!path.EndsWith('/')) return path.Replace(now.IsPlain ? ".html" : $".{now.Code}.html", wish.IsPlain ? ".html"
            : $".{wish.Code}.html",
            StringComparison.Ordinal);
        return ShowPlace.In(Spoken(path).Place, wish);
    }

    /// <summary>The language of a page or list by its address; null of anything else.</summary>
    static Language? LanguageOf(string path) => path.EndsWith('/') ? Spoken(path).Language
        : PageAddress().Match(path) is { Success: true } match ? Language.Known(match.Groups["language"].Value) ?? Language.Japanese : null;

    /// <summary>The address of a list without its language, and the language: <c>/kurashi/en/</c>.</summary>
    static (string Place, Language Language) Spoken(string path)
    {
        foreach (var (l, _) in Language.All.Where(l => !l.Language.IsPlain))
            if (path.EndsWith($"/{l.Code}/", StringComparison.Ordinal)) return (path[..^(l.Code.Length + 1)], l);
        return (path, Language.Japanese);
    }

    /// <summary>What an answer would send, taken instead of sent.</summary>
    static async Task<byte[]> Bytes(HttpContext http, IResult answer)
    {
        var real = http.Features.Get<IHttpResponseBodyFeature>();
        using var taken = new MemoryStream();
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(taken));
        try
        {
            await answer.ExecuteAsync(http);
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        }
        finally { http.Features.Set(real); }
        http.Response.ContentLength = null;
        return taken.ToArray();
    }

    [GeneratedRegex(@"^/(?<place>[a-z0-9/-]+/)?(?<number>[0-9]{7})(\.(?<language>easy|en))?\.html?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PageAddress();

    [GeneratedRegex("/{2,}")]
    private static partial Regex Slashes();
}

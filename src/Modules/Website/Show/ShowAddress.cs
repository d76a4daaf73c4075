using System.Globalization;
using System.Text.RegularExpressions;
using Keyaki.Contracts.Procedures;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>What stands at an address of the public site: a page by its number, a part of the site, news, the site map, feeds; else where it
/// moved to. All of it as kept bytes, the same for everybody.</summary>
sealed partial class ShowAddress(SiteCache cache, BlockKinds kinds, IProcedures procedures, Feeds feeds, Moved moved) : IElsewhere
{
    public async Task<IResult?> Find(Look look, string path)
    {
        var http = look.Request ?? throw new NotHere();
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method)) return null;
        path = Normal(path);
        var count = cache.Changes;
        if (cache.Find(path) is { } kept) return new KeptResult(kept);
        var (answer, type) = await Made(look, path);
        if (answer is null) return await moved.Find(look, path);
        if (type is null) return answer;
        var bytes = await Bytes(http, answer);
        return new KeptResult(cache.Keep(path, bytes, type, count));
    }

    /// <summary>One spelling of each address: no index.html, no empty parts.</summary>
    static string Normal(string path)
    {
        var plain = Slashes().Replace(path, "/");
        if (plain.EndsWith("/index.html", StringComparison.OrdinalIgnoreCase) || plain.EndsWith("/index.htm", StringComparison.OrdinalIgnoreCase))
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
        Language.IsSaid(look.Request ?? throw new NotHere(), l);
        var plan = look.City.Files<SitePlan>();
        if (place == "/sitemap/") return (ShowPlace.Show(await ShowPlace.Map(look, l)), page);
        if (place == "/news/") return (ShowPlace.Show(await ShowPlace.News(look, null, l)), page);
        if (place.StartsWith("/news/", StringComparison.Ordinal) && plan.Topics.FirstOrDefault(t => place == $"/news/{t.Code}/") is { } topic)
            return (ShowPlace.Show(await ShowPlace.News(look, topic, l)), page);
        if (plan.Find(place.Trim('/')) is { } part)
            return place.EndsWith('/') ? (ShowPlace.Show(await ShowPlace.Make(look, part, l)), page) : (Results.Redirect(part.Url, permanent: true), null);
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
        : new("このページは、なくなりました。内容に誤りがあったため、公開をやめました。", "この ページは なくなりました。まちがいが ありました。",
            "This page is gone. It had been published by mistake.");

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

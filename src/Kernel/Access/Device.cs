using Microsoft.AspNetCore.Http;

namespace Keyaki.Kernel;

/// <summary>What a visit comes from, as people call it: iPhone（Safari）. Only this is kept, never the browser's own line about
/// itself.</summary>
public static class Device
{
    // The order counts: each browser names its ancestors too, and a tablet calls itself a telephone without Mobile.
    static readonly (string Sign, string Name)[] Things =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("CrOS", "Chromebook"), ("Windows", "Windowsのパソコン"), ("Macintosh", "Mac"),
        ("Linux", "Linuxのパソコン"),
    ];

    static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("FxiOS", "Firefox"), ("Firefox", "Firefox"),
        ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
    ];

    public static string? Of(HttpContext http) => Of(http.Request.Headers.UserAgent.ToString());

    /// <summary>The words for a User-Agent line; null when it tells nothing.</summary>
    public static string? Of(string agent)
    {
        var thing = agent.Contains("Android", StringComparison.Ordinal)
            ? agent.Contains("Mobile", StringComparison.Ordinal) ? "Androidのスマートフォン" : "Androidのタブレット"
            : Find(Things, agent);
        return (thing, Find(Browsers, agent)) switch
        {
            (null, var browser) => browser,
            (var alone, null) => alone,
            var (both, browser) => $"{both}（{browser}）",
        };
    }

    /// <summary>What was kept, in the language of the page.</summary>
    public static string In(string device, Language language) => language != Language.English ? device
        : device.Replace("のパソコン", " computer").Replace("のスマートフォン", " phone").Replace("のタブレット", " tablet").Replace("（", " (")
            .Replace("）", ")");

    static string? Find((string Sign, string Name)[] known, string agent) =>
        known.FirstOrDefault(k => agent.Contains(k.Sign, StringComparison.Ordinal)).Name;
}

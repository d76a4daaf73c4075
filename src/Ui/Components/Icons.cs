using System.Collections.Frozen;

namespace Keyaki.Ui;

/// <summary>Our own line icons: 48 units wide, one stroke; decoration beside words, never instead of them.</summary>
public static class Icons
{
    static readonly FrozenDictionary<string, Markup> All = new Dictionary<string, string>
    {
        ["keyaki"] = "M24 44V22M24 32l-9-8M24 28l8-7M24 6c-6 0-9 4-9 8-5 1-8 4-8 8 0 5 4 8 9 8M24 6c6 0 9 4 9 8 5 1 8 4 8 8 0 5-4 8-9 8M17 44h14",
        ["move"] = "M4 34V14h22v20M26 20h10l8 8v6h-4M32 34h-12M12 34H4M16 38a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM36 38a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM10 24l5-5 5 5",
        ["birth"] = "M24 8a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM24 8c0-3 3-4 4-2M21 17v.5M27 17v.5M21 21c2 1.6 4 1.6 6 0M9 42c0-9 6-13 15-13s15 4 15 13zM17 42c0-4 3-6 7-6s7 2 7 6",
        ["garbage"] = "M10 14h28M19 14V8h10v6M13 14l2 28h18l2-28M20 21l1 14M28 21l-1 14",
        ["health"] = "M24 41S7 31 7 19c0-5 4-9 9-9 4 0 6 2 8 5 2-3 4-5 8-5 5 0 9 4 9 9 0 12-17 22-17 22zM12 24h7l3-5 4 9 3-4h7",
        ["certificate"] = "M12 6h18l8 8v28H12zM30 6v8h8M18 20h14M18 26h14M32 30a4.5 4.5 0 1 0 .1 0zM18 32h6",
        ["subsidy"] = "M24 6a12 12 0 1 0 0 24 12 12 0 0 0 0-24zM19 12l5 7 5-7M24 19v7M19 20h10M19 23.5h10M6 36c6-3 10-1 14 1h8c3 0 3 4 0 4H18M30 38l9-4c3-1 4 2 2 4-4 3-9 6-14 6-8 0-12-3-21-2",
        ["tax"] = "M10 6h28v36l-5-3-4 3-5-3-5 3-4-3-5 3zM17 14h14M17 20h14M18 32l12-6M19 26.5v.5M29 31.5v.5",
        ["childcare"] = "M16 12a5 5 0 1 0 0 .1zM34 22a4 4 0 1 0 0 .1zM11 42V28c0-5 2-8 5-8h-5c5 0 8 3 8 8l8 4 6-4c4-2 6 0 6 4v10M19 42V32M30 42v-6",
        ["care"] = "M18 11a5 5 0 1 0 0 .1zM18 18v13h11l5 11M18 23h9M18 26a10 10 0 1 0 10 14M38 14v28M34 14h8",
        ["mourning"] = "M24 42V24M24 34c-6 0-9-3-10-8 6 0 9 3 10 8zM24 32c5 0 8-3 9-7-5 0-8 3-9 7zM24 6a5 5 0 0 1 5 5c4-1 6 4 3 7 2 4-3 7-8 5-5 2-10-1-8-5-3-3-1-8 3-7a5 5 0 0 1 5-5z",
        ["marriage"] = "M17 18a12 12 0 1 0 .1 0zM31 18a12 12 0 1 0 .1 0zM13 18l-3-5 4-5h6l4 5-3 5M14 13h6",
        ["housing"] = "M5 25 24 8l19 17M10 21v21h28V21M20 42V30h8v12",
        ["search"] = "M21 8a13 13 0 1 0 0 26 13 13 0 0 0 0-26zM31 31l10 10",
        ["info"] = "M24 6a18 18 0 1 0 0 36 18 18 0 0 0 0-36zM24 22v11M24 15v1",
        ["warning"] = "M24 7 43 40H5zM24 19v11M24 34v1",
        ["check"] = "M24 6a18 18 0 1 0 0 36 18 18 0 0 0 0-36zM16 24l6 6 11-12",
    }.ToFrozenDictionary(i => i.Key, i =>
        new Markup($"<svg class=\"icon\" viewBox=\"0 0 48 48\" aria-hidden=\"true\" focusable=\"false\"><path d=\"{i.Value}\"/></svg>"));

    public static IEnumerable<string> Names => All.Keys;

    /// <summary>The icon, or nothing when there is none of that name.</summary>
    public static Markup Of(string name) => All.GetValueOrDefault(name);
}

using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Kits;

/// <summary>庁内検索: everything that this officer may see, by a word or a number. Each person shown is written into the journal.</summary>
public sealed partial class FindAll
{
    public const string Url = "/office/search";

    /// <summary>So many of a kind are shown; the rest is in the room's own list.</summary>
    public const int Most = 10;

    static readonly Deed Looked = Deed.Look("kits.find", "庁内検索でさがした", "市やくしょの きろくを さがした", "searched the records of the city hall");

    public sealed record Page(Words Words, IReadOnlyList<HitGroup>? Found);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, Permission.Officer, Looked, Ask);

    static async Task<IResult> Ask(Look look, IEnumerable<IFindable> kinds, string? q = null)
    {
        var words = Words.Of(q);
        if (words.AreNone || words.AreLong || words.AreShort) return Show(new(words, null));
        var found = await HitGroup.Of(look, kinds, Most, (kind, most) => kind.Find(look, words, most), kind => kind.List(words));
        look.Journal.For("find");
        // What was meant by its number or its whole name stands first.
        return Show(new(words, [.. found.OrderByDescending(g => g.Hits[0].Is(words))]));
    }
}

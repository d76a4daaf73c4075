using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>What an edition changed, in red.</summary>
public sealed partial class Differences
{
    public sealed record Line(string Label, string Before, string After);
    public sealed record Page(string PageTitle, string Home, int From, int To, IReadOnlyList<Line> Lines);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapPage(WebsitePaths.Home + "/{id:guid}/differences", WebsiteModule.Write, Deed.None, Ask);

    static async Task<IResult> Ask(Guid id, int to, Look look, BlockKinds kinds)
    {
        var page = await look.Find(OnDesk.Visible(look).AsNoTracking().Where(p => p.Id == id));
        var after = await look.Find(look.Db.Editions().AsNoTracking().Where(e => e.Page == id && e.Number == to));
        var before = await look.Db.Editions().AsNoTracking().Where(e => e.Page == id && e.Number < to && e.LiveAt != null)
            .OrderByDescending(e => e.Number)
            .FirstOrDefaultAsync(look.Stop);
        var place = new BlockPlace(Language.Japanese, look.City, look.Today) { Owner = page.Owner };
        return Show(new(page.Title, WebsitePaths.Page(id), before?.Number ?? 0, to, Between(before?.Content ?? new(), after.Content, kinds,
            place)));
    }

    /// <summary>Part by part, what was and what is.</summary>
    public static IReadOnlyList<Line> Between(Content before, Content after, BlockKinds kinds, BlockPlace place)
    {
        var lines = new List<Line>();
        void Say(string label, string? was, string? now)
        {
            if ((was ?? "") != (now ?? "")) lines.Add(new(label, was ?? "", now ?? ""));
        }
        foreach (var (l, name) in Language.All)
        {
            var (was, now) = (before[l.Code], after[l.Code]);
            Say($"題（{name}）", was.Title, now.Title);
            Say($"要約（{name}）", was.Summary, now.Summary);
            Say($"本文（{name}）", Body(was), Body(now));
        }
        Say("要点", In(before), In(after));
        Say("話題", string.Join("、", before.Topics), string.Join("、", after.Topics));
        Say("町", string.Join("、", before.Towns), string.Join("、", after.Towns));
        return lines;

        string Body(Wording wording) => string.Join("\n", wording.Blocks.SelectMany(b => kinds.Find(b.Kind)?.Say(b, place) ?? []));
        static string In(Content content) => content.Facts is not { } f ? "" : string.Join("\n", Derived.Times(f, Language.Japanese)
            .Concat(new[] { f.Place?.Ja, f.For?.Ja, f.Capacity?.Ja, f.Fee?.Ja, f.Apply.Procedure, f.Apply.Words?.Ja,
                f.Picture is { } p ? $"（画像：{p.Alt?.Ja}）" : null }.OfType<string>()));
    }
}

using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>一括処理: the runs of the kinds that this officer may see.</summary>
public sealed partial class RunsPage
{
    public const string Url = "/office/runs";
    const int Most = 50;

    public sealed record Row(Run Of, string Label, RunSubject About);

    static readonly Order<Run, Run> Newest = new Order<Run, Run>().Down(r => r.At, r => r.At).Down(r => r.Id, r => r.Id);

    /// <summary>A room that brings runs names the page in its menu, for those who see them; it stands there once.</summary>
    public static MenuItem InMenu(Permission who) => new("一括処理", Url, who, MenuGroup.Internal);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, Permission.Officer, Deed.None, Ask);

    /// <summary>The runs of these kinds alone; others are not there.</summary>
    internal static IQueryable<Run> Visible(Look look, IEnumerable<IRunWork> works)
    {
        var kinds = works.Where(w => look.Actor.Can(w.Who)).Select(w => w.Kind).ToList();
        return look.Db.Set<Run>().Where(r => kinds.Contains(r.Kind));
    }

    static async Task<IResult> Ask(Look look, IEnumerable<IRunWork> works, string? at = null)
    {
        if (!works.Any(w => look.Actor.Can(w.Who))) throw new NotHere();
        var kinds = works.ToDictionary(w => w.Kind);
        return Show((await Newest.Slice(Visible(look, works).AsNoTracking(), at, Most, rows => rows.ToListAsync(look.Stop)))
            .Map(r => new Row(r, kinds[r.Kind].Label, kinds[r.Kind].About(r.Ordered()))));
    }

    /// <summary>Where a run stands, in words.</summary>
    public static (Tone, string) Standing(Run run) => run switch
    {
        { Agreed: false } => (Tone.Plain, "行わない"),
        { EndedAt: not null, Failed: > 0 } or { EndedAt: not null, Refused: > 0 } => (Tone.Warning, "終わった（できなかったものがある）"),
        { EndedAt: not null } => (Tone.Good, "終わった"),
        { StoppedAt: not null } => (Tone.Warning, "止めている"),
        { IsWaiting: true } => (Tone.Info, "二人目の確認待ち"),
        { Count: null } => (Tone.Info, "数えている"),
        _ => (Tone.Info, "進行中"),
    };
}

using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Procedures;
using Keyaki.Contracts.Staff;
using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>A page at the desk: what it says, where it stands, and what can be done now.</summary>
public sealed partial class ShowDesk
{
    /// <param name="Failed">It can be sent once more; <paramref name="Waiting"/>: it can still be cancelled.</param>
    public sealed record Sent(string Label, string Purpose, Tone Tone, string State, DateTimeOffset? At, string? Reason, Guid? Failed,
        Guid? Waiting);

    /// <param name="Shown">Each block as it is seen, by its place.</param>
    public sealed record Page
    {
        public required OnDesk Desk { get; init; }
        public required string Owner { get; init; }
        public required string Place { get; init; }
        public required SitePlan Plan { get; init; }
        public required BlockKinds Kinds { get; init; }
        public required IReadOnlyList<ToldFact> Facts { get; init; }
        public required IReadOnlyDictionary<string, Markup> Shown { get; init; }
        public required IReadOnlyList<string> Channels { get; init; }
        public required IReadOnlyList<Edition> Editions { get; init; }
        public required IReadOnlyList<Sent> Dispatches { get; init; }
        public required DateOnly Today { get; init; }

        /// <summary>How readers took it; null where it was never public.</summary>
        public required Reception? Reception { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder app)
    {
        var home = WebsitePaths.Home + "/{id:guid}";
        app.MapPage(home, WebsiteModule.Write, Deed.None, Ask);
        foreach (var act in new[] { "up", "down", "remove" })
            app.MapAct($"{home}/{act}", WebsiteModule.Write, WebsiteDeeds.Moved, (Guid id, string at, Turn turn) =>
                Move(id, act, at, turn));
        app.MapAct(home + "/retrieve", WebsiteModule.Write, WebsiteDeeds.Returned, Retrieve);
        app.MapAct(home + "/resume", WebsiteModule.Write, WebsiteDeeds.Resumed, Resume);
        app.MapAct(home + "/drop", WebsiteModule.Write, WebsiteDeeds.Dropped, Drop);
        app.MapAct(home + "/edition", WebsiteModule.Write, WebsiteDeeds.NewEdition, (Guid id, Turn turn) => Begin(id, null, turn));
        app.MapAct(home + "/again/{dispatch:guid}", WebsiteModule.Write, WebsiteDeeds.Again, Again);
        app.MapAct(home + "/cancel/{dispatch:guid}", WebsiteModule.Write, WebsiteDeeds.Cancelled, Cancel);
    }

    static async Task<IResult> Ask(Guid id, Look look, BlockKinds kinds, IStaff staff, IProcedures procedures,
        IEnumerable<IChannel> channels)
    {
        var desk = await OnDesk.Open(id, look);
        var (page, content, plan) = (desk.Page, desk.Content, look.City.Files<SitePlan>());
        var shown = new Dictionary<string, Markup>();
        foreach (var (l, _) in Language.All)
        {
            var place = new BlockPlace(l, look.City, look.Today)
            {
                Owner = page.Owner, Draft = true, Deeper = 1,
                Media = Materials.Office
            };
            await kinds.Load(content[l.Code].Blocks, place, look.Db, look.Stop);
            foreach (var (i, block) in content[l.Code].Blocks.Index())
            {
                var html = new HtmlWriter(512);
                kinds.Write([block], html, place);
                shown[$"{l.Code}.{i}"] = html.ToMarkup();
            }
        }
        var procedure = content.Facts?.Apply.Procedure is { } code ? await procedures.Face(look.Db, code, look.Today, look.Stop) : null;
        var dispatches = await look.Db.Set<Dispatch>().AsNoTracking().Where(d => d.Page == id).OrderByDescending(d => d.At).Take(50)
            .ToListAsync(look.Stop);
        string Label(string channel) => channels.FirstOrDefault(c => c.Code == channel)?.Label ?? channel;
        return Show(new Page
        {
            Desk = desk, Owner = staff.DepartmentName(page.Owner, look.Today), Plan = plan, Kinds = kinds, Shown = shown,
            Today = look.Today, Reception = page.Live is null ? null : await Reception.Of(look, page),
            Place = string.Join(" > ", plan.Trail(page.Place).Select(p => p.Title.Ja)),
            Facts = Derived.FactsOf(content, Language.Japanese, procedure, look.City.ContactOf(page.Owner, look.Today)),
            Channels = [.. desk.Edition.ChannelCodes.Select(Label)],
            Editions = await look.Db.Editions().AsNoTracking().Where(e => e.Page == id).OrderByDescending(e => e.Number).Take(50)
                .ToListAsync(look.Stop),
            Dispatches = [.. dispatches.Select(d => new Sent(Label(d.Channel), PurposeWords(d.Purpose), ToneOf(d.State), d.State.Label(),
                d.EndedAt ?? d.HandedAt,
                d.Reason, d.State is DispatchState.Failed ? d.Id : null, d.State is DispatchState.Waiting ? d.Id : null))],
        });
    }

    static string PurposeWords(Purpose purpose) => purpose switch
    { Purpose.Test => "テスト", Purpose.Drill => "訓練", Purpose.Correction => "訂正", _ => "お知らせ" };

    static Tone ToneOf(DispatchState state) => state switch
    {
        DispatchState.Sent => Tone.Good,
        DispatchState.Failed => Tone.Bad,
        DispatchState.Unknown => Tone.Warning,
        _ => Tone.Plain,
    };

    /// <summary>Moves or removes a block.</summary>
    static async Task<Answer> Move(Guid id, string act, string at, Turn turn)
    {
        var desk = await OnDesk.Take(id, turn);
        // Blocks are known by their place: whoever saw another row of them must look again.
        if (!turn.Saw(desk.Edition.Version)) throw new ChangedMeanwhile(
            "ほかの人が、このページを書きました。今の並びを見てから、もう一度押してください。");
        if (at.Split('.') is not [var language, var spot] || Language.Known(language) is null
            || !int.TryParse(spot, out var index)) throw new NotHere();
        var wording = desk.Content[language];
        if (index < 0 || index >= wording.Blocks.Count) throw new NotHere();
        var blocks = wording.Blocks.ToList();
        var to = act == "up" ? index - 1 : index + 1;
        if (act == "remove") blocks.RemoveAt(index);
        else if (to >= 0 && to < blocks.Count) (blocks[index], blocks[to]) = (blocks[to], blocks[index]);
        desk.Write(turn, "blocks." + language, desk.Content.With(language, wording with { Blocks = blocks }));
        return Answer.See(WebsitePaths.Page(id) + "#" + language);
    }

    static async Task<Answer> Retrieve(Guid id, Turn turn, IApprovals approvals)
    {
        var desk = await OnDesk.Take(id, turn);
        if (desk.Edition.State is not EditionState.Proposed) throw new Rule("", "もう決裁中ではありません。画面を開き直してください。");
        await approvals.Abandon(turn.Db, EditionPaper.Kind, desk.Edition.Id, turn.Stop);
        desk.Edition.Return();
        turn.Journal.About(SitePage.Subject, id);
        return Answer.See(WebsitePaths.Page(id));
    }

    static async Task<Answer> Resume(Guid id, Turn turn, Publishing publishing)
    {
        var desk = await OnDesk.Take(id, turn);
        desk.Edition.Resume(turn.Now);
        await publishing.Go(turn.Db, desk.Page, desk.Edition, turn.Stop);
        turn.Journal.About(SitePage.Subject, id);
        return Answer.See(WebsitePaths.Page(id));
    }

    static async Task<Answer> Drop(Guid id, Turn turn)
    {
        var desk = await OnDesk.Take(id, turn);
        if (!turn.Saw(desk.Edition.Version)) throw new ChangedMeanwhile("ほかの人が、このページを書きました。");
        desk.Edition.Drop();
        turn.Journal.About(SitePage.Subject, id);
        return Answer.See(desk.Page.Live is null ? ListPages.Url : WebsitePaths.Page(id));
    }

    /// <summary>A new edition that begins as the live one; a correction where words are given.</summary>
    internal static async Task<Answer> Begin(Guid id, string? correction, Turn turn)
    {
        var desk = await OnDesk.Take(id, turn);
        if (desk.Edition.IsOpen) throw new Rule("",
            "書いている版が、もうあります。それを公開するか取りやめてから、新しい版を作ってください。");
        if (!desk.Page.IsLive) throw new Rule("", "公開中のページだけに、新しい版を作れます。");
        var live = await turn.Db.Editions().AsNoTracking().FirstAsync(e => e.Id == desk.Page.Live, turn.Stop);
        var number = await turn.Db.Editions().Where(e => e.Page == id).MaxAsync(e => e.Number, turn.Stop) + 1;
        var next = Edition.Begin(turn.Clock, id, number, live.Content, correction is null ? "" : live.Channels, turn.Me);
        if (correction is not null) next.Correct(correction);
        turn.Db.Add(next);
        turn.Journal.About(SitePage.Subject, id).Fact("edition", $"{number}");
        return Answer.See(WebsitePaths.Page(id));
    }

    static async Task<Dispatch> Of(Guid id, Guid dispatch, Turn turn)
    {
        await turn.Find(OnDesk.Visible(turn).Where(p => p.Id == id));
        turn.Journal.About(SitePage.Subject, id);
        return await turn.Take<Dispatch>(d => d.Id == dispatch && d.Page == id);
    }

    static async Task<Answer> Again(Guid id, Guid dispatch, Turn turn, Dispatching dispatching)
    {
        var one = await Of(id, dispatch, turn);
        one.Again(turn.Now);
        dispatching.Ring(turn.Db, one);
        return Answer.See(WebsitePaths.Page(id));
    }

    static async Task<Answer> Cancel(Guid id, Guid dispatch, Turn turn)
    {
        (await Of(id, dispatch, turn)).Cancel(turn.Now);
        return Answer.See(WebsitePaths.Page(id));
    }
}

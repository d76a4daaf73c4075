using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>きょうだいの分をまとめて: what was filled in for several children is checked on one page and sent by one press; each is an
/// application of its own.</summary>
public sealed partial class SendTogether
{
    internal const int Most = 8;
    const string Address = "/my/drafts/{id}/together";

    /// <param name="Unfinished">Where to go on; null where it can be sent.</param>
    public sealed record One(Guid Id, CheckAnswers.Page Shown, string? Unfinished);

    /// <param name="Mark">The drafts as they are shown.</param>
    public sealed record Page(Language Language, Definition Definition, Form Form, IReadOnlyList<One> Drafts, string Mark);

    internal static string Url(Guid draft) => $"/my/drafts/{draft}/together";
    internal static string Next(Guid draft) => $"/my/drafts/{draft}/next";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm(Address, Permission.Applicant, ApplyDeeds.Submit, Build, Ask, Accept);
        app.MapAct("/my/drafts/{id}/next", Permission.Applicant, ApplyDeeds.Start, Begin);
    }

    /// <summary>What is paid, has days, or is asked of the register is sent one by one.</summary>
    internal static bool Goes(ProcedureVersion version) => !version.Definition.Identity.KnowsRegister() && version is
    { ReadsRegister: false, Definition: { ForEach: not null, Fee: null, Capacity: null } };

    /// <summary>Those that are to be sent together with this one, itself too, in the order in which they were begun.</summary>
    internal static async Task<IReadOnlyList<Guid>> Family(Look look, Mine mine, Guid id)
    {
        var now = look.Now;
        var mines = mine.Drafts(look.Db, look.Actor).Where(d => d.ExpiresAt > now);
        if (await mines.Where(d => d.Id == id).Select(d => new { d.Family, d.Procedure }).FirstOrDefaultAsync(look.Stop) is not { } own)
            return [];
        return own.Family is not { } family ? [id] : await mines.Where(d => d.Family == family && d.Procedure == own.Procedure)
            .OrderBy(d => d.StartedAt).ThenBy(d => d.Id).Select(d => d.Id).Take(Most).ToListAsync(look.Stop);
    }

    static async Task<Form> Build(Guid id, Look look, Mine mine) =>
        (await Family(look, mine, id)).Count > 0 || await Fill.Sent(look.Db, look.Actor, mine, id, look.Stop) is not null
            ? new((IReadOnlyList<Ui.Question>)[]) { Language = look.Language.Code } : throw new NotHere();

    static async Task<IResult> Ask(Guid id, Form form, Look look, Mine mine, WritingDesk desk)
    {
        var drafts = await Open(id, look, mine, desk);
        if (drafts.Count == 0) return await Fill.Gone(look.Db, look.Actor, mine, id, look.Stop, OwnLinks.Done);
        return drafts.Count == 1 || !Goes(drafts[0].Version) ? Results.Redirect(look.Language.Url(DraftLinks.Check(id)))
            : Show(new(look.Language, drafts[0].Definition, form, [.. drafts.Select(o => Of(o, look.Language))], Mark(drafts)));
    }

    static One Of(OpenDraft open, Language language) => new(open.Draft.Id,
        new(open, language, Yen.Zero, open.Definition.GrantFor(open.Whole.Facts) is { } grant ? new Yen(grant) : null, null, null, null,
            new HashSet<string>()),
        open.Form.FirstUnfinished() is { } page
            ? language.Url(DraftLinks.Page(open.Draft.Id, open.NumberOf(page)) + "?check=1&from=check") : null);

    static async Task<List<OpenDraft>> Open(Guid id, Look look, Mine mine, WritingDesk desk)
    {
        var open = new List<OpenDraft>();
        foreach (var draft in await Family(look, mine, id))
            if (await desk.Open(look.Db, draft, look.Actor, look.Language.Code, look.Stop) is { } one) open.Add(one);
        return open;
    }

    static string Mark(IEnumerable<OpenDraft> drafts) =>
        string.Join(',', drafts.Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Draft.Id:N}.{o.Draft.Version}")));

    static async Task<Answer> Accept(Guid id, Turn turn, Mine mine, WritingDesk desk, Reception reception)
    {
        var drafts = await Open(id, turn, mine, desk);
        // Whoever pressed twice comes to the end that the first press led to.
        if (drafts.Count == 0)
        {
            var sent = await Fill.Sent(turn.Db, turn.Actor, mine, id, turn.Stop) ?? throw new NotHere();
            turn.Journal.Nothing();
            return Answer.See(turn.Language.Url(OwnLinks.Done(sent.Id)));
        }
        if (turn.Posted[Turn.Version] != Mark(drafts) || !Goes(drafts[0].Version)) throw new ChangedMeanwhile("");
        if (drafts.FindIndex(o => o.Form.FirstUnfinished() is not null) is >= 0 and var at)
            throw new Rule("", new Text($"{at + 1}件目が、まだ書き終わっていません。", $"{at + 1}こめが まだ おわって いません。",
                $"Application {at + 1} is not finished yet."));
        var sending = new List<Ready>();
        foreach (var open in drafts) sending.Add(await reception.Check(turn.Db, open, turn.Actor, turn.Stop));
        if (sending.DistinctBy(r => r.Frozen.AnswersHash).Count() < sending.Count)
            throw new Rule("", new Text("まったく同じ内容の申し込みが2件あります。どちらかを消してください。",
                "おなじ ものが 2こ あります。1こ けして ください。",
                "Two applications are exactly the same. Please remove one of them."));
        var first = "";
        foreach (var ready in sending)
        {
            var journal = first.Length == 0 ? turn.Journal : new Journal();
            var done = await reception.Submit(turn.Db, ready, turn.Actor, journal, turn.Stop);
            if (first.Length > 0) journal.Write(turn.Db, turn.Clock, turn.Actor, ApplyDeeds.Submit);
            else first = done;
        }
        return Answer.See(turn.Language.Url(first));
    }

    /// <summary>Begins the next one before this one is sent, with the answers that are the household's.</summary>
    static async Task<Answer> Begin(Guid id, HttpContext http, Turn turn, Mine mine, Catalogue catalogue, Starting starting)
    {
        var draft = await turn.Take(mine.Drafts(turn.Db, turn.Actor).Where(d => d.Id == id));
        var version = catalogue.Online(draft.Procedure, turn.Today) ?? throw new NotHere();
        if (!Goes(version) || version.Definition.ForEach is not { } each || draft.IsExpired(turn.Now)) throw new NotHere();
        if ((await Family(turn, mine, id)).Count >= Most)
            throw new Rule("", new Text($"まとめて送れるのは{Most}件までです。", $"まとめて おくれるのは {Most}こ までです。",
                $"At most {Most} applications can be sent together."));
        var next = (await starting.Begin([version], turn, http)).Drafts[0];
        next.Family = draft.Family ??= draft.Id;
        next.Answers = each.Begun(next.Answers, draft.Answers);
        return Answer.See(turn.Language.Url(DraftLinks.Page(next.Id, 1)));
    }
}

/// <summary>Another application that was sent for another child, as the person sees it.</summary>
public sealed record SentBeside(Guid Id, ReceiptNumber? Number)
{
    internal static async Task<IReadOnlyList<SentBeside>> Of(Look look, Mine mine, Application found)
    {
        var (family, id) = (found.Family ?? found.Id, found.Id);
        return await mine.Applications(look.Db, look.Actor).AsNoTracking()
            .Where(a => (a.Family == family || a.Id == family) && a.Id != id && a.SubmittedAt != null).OrderBy(a => a.SubmittedAt)
            .Take(20).Select(a => new SentBeside(a.Id, a.Number)).ToListAsync(look.Stop);
    }
}

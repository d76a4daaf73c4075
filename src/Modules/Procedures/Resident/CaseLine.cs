using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>Where a case stands on its owner's page: something to do for them, going on, or over.</summary>
public enum CaseGroup { ToDo, Going, Ended }

/// <summary>One draft or application as its owner sees it in a list.</summary>
/// <param name="Until">The last moment for what the person has to do.</param>
/// <param name="Draft">A draft that can be thrown away.</param>
public sealed record CaseLine(
    string Title,
    string Url,
    string State,
    Tone Tone,
    DateTimeOffset At,
    string? Number,
    string? Note,
    CaseGroup Group,
    DateTimeOffset? Until = null,
    Guid? Draft = null)
{
    const int Most = 100;

    /// <summary>The drafts and applications of a person: what they have to do by the day it must be done, the rest newest first.</summary>
    public static async Task<IReadOnlyList<CaseLine>> Of(Look look, Mine mine, Catalogue catalogue, Language language)
    {
        var (now, today) = (look.Now, look.Today);
        var drafts = await mine.Drafts(look.Db, look.Actor).Where(d => d.ExpiresAt > now)
            .Select(d => new { d.Id, d.Procedure, d.SavedAt, d.ExpiresAt, d.Page }).ToListAsync(look.Stop);
        var cases = await mine.Applications(look.Db, look.Actor).OrderByDescending(a => a.StartedAt).Take(Most)
            .Select(a => new Row(a.Id, a.Procedure, a.State, a.Decision, a.Number, a.SubmittedAt, a.ChangedAt, a.HeldUntil, a.Day,
                a.Pool))
                .ToListAsync(look.Stop);
        var (decided, asked) = (cases.ConvertAll(c => c.Id), cases.FindAll(c => c.State is ApplicationState.CorrectionRequested)
            .ConvertAll(c => c.Id));
        var outcomes = await look.Db.Set<Disposition>().Where(x => decided.Contains(x.ApplicationId))
            .Select(x => new { x.ApplicationId, x.Outcome }).ToDictionaryAsync(x => x.ApplicationId, x => x.Outcome, look.Stop);
        var until = (await look.Db.Set<Correction>().Where(c => asked.Contains(c.ApplicationId) && c.AnsweredAt == null)
            .Select(c => new { c.ApplicationId, c.Until }).ToListAsync(look.Stop))
            .GroupBy(c => c.ApplicationId).ToDictionary(g => g.Key, g => g.Min(c => c.Until));
        var paying = cases.Where(c => c.State is ApplicationState.AwaitingPayment).ToDictionary(c => c.Id);
        IEnumerable<CaseLine> lines =
        [
            .. drafts.Select(d => paying.TryGetValue(d.Id, out var p) && p.HeldUntil is { } held
                ? new CaseLine(catalogue.TitleOf(d.Procedure, language), Links.Application(d.Id),
                    language.Say(Words(ApplicationState.AwaitingPayment, p.Decision)), Tone.Warning, p.ChangedAt, null,
                    language.Pick("まだ申し込みは終わっていません。支払いが済むと受け付けます。", "まだ おわって いません。お金を はらうと おわります。",
                        "You have not applied yet. We receive it once you have paid."), CaseGroup.ToDo, held, d.Id)
                : new CaseLine(catalogue.TitleOf(d.Procedure, language), DraftLinks.Page(d.Id, d.Page),
                    language.Pick("入力の途中", "とちゅう", "Draft"), Tone.Plain, d.SavedAt, null,
                    language.Pick("続きを入力して送ってください。まだ申し込みは終わっていません。", "まだ おわって いません。つづきを 書いて おくって ください。",
                        "You have not applied yet. Continue and send it."), CaseGroup.ToDo, d.ExpiresAt, d.Id)),
            .. cases.Where(c => c.State is not ApplicationState.AwaitingPayment).Select(c =>
            {
                var outcome = outcomes.TryGetValue(c.Id, out var o) ? o : (Outcome?)null;
                return new CaseLine(catalogue.TitleOf(c.Procedure, language), Links.Application(c.Id),
                    language.Say(c.LostDay ? ChooseAgain : Words(c.State, c.Decision, outcome)),
                    c.LostDay ? Tone.Warning : ToneOf(c.State, outcome), c.SubmittedAt ?? c.ChangedAt,
                    c.Number?.ToString(), NoteOf(c, language),
                    c.LostDay ? CaseGroup.ToDo : GroupOf(c.State, c.Decision, c.Day, today),
                    until.TryGetValue(c.Id, out var day) ? day.AddDays(1).Midnight().AddMinutes(-1) : null);
            }),
        ];
        return [.. lines.OrderBy(l => l.Group).ThenBy(l => l.Until ?? DateTimeOffset.MaxValue).ThenByDescending(l => l.At)];
    }

    sealed record Row(
        Guid Id,
        string Procedure,
        ApplicationState State,
        DecisionKind Decision,
        ReceiptNumber? Number,
        DateTimeOffset? SubmittedAt,
        DateTimeOffset ChangedAt,
        DateTimeOffset? HeldUntil,
        DateOnly? Day,
        string? Pool)
    {
        public bool LostDay => Application.IsWithoutDay(State, Decision, Pool, Day);
    }

    static readonly Text ChooseAgain = new("日を選び直してください", "日を えらんで ください", "Please choose another day");

    /// <summary>A booking goes on until its day; a decision is the end for the person, also while the paper is still on its way.</summary>
    public static CaseGroup GroupOf(ApplicationState state, DecisionKind decision, DateOnly? day, DateOnly today) => state switch
    {
        ApplicationState.AwaitingPayment or ApplicationState.CorrectionRequested => CaseGroup.ToDo,
        ApplicationState.Granted when decision is DecisionKind.Automatic => day >= today ? CaseGroup.Going : CaseGroup.Ended,
        ApplicationState.Granted or ApplicationState.Refused or ApplicationState.Completed or ApplicationState.Withdrawn => CaseGroup.Ended,
        _ => CaseGroup.Going,
    };

    /// <summary>The state in a person's words; what is complete still says how it ended.</summary>
    public static Text Words(ApplicationState state, DecisionKind decision, Outcome? outcome = null) => (state, decision, outcome) switch
    {
        (ApplicationState.Granted, DecisionKind.Automatic, _) => new("申し込み済み", "もうしこみ ずみ", "Applied"),
        (ApplicationState.Completed, DecisionKind.Automatic, _) => new("終わりました", "おわりました", "Done"),
        (ApplicationState.Refused, _, _) or (ApplicationState.Completed, _, Outcome.Refused) => new("認められませんでした", "だめでした", "Refused"),
        (ApplicationState.Granted, _, _) or (ApplicationState.Completed, _, Outcome.Granted) => new("認められました", "みとめられました", "Granted"),
        (ApplicationState.Withdrawn, _, _) => new("取り下げました", "やめました", "Withdrawn"),
        (ApplicationState.CorrectionRequested, _, _) => new("直してください", "なおして ください", "Please correct it"),
        (ApplicationState.Resubmitted, _, _) => new("直した内容を確認中", "なおした ものを 見て います", "Checking your corrections"),
        (ApplicationState.Proposed or ApplicationState.Examining, _, _) => new("審査中", "しらべて います", "Being examined"),
        (ApplicationState.AwaitingPayment, _, _) => new("支払い待ち", "お金を まって います", "Waiting for payment"),
        (ApplicationState.AwaitingConfirmation, _, _) =>
            new("ほかの方の確認待ち", "ほかの 人の かくにんを まって います", "Waiting for somebody to confirm"),
        (ApplicationState.Submitted, _, _) => new("受付済み", "うけつけ ずみ", "Received"),
        _ => new("終わりました", "おわりました", "Done"),
    };

    /// <summary>It is no longer as the page showed it.</summary>
    internal static ChangedMeanwhile Changed(Application found)
    {
        var now = Words(found.State, found.Decision);
        return new(new Text($"今の状態は「{now}」です。", $"いまは「{now.In("easy")}」です。", $"It now stands at “{now.In("en")}”."));
    }

    public static Tone ToneOf(ApplicationState state, Outcome? outcome = null) => state switch
    {
        ApplicationState.AwaitingPayment or ApplicationState.CorrectionRequested => Tone.Warning,
        ApplicationState.Refused => Tone.Bad,
        ApplicationState.Completed when outcome is Outcome.Refused => Tone.Bad,
        ApplicationState.Granted or ApplicationState.Completed => Tone.Good,
        ApplicationState.Withdrawn => Tone.Plain,
        _ => Tone.Info,
    };

    internal static string Booked(DateOnly day, Language l) => l.Pick("予約した日：", "よやくの 日：", "Booked for ") + l.Say(day);

    static string? NoteOf(Row c, Language l) => c.State switch
    {
        ApplicationState.CorrectionRequested =>
            l.Pick("市から、直していただきたいところがあります。", "なおして ほしい ところが あります。", "The city asks you to correct something."),
        _ when c.LostDay => l.Pick("予約した日が、市の都合でなくなりました。", "よやくの 日が なくなりました。", "The city had to cancel the day that you booked."),
        ApplicationState.Granted when c.Day is { } on => Booked(on, l),
        _ => null,
    };
}

/// <summary>Addresses of a draft's pages.</summary>
public static class DraftLinks
{
    public static string Page(Guid draft, int page) => $"/my/drafts/{draft}/{page}";
    public static string Check(Guid draft) => $"/my/drafts/{draft}/check";
    public static string NotForYou(Guid draft) => $"/my/drafts/{draft}/instead";
    public static string Discard(Guid draft) => $"/my/drafts/{draft}/discard";
}

using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>One draft or application as its owner sees it in a list.</summary>
public sealed record CaseLine(string Title, string Url, string State, Tone Tone, DateTimeOffset At, string? Number, string? Note, bool IsDraft, bool WaitsForMe)
{
    const int Most = 100;

    /// <summary>The drafts and applications of a person, newest first.</summary>
    public static async Task<IReadOnlyList<CaseLine>> Of(CityDb db, Actor actor, Mine mine, Catalogue catalogue, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var drafts = await mine.Drafts(db, actor).Where(d => d.ExpiresAt > now).Select(d => new { d.Id, d.Procedure, d.SavedAt, d.ExpiresAt, d.Page }).ToListAsync(ct);
        var cases = await mine.Applications(db, actor).OrderByDescending(a => a.StartedAt).Take(Most)
            .Select(a => new { a.Id, a.Procedure, a.State, a.Decision, a.Number, a.SubmittedAt, a.ChangedAt, a.HeldUntil, a.Day }).ToListAsync(ct);
        var paying = cases.Where(c => c.State is ApplicationState.AwaitingPayment).ToDictionary(c => c.Id);
        IEnumerable<CaseLine> lines =
        [
            .. drafts.Select(d => paying.TryGetValue(d.Id, out var p) && p.HeldUntil is not null
                ? new CaseLine(catalogue.TitleOf(d.Procedure), Links.Application(d.Id), ApplicationState.AwaitingPayment.Words(), Tone.Warning, p.ChangedAt, null, "まだ申請は終わっていません。支払いが済むと受け付けます。", true, true)
                : new CaseLine(catalogue.TitleOf(d.Procedure), DraftLinks.Page(d.Id, d.Page), "入力の途中", Tone.Plain, d.SavedAt, null, $"{EraDate.Of(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(d.ExpiresAt, clock.LocalTimeZone).DateTime))}まで保存しています。", true, true)),
            .. cases.Where(c => c.State is not ApplicationState.AwaitingPayment)
                .Select(c => new CaseLine(catalogue.TitleOf(c.Procedure), Links.Application(c.Id), Words(c.State, c.Decision), ToneOf(c.State), c.SubmittedAt ?? c.ChangedAt, c.Number?.ToString(), NoteOf(c.State, c.Day), false, c.State is ApplicationState.CorrectionRequested)),
        ];
        return [.. lines.OrderByDescending(l => l.At)];
    }

    /// <summary>The state in a person's words.</summary>
    public static string Words(ApplicationState state, DecisionKind decision) => (state, decision) switch
    {
        (ApplicationState.Granted, DecisionKind.Automatic) => "申込み済み",
        (ApplicationState.Granted, _) => "決定しました",
        (ApplicationState.Refused, _) => "認められませんでした",
        (ApplicationState.CorrectionRequested, _) => "直してください",
        (ApplicationState.Proposed, _) => "審査中",
        _ => state.Words(),
    };

    public static Tone ToneOf(ApplicationState state) => state switch
    {
        ApplicationState.AwaitingPayment or ApplicationState.CorrectionRequested => Tone.Warning,
        ApplicationState.Granted or ApplicationState.Completed => Tone.Good,
        ApplicationState.Refused => Tone.Bad,
        ApplicationState.Withdrawn => Tone.Plain,
        _ => Tone.Info,
    };

    static string? NoteOf(ApplicationState state, DateOnly? day) => state switch
    {
        ApplicationState.CorrectionRequested => "市から、直していただきたいところがあります。",
        ApplicationState.Granted when day is { } on => $"予約した日：{EraDate.Of(on).Long}",
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

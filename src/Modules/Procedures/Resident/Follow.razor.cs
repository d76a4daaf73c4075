using Keyaki.Contracts;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>One application as its owner follows it: number, state in words, timeline, what happens next, answers, payments,
/// results.</summary>
public sealed partial class Follow
{
    public sealed record Page(
        Application Case,
        Definition Definition,
        Contact Contact,
        IReadOnlyList<TimelineItem> Timeline,
        IReadOnlyList<ReadBackRow> Answers,
        IReadOnlyList<ChargeFace> Charges,
        IReadOnlyList<Correction> Open,
        Disposition? Decided,
        IReadOnlyList<DocumentFace> Documents,
        bool MayDownload,
        bool CanWithdraw,
        bool IsHeld,
        string? Link)
    {
        /// <summary>Why the city ended it on the person's behalf; null when it did not.</summary>
        public string? Cancelled { get; init; }

        /// <summary>It ended because somebody who had to confirm it did not.</summary>
        public bool Unconfirmed { get; init; }

        /// <summary>What the city pays for it.</summary>
        public IReadOnlyList<PayoutFace> Payouts { get; init; } = [];

        /// <summary>What is to be paid since it was granted, the earliest due first.</summary>
        public IReadOnlyList<ReceivableFace> Owed { get; init; } = [];

        /// <summary>What officers wrote, the newest first.</summary>
        public IReadOnlyList<Reply> Replies { get; init; } = [];

        /// <summary>Another department has it than the one to which it was sent.</summary>
        public bool Handed => Case.State.IsOpen() && Case.Department != Definition.Department;

        public Text LabelOf(string question) => Definition.Find(question)?.Label ?? new Text(question);
    }

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage("/my/applications/{id}", Permission.Applicant, Deed.None, Ask);
        app.MapPage("/my/applications/{id}/result/{file}", Permission.Applicant, ApplyDeeds.OpenFile, Download);
        app.MapPage("/files/{id}", Permission.Applicant, ApplyDeeds.OpenFile, OpenFile).WithMetadata(Door.Both);
    }

    static async Task<IResult> Ask(Guid id, Look look, Mine mine, Catalogue catalogue, WritingDesk desk, IPayments payments,
        IDocuments documents, VisitLink link, GrantMoney money)
    {
        var language = look.Language;
        var found = await look.Find(mine.Applications(look.Db, look.Actor).Where(a => a.Id == id));
        var version = await catalogue.Pinned(look.Db, found.Definition, look.Stop);
        var whole = await desk.Show(look.Db, version, found, await desk.Home(version, found.Person, look.Stop), look.Stop, language.Code);
        var submitted = found.State is not ApplicationState.AwaitingPayment;
        var corrections = submitted ? await look.Db.Set<Correction>().AsNoTracking().Where(c => c.ApplicationId == id).OrderBy(c => c.At)
            .ToListAsync(look.Stop) : [];
        var decided = submitted ? await look.Db.Set<Disposition>().AsNoTracking().FirstOrDefaultAsync(x => x.ApplicationId == id, look.Stop)
            : null;
        var steps = submitted ? await Steps(look, id) : [];
        IReadOnlyList<DocumentFace> papers = decided is null ? [] : await documents.Of(look.Db, Application.Kind, id, look.Stop);
        if (decided is not null && found.ChangedAt + TimeSpan.FromMinutes(5) > look.Now
            && version.Definition.Result is { Download: true } && papers.Any(d => d.File is null && d.Void is null)
            && Dispatch.LetterOf(version.Definition, decided.Outcome) is not null) look.RenewIn(5);
        return Show(new(found, version.Definition, look.City.ContactOf(found.Department, look.Today),
            Timeline(found, corrections, decided, steps, language),
            [.. whole.Form.ReadBack()],
            version.Definition.Fee is null ? [] : await payments.Of(look.Db, Application.Kind, id, look.Stop),
            corrections.FindAll(c => c.AnsweredAt is null), decided,
            papers, decided is not null && await MayDownload(look, found, version.Definition), found.CanWithdraw(look.Today),
            found.HeldUntil > look.Now, link.For(look.Actor))
        {
            Payouts = decided is null ? [] : await money.Paid.Of(look.Db, found, version.Definition, look.Stop),
            Owed = decided is null ? [] : await money.Owed.Of(look.Db, found, version.Definition, look.Stop),
            Unconfirmed = found.State is ApplicationState.Withdrawn && await look.Db.Set<Confirmation>()
                .AnyAsync(c => c.ApplicationId == id && c.Agreed != true, look.Stop),
            Replies = submitted ? await look.Db.Set<Reply>().AsNoTracking().Where(r => r.ApplicationId == id)
                .OrderByDescending(r => r.At).ToListAsync(look.Stop) : [],
            Cancelled = found.State is ApplicationState.Withdrawn ? await look.Db.Set<Withdrawal>()
                .Where(w => w.ApplicationId == id && w.By != found.Account).Select(w => w.Reason).FirstOrDefaultAsync(look.Stop) : null,
        });
    }

    /// <summary>A letter with a 〓 in it is not for the screen: an officer writes the character in and hands it over. Who lost their day
    /// has none that is right.</summary>
    static async Task<bool> MayDownload(Look look, Application found, Definition definition) =>
        definition.Result is { Download: true } && !found.LostDay
        && (found.Decision is DecisionKind.Automatic ? !await HasGeta(look, found.Id) : await look.Db.Set<Delivery>()
            .AnyAsync(d => d.ApplicationId == found.Id && d.How == DeliveryWay.Online, look.Stop));

    static Task<bool> HasGeta(Look look, Guid application) => look.Db.Set<StoredFile>()
        .AnyAsync(f => f.Name.Contains(LetterWork.LookFirst) && look.Db.Set<Disposition>()
            .Any(x => x.ApplicationId == application && x.Document == f.UsedBy), look.Stop);

    /// <summary>For which month it is owed, or by when.</summary>
    internal static string Term(ReceivableFace owed, OwedFee fee, Language l)
    {
        var month = (owed.Term + 2) % 12 + 1;
        return fee.MonthsFrom is null ? l.Say(fee.Amount.Label) : l.Pick($"{l.Say(fee.Amount.Label)} {month}月分",
            $"{l.Say(fee.Amount.Label)} {month}月", $"{l.Say(fee.Amount.Label)}, month {month}");
    }

    /// <summary>Where the city's money stands, as the person reads it.</summary>
    internal static string Words(PayoutFace payout, Language l) => payout.State switch
    {
        PayoutState.Paid => l.Pick("振込済み", "口座に 入れました", "Transferred to your account"),
        PayoutState.Cash => l.Pick("窓口でお渡ししました", "まどぐちで わたしました", "Handed to you at the counter"),
        PayoutState.Sent => l.Pick("銀行に振込を頼みました", "銀行に たのみました", "With the bank"),
        PayoutState.AskAgain => l.Pick("口座に振り込めませんでした。担当の課に、正しい口座を知らせてください。",
            "口座に 入れられませんでした。市やくしょに、口座を おしえて ください。",
            "The transfer failed. Please tell the section the right account."),
        PayoutState.Cancelled => l.Pick("支払いはなくなりました", "お金は 出ません", "Will not be paid"),
        _ => l.Pick("振込の準備をしています", "お金を 入れる じゅんびを して います", "Being prepared"),
    };

    internal static string Result(Guid id, Guid file) => $"{Links.Application(id)}/result/{file}";

    /// <summary>Where the result can be opened; null while there is none, or where it is handed over otherwise.</summary>
    internal static async Task<string?> ResultOf(Look look, Application found, Definition definition, IDocuments documents) =>
        definition.Result is { Download: true } && await look.Db.Set<Disposition>().AnyAsync(x => x.ApplicationId == found.Id, look.Stop)
            && await MayDownload(look, found, definition)
            ? (await documents.Of(look.Db, Application.Kind, found.Id, look.Stop)).Where(d => d.Void is null).Select(d => d.File)
                .OfType<Guid>()
                .Select(file => Result(found.Id, file)).FirstOrDefault() : null;

    /// <summary>The plain events in one query.</summary>
    static async Task<List<(string What, DateTimeOffset At)>> Steps(Look look, Guid id)
    {
        var rows = await look.Db.Set<Examination>().Where(e => e.ApplicationId == id).Select(e => new { What = "examined", e.At })
            .Concat(look.Db.Set<Recommendation>().Where(e => e.ApplicationId == id).Select(e => new { What = "proposed", e.At }))
            .Concat(look.Db.Set<Delivery>().Where(e => e.ApplicationId == id).Select(e => new { What = "delivered", e.At }))
            .Concat(look.Db.Set<Withdrawal>().Where(e => e.ApplicationId == id).Select(e => new { What = "withdrawn", e.At }))
            .Concat(look.Db.Set<Handover>().Where(e => e.ApplicationId == id && e.How == HandoverEnd.Taken)
                .Select(e => new { What = "handed", At = e.EndedAt ?? e.At }))
                .ToListAsync(look.Stop);
        return [.. rows.Select(r => (r.What, r.At))];
    }

    /// <summary>What happened, and what is still to come, in the order of time. Officers' names are not part of it.</summary>
    internal static IReadOnlyList<TimelineItem> Timeline(Application a, IReadOnlyList<Correction> corrections, Disposition? decided,
        IReadOnlyList<(string What, DateTimeOffset At)> steps, Language l)
    {
        var automatic = a.Decision is DecisionKind.Automatic;
        if (a.State is ApplicationState.AwaitingPayment) return
        [
            new(l.Pick("入力が終わりました", "書きおわりました", "You filled it in"), a.StartedAt),
            new(l.Pick("支払い", "お金を はらう", "Payment"), null, TimelineState.Now,
                l.Pick("支払いが済むと受け付けます。", "はらうと うけつけます。", "We receive it once you have paid.")),
            new(automatic ? l.Pick("受付・決定", "うけつけ", "Received and decided") : l.Pick("受付", "うけつけ", "Received"), null, TimelineState.Ahead),
        ];
        var ahead = new TimelineItem(l.Pick("決定", "きめます", "Decision"), null, TimelineState.Ahead);
        var done = new List<TimelineItem> { new(l.Pick("受け付けました", "うけつけました", "Received"), a.SubmittedAt) };
        if (a.PaidAt is { } paid) done.Add(new(l.Pick("支払いを確認しました", "お金を もらいました", "We have your payment"), paid));
        // What goes back and forth inside the city hall is told once, when it was done last.
        done.AddRange(steps.Where(s => s.What != "proposed" || s.At == steps.Where(o => o.What == s.What).Max(o => o.At))
            .Select(s => new TimelineItem(s.What switch
            {
                "examined" => l.Pick("担当課が内容を確かめ始めました", "市の 人が 見はじめました", "Our staff began to check it"),
                "proposed" => l.Pick("担当課が決定の案を作りました", "市の 人が 見おわりました", "Our staff finished checking it"),
                "handed" => l.Pick("担当の課が変わりました", "うけもつ 課が かわりました", "Another section took it over"),
                "delivered" => automatic ? l.Pick("終わりました", "おわりました", "Done")
                    : l.Pick("結果をお渡ししました", "けっかを わたしました", "We gave you the result"),
                _ => l.Pick("取り下げました", "やめました", "Withdrawn"),
            }, s.At, s.What == "withdrawn" ? TimelineState.Stopped : TimelineState.Done)));
        done.AddRange(corrections.GroupBy(c => c.At)
            .Select(g => new TimelineItem(l.Pick("内容を直すようお願いしました", "なおす ことを おねがい しました", "We asked you to correct it"), g.Key)));
        done.AddRange(corrections.Where(c => c.AnsweredAt is not null).GroupBy(c => c.AnsweredAt)
            .Select(g => new TimelineItem(l.Pick("直した内容を受け取りました", "なおした ものを もらいました", "We received your corrections"), g.Key)));
        if (decided is not null) done.Add(new(decided.Outcome is Outcome.Granted ? automatic
            ? l.Pick("申し込みが決まりました", "きまりました", "Your booking is fixed") : l.Pick("決定しました", "きまりました", "Granted")
            : l.Pick("認められないと決定しました", "だめでした", "Refused"), decided.At, decided.Outcome is Outcome.Granted ? TimelineState.Done
            : TimelineState.Stopped));
        var ordered = done.Select((item, i) => (item, i)).OrderBy(x => x.item.At).ThenBy(x => x.i).Select(x => x.item).ToList();
        ordered.AddRange(a.State switch
        {
            ApplicationState.CorrectionRequested =>
                [new(l.Pick("内容を直す", "なおす", "Correct it"), null, TimelineState.Now,
                l.Pick("上の「直して送る」から直してください。", "上の「なおして おくる」を おして ください。", "Use “Correct and send” above.")), ahead],
            ApplicationState.AwaitingConfirmation => [new(l.Pick("連名の方または本人の確認", "ほかの 人の かくにん", "Somebody else confirms"), null,
                TimelineState.Now, l.Pick("メールで確認をお願いしました。確認が済むと、審査が始まります。", "メールで ききました。へんじが あると すすみます。",
                "We asked them by mail. It is examined once they confirm.")), ahead],
            ApplicationState.Submitted or ApplicationState.Examining or ApplicationState.Resubmitted or ApplicationState.Proposed =>
                [new(l.Pick("審査しています", "しらべて います", "Being examined"), null, TimelineState.Now, a.Due is { } due
                    ? l.Pick($"{EraDate.Of(due)}ごろまでにお知らせする予定です。", $"{l.Say(due)}ごろまでに おしらせ します。",
                    $"We expect to tell you by about {l.Say(due)}.") : null), ahead],
            ApplicationState.Granted when automatic && a.Day is { } day => [new(CaseLine.Booked(day, l), null, TimelineState.Ahead)],
            ApplicationState.Granted => [new(l.Pick("結果のお渡し", "けっかを わたします", "We give you the result"), null, TimelineState.Ahead)],
            _ => Array.Empty<TimelineItem>(),
        });
        return ordered;
    }

    /// <summary>A result that the city made, for the applicant of a procedure whose result may be downloaded.</summary>
    static async Task<IResult> Download(Guid id, Guid file, Look look, Mine mine, Catalogue catalogue, IDocuments documents,
        FileStore store)
    {
        var found = await look.Find(mine.Applications(look.Db, look.Actor).Where(a => a.Id == id));
        if (!await MayDownload(look, found, (await catalogue.Pinned(look.Db, found.Definition, look.Stop)).Definition)
            || !(await documents.Of(look.Db, Application.Kind, id, look.Stop))
                .Any(d => d.File == file && d.Void is null)) throw new NotHere();
        var stored = await look.Find<StoredFile>(f => f.Id == file);
        return new SentFile(store, stored, kept: true);
    }

    /// <summary>A file that the person attached to a draft or an application of their own.</summary>
    static async Task<IResult> OpenFile(Guid id, Look look, Mine mine, FileStore store)
    {
        var file = await look.Find<StoredFile>(f => f.Id == id && f.Owner != null);
        var own = file.Owner == look.Actor.Account || file.UsedBy is { } record
            && (await mine.Applications(look.Db, look.Actor).AnyAsync(a => a.Id == record, look.Stop)
                || await mine.Drafts(look.Db, look.Actor)
            .AnyAsync(d => d.Id == record, look.Stop));
        return own ? new SentFile(store, file, kept: true) : throw new NotHere();
    }
}

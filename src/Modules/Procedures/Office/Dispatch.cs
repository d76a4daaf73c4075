using Keyaki.Contracts;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>施行: what follows from a decision, in the same turn: the disposition, its registered document, the errand for the letter,
/// money that goes back.</summary>
sealed class Dispatch(TimeProvider clock, Catalogue catalogue, IDocuments documents, IMessages messages,
    IPayments payments, Mine mine, Outbox outbox, Ringing ringing, GrantPaid grants, GrantOwed owed)
{
    /// <summary>Decides an application. <paramref name="by"/> is the officer, null when the rules did.</summary>
    /// <exception cref="Rule">the state does not allow it, a reason is missing, or the year's money does not suffice.</exception>
    public async Task<Disposition> Decide(CityDb db, Application application, Outcome outcome, string? reason, Guid? by, Guid? approval,
        CancellationToken ct)
    {
        var definition = (await catalogue.Pinned(db, application.Definition, ct)).Definition;
        if (outcome is Outcome.Granted)
            (await YearBudget.For(db, application, definition, clock.GetUtcNow(), ct))?.Suffices(application.Grant);
        var disposition = application.Decide(outcome, reason, by, approval, clock.NewId(), clock.GetUtcNow());
        db.Add(disposition);
        var document = await documents.File(db, Filed(application, definition, outcome, by), ct);
        disposition.Document = document.Id;
        if (outcome is Outcome.Granted) await grants.HandIn(db, application, definition, clock.GetUtcNow(), ct);
        if (outcome is Outcome.Granted) await owed.HandIn(db, application, definition, by, ct);
        if (LetterOf(definition, outcome) is not null)
            outbox.Add(db, LetterWork.WorkKind, application.Id.ToString("N"), new LetterErrand(application.Id));
        else await Tell(db, application, definition, ct);
        if (outcome is Outcome.Refused && definition.Fee is { BackWhenRefused: true }
            && application is { PaidAt: not null, Charge: { } charge }) await payments.Refund(db, charge, "rejected", ct);
        return disposition;
    }

    /// <summary>The day is another one: the paper that says the old one counts no more, and a new one is made as at the first
    /// time.</summary>
    public async Task MakeAnew(CityDb db, Application application, DayChange change, CancellationToken ct)
    {
        var definition = (await catalogue.Pinned(db, application.Definition, ct)).Definition;
        if (await documents.Void(db, Application.Kind, application.Id, "予約の日が変わったため", change.By, ct) == 0) return;
        var disposition = await db.Set<Disposition>().AsTracking().FirstAsync(d => d.ApplicationId == application.Id, ct);
        disposition.Document = (await documents.File(db, Filed(application, definition, disposition.Outcome, change.By), ct)).Id;
        if (LetterOf(definition, disposition.Outcome) is not null)
            outbox.Add(db, LetterWork.WorkKind, $"{application.Id:N}-{change.Id:N}", new LetterErrand(application.Id));
    }

    /// <summary>Tells the applicant that the new paper is there.</summary>
    public Task TellAnew(CityDb db, Application application, Definition definition, Guid document, CancellationToken ct) =>
        messages.Send(db, Message.ToResident($"procedures.paper.{document:N}", application.Account, mine.MailOf(application),
            application.Reads, l =>
        {
            var title = l.Say(definition.MailTitle);
            return (l.Pick($"新しい文書ができました：{title}", $"あたらしい 紙が できました：{title}", $"Your new paper is there: {title}"), l.Pick(
                $"受付番号 {application.Number} の日が変わったため、文書を作り直しました。前の文書は使えません。申し込みのページで、新しい文書を確かめてください。",
                $"うけつけ番号 {application.Number} の 日が かわったので、紙を つくりなおしました。まえの 紙は つかえません。もうしこみの ページで あたらしい 紙を 見て ください。",
                $"The day of your booking (receipt number {application.Number}) has changed, and so we made a new paper. "
                + "The one of before does not count any more. You find the new one on the page of your booking."));
        }, Links.Application(application.Id)), ct);

    /// <summary>The letter that goes with the outcome; null when the definition has none.</summary>
    public static Letter? LetterOf(Definition definition, Outcome outcome) =>
        outcome is Outcome.Granted ? definition.Result?.Granted : definition.Result?.Refused;

    /// <summary>Tells the applicant that it was decided: the mail says no more than that, my page has the rest.</summary>
    public async Task Tell(CityDb db, Application application, Definition definition, CancellationToken ct)
    {
        // What the rules decided at once was said with the receipt.
        if (application.Decision is DecisionKind.Automatic) return;
        await messages.Send(db, Message.ToResident(
            $"procedures.decided.{application.Id:N}", application.Account, mine.MailOf(application), application.Reads, l =>
            {
                var title = l.Say(definition.MailTitle);
                return (l.Pick($"{title}の結果が出ました", $"「{title}」の けっかが 出ました", $"The result is there: {title}"), l.Pick(
                    $"受付番号 {application.Number} の手続の結果が出ました。",
                    $"うけつけ番号 {application.Number} の けっかが 出ました。",
                    $"The result of your application (receipt number {application.Number}) is there."));
            }, Links.Application(application.Id)), ct);
        await ringing.At(Moment.Decided, db, application, definition, ct);
    }

    /// <summary>Asks the applicant to mend something.</summary>
    public async Task AskToMend(CityDb db, Application application, Definition definition, Guid round, DateOnly until,
        CancellationToken ct)
    {
        await messages.Send(db, Message.ToResident($"procedures.correction.{round:N}", application.Account, mine.MailOf(application),
            application.Reads, l =>
        {
            var title = l.Say(definition.MailTitle);
            return (l.Pick($"{title}の内容を直してください", $"「{title}」を なおして ください", $"Please correct your application: {title}"), l.Pick(
                $"受付番号 {application.Number} の手続で、直していただきたいところがあります。{EraDate.Of(until)}までに、申請のページで内容を直してください。",
                $"うけつけ番号 {application.Number} に、なおして ほしい ところが あります。{l.Say(until)}までに、もうしこみの ページで なおして ください。",
                $"Something in your application (receipt number {application.Number}) has to be corrected. Please do so on its page by {l.Say(until)}."));
        }, Links.Application(application.Id)), ct);
        await ringing.At(Moment.Correction, db, application, definition, ct, round);
    }

    Filing Filed(Application application, Definition definition, Outcome outcome, Guid? by)
    {
        var title = LetterOf(definition, outcome)?.Title.Ja ?? definition.Title.Ja;
        // Where nobody is asked who they are, there may be no name.
        var whose = application.Name.Length > 0 ? $"（{application.Name}）" : "";
        return new(Application.Kind, application.Id, title + whose, application.Department,
            definition.Record.Class, (application.SubmittedAt ?? clock.GetUtcNow()).Day(), clock.Today(), application.Subject,
            $"{application.Number} {application.Name} {application.Kana} {definition.Title.Ja} {title}")
        {
            CompletedOn = clock.Today(), Counterparty = application.Name is { Length: > 0 } from ? from : null,
            Officer = application.Assignee ?? by,
        };
    }
}

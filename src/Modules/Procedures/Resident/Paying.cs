using Keyaki.Contracts;
using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Payments;
using Keyaki.Contracts.Procedures;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>
/// Money arrived: in the same transaction the frozen checkout becomes an application. A late success counts while the application is
/// unpaid and a place is there; a second one, one for something withdrawn, or one whose place is gone sends the money back.
/// </summary>
sealed class HearPaid(Catalogue catalogue, WritingDesk desk, Reception reception, Mine mine, IMessages messages,
    ISlots places, TimeProvider clock) : IHear<ChargePaid>
{
    public async Task Hear(ChargePaid paid, CityDb db, CancellationToken ct)
    {
        if (paid.SubjectKind != Application.Kind) return;
        var application = await db.Set<Application>().AsTracking().FirstOrDefaultAsync(a => a.Id == paid.SubjectId, ct);
        paid.RefundReason = application switch
        {
            null or { State: ApplicationState.Withdrawn } => "withdrawn",
            { State: not ApplicationState.AwaitingPayment } => "already-paid",
            _ when application.Fee != paid.Amount => "wrong-amount",
            _ => null,
        };
        if (application is null || paid.RefundReason is not null) return;
        var version = await catalogue.Pinned(db, application.Definition, ct);
        if (version.Definition.Capacity is { } capacity && !await Keep(db, application, version, capacity, ct))
        {
            paid.RefundReason = "place-taken";
            application.EndCheckout(clock.GetUtcNow());
            await Tell(db, application, version, "placetaken" + paid.Charge.ToString("N"), ct);
            Journal.Note(db, clock, Actor.Program, ApplyDeeds.PaidTooLate, Application.Kind, application.Id, application.Account,
                application.Person);
            return;
        }
        application.Pay(paid.Charge, paid.PaidAt, clock.GetUtcNow());
        await reception.Receive(db, application, version.Definition, mine.MailOf(application), ct);
        if (await db.Set<DraftApplication>().AsTracking().FirstOrDefaultAsync(d => d.Id == application.Id, ct) is { } draft)
            db.Remove(draft);
        // The program writes this down, but the application came in by the applicant's door: measures count by that.
        new Journal().About(application)
            .Fact("procedure", application.Procedure).Fact("channel", application.Channel)
            .Fact("pages", $"{PagesSaved.Of(version.Definition, application.Answers)}")
            .Write(db, clock, Actor.Program, ApplyDeeds.Paid);
    }

    /// <summary>Makes the held place the applicant's for good, or takes one again; false when none is left or the day is over.</summary>
    async Task<bool> Keep(CityDb db, Application application, ProcedureVersion version, Capacity capacity, CancellationToken ct)
    {
        var held = await db.Set<Place>().AsTracking().FirstOrDefaultAsync(p => p.ApplicationId == application.Id, ct);
        if (held is not null && held.Day == application.Day && !held.IsFree(clock.GetUtcNow()))
        {
            held.HeldUntil = null;
            return true;
        }
        var whole = await desk.Show(db, version, application, null, ct);
        if ((await places.Offered(db, version.Definition, whole.Facts, clock.Today(), ct))
            .Find(s => s.Day == application.Day) is not { } slot) return false;
        try { await places.Take(db, application.Id, slot, null, capacity.Day, ct); }
        catch (Rule) { return false; }
        return true;
    }

    Task Tell(CityDb db, Application application, ProcedureVersion version, string key, CancellationToken ct) =>
        messages.Send(db, Message.ToResident($"{application.Id:N}-{key}", application.Account, mine.MailOf(application), application.Reads,
            l =>
        {
            var title = l.Say(version.Definition.MailTitle);
            return (l.Pick($"お支払いをお返しします：{title}", $"お金を かえします：{title}", $"We return your payment: {title}"), l.Pick(
                "お支払いの前に、選んだ日の空きがなくなりました。お金は自動でお返しします。入力した内容は残っています。別の日を選んで、もう一度申し込んでください。",
                "えらんだ 日が、はらう まえに いっぱいに なりました。お金は かえします。書いた ものは のこって います。ほかの 日を えらんで、もういちど もうしこんで ください。",
                "The day that you chose was taken before your payment arrived. Your money is returned by itself. What you entered is kept: please choose another day and apply once more."));
        }, Links.Application(application.Id)), ct);
}

/// <summary>The payment did not succeed: the application stays unsubmitted, the draft stays, and after the end of the checkout the
/// place is free.</summary>
sealed class HearFailed(Mine mine, Catalogue catalogue, IMessages messages, ISlots places, TimeProvider clock) : IHear<ChargeFailed>
{
    public async Task Hear(ChargeFailed failed, CityDb db, CancellationToken ct)
    {
        if (failed.SubjectKind != Application.Kind || failed.Reason != "expired") return;
        var application = await db.Set<Application>().AsTracking().FirstOrDefaultAsync(a => a.Id == failed.SubjectId, ct);
        // A newer checkout of the same application is still running: the old one's end changes nothing.
        if (application is not { State: ApplicationState.AwaitingPayment, HeldUntil: { } until } || until > clock.GetUtcNow()) return;
        application.EndCheckout(clock.GetUtcNow());
        await places.Free(db, application.Id, ct);
        Journal.Note(db, clock, Actor.Program, ApplyDeeds.Unpaid, Application.Kind, application.Id, application.Account,
            application.Person);
        await messages.Send(db, Message.ToResident($"{application.Id:N}-unpaid-{failed.Charge:N}", application.Account,
            mine.MailOf(application), application.Reads, l =>
        {
            var title = catalogue.MailTitleOf(application.Procedure, l);
            return (l.Pick($"まだ申し込まれていません：{title}", $"まだ もうしこんで いません：{title}", $"Not applied for yet: {title}"),
                l.Pick(
                $"{title}は、お支払いが確認できなかったため、まだ申し込まれていません。入力した内容は下書きに残っています。続きから、もう一度お支払いへ進めます。",
                $"「{title}」は、まだ お金を はらって いないので、もうしこみが おわって いません。書いた ものは のこって います。つづきから、もういちど はらう ことが できます。",
                $"{title} is not applied for yet, because no payment reached us. What you entered is kept as a draft, and you can go on to the payment from there."));
        }, Links.Application(application.Id)), ct);
    }
}

/// <summary>The money is back: the person is told, whatever the reason was.</summary>
sealed class HearRefunded(Mine mine, Catalogue catalogue, IMessages messages) : IHear<ChargeRefunded>
{
    public async Task Hear(ChargeRefunded refunded, CityDb db, CancellationToken ct)
    {
        if (refunded.SubjectKind != Application.Kind) return;
        if (await db.Set<Application>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == refunded.SubjectId, ct) is not { } application)
            return;
        await messages.Send(db, Message.ToResident($"{application.Id:N}-refunded-{refunded.Refund:N}", application.Account,
            mine.MailOf(application), application.Reads, l =>
        {
            var title = catalogue.MailTitleOf(application.Procedure, l);
            return (l.Pick($"お金をお返ししました：{title}", $"お金を かえしました：{title}", $"Your money was returned: {title}"), l.Pick(
                $"{title}の{refunded.Amount}をお返ししました。\nお使いの支払い方法によって、口座や明細に出るまで数日から1か月ほどかかることがあります。",
                $"「{title}」の {refunded.Amount}を かえしました。\nあなたの ところに とどくまで、1か月ぐらい かかる ことが あります。",
                $"We have returned {l.Say(refunded.Amount)} for {title}.\nDepending on how you paid, it can take from a few days to about a month until it shows in your account."));
        }, Links.Application(application.Id)), ct);
    }
}

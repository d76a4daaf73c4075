using Keyaki.Contracts;
using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>Tells whom a procedure names at the moments of a case (<see cref="Tells"/>). What has a key is told once, however often it is
/// said.</summary>
sealed class Ringing(IMessages messages, IStaff staff, Catalogue catalogue, Mine mine, CityProfile city, TimeProvider clock)
{
    /// <summary>How long before its end a correction is called to mind, and before its deadline a case: calendar days, open days.</summary>
    const int CorrectionDays = 3, DueDays = 2;

    /// <param name="of">What happened, where it can happen again: the correction.</param>
    public async Task At(Moment moment, CityDb db, Application application, Definition definition, CancellationToken ct, Guid? of = null)
    {
        var (tells, which) = (definition.Tells, of ?? application.Id);
        if (tells.To(ToWhom.Applicant, moment) && Words(moment) is { } words)
            await messages.Send(db, Message.ToResident($"procedures.told.{moment}.{which:N}", application.Account,
                mine.MailOf(application), application.Reads, l => words(l, l.Say(definition.MailTitle), application),
                Links.Application(application.Id)), ct);
        if (!tells.To(ToWhom.Department, moment)) return;
        foreach (var officer in await Whose(db, application, ct))
            await messages.Send(db, ToOfficer(moment, which, officer, application, definition), ct);
    }

    static Message ToOfficer(Moment moment, Guid which, Guid officer, Application application, Definition definition) =>
        new($"procedures.told.{moment}.{which:N}.{officer:N}", officer, null, $"{Tells.Lines[(int)moment].Label}：{definition.Title.Ja}",
            $"受付番号 {application.Number}", Links.Case(application.Id));

    /// <summary>Who handles it; nobody yet: everybody of the department who may.</summary>
    async Task<IReadOnlyList<Guid>> Whose(CityDb db, Application application, CancellationToken ct)
    {
        if (application.Assignee is { } one) return [one];
        var may = (await staff.Holding(db, Office.Handle.Code, clock.Today(), ct)).Select(o => o.Account).ToHashSet();
        return [.. (await staff.Of(db, application.Department, clock.Today(), ct)).Select(o => o.Account).Where(may.Contains)];
    }

    // What the other moments say to the applicant is written where they happen.
    static Func<Language, string, Application, (string, string)>? Words(Moment moment) => moment switch
    {
        Moment.CorrectionDue => (l, title, a) => (l.Pick($"直す期限が近づいています：{title}", $"なおす 日が ちかく なりました：{title}",
            $"Please remember to correct: {title}"), l.Pick(
            $"受付番号 {a.Number} の手続で、直していただきたいところが残っています。期限までに、申し込みのページで内容を直してください。",
            $"うけつけ番号 {a.Number} に、なおして ほしい ところが あります。もうしこみの ページで なおして ください。",
            $"Your application (receipt number {a.Number}) still has to be corrected. Please do so on its page in time.")),
        Moment.Corrected => (l, title, a) => (l.Pick($"直した内容を受け取りました：{title}", $"なおした ものが とどきました：{title}",
            $"Your corrections have arrived: {title}"), l.Pick(
            $"受付番号 {a.Number} の手続で、直した内容を受け取りました。引き続き、内容を確かめます。",
            $"うけつけ番号 {a.Number} の なおした ものを うけとりました。つづけて しらべます。",
            $"We have received your corrections (receipt number {a.Number}) and go on examining your application.")),
        Moment.Delivered => (l, title, a) => (l.Pick($"文書をお渡ししました：{title}", $"紙を わたしました：{title}",
            $"Your paper has been handed over: {title}"), l.Pick(
            $"受付番号 {a.Number} の手続の文書を、窓口でお渡ししたか、郵送しました。心当たりがないときは、担当の課に連絡してください。",
            $"うけつけ番号 {a.Number} の 紙を わたしたか、ゆうびんで おくりました。しらない ときは、市やくしょに 電話して ください。",
            $"The paper of your application (receipt number {a.Number}) was handed over or posted. "
            + "If you know nothing of it, please call the section.")),
        _ => null,
    };

    /// <summary>Each day: corrections that end soon, and cases that are due soon.</summary>
    public async Task Daily(CityDb db, DateOnly today, CancellationToken ct)
    {
        var soon = today.AddDays(CorrectionDays);
        var ending = await db.Set<Correction>().Where(c => c.AnsweredAt == null && c.Until >= today && c.Until <= soon)
            .Select(c => new { c.Id, c.ApplicationId }).ToListAsync(ct);
        var ids = ending.Select(c => c.ApplicationId).Distinct().ToList();
        foreach (var late in await db.Set<Application>().AsNoTracking()
            .Where(a => ids.Contains(a.Id) && a.State == ApplicationState.CorrectionRequested).ToListAsync(ct))
            await At(Moment.CorrectionDue, db, late, await Of(db, late, ct), ct,
                ending.Where(c => c.ApplicationId == late.Id).Min(c => c.Id));

        var due = city.Calendar.Add(today, DueDays);
        var waiting = Enum.GetValues<ApplicationState>().Where(s => s.IsOpen()).ToList();
        foreach (var hash in await db.Set<Application>().Where(a => waiting.Contains(a.State) && a.Due >= today && a.Due <= due)
            .Select(a => a.Definition).Distinct().ToListAsync(ct))
        {
            var definition = (await catalogue.Pinned(db, hash, ct)).Definition;
            if (!definition.Tells.To(ToWhom.Department, Moment.Due)) continue;
            foreach (var late in await db.Set<Application>().AsNoTracking().Where(a => a.Definition == hash && waiting.Contains(a.State)
                && a.Due >= today && a.Due <= due).ToListAsync(ct)) await At(Moment.Due, db, late, definition, ct);
        }
    }

    async Task<Definition> Of(CityDb db, Application application, CancellationToken ct) =>
        (await catalogue.Pinned(db, application.Definition, ct)).Definition;
}

sealed class RemindDaily(Ringing ringing) : IJob
{
    public string Code => "procedures.reminders";
    public string Label => "補正と処理の期限が近いことを知らせる";

    public Task Do(CityDb db, Due due, CancellationToken ct) => ringing.Daily(db, due.Day, ct);
}

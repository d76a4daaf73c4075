using System.Globalization;
using Keyaki.Contracts;
using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Procedures;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Keyaki.Procedures;

/// <summary>A day with its places as they are now, and how many of them are taken or held.</summary>
public sealed record DayFace(Slot Slot, int Taken)
{
    public int Left => Math.Max(0, Slot.Places - Taken);
}

/// <summary>Days of bookings once they are made: what is left to choose from, moving, and losing a day that was closed.</summary>
sealed class DayDesk(Catalogue catalogue, Mine mine, Dispatch dispatch, IMessages messages, Outbox outbox,
    IConfiguration configuration, ISlots places, TimeProvider clock)
{
    public const string Limit = "Keyaki:Procedures:CloseAlone", Usual = "10";

    /// <summary>Up to so many bookings one officer takes the day away alone.</summary>
    public int CloseAlone { get; } = int.Parse(configuration[Limit] ?? Usual, CultureInfo.InvariantCulture);

    /// <summary>The days that this case could move to, with at least one place left; its own day is none of them.</summary>
    public async Task<IReadOnlyList<DayFace>> Open(CityDb db, Application application, CancellationToken ct)
    {
        var form = await CaseForm.Of(db, application, catalogue, hidden: false, ct);
        var slots = await places.Offered(db, form.Definition, form.Facts, clock.Today(), ct);
        var taken = await places.Taken(db, slots, application.Id, clock.GetUtcNow(), ct);
        return [.. slots.Select(s => new DayFace(s, taken.GetValueOrDefault(s.Day)))
            .Where(d => d.Left > 0 && d.Slot.Day != application.Day)];
    }

    /// <summary>Gives the booking another day in this turn, and tells the person when somebody else did it for them.</summary>
    /// <exception cref="Rule">the day is not offered, or has no place left.</exception>
    public async Task Move(CityDb db, Application application, DateOnly day, string? reason, Guid by, CancellationToken ct)
    {
        var slot = (await Open(db, application, ct)).Select(d => d.Slot)
            .FirstOrDefault(s => s.Day == day) ?? throw new Rule("day", Places.Full);
        await places.Take(db, application.Id, slot, null, "day", ct);
        var change = application.MoveTo(slot, await Answers(db, application, day, ct), reason, by, clock.NewId(), clock.GetUtcNow());
        db.Add(change);
        outbox.Add(db, Conclude.Code, $"{application.Id:N}-{change.Id:N}", application.Id, day.AddDays(1).Midnight());
        await dispatch.MakeAnew(db, application, change, ct);
        if (by != application.Account)
            await Tell(db, application, change, l => (l.Pick("日が変わりました", "日が かわりました", "Your day was changed"), l.Pick(
                "市が、予約の日を変えました。新しい日と理由を、申し込みのページで確かめてください。",
                "市が よやくの 日を かえました。あたらしい 日と わけを、もうしこみの ページで 見て ください。",
                "The city has changed the day of your booking. You find the new day and the reason on its page.")), ct);
    }

    /// <summary>Takes the day away from everybody who has it, because it was closed: each is told, and may choose again or give the
    /// booking back.</summary>
    public async Task<int> Lose(CityDb db, string pool, DateOnly day, string reason, Guid by, Journal journal, CancellationToken ct)
    {
        var taken = await db.Set<Place>().AsTracking().Where(p => p.Pool == pool && p.Day == day).ToListAsync(ct);
        // Who is at the checkout loses the hold: money that arrives all the same goes back by itself.
        db.RemoveRange(taken);
        var ids = taken.Where(p => p.HeldUntil is null).Select(p => p.ApplicationId).ToList();
        var hit = await db.Set<Application>().AsTracking().Where(a => ids.Contains(a.Id) && a.State == ApplicationState.Granted)
            .ToListAsync(ct);
        foreach (var application in hit)
        {
            var change = application.LoseDay(reason, by, clock.NewId(), clock.GetUtcNow());
            db.Add(change);
            journal.With(application.Account, application.Person);
            await Tell(db, application, change, l => (l.Pick("日を選び直してください", "日を えらんで ください", "Please choose another day"), l.Pick(
                "お知らせしていた日に、できなくなりました。申し訳ありません。申し込みのページで別の日を選ぶか、取り下げてください。",
                "しらせた 日に できなく なりました。すみません。もうしこみの ページで、ほかの 日を えらぶか、やめて ください。",
                "We are sorry: what you booked cannot take place on the day that we told you. Please choose another day on its page, or withdraw it.")), ct);
        }
        return hit.Count;
    }

    async Task<string> Answers(CityDb db, Application application, DateOnly day, CancellationToken ct)
    {
        var capacity = (await catalogue.Pinned(db, application.Definition, ct)).Definition.Capacity ?? throw new NotHere();
        return AnswersJson.Write(
            new Dictionary<string, string>(AnswersJson.Read(application.Answers)) { [capacity.Day] = $"{day:yyyy-MM-dd}" });
    }

    Task Tell(CityDb db, Application application, DayChange change, Func<Language, (string What, string Text)> says,
        CancellationToken ct) =>
        messages.Send(db, Message.ToResident($"procedures.day.{change.Id:N}", application.Account, mine.MailOf(application),
            application.Reads, l =>
        {
            var (what, text) = says(l);
            return ($"{what}{l.Pick("：", "：", ": ")}{catalogue.MailTitleOf(application.Procedure, l)}",
                l.Pick($"受付番号 {application.Number}", $"うけつけ番号 {application.Number}", $"Receipt number {application.Number}") + "\n" + text);
        }, Links.Application(application.Id)), ct);
}

using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Keyaki.Website;

/// <summary>Sends, changes and lifts alerts: the page first, in this turn, and from it every channel, as with every notice.</summary>
sealed class Alerting(Publishing publishing, IShelters shelters, CityProfile city, TimeProvider clock)
{
    /// <summary>So many days readers still find that it was lifted.</summary>
    const int StaysAfter = 30;

    EmergencyPlan Plan { get; } = city.Files<EmergencyPlan>();

    /// <summary>The kind of a choice that can be sent as it is.</summary>
    /// <exception cref="Rule">it cannot.</exception>
    public AlertKind Check(AlertChoice choice) => choice.Checked(Plan, [.. shelters.Known.Select(s => s.Code)]);

    public async Task<Alert> Send(CityDb db, AlertChoice choice, bool drill, Guid? by, CancellationToken ct, string? outside = null)
    {
        var kind = Check(choice);
        var content = AlertText.Content(Plan, choice, kind.Live, kind.Shelters);
        var page = SitePage.Begin(clock, await SitePages.NextNumber(db, ct), PageKind.Notice, drill, Plan.Owner, Plan.Place,
            content.Ja.Title, by ?? Guid.Empty);
        var alert = Alert.Send(clock, page.Id, choice, drill, by, outside);
        db.Add(page);
        db.Add(alert);
        await Publish(db, page, 1, content, by, ct);
        return alert;
    }

    public async Task Update(CityDb db, Alert alert, AlertChoice choice, Guid by, CancellationToken ct)
    {
        var kind = Check(choice);
        alert.Update(choice, by, clock.GetUtcNow());
        await Say(db, alert, kind.Live, kind.Shelters, by, ct);
    }

    public async Task Lift(CityDb db, Alert alert, Guid? by, CancellationToken ct)
    {
        alert.Lift(by, clock.GetUtcNow());
        if (Plan.Kind(alert.Kind) is { } kind) await Say(db, alert, kind.Lifted, false, by, ct);
    }

    async Task Say(CityDb db, Alert alert, AlertWords words, bool shelters, Guid? by, CancellationToken ct)
    {
        var page = await db.Pages().AsTracking().FirstAsync(p => p.Id == alert.Page, ct);
        if (page.Ended is not null)
        {
            // Somebody ended the page at the desk: there is nothing left to say it, and lifting it is enough.
            if (!alert.IsLive) return;
            throw new Rule("", "ページの公開が終わっています。解除してから、新しく出してください。");
        }
        if (!alert.IsLive) page.Settle(page.Place, clock.Today().AddDays(StaysAfter), clock.GetUtcNow().AddDays(StaysAfter),
            null, clock.Today());
        var number = await db.Editions().Where(e => e.Page == page.Id).MaxAsync(e => e.Number, ct) + 1;
        await Publish(db, page, number, AlertText.Content(Plan, alert.Choice, words, shelters), by, ct);
    }

    async Task Publish(CityDb db, SitePage page, int number, Content content, Guid? by, CancellationToken ct)
    {
        var edition = Edition.Ordered(clock, page.Id, number, content, string.Join(' ', Plan.Channels), by ?? Guid.Empty);
        db.Add(edition);
        await publishing.Go(db, page, edition, ct);
    }
}

/// <summary>What holds now, for every page of the city. No page asks the database for it in usual times: it is asked once a second beside
/// them, and by a page only when the site has just changed.</summary>
sealed class AlertBoard(IDatabase database, SiteCache cache, ILogger<AlertBoard> log) : BackgroundService, IEmergency
{
    static readonly TimeSpan Often = TimeSpan.FromSeconds(1);

    EmergencyNow kept = new(-1, []);
    bool away;

    public EmergencyNow Now
    {
        get
        {
            // Also where another process changed the site, and a page heard of it before the board did.
            if (cache.IsLately || kept.Of != cache.Known) Look();
            return kept;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Often);
        try
        {
            do Look();
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException) { /* the hall closes */ }
    }

    void Look()
    {
        try
        {
            var changes = cache.Changes;
            if (kept.Of != changes)
            {
                using var db = database.OpenReader();
                kept = new(changes, [.. Alert.Out(db).Select(a => a.Page).ToList().Select(Line)]);
            }
            away = false;
        }
        // While the database is away the last that was known goes on to be said.
        catch (Exception e)
        {
            if (!away) log.LogError(e, "What holds in an emergency cannot be asked");
            away = true;
        }
    }

    static EmergencyLine Line(SitePage page) => new(new(page.Title, page.TitleEasy, page.TitleEn), Text.Of(l => page.Url(l)));
}

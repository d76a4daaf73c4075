using System.Globalization;
using System.Text.Json;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>Where a night has come to: pages after this one are looked at next.</summary>
sealed record NightErrand(DateOnly Night, Guid? After);

/// <summary>Each night all public pages are held against the rules.</summary>
sealed class CheckNight(Outbox outbox) : IJob
{
    public string Code => "website.check";
    public string Label => "公開中のページを確かめ始める";
    public When When => When.Daily(new(3, 0));

    public Task Do(CityDb db, Due due, CancellationToken ct)
    {
        CheckSite.Ring(outbox, db, new(due.Now.Day(), null));
        return Task.CompletedTask;
    }
}

/// <summary>毎晩の確かめ: errands that ring for each other, each some pages long: they are read and judged outside of any turn, and what
/// was
/// found is counted in the turn that rings for the next. So each page counts once, whenever the program is killed.</summary>
sealed class CheckSite(IDatabase database, Turns turns, Outbox outbox, Checking checking, TimeProvider clock) : IOutboxWork
{
    public const string WorkKind = "website.check";
    const int AtOnce = 100;
    public static readonly Deed Checked = new("website.night", "公開中のページを確かめた", "ホームページを たしかめた",
        "checked the pages of the site");

    public string Kind => WorkKind;
    public string Label => "公開中のページを確かめる";

    public static void Ring(Outbox outbox, CityDb db, NightErrand errand) => outbox.Add(db, WorkKind,
        string.Create(CultureInfo.InvariantCulture, $"{errand.Night:yyyyMMdd}-{errand.After:N}"), errand);

    public async Task Do(OutboxItem item, CancellationToken ct)
    {
        var errand = JsonSerializer.Deserialize<NightErrand>(item.Payload) ?? throw new InvalidDataException(item.Payload);
        await using var reader = database.OpenReader();
        var looked = await checking.Some(reader, errand.After, AtOnce, errand.Night, ct);
        await turns.Run((_, db, stop) => Count(db, errand, looked, stop));
    }

    async Task<bool> Count(CityDb db, NightErrand errand, IReadOnlyList<(SitePage Page, IReadOnlyList<Finding> Found)> looked,
        CancellationToken ct)
    {
        var night = await db.Set<SiteNight>().AsTracking().FirstOrDefaultAsync(n => n.Night == errand.Night, ct);
        if (night is null) db.Add(night = new() { Id = clock.NewId(), Night = errand.Night });
        // An errand that was carried out and is asked for once more counts nothing.
        if (night.UpTo != errand.After || night.EndedAt is not null) return true;
        var ids = looked.Select(l => l.Page.Id).ToList();
        var rows = await db.Set<PageFaults>().AsTracking().Where(f => ids.Contains(f.Page)).ToDictionaryAsync(f => f.Page, ct);
        night.Add(looked);
        foreach (var (page, found) in looked.Where(l => l.Found.Count > 0))
        {
            var (stops, rules) = (found.Count(f => f.Weight is Weight.Stop), string.Join(' ', found.Select(f => f.Rule).Distinct()));
            if (rows.TryGetValue(page.Id, out var row))
                (row.Title, row.Owner, row.Stops, row.Warnings, row.Rules, row.Night) =
                    (page.Title, page.Owner, stops, found.Count - stops, rules, errand.Night);
            else
                db.Add(new PageFaults
                {
                    Id = clock.NewId(), Page = page.Id, Title = page.Title, Owner = page.Owner, Stops = stops,
                    Warnings = found.Count - stops, Rules = rules, Night = errand.Night,
                });
        }
        if (looked.Count < AtOnce) await End(db, night, ct);
        else Ring(outbox, db, errand with { After = night.UpTo = ids[^1] });
        return true;
    }

    /// <summary>What this night did not find again is mended, or no page any more.</summary>
    async Task End(CityDb db, SiteNight night, CancellationToken ct)
    {
        night.End(clock.GetUtcNow());
        db.RemoveRange(await db.Set<PageFaults>().AsTracking().Where(f => f.Night < night.Night).ToListAsync(ct));
        new Journal().Fact("pages", night.Pages).Fact("clean", night.Clean).Fact("overdue", night.Overdue)
            .Write(db, clock, Actor.Program, Checked);
    }
}

/// <summary>What stops waits for the department whose page has it.</summary>
sealed class FaultTasks : TaskSource<PageFaults>
{
    protected override Guid Cause(PageFaults page) => page.Id;

    protected override Task<TaskWish?> Wish(CityDb db, PageFaults page, CancellationToken ct) =>
        Task.FromResult<TaskWish?>(page.Stops == 0 ? null
            : new(TaskKind.Repair, $"ページの指摘を直す（{page.Stops}か所）：{page.Title}", CheckPage.Url(page.Page))
            { Department = page.Owner, Power = WebsiteModule.Write });
}

using Keyaki.Contracts.Documents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Documents;

/// <summary>The 簿冊 of the story town: those of the year in which the story begins, and on each first of April those that are opened from
/// them.</summary>
static class StoryFiles
{
    internal static Task Plant(Seeding seeding)
    {
        if (!seeding.Told) return Task.CompletedTask;
        var year = FiscalYear.Of(seeding.Clock.Today());
        foreach (var kept in seeding.Services.GetRequiredService<CityProfile>().Files<RecordClasses>().Known(seeding.Clock.Today()))
            seeding.Db.Add(new RecordFile
            {
                Id = seeding.Clock.NewId(), FiscalYear = year.Year, Department = kept.Department, RecordClass = kept.Code,
                Title = kept.Title, OpenedAt = year.First.Midnight(),
            });
        return Task.CompletedTask;
    }

    internal static Task Scenes(Telling telling)
    {
        for (var year = FiscalYear.Of(telling.Begin.Day()).Next; year.First <= telling.End.Day(); year = year.Next)
        {
            var (old, now) = (year.Previous.Year, year.First.Midnight().AddMinutes(1));
            telling.At(now, () => telling.Services.GetRequiredService<Turns>().Run(async (_, db, ct) =>
            {
                foreach (var file in await db.Set<RecordFile>().Where(f => f.FiscalYear == old).OrderBy(f => f.Id).ToListAsync(ct))
                    db.Add(file.Next(telling.Clock.NewId(), null, now));
                return true;
            }));
        }
        return Task.CompletedTask;
    }
}

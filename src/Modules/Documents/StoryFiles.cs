using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Documents;

/// <summary>The 簿冊 of the story town: those of last year, and this year's, which were opened from them.</summary>
static class StoryFiles
{
    internal static Task Plant(Seeding seeding)
    {
        if (!seeding.Told) return Task.CompletedTask;
        var today = (seeding.Clock as StoryClock)?.Truth.Today() ?? seeding.Clock.Today();
        var year = FiscalYear.Of(today);
        foreach (var kept in seeding.Services.GetRequiredService<CityProfile>().Files<RecordClasses>().Known(today))
        {
            var old = new RecordFile
            {
                Id = seeding.Clock.NewId(), FiscalYear = year.Previous.Year, Department = kept.Department, RecordClass = kept.Code,
                Title = kept.Title, OpenedAt = year.Previous.First.Midnight(),
            };
            seeding.Db.AddRange(old, old.Next(seeding.Clock.NewId(), null, year.First.Midnight()));
        }
        return Task.CompletedTask;
    }
}

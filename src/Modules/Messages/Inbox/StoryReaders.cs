using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Messages;

/// <summary>The officers of the story town read once a week what they were told; what is of the last days is left.</summary>
static class StoryReaders
{
    const int Lately = 7;

    public static Task Scenes(Telling telling)
    {
        for (var day = telling.Begin.Day(); day < telling.End.Day().AddDays(-Lately); day = day.AddDays(Lately))
            telling.At(day.Midnight().AddHours(16), () => Read(telling, DateTimeOffset.MaxValue));
        var lately = telling.End.Day().AddDays(-Lately).Midnight();
        telling.At(telling.End.AddMinutes(-2), () => Read(telling, lately));
        return Task.CompletedTask;
    }

    /// <summary>What officers are told is said in Japanese alone.</summary>
    static Task Read(Telling telling, DateTimeOffset until) => telling.Services.GetRequiredService<Turns>().Run(async (_, db, ct) =>
    {
        foreach (var message in await db.Set<InboxMessage>().AsTracking()
            .Where(m => m.ReadAt == null && m.EasySubject == null && m.At < until).OrderBy(m => m.Id).ToListAsync(ct))
            message.Read(telling.Clock.GetUtcNow());
        return true;
    });
}

using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Messages;

/// <summary>The officers of the story town have read what they were told long ago, month by month; what is of the last days is
/// left.</summary>
static class StoryReaders
{
    const int Lately = 7;

    public static async Task TellOn(Telling telling)
    {
        var (turns, until) = (telling.Services.GetRequiredService<Turns>(), telling.Clock.Truth.Today().AddDays(-Lately).Midnight());
        var old = await turns.Run((_, db, ct) => Unread(db, until).Select(m => new { m.Id, m.At }).ToListAsync(ct));
        foreach (var month in old.GroupBy(m => (m.At.Day().Year, m.At.Day().Month)).OrderBy(m => m.Key))
        {
            var (ids, last) = (month.Select(m => m.Id).ToList(), month.Max(m => m.At));
            telling.Clock.Put(last.AddHours(1));
            await turns.Run(async (_, db, ct) =>
            {
                foreach (var message in await Unread(db, until).AsTracking().Where(m => ids.Contains(m.Id)).ToListAsync(ct))
                    message.Read(telling.Clock.GetUtcNow());
                return true;
            });
        }
    }

    /// <summary>What officers are told is said in Japanese alone.</summary>
    static IQueryable<InboxMessage> Unread(CityDb db, DateTimeOffset until) =>
        db.Set<InboxMessage>().Where(m => m.ReadAt == null && m.EasySubject == null && m.At < until);
}

using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Keyaki.Web;

/// <summary>Fills an empty city of one's own with the story town; in development only.</summary>
public static class Seeds
{
    public static readonly Deed Planted = new("house.seeded", "練習用のまちを作った");

    /// <summary>How long ago the story begins.</summary>
    static readonly TimeSpan Ago = TimeSpan.FromDays(30);

    /// <summary>Whether this is a practice city in which nothing is yet.</summary>
    public static async Task<bool> AreWanted(IServiceProvider services, IHostEnvironment environment)
    {
        if (!environment.IsDevelopment()) return false;
        await using var db = services.GetRequiredService<IDatabase>().OpenReader();
        return !await db.Set<JournalEntry>().AnyAsync();
    }

    /// <summary>
    /// Makes the story town and lets a few cases happen in it. It is done by a hall of its own whose clock goes through the last weeks: whoever opens
    /// the practice city finds an inbox, a decision and a record, each with a day of its own.
    /// </summary>
    public static async Task Plant(string[] args, Action<WebApplicationBuilder>? adjust = null, TimeProvider? now = null)
    {
        now ??= new CityClock();
        var clock = new StoryClock(now.GetUtcNow() - Ago);
        await using var hall = Hall.Build(args, adjust, last: services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        await House.Migrate(hall.Services);
        await Hall.Warm(hall.Services);
        var people = await All(hall.Services, hall.Configuration);
        var telling = new Telling(hall.Services, clock, now, Folder(hall.Configuration), people);
        foreach (var module in Hall.Modules.Reverse()) await module.Tell(telling);
    }

    static string Folder(IConfiguration configuration) => configuration["Keyaki:City"] ?? "cities/kiyose";

    /// <summary>The story town without anything that happens: each module in a turn of its own. The accounts of its people by their id in the story.</summary>
    public static async Task<IReadOnlyDictionary<string, Guid>> All(IServiceProvider services, IConfiguration configuration)
    {
        var people = new Dictionary<string, Guid>();
        services.GetRequiredService<Deeds>().Declare(Planted);
        var turns = services.GetRequiredService<Turns>();
        foreach (var module in Hall.Modules)
            await turns.Run(async (turn, db, ct) =>
            {
                var clock = turn.GetRequiredService<TimeProvider>();
                await module.Seed(new Seeding(db, clock, turn, Folder(configuration), people));
                new Journal().Fact("module", module.Name).Write(db, clock, Actor.Program, Planted);
                return true;
            });
        return people;
    }
}

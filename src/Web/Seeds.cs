using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

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
    /// Makes the story town and lets a few cases happen in it, on a clock that goes through the last weeks: whoever opens the practice
    /// city finds an inbox, a decision and a record, each with a day of its own.
    /// </summary>
    public static async Task Plant(IServiceProvider services, IConfiguration configuration)
    {
        var clock = services.GetRequiredService<TimeProvider>() as StoryClock
            ?? throw new InvalidOperationException("A story is told in a practice city only.");
        clock.Put(clock.Truth.GetUtcNow() - Ago);
        try
        {
            var telling = new Telling(services, clock, Folder(configuration), await All(services, configuration, told: true));
            foreach (var module in Hall.Modules.Reverse()) await module.Tell(telling);
            foreach (var module in Hall.Modules.Reverse()) await module.TellAgain(telling);
            foreach (var module in Hall.Modules) await module.TellOn(telling);
        }
        finally { clock.Release(); }
    }

    static string Folder(IConfiguration configuration) => configuration["Keyaki:City"] ?? "cities/kiyose";

    /// <summary>The story town without anything that happens: each module in a turn of its own. The accounts of its people by their id
    /// in the story.</summary>
    public static async Task<IReadOnlyDictionary<string, Guid>> All(IServiceProvider services, IConfiguration configuration,
        bool told = false)
    {
        var people = new Dictionary<string, Guid>();
        services.GetRequiredService<Deeds>().Declare(Planted);
        var turns = services.GetRequiredService<Turns>();
        foreach (var module in Hall.Modules)
            await turns.Run(async (turn, db, ct) =>
            {
                var clock = turn.GetRequiredService<TimeProvider>();
                await module.Seed(new Seeding(db, clock, turn, Folder(configuration), people) { Told = told });
                new Journal().Fact("module", module.Name).Write(db, clock, Actor.Program, Planted);
                return true;
            });
        return people;
    }
}

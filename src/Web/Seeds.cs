using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Web;

/// <summary>Fills an empty city of one's own with the story town; in development only.</summary>
public static class Seeds
{
    public static readonly Deed Planted = new("house.seeded", "練習用のまちを作った");

    public static async Task Plant(IServiceProvider services, IConfiguration configuration, IHostEnvironment environment)
    {
        if (!environment.IsDevelopment()) return;
        await using (var db = services.GetRequiredService<IDatabase>().OpenReader())
            if (await db.Set<JournalEntry>().AnyAsync()) return;
        await All(services, configuration);
    }

    /// <summary>Each module in a turn of its own.</summary>
    public static async Task All(IServiceProvider services, IConfiguration configuration)
    {
        services.GetRequiredService<Deeds>().Declare(Planted);
        var turns = services.GetRequiredService<Turns>();
        foreach (var module in Hall.Modules)
            await turns.Run(async (turn, db, ct) =>
            {
                var clock = turn.GetRequiredService<TimeProvider>();
                await module.Seed(new Seeding(db, clock, turn, configuration["Keyaki:City"] ?? "cities/kiyose"));
                new Journal().Fact("module", module.Name).Write(db, clock, Actor.Program, Planted);
                return true;
            });
    }
}

using System.Diagnostics;
using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Web;

/// <summary>Fills an empty city of one's own with the story town; in development only.</summary>
public static class Seeds
{
    public static readonly Deed Planted = new("house.seeded", "練習用のまちを作った");
    public static readonly Deed Ended = new("house.told", "練習用のまちの話を終わりまで話した");

    /// <summary>So many months are told, from the first day of a month on, unless the setting says another number.</summary>
    public const string Months = "Keyaki:Dev:Months";
    const int UsualMonths = 12;

    /// <summary>So many applications are told unless the setting says another number.</summary>
    public const string Crowd = "Keyaki:Dev:Crowd";
    public const int UsualCrowd = 600;

    public static IReadOnlyList<Setting> Settings =>
    [
        new(Crowd, UsualCrowd.ToString(CultureInfo.InvariantCulture), "開発中に、練習用のまちの話に出てくる申請のおよその件数"),
        new(Months, UsualMonths.ToString(CultureInfo.InvariantCulture), "開発中に、練習用のまちの話をさかのぼる月数"),
    ];

    /// <summary>Whether this is a practice city in which nothing is yet.</summary>
    public static async Task<bool> AreWanted(IServiceProvider services, IHostEnvironment environment)
    {
        if (!environment.IsDevelopment()) return false;
        await using var db = services.GetRequiredService<IDatabase>().OpenReader();
        return !await db.Set<JournalEntry>().AnyAsync();
    }

    /// <summary>Whether a story was begun here and never came to its end.</summary>
    public static async Task<bool> AreHalf(IServiceProvider services)
    {
        await using var db = services.GetRequiredService<IDatabase>().OpenReader();
        var codes = await db.Set<JournalEntry>().Where(e => e.Code == Planted.Code || e.Code == Ended.Code).Select(e => e.Code)
            .Distinct().ToListAsync();
        return codes is [_] && codes[0] == Planted.Code;
    }

    /// <summary>
    /// Makes the story town and tells its last year: whoever opens the practice city finds it in the middle of its work. Nothing leaves
    /// the program meanwhile, and no commit waits for the disk; one whole checkpoint ends it.
    /// </summary>
    public static async Task Plant(IServiceProvider services, IConfiguration configuration, TextWriter? says = null)
    {
        var clock = services.GetRequiredService<TimeProvider>() as StoryClock
            ?? throw new InvalidOperationException("A story is told in a practice city only.");
        var (folder, end) = (Folder(configuration), clock.Truth.GetUtcNow());
        if (!StoryFile.IsIn(folder))
        {
            await (says ?? TextWriter.Null)
                .WriteLineAsync($"{folder} に {StoryFile.Name} がないので、だれもいない練習用のまちとして始めます。");
            return;
        }
        var (crowd, months) = (Number(configuration, Crowd, UsualCrowd), Number(configuration, Months, UsualMonths));
        await using var hurry = await services.GetRequiredService<IDatabase>().Hurry();
        clock.Put(Begin(end.Day(), months).Midnight());
        try
        {
            var people = await All(services, configuration, told: true, crowd);
            var telling = new Telling(services, clock, folder, people, clock.GetUtcNow(), end) { Crowd = crowd };
            foreach (var module in Hall.Modules) await module.Scenes(telling);
            var (watch, days) = (Stopwatch.StartNew(), end.Day().DayNumber - telling.Begin.Day().DayNumber);
            await telling.Play(async day =>
            {
                await services.GetRequiredService<Clockwork>().RunDue(default);
                await Drain(services);
                if (day.Day != 1) return;
                await services.GetRequiredService<Sealer>().Run();
                if (says is not null)
                    await says.WriteLineAsync($"  まちの一年を話しています：{day.AddMonths(-1):yyyy年M月}まで"
                        + $"（{watch.Elapsed.TotalSeconds:0}秒、"
                        + $"{100 - (end.Day().DayNumber - day.DayNumber) * 100 / days}%）");
            });
            await Drain(services);
            await services.GetRequiredService<Turns>().Run((_, db, _) =>
            {
                new Journal().Write(db, clock, Actor.Program, Ended);
                return Task.FromResult(true);
            });
        }
        finally { clock.Release(); }
        await services.GetRequiredService<Sealer>().Run();
    }

    /// <summary>The first day of a month, so that each month that is told is told whole; never before the town was there.</summary>
    static DateOnly Begin(DateOnly today, int months)
    {
        var first = today.AddDays(1 - today.Day).AddMonths(-months);
        return first > StoryFile.Begins ? first : StoryFile.Begins;
    }

    static async Task Drain(IServiceProvider services)
    {
        while (await services.GetRequiredService<OutboxWorker>().Drain() > 0) { }
    }

    static int Number(IConfiguration configuration, string setting, int usual) =>
        configuration[setting] is { Length: > 0 } said ? int.Parse(said, CultureInfo.InvariantCulture) : usual;

    static string Folder(IConfiguration configuration) => configuration["Keyaki:City"] ?? "cities/kiyose";

    /// <summary>The story town without anything that happens: each module in a turn of its own. The accounts of its people by their id
    /// in the story.</summary>
    public static async Task<IReadOnlyDictionary<string, Guid>> All(IServiceProvider services, IConfiguration configuration,
        bool told = false, int crowd = 0)
    {
        var people = new Dictionary<string, Guid>();
        services.GetRequiredService<Deeds>().Declare(Planted);
        services.GetRequiredService<Deeds>().Declare(Ended);
        var turns = services.GetRequiredService<Turns>();
        foreach (var module in Hall.Modules)
            await turns.Run(async (turn, db, ct) =>
            {
                var clock = turn.GetRequiredService<TimeProvider>();
                await module.Seed(new Seeding(db, clock, turn, Folder(configuration), people) { Told = told, Crowd = crowd });
                new Journal().Fact("module", module.Name).Write(db, clock, Actor.Program, Planted);
                return true;
            });
        return people;
    }
}

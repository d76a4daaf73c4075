using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kernel;

/// <summary>A room of the city hall. The host knows modules only through this; a module's file of this kind is its table of
/// contents.</summary>
public interface IModule
{
    /// <summary>Short English name, also the prefix of the module's tables.</summary>
    string Name { get; }

    IReadOnlyList<Permission> Permissions => [];

    /// <summary>What another system of the city may be allowed to do by a token.</summary>
    IReadOnlyList<Scope> Scopes => [];
    IReadOnlyList<Setting> Settings => [];
    IReadOnlyList<MenuItem> Menu => [];

    /// <summary>What of the menu this city has a use for.</summary>
    IReadOnlyList<MenuItem> MenuOf(CityProfile city) => Menu;
    IReadOnlyList<Command> Commands => [];

    /// <summary>Files of a city that only this module reads. They are read at start in this order, after those of the modules
    /// before.</summary>
    IReadOnlyList<CityFiles> CityFiles => [];

    void Services(IServiceCollection services, IConfiguration configuration) { }
    void Map(IEndpointRouteBuilder app);

    /// <summary>Makes the module ready once the tables are there, before the doors open and before a command runs; several nodes may do
    /// so at once.</summary>
    Task Open(IServiceProvider services) => Task.CompletedTask;

    /// <summary>Fills the story town of the demonstration; called in turn order of the modules, each in a turn of its own.</summary>
    Task Seed(Seeding seeding) => Task.CompletedTask;

    /// <summary>
    /// Lets something happen in the story town of a practice city, by the rules of the pages; called once all modules are seeded, those
    /// who ask before those who serve. Tests tell stories of their own.
    /// </summary>
    Task Tell(Telling telling) => Task.CompletedTask;

    /// <summary>Takes up once more, in the same order, what came back to it: mends it, and serves it again.</summary>
    Task TellAgain(Telling telling) => Task.CompletedTask;

    /// <summary>Goes on with the story once all have told theirs: something follows from what was served.</summary>
    Task TellOn(Telling telling) => Task.CompletedTask;
}

/// <summary>The parts of the navigation, in the order in which they stand; within one the modules follow each other as the host lists
/// them.</summary>
public enum MenuGroup { Today, Citizens, Money, Documents, City, Internal, Planning, Settings }

public static class MenuGroups
{
    public static string Label(this MenuGroup group) => group switch
    {
        MenuGroup.Today => "今日の仕事",
        MenuGroup.Citizens => "市民",
        MenuGroup.Money => "お金",
        MenuGroup.Documents => "文書と決裁",
        MenuGroup.City => "まちの情報",
        MenuGroup.Internal => "内部事務",
        MenuGroup.Planning => "計画",
        _ => "設定",
    };
}

/// <summary>One line of the navigation; shown to who holds the permission. Residents' lines have an English text for pages in
/// English.</summary>
public sealed record MenuItem(string Label, string Url, Permission Permission, MenuGroup Group, string? English = null, string? Easy = null)
{
    /// <summary>Pages below this path belong to it, too.</summary>
    public string Under { get; init; } = Url;
}

/// <summary>Something that another system may do, and the parts to which it can be narrowed on a day.</summary>
public sealed record Scope(Permission Permission, Func<IServiceProvider, DateOnly, IReadOnlyList<(string Part, string Label)>> Parts);

/// <summary>One documented setting: name in the configuration, default (null = must be given in production), meaning in Japanese.</summary>
public sealed record Setting(string Name, string? Default, string Meaning, bool Secret = false);

/// <summary>A command of the program (`keyaki name ...`). It runs in the server when one runs, else alone on the database.</summary>
/// <param name="Bare">It takes the database as it is: tables of another version and a missing master key do not stop it.</param>
public sealed record Command(string Name, string Help, Func<IServiceProvider, IReadOnlyList<string>, TextWriter, Task<int>> Run,
    bool Bare = false);

/// <summary>What a seed gets: the turn's database, the clock, the services of the turn, the city's profile folder, and the accounts of
/// the story's people by their id there.</summary>
public sealed record Seeding(CityDb Db, TimeProvider Clock, IServiceProvider Services, string CityFolder, IDictionary<string, Guid> People)
{
    /// <summary>What happens in the town is told afterwards: those are there, too, whom only the story needs.</summary>
    public bool Told { get; init; }
}

/// <summary>What the teller of a story gets: the hall's services, the clock that they go by, the city's profile folder, and the
/// accounts of the story's people.</summary>
public sealed record Telling(IServiceProvider Services, StoryClock Clock, string CityFolder, IReadOnlyDictionary<string, Guid> People)
{
    /// <summary>Goes to a time so many open days ago; to now for none, because no payment company's clock can be moved. False where the
    /// town was not there yet.</summary>
    public bool On(int days, int hour, int minute)
    {
        var (day, open) = (Clock.Truth.Today(), Services.GetRequiredService<CityProfile>().Calendar);
        for (var left = days; left > 0 && day > StoryFile.Begins;) if (open.IsOpen(day = day.AddDays(-1))) left--;
        if (days == 0) Clock.Release();
        else Clock.Put(day.Midnight() + new TimeSpan(hour, minute, 0));
        return day > StoryFile.Begins;
    }

    /// <summary>A paper that somebody of the town attaches, in plain sight an invention.</summary>
    public async Task<StoredFile> Paper(string title, string to, Guid? owner, IServiceProvider turn, CancellationToken ct)
    {
        var sheet = new Paper(turn.GetRequiredService<PaperFonts>(), title);
        sheet.Text(title, sheet.Plain with { Points = 20, Align = Align.Center });
        sheet.Skip(12);
        sheet.Text($"{to} 様");
        sheet.Skip(6);
        sheet.Paragraph($"これは、練習用のまちの{title}です。書いてあることは、すべて架空です。");
        return await turn.GetRequiredService<FileStore>().Put(sheet.Finish().Pdf, title + ".pdf", FileBytes.Pdf, ct, owner);
    }

    /// <summary>Does something as this person, in a turn of its own and with its journal entry; what a form would post is told from the
    /// database.</summary>
    public Task As(Actor actor, Deed deed, Func<Turn, IServiceProvider, Task> work,
        Func<IServiceProvider, CityDb, Task<FormCollection>>? post = null) =>
        Services.GetRequiredService<Turns>().Run(async (services, db, stop) =>
        {
            var turn = new Turn(services, actor, null, stop, post is null ? null : await post(services, db));
            await work(turn, services);
            turn.Journal.Write(db, Clock, actor, deed);
            return true;
        });
}

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

    /// <summary>Brings the module's scenes to the story of a practice city, once all modules are seeded; the host plays them in one
    /// order of time, by the rules of the pages. Tests tell stories of their own.</summary>
    Task Scenes(Telling telling) => Task.CompletedTask;
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

    /// <summary>And pages below these.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];
}

/// <summary>Something that another system may do, and the parts to which it can be narrowed on a day.</summary>
public sealed record Scope(Permission Permission, Func<IServiceProvider, DateOnly, IReadOnlyList<(string Part, string Label)>> Parts);

/// <summary>One documented setting: name in the configuration, default (null = must be given in production), meaning in Japanese.</summary>
public sealed record Setting(string Name, string? Default, string Meaning, bool Secret = false);

/// <summary>A command of the program (`keyaki name ...`). It runs in the server when one runs, else alone on the database.</summary>
/// <param name="Bare">It takes the database as it is: tables of another version and a missing master key do not stop it.</param>
/// <param name="Apart">It never asks the running server: it is there for when that one does not answer.</param>
public sealed record Command(string Name, string Help, Func<IServiceProvider, IReadOnlyList<string>, TextWriter, Task<int>> Run,
    bool Bare = false, bool Apart = false);

/// <summary>What a seed gets: the turn's database, the clock, the services of the turn, the city's profile folder, and the accounts of
/// the story's people by their id there.</summary>
public sealed record Seeding(CityDb Db, TimeProvider Clock, IServiceProvider Services, string CityFolder, IDictionary<string, Guid> People)
{
    /// <summary>What happens in the town is told afterwards: those are there, too, whom only the story needs.</summary>
    public bool Told { get; init; }

    /// <summary>How many applications the story tells beside those that are written out; the town has people for them.</summary>
    public int Crowd { get; init; }
}

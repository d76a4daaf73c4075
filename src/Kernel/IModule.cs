using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kernel;

/// <summary>A room of the city hall. The host knows modules only through this; a module's file of this kind is its table of contents.</summary>
public interface IModule
{
    /// <summary>Short English name, also the prefix of the module's tables.</summary>
    string Name { get; }

    IReadOnlyList<Permission> Permissions => [];
    IReadOnlyList<Setting> Settings => [];
    IReadOnlyList<MenuItem> Menu => [];
    IReadOnlyList<Command> Commands => [];

    void Services(IServiceCollection services, IConfiguration configuration) { }
    void Map(IEndpointRouteBuilder app);

    /// <summary>Fills the story town of the demonstration; called in turn order of the modules, each in a turn of its own.</summary>
    Task Seed(Seeding seeding) => Task.CompletedTask;
}

/// <summary>One line of an officer's navigation; shown to who holds the permission.</summary>
public sealed record MenuItem(string Label, string Url, Permission Permission, int Order = 100);

/// <summary>One documented setting: name in the configuration, default (null = must be given in production), meaning in Japanese.</summary>
public sealed record Setting(string Name, string? Default, string Meaning, bool Secret = false);

/// <summary>A command of the program (`keyaki name ...`). It runs in the server when one runs, else alone on the database.</summary>
public sealed record Command(string Name, string Help, Func<IServiceProvider, IReadOnlyList<string>, TextWriter, Task<int>> Run);

/// <summary>What a seed gets: the turn's database, the clock, the services of the turn, and the city's profile folder.</summary>
public sealed record Seeding(CityDb Db, TimeProvider Clock, IServiceProvider Services, string CityFolder);

using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Kernel;

/// <summary>Migrations live in the modules that they change; this gathers them in one ordered stream.</summary>
#pragma warning disable EF1001 // the assembly service is the only door that EF Core offers for this
public sealed class ModuleMigrations : IMigrationsAssembly
{
    public IReadOnlyDictionary<string, TypeInfo> Migrations { get; } = new SortedDictionary<string, TypeInfo>(
        CityDb.Parts.SelectMany(a => a.DefinedTypes).Where(t => t.IsSubclassOf(typeof(Migration)))
            .ToDictionary(t => t.GetCustomAttribute<MigrationAttribute>()?.Id
                ?? throw new InvalidOperationException($"{t.Name} has no [Migration]")),
        StringComparer.Ordinal);

    public ModelSnapshot? ModelSnapshot => null;
    public Assembly Assembly => typeof(CityDb).Assembly;

    public string? FindMigrationId(string nameOrId) => Migrations.ContainsKey(nameOrId) ? nameOrId : null;

    public Migration CreateMigration(TypeInfo type, string activeProvider)
    {
        var migration = (Migration)(Activator.CreateInstance(type) ?? throw new InvalidOperationException(type.Name));
        migration.ActiveProvider = activeProvider;
        return migration;
    }
}

using Keyaki.Kernel;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Keyaki.Tests.Architecture;

/// <summary>The migrations are written by hand; EF Core says what it would have written for the same model.</summary>
public sealed class BaselineTests
{
    [Theory, BothDatabases]
    public async Task 手書きの移行は_モデルからつくられるはずの移行と同じことをする(string database)
    {
        await using var city = await City.Start(database, seeded: false);
        await using var db = city.Database.OpenForMigration();
        var model = db.GetService<IDesignTimeModel>().Model.GetRelationalModel();
        var wanted = db.GetService<IMigrationsModelDiffer>().GetDifferences(null, model);
        var written = db.GetService<IMigrationsAssembly>().Migrations.OrderBy(m => m.Key, StringComparer.Ordinal)
            .SelectMany(m => db.GetService<IMigrationsAssembly>().CreateMigration(m.Value, db.Database.ProviderName ?? "").UpOperations);
        Assert.Equal(string.Join('\n', wanted.SelectMany(Say).Order(StringComparer.Ordinal)),
            string.Join('\n', written.SelectMany(Say).Order(StringComparer.Ordinal)));
    }

    static IEnumerable<string> Say(MigrationOperation operation) => operation switch
    {
        CreateTableOperation t => [.. t.Columns.Select(Say), $"{t.Name} key {Names(t.PrimaryKey?.Columns)}",
            .. t.ForeignKeys.Select(Say), .. t.UniqueConstraints.Select(u => $"{t.Name} unique {Names(u.Columns)}")],
        CreateIndexOperation i => [$"{i.Name} on {i.Table} {Names(i.Columns)} unique {i.IsUnique} where {i.Filter} down {Names(i.IsDescending)}"],
        AddForeignKeyOperation f => [Say(f)],
        AddColumnOperation c => [Say(c)],
        _ => [],
    };

    static string Say(AddColumnOperation c) => $"{c.Table}.{c.Name} {c.ClrType.Name} null {c.IsNullable} length {c.MaxLength} of {c.Precision},{c.Scale}";

    static string Say(AddForeignKeyOperation f) => $"{f.Table} {Names(f.Columns)} -> {f.PrincipalTable} {f.OnDelete}";

    static string Names<T>(IEnumerable<T>? parts) => string.Join(',', parts ?? []);
}

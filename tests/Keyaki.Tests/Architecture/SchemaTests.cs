using Keyaki.Kernel;
using Keyaki.Tests.Pages;
using Keyaki.Web;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Keyaki.Tests.Architecture;

public sealed class SchemaTests
{
    [Theory, BothDatabases]
    public async Task 手書きの移行で作った表はモデルと同じである(string database)
    {
        await using var city = await City.Start(database, seeded: false);
        var migrated = await Schema(city.Database);
        await using var db = city.Database.OpenForMigration();
        var model = await Model(db, database);
        Assert.Equal(string.Join('\n', model), string.Join('\n', migrated));
    }

    /// <summary>The tables that EF Core would make from the model, in a database of their own.</summary>
    static async Task<IReadOnlyList<string>> Model(CityDb db, string database)
    {
        var script = db.Database.GenerateCreateScript();
        if (database == BothDatabases.Sqlite)
        {
            await using var memory = new SqliteConnection("Data Source=:memory:");
            await memory.OpenAsync();
            await using (var create = memory.CreateCommand())
            {
                create.CommandText = script;
                await create.ExecuteNonQueryAsync();
            }
            return await Rows(memory, SqliteSchema);
        }
        var name = "model_" + Guid.CreateVersion7(TestClock.StoryDay).ToString("N");
        var server = Environment.GetEnvironmentVariable("KEYAKI_TEST_POSTGRES") ?? "";
        await using (var admin = new NpgsqlConnection(server))
        {
            await admin.OpenAsync();
            await using var create = new NpgsqlCommand("CREATE DATABASE " + name, admin);
            await create.ExecuteNonQueryAsync();
        }
        await using var connection =
            new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = false }.ToString());
        await connection.OpenAsync();
        await using (var create = new NpgsqlCommand(script, connection)) await create.ExecuteNonQueryAsync();
        var rows = await Rows(connection, PostgresSchema);
        await City.Administer($"DROP DATABASE {name} WITH (FORCE)");
        return rows;
    }

    static async Task<IReadOnlyList<string>> Schema(IDatabase database)
    {
        await using var db = database.OpenReader();
        await db.Database.OpenConnectionAsync();
        return await Rows(db.Database.GetDbConnection(), db.Database.IsSqlite() ? SqliteSchema : PostgresSchema);
    }

    static async Task<IReadOnlyList<string>> Rows(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    // The full-text index is beside the model: each database makes its own (IDatabase.PrepareSearch).
    const string SqliteSchema = """
        select m.name||'.'||c.name||' '||c.type||' '||c."notnull"||' pk'||c.pk from sqlite_master m, pragma_table_info(m.name) c where m.type='table' and m.name not like '\_\_%' escape '\' and m.name not like 'kernel_search_fts%' and m.name not like 'kernel_texts_fts%' and m.name <> 'sqlite_sequence'
        union all select replace(replace(sql, char(10), ' '), '  ', ' ') from sqlite_master where type='index' and sql is not null
        union all select m.name||' fk '||f."from"||' '||f."table" from sqlite_master m, pragma_foreign_key_list(m.name) f where m.type='table' and m.name not like 'kernel_search_fts%' and m.name not like 'kernel_texts_fts%'
        """;

    const string PostgresSchema = """
        select table_name||'.'||column_name||' '||data_type||coalesce('('||character_maximum_length||')','')||coalesce('('||numeric_precision||','||numeric_scale||')','')||' '||is_nullable||' '||is_identity from information_schema.columns where table_schema='public' and table_name not like '\_\_%' and data_type not in ('tsvector', 'ARRAY')
        union all select indexdef from pg_indexes where schemaname='public' and tablename not like '\_\_%' and indexname not in ('kernel_search_fts', 'kernel_search_recent', 'kernel_texts_gin', 'kernel_texts_recent')
        union all select conrelid::regclass||' '||pg_get_constraintdef(oid) from pg_constraint where contype='f'
        """;
}

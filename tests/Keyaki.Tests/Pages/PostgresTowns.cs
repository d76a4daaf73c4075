using System.Collections.Concurrent;
using Keyaki.Kernel;
using Npgsql;

namespace Keyaki.Tests.Pages;

/// <summary>
/// Databases of PostgreSQL with the seeded town. Making one and dropping it costs half a second, of which a test has no use: one that a
/// test gives back is filled anew with the town's rows and lent to the next, as long as its tables are the town's.
/// </summary>
static class PostgresTowns
{
    sealed record Town(string Tables, IReadOnlyList<(string Table, byte[] Rows)> Rows, string Clear, string Counters);

    static readonly ConcurrentDictionary<string, ConcurrentBag<string>> free = [];
    static readonly ConcurrentDictionary<string, string> lent = [];
    static readonly ConcurrentDictionary<string, Town> towns = [];
    static readonly ConcurrentDictionary<string, NpgsqlDataSource> kept = [];
    static readonly ConcurrentDictionary<string, int> uses = [];
    static readonly SemaphoreSlim once = new(1);

    /// <summary>Rows that are gone are still read over: after so many towns a new one is quicker.</summary>
    const int MostUses = 25;
    const string OurName = "lent";

    const string Columns = """
        SELECT md5(string_agg(c.relname || ' ' || a.attname || ' ' || a.atttypid || a.attnotnull, ',' ORDER BY c.relname, a.attnum))
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'i', 'v') AND a.attnum > 0
        """;

    static PostgresTowns() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var name in free.Values.SelectMany(f => f)) City.Administer($"DROP DATABASE IF EXISTS {name} WITH (FORCE)").Wait();
    };

    /// <summary>A database as the template is, which nobody else has.</summary>
    public static async Task<string> Lend(string template, string name)
    {
        if (free.TryGetValue(template, out var idle) && idle.TryTake(out var known)) return known;
        await City.Administer($"CREATE DATABASE {name} TEMPLATE {template}");
        // The template is read from a copy: it may have no connection while others copy it.
        if (!towns.ContainsKey(template)) await Read(template, name);
        lent[name] = template;
        return name;
    }

    /// <summary>The connections of whoever has it now.</summary>
    public static NpgsqlDataSource Connections(string name) => kept.GetOrAdd(name, n => PostgresDatabase.Connections(
        new NpgsqlConnectionStringBuilder(City.Server) { Database = n, MaxPoolSize = 40, ApplicationName = OurName }.ToString()));

    /// <summary>Takes it back; says whether it will be lent again.</summary>
    public static async Task<bool> TakeBack(string name)
    {
        if (await Refill(name)) return true;
        if (kept.TryRemove(name, out var ours)) await ours.DisposeAsync();
        return false;
    }

    static async Task<bool> Refill(string name)
    {
        if (!lent.TryGetValue(name, out var template) || !towns.TryGetValue(template, out var known)) return false;
        if (uses.AddOrUpdate(name, 1, (_, n) => n + 1) >= MostUses) return false;
        try
        {
            if (!await Quiet(name)) return false;
            await using var connection = await Connections(name).OpenConnectionAsync();
            if (await Ask(connection, Columns) != known.Tables) return false;
            // Neither references nor triggers: what is put back is whole.
            await Do(connection, $"BEGIN; SET LOCAL session_replication_role = replica; {known.Clear}");
            foreach (var (table, rows) in known.Rows)
            {
                await using var copy = await connection.BeginRawBinaryCopyAsync($"COPY \"{table}\" FROM STDIN (FORMAT BINARY)");
                await copy.WriteAsync(rows);
            }
            await Do(connection, $"{known.Counters}; COMMIT");
        }
        catch (NpgsqlException) { return false; }
        free.GetOrAdd(template, _ => []).Add(name);
        return true;
    }

    /// <summary>Ends what other programs have open there, and waits until ours has ended what it was at; false where it does not.</summary>
    static async Task<bool> Quiet(string name)
    {
        await using var admin = new NpgsqlConnection(City.Server);
        await admin.OpenAsync();
        await Do(admin, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            + $"WHERE datname = '{name}' AND application_name <> '{OurName}'");
        for (var tries = 0; tries < 40; tries++)
        {
            var busy = await Ask(admin, $"SELECT count(*)::text FROM pg_stat_activity WHERE datname = '{name}' AND state <> 'idle'");
            if (busy == "0") return true;
            await Task.Delay(50);
        }
        return false;
    }

    static async Task Read(string template, string name)
    {
        await once.WaitAsync();
        try
        {
            if (towns.ContainsKey(template)) return;
            await using var connection = await Open(name);
            var tables = (await Ask(connection, """
                SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
                """)).Split(' ');
            var rows = new List<(string, byte[])>();
            foreach (var table in tables)
            {
                if (await Ask(connection, $"SELECT EXISTS (SELECT FROM \"{table}\")::text") != "true") continue;
                using var kept = new MemoryStream();
                await using (var copy = await connection.BeginRawBinaryCopyAsync($"COPY \"{table}\" TO STDOUT (FORMAT BINARY)"))
                    await copy.CopyToAsync(kept);
                rows.Add((table, kept.ToArray()));
            }
            var counters = await Ask(connection, """
                SELECT coalesce(string_agg(format('SELECT setval(%L, %s, %L)', '"' || sequencename || '"', coalesce(last_value, 1),
                    last_value IS NOT NULL), '; '), 'SELECT 1')
                FROM pg_sequences WHERE schemaname = 'public'
                """);
            var clear = string.Join("; ", tables.Select(t => $"DELETE FROM \"{t}\""));
            towns[template] = new(await Ask(connection, Columns), rows, clear, counters);
        }
        finally { once.Release(); }
    }

    static async Task<NpgsqlConnection> Open(string name)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(City.Server)
        {
            Database = name,
            Pooling = false
        }.ToString());
        await connection.OpenAsync();
        return connection;
    }

    static async Task Do(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    static async Task<string> Ask(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() as string ?? "";
    }
}

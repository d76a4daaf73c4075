using Npgsql;

namespace Keyaki.Kernel;

/// <summary>
/// An advisory lock of the database, held by a session of its own for as long as it is needed: it ends with the session, so a node that
/// was killed is no longer counted. A server whose session was lost (a restart of the database) takes it again by itself.
/// </summary>
sealed class PostgresHold : IAsyncDisposable
{
    // Numbers of our own; a lock counts within its database.
    const long Serving = 0x6b6579616b69_01, MakingTables = 0x6b6579616b69_02;
    static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    readonly string address;
    readonly CancellationTokenSource stop = new();
    NpgsqlConnection connection;
    Task beat = Task.CompletedTask;

    PostgresHold(string address, NpgsqlConnection connection) => (this.address, this.connection) = (address, connection);

    /// <summary>For a server: beside other servers.</summary>
    public static async Task<PostgresHold> Share(string address)
    {
        var connection = await Open(address);
        if (!await Try(connection, "pg_try_advisory_lock_shared")) throw await Refused(connection);
        var hold = new PostgresHold(address, connection);
        hold.beat = Task.Run(hold.Keep);
        return hold;
    }

    /// <summary>For who needs the city alone. A server that ended a moment ago may still be counted: it waits a little.</summary>
    public static async Task<PostgresHold> Alone(string address)
    {
        var connection = await Open(address);
        for (var tries = 0; !await Try(connection, "pg_try_advisory_lock"); tries++)
        {
            if (tries == 10) throw await Refused(connection);
            await Task.Delay(200);
        }
        return new(address, connection);
    }

    /// <summary>Waits for its turn.</summary>
    public static async Task<PostgresHold> Making(string address)
    {
        var connection = await Open(address);
        await using var command = new NpgsqlCommand($"SELECT pg_advisory_lock({MakingTables})", connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
        return new(address, connection);
    }

    static async Task<NpgsqlConnection> Open(string address)
    {
        var own = new NpgsqlConnectionStringBuilder(address)
        {
            Pooling = false,
            ApplicationName = $"keyaki {Environment.MachineName} {Environment.ProcessId}"
        };
        var connection = new NpgsqlConnection(own.ConnectionString);
        try
        {
            await connection.OpenAsync();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    static async Task<bool> Try(NpgsqlConnection connection, string how)
    {
        await using var command = new NpgsqlCommand($"SELECT {how}({Serving})", connection);
        return await command.ExecuteScalarAsync() is true;
    }

    /// <summary>Says by name who holds it.</summary>
    static async Task<DatabaseBusy> Refused(NpgsqlConnection connection)
    {
        await using (connection)
        {
            await using var command = new NpgsqlCommand($"""
                SELECT string_agg(DISTINCT a.application_name || coalesce(' (' || host(a.client_addr) || ')', ''), '、') FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
                WHERE l.locktype = 'advisory' AND l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                  AND (l.classid::bigint << 32 | l.objid::bigint) = {Serving}
                """, connection);
            return new(await command.ExecuteScalarAsync() as string ?? "ほかのプログラム");
        }
    }

    async Task Keep()
    {
        using var timer = new PeriodicTimer(Beat);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
                try
                {
                    if (connection.FullState.HasFlag(System.Data.ConnectionState.Open))
                    {
                        await using var command = new NpgsqlCommand("SELECT 1", connection);
                        await command.ExecuteScalarAsync(stop.Token);
                        continue;
                    }
                    await connection.DisposeAsync();
                    connection = await Open(address);
                    // somebody has it alone; again at the next beat
                    if (!await Try(connection, "pg_try_advisory_lock_shared")) await connection.DisposeAsync();
                }
                catch (NpgsqlException) { /* the database is away; again at the next beat */ }
        }
        catch (OperationCanceledException) { /* the server stops */ }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await beat;
        await connection.DisposeAsync();
        stop.Dispose();
    }
}

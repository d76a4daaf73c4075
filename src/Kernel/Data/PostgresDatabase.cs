using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;
using Npgsql;

namespace Keyaki.Kernel;

/// <summary>PostgreSQL: requests run side by side, serializable; on a conflict the work runs again, up to five times.</summary>
public sealed class PostgresDatabase : IDatabase, IAsyncDisposable
{
    const int Again = 5;
    static readonly TimeSpan TurnLimit = TimeSpan.FromSeconds(10);
    readonly NpgsqlDataSource source;
    readonly bool owned;
    readonly string connectionString;
    readonly PooledDbContextFactory<CityDb> pool;
    readonly DbContextOptions<CityDb> options;

    /// <param name="shared">Connections that somebody else keeps open, made by <see cref="Connections"/>.</param>
    public PostgresDatabase(string connectionString, Action<DbContextOptionsBuilder<CityDb>>? configure = null,
        NpgsqlDataSource? shared = null)
    {
        this.connectionString = connectionString;
        (source, owned) = (shared ?? Connections(connectionString), shared is null);
        var b = new DbContextOptionsBuilder<CityDb>().UseNpgsql(source).House(DatabaseOptions.OnPostgres);
        configure?.Invoke(b);
        options = b.Options;
        pool = new(options);
    }

    /// <summary>The connections of a program to its database.</summary>
    public static NpgsqlDataSource Connections(string connectionString)
    {
        // The program says a few hundred different sentences again and again: the server plans each once per connection. No turn leaves
        // anything behind in its session, so there is nothing to reset before the next one.
        var said = new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true };
        if (said.MaxAutoPrepare == 0) (said.MaxAutoPrepare, said.AutoPrepareMinUsages) = (200, 3);
        return NpgsqlDataSource.Create(said.ConnectionString);
    }

    /// <summary>Closes the connections; whoever copies or drops the database right afterwards must not find one open.</summary>
    public ValueTask DisposeAsync()
    {
        closed = true;
        return owned ? source.DisposeAsync() : default;
    }

    volatile bool closed;

    public CityDb OpenReader()
    {
        ObjectDisposedException.ThrowIf(closed, this);
        var db = pool.CreateDbContext();
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return db;
    }

    public Task<bool> IsCurrent() => History.IsWhole(new DbContextOptionsBuilder<History>().UseNpgsql(source));

    public CityDb OpenForMigration() => new(options);

    public async Task<T> Turn<T>(Func<CityDb, CancellationToken, Task<T>> work, bool serial = true)
    {
        var isolation = serial ? System.Data.IsolationLevel.Serializable : System.Data.IsolationLevel.ReadCommitted;
        for (var attempt = 0; ; attempt++)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            using var limit = new CancellationTokenSource(TurnLimit);
            var db = pool.CreateDbContext();
            db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.TrackAll;
            db.Lent = true; // The turn's scope hands it to handlers and would dispose it before the commit.
            try
            {
                await using var transaction = await db.Database.BeginTransactionAsync(isolation, limit.Token);
                if (hurries) await db.Database.ExecuteSqlRawAsync("SET LOCAL synchronous_commit TO off", limit.Token);
                var result = await work(db, limit.Token);
                await db.SaveChangesAsync(limit.Token);
                await transaction.CommitAsync(CancellationToken.None);
                return result;
            }
            // A number, a place or a submission key that somebody else took at the same moment is a conflict in disguise: run again,
            // the work now sees what the other one did. Only what is still taken then is a broken rule.
            catch (Exception e) when ((Conflict(e) || Taken(e)) && attempt < Again)
            {
                Instruments.Again.Add(1);
                await Task.Delay(Random.Shared.Next(2, 12) << attempt, CancellationToken.None);
            }
            catch (Exception e) when (Explain(db, e) is { } rule) { throw rule; }
            catch (Exception e) when (Conflict(e) || Taken(e)
                || e is OperationCanceledException or NpgsqlException { IsTransient: true })
            { throw new PleaseWait(e); }
            finally
            {
                db.Forget();
                db.Lent = false;
                await db.DisposeAsync();
            }
        }
    }

    volatile bool hurries;

    public Task<IAsyncDisposable> Hurry()
    {
        hurries = true;
        return Task.FromResult<IAsyncDisposable>(new Leisure(this));
    }

    sealed class Leisure(PostgresDatabase database) : IAsyncDisposable
    {
        // A commit that waits for the disk has everything before it on the disk, too. The checkpoint is for who may ask for one.
        public async ValueTask DisposeAsync()
        {
            database.hurries = false;
            await using var connection = await database.source.OpenConnectionAsync();
            await using var last = new NpgsqlCommand("SELECT pg_current_xact_id()", connection);
            await last.ExecuteNonQueryAsync();
            await using var checkpoint = new NpgsqlCommand("CHECKPOINT", connection);
            try { await checkpoint.ExecuteNonQueryAsync(); }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege) { /* the log is on the disk */ }
        }
    }

    static PostgresException? Cause(Exception e) => e as PostgresException ?? (e.InnerException is { } inner ? Cause(inner) : null);

    static bool Taken(Exception e) => Cause(e) is { SqlState: PostgresErrorCodes.UniqueViolation };

    static bool Conflict(Exception e) =>
        Cause(e) is { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    public Rule? Explain(CityDb db, Exception error) => Cause(error) switch
    {
        { SqlState: PostgresErrorCodes.UniqueViolation } violation =>
            UniqueSentence.Find(db, i => i.GetDatabaseName() == violation.ConstraintName),
        // Letters that are written with several characters (variants, emoji) count as one for a person, but not for a column.
        { SqlState: PostgresErrorCodes.StringDataRightTruncation } => new Rule("", new Text(
            "長すぎる項目があります。文字を減らして、もう一度送信してください。",
                "長すぎる ところが あります。みじかく して、もういちど おくって ください。",
            "An answer is too long. Shorten it and send it again.")),
        _ => null,
    };

    public FormattableString SearchSql(string kind, IReadOnlyList<SearchGrams.Phrase> phrases) =>
        $"""SELECT d.* FROM kernel_search d WHERE d."Kind" = {kind} AND d."Vector" @@ to_tsquery('simple', {Match(phrases)})""";

    /// <summary>
    /// An index of words has no order. What many records hold is found among the newest of its kind; only what is rare there is looked
    /// up in the index, and then it is rare. The words are read once and not for each row.
    /// </summary>
    public FormattableString NewestSql(string kind, IReadOnlyList<IReadOnlyList<SearchGrams.Phrase>> ways, IReadOnlyList<string> marks,
        int most, int recent)
    {
        var query = $"({string.Join(" | ", ways.Select(way => $"({Match(way)})"))}) & ({string.Join(" | ", marks)})";
        return $"""
            SELECT d.* FROM kernel_search d WHERE d."Row" IN (
                WITH asked AS MATERIALIZED (SELECT to_tsquery('simple', {query}) AS words),
                recent AS MATERIALIZED (
                    SELECT r."Row"
                    FROM (SELECT "Row", "Vector" FROM kernel_search WHERE "Kind" = {kind} ORDER BY "Row" + 0 DESC LIMIT {recent}) r
                    WHERE r."Vector" @@ (SELECT words FROM asked) ORDER BY r."Row" DESC LIMIT {most}),
                every AS MATERIALIZED (
                    SELECT "Row" FROM kernel_search
                    WHERE (SELECT count(*) FROM recent) < {most} AND "Vector" @@ (SELECT words FROM asked))
                (SELECT "Row" FROM recent) UNION (SELECT "Row" FROM every ORDER BY "Row" DESC LIMIT {most}))
            """;
    }

    static string Match(IReadOnlyList<SearchGrams.Phrase> phrases) => string.Join(" & ",
        phrases.Select(p => "(" + string.Join(" <-> ",
            p.Grams.Select(g => $"'{g.Replace("'", "").Replace("\\", "")}'{(p.IsPrefix ? ":*" : "")}")) + ")"));

    // The list of what was written last and stands not yet in the index is read by each search: it stays short.
    // The newest of a kind are found by an index of their own. Left to choose, the planner walks all rows by their key, past every row
    // of the other kinds that came later: so the order is said in words that only this index understands.
    public void PrepareSearch(CityDb db) => db.Database.ExecuteSqlRaw("""
        DO $$ BEGIN
            IF to_regclass('kernel_search_recent') IS NOT NULL THEN RETURN; END IF;
            ALTER TABLE kernel_search ADD COLUMN "Vector" tsvector GENERATED ALWAYS AS (to_tsvector('simple', "Grams")) STORED;
            CREATE INDEX kernel_search_fts ON kernel_search USING gin ("Vector") WITH (gin_pending_list_limit = 256);
            CREATE INDEX kernel_search_recent ON kernel_search ("Kind", ("Row" + 0));
        END $$;
        """ + PostgresTexts.Prepare);

    public ITextIndex Texts { get; } = new PostgresTexts();

    public Task Backup(string file, CancellationToken ct) => Tool("pg_dump", ["--format=custom", "--file=" + file], ct);

    public Task Restore(string file, CancellationToken ct) =>
        Tool("pg_restore", ["--clean", "--if-exists", "--no-owner", "--single-transaction", file], ct);

    public async Task<IAsyncDisposable> Live() => await PostgresHold.Share(connectionString);

    public async Task<IAsyncDisposable> Alone() => await PostgresHold.Alone(connectionString);

    public async Task<IAsyncDisposable> Making() => await PostgresHold.Making(connectionString);

    async Task Tool(string name, IEnumerable<string> arguments, CancellationToken ct)
    {
        var c = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(name) { RedirectStandardError = true };
        foreach (var (flag, value) in new[] { ("--host", c.Host),
            ("--port", c.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("--username", c.Username),
            ("--dbname", c.Database) })
            if (value is { Length: > 0 }) start.ArgumentList.Add($"{flag}={value}");
        foreach (var a in arguments) start.ArgumentList.Add(a);
        if (c.Password is { Length: > 0 }) start.Environment["PGPASSWORD"] = c.Password;
        using var process = Run(start);
        var error = await process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        // Restoring is one transaction: what is refused has changed nothing.
        if (process.ExitCode != 0) throw new InvalidDataException($"{name} が断りました。まちは元のままです。\n{error.Trim()}");
    }

    static Process Run(ProcessStartInfo start)
    {
        try { return Process.Start(start) ?? throw new InvalidOperationException(start.FileName); }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidDataException(
            $"{start.FileName} がありません。PostgreSQLのクライアントを入れてください。");
        }
    }

    public async Task<string?> Trouble(CancellationToken ct)
    {
        try
        {
            await using var command = source.CreateCommand("select 1");
            await command.ExecuteScalarAsync(ct);
            return null;
        }
        catch (Exception e) { return e.GetType().Name; }
    }
}

public static class PostgresTables
{
    /// <summary>
    /// Room in each page for rows that turns change. A changed row that finds none moves to another page, and then every index of the
    /// table says so, on pages that other turns have just read: to PostgreSQL that is a conflict between neighbours that have nothing
    /// to do with each other.
    /// </summary>
    public static CreateTableBuilder<T> WithRoom<T>(this CreateTableBuilder<T> table) =>
        table.Annotation("Npgsql:StorageParameter:fillfactor", 60);
}

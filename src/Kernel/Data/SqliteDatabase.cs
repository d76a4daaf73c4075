using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;

namespace Keyaki.Kernel;

/// <summary>
/// SQLite: one writer connection that all changing requests take turns on. Each runs in a savepoint, the group commits once,
/// and only then are the answers released. Every other connection is read-only.
/// </summary>
public sealed class SqliteDatabase : IDatabase, IAsyncDisposable
{
    const int GroupSize = 64;
    static readonly TimeSpan TurnLimit = TimeSpan.FromSeconds(10);
    static readonly TimeSpan GroupLimit = TimeSpan.FromMilliseconds(25);

    readonly string path;
    readonly ILogger log;
    readonly FileStream serverLock;
    readonly Channel<Member> queue = Channel.CreateBounded<Member>(4096);
    readonly ConcurrentBag<CityDb> readers = [];
    readonly Task writer;
    SqliteConnection connection;
    Sentences say;
    DbContextOptions<CityDb> writerOptions;
    CityDb? context;

    public SqliteDatabase(string path, ILogger<SqliteDatabase> log, Action<DbContextOptionsBuilder<CityDb>>? configure = null)
    {
        (this.path, this.log, this.configure) = (Path.GetFullPath(path), log, configure);
        Directory.CreateDirectory(Path.GetDirectoryName(this.path) ?? ".");
        serverLock = Hold(this.path);
        (connection, say, writerOptions) = OpenWriter();
        writer = Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    readonly Action<DbContextOptionsBuilder<CityDb>>? configure;

    /// <summary>One program at a time: commands that write go through the server, or run when it is stopped.</summary>
    static FileStream Hold(string path)
    {
        try { return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); }
        catch (IOException) { throw new DatabaseBusy($"動いているサーバー（{path}）"); }
    }

    DbContextOptions<CityDb> Options(Action<DbContextOptionsBuilder<CityDb>> provider)
    {
        var b = new DbContextOptionsBuilder<CityDb>();
        provider(b);
        b.House(DatabaseOptions.OnSqlite);
        configure?.Invoke(b);
        return b.Options;
    }

    (SqliteConnection, Sentences, DbContextOptions<CityDb>) OpenWriter()
    {
        var c = new SqliteConnection($"Data Source={path};Pooling=False;Default Timeout=10");
        c.Open();
        Run(c, "PRAGMA journal_mode=WAL");
        Run(c, hurries ? "PRAGMA synchronous=OFF" : "PRAGMA synchronous=FULL");
        Run(c, "PRAGMA foreign_keys=ON");
        // A group of turns changes more pages than the cache of 2 MB holds, and what a savepoint may have to give back must not go to a
        // file.
        Run(c, "PRAGMA cache_size=-65536");
        Run(c, "PRAGMA temp_store=MEMORY");
        // 64 MB of log between two checkpoints: what a busy hour changes again and again goes over to the file once.
        Run(c, "PRAGMA wal_autocheckpoint=16000");
        return (c, new(c), Options(b => b.UseSqlite(c, Lists)));
    }

    // A list is one parameter: with one for each of its values the sentence would be made anew at each asking.
    static void Lists(SqliteDbContextOptionsBuilder b) => b.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter);

    static void Run(SqliteConnection c, string sql)
    {
        using var command = c.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>A context that comes back with its connection open: opening one for each question costs more than most questions.</summary>
    public CityDb OpenReader()
    {
        var db = readers.TryTake(out var idle) ? idle : NewReader();
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        db.GoesBack = readers.Add;
        return db;
    }

    CityDb NewReader()
    {
        var c = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False;Default Timeout=10");
        c.Open();
        return new CityDb(Options(b => b.UseSqlite(c, contextOwnsConnection: true, Lists)));
    }

    void CloseReaders()
    {
        while (readers.TryTake(out var idle))
        {
            idle.GoesBack = null;
            idle.Dispose();
        }
    }

    public Task<bool> IsCurrent() =>
        History.IsWhole(new DbContextOptionsBuilder<History>().UseSqlite($"Data Source={path};Pooling=False;Default Timeout=10"));

    public CityDb OpenForMigration() => new(Options(b => b.UseSqlite($"Data Source={path};Default Timeout=10")));

    public async Task<T> Turn<T>(Func<CityDb, CancellationToken, Task<T>> work, bool serial = true)
    {
        var member = new Member<T>(work);
        await queue.Writer.WriteAsync(member);
        return await member.Answer;
    }

    volatile bool hurries;

    public async Task<IAsyncDisposable> Hurry()
    {
        await Set(true);
        return new Leisure(this);
    }

    // How sure a commit is cannot be changed inside of one: the writer does it between two groups.
    async Task Set(bool hurry)
    {
        hurries = hurry;
        for (var turn = 0; turn < 2; turn++) await Turn((_, _) => Task.FromResult(true));
    }

    sealed class Leisure(SqliteDatabase database) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await database.Set(false);
    }

    void Adjust(ref bool hurried)
    {
        if (hurried == hurries) return;
        hurried = hurries;
        Run(connection, hurried ? "PRAGMA synchronous=OFF" : "PRAGMA synchronous=FULL");
        if (!hurried) Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    async Task Work()
    {
        var hurried = false;
        var group = new List<Member>(GroupSize);
        while (await queue.Reader.WaitToReadAsync())
        {
            group.Clear();
            try
            {
                Adjust(ref hurried);
                say.Begin();
                var started = Environment.TickCount64;
                while (group.Count < GroupSize && Environment.TickCount64 - started < GroupLimit.TotalMilliseconds
                    && queue.Reader.TryRead(out var member))
                {
                    group.Add(member);
                    await Take(member);
                }
                say.Commit();
            }
            catch (Exception e)
            {
                log.LogError(e, "A group of {Count} turns was lost; the writer reopens", group.Count);
                foreach (var member in group) member.Lost(new PleaseWait(e));
                Reopen();
            }
            foreach (var member in group) member.Release();
        }
    }

    async Task Take(Member member)
    {
        var db = context ??= NewContext();
        say.Savepoint();
        try
        {
            using var limit = new CancellationTokenSource(TurnLimit);
            await member.Run(db, limit.Token);
            say.Release();
            db.ChangeTracker.Clear();
        }
        catch (Exception e)
        {
            // A rolled-back context keeps ghosts: throw it away.
            member.Lost(Explain(db, e) is { } rule ? rule : e is OperationCanceledException ? new PleaseWait(e) : e);
            Discard();
            say.RollBack();
            say.Release();
        }
    }

    CityDb NewContext()
    {
        var db = new CityDb(writerOptions) { Lent = true };
        db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
        db.Database.AutoSavepointsEnabled = false;
        return db;
    }

    void Discard()
    {
        if (context is null) return;
        context.Lent = false;
        context.Dispose();
        context = null;
    }

    void Reopen()
    {
        Discard();
        try { CloseWriter(); } catch (SqliteException e) { log.LogError(e, "Closing the writer failed"); }
        while (true)
        {
            try
            {
                (connection, say, writerOptions) = OpenWriter();
                using var check = connection.CreateCommand();
                check.CommandText = "PRAGMA quick_check(1)";
                if (check.ExecuteScalar() as string != "ok") throw new InvalidOperationException("the database file is damaged");
                return;
            }
            catch (Exception e)
            {
                log.LogCritical(e, "The database cannot be opened; trying again");
                Thread.Sleep(1000);
            }
        }
    }

    public Rule? Explain(CityDb db, Exception error)
    {
        var sqlite = error as SqliteException ?? (error as DbUpdateException)?.InnerException as SqliteException;
        if (sqlite is not { SqliteErrorCode: 19 }) return null;
        return UniqueSentence.Find(db, i => sqlite.Message.EndsWith(
            "failed: " + string.Join(", ", i.Properties.Select(p => $"{i.DeclaringEntityType.GetTableName()}.{p.GetColumnName()}")) + "'.",
            StringComparison.Ordinal));
    }

    public FormattableString SearchSql(string kind, IReadOnlyList<SearchGrams.Phrase> phrases)
    {
        var match = Match(phrases);
        // CROSS JOIN in SQLite means: in this order. Left to itself it walks all records and asks for each whether it was found.
        return $"""SELECT d.* FROM kernel_search_fts f CROSS JOIN kernel_search d ON d."Row" = f.rowid WHERE f.kernel_search_fts MATCH {match} AND d."Kind" = {kind}""";
    }

    public FormattableString NewestSql(string kind, IReadOnlyList<IReadOnlyList<SearchGrams.Phrase>> ways, IReadOnlyList<string> marks,
        int most, int recent)
    {
        var match = $"({string.Join(" OR ", ways.Select(way => $"({Match(way)})"))}) AND ({string.Join(" OR ", marks)})";
        // FTS5 walks its lists from the newest row and stops at the last that is wanted.
        return $"""
            SELECT d.* FROM (SELECT rowid FROM kernel_search_fts WHERE kernel_search_fts MATCH {match} ORDER BY rowid DESC LIMIT {most}) f
            CROSS JOIN kernel_search d ON d."Row" = f.rowid
            """;
    }

    static string Match(IReadOnlyList<SearchGrams.Phrase> phrases) => string.Join(" AND ",
        phrases.Select(p => $"\"{string.Join(' ', p.Grams).Replace("\"", "")}\"{(p.IsPrefix ? "*" : "")}"));

    public ITextIndex Texts { get; } = new SqliteTexts();

    public void PrepareSearch(CityDb db) => db.Database.ExecuteSqlRaw("""
        CREATE VIRTUAL TABLE IF NOT EXISTS kernel_search_fts USING fts5("Grams", content='kernel_search', content_rowid='Row', tokenize="unicode61 remove_diacritics 0");
        CREATE TRIGGER IF NOT EXISTS kernel_search_ai AFTER INSERT ON kernel_search BEGIN INSERT INTO kernel_search_fts(rowid, "Grams") VALUES (new."Row", new."Grams"); END;
        CREATE TRIGGER IF NOT EXISTS kernel_search_ad AFTER DELETE ON kernel_search BEGIN INSERT INTO kernel_search_fts(kernel_search_fts, rowid, "Grams") VALUES ('delete', old."Row", old."Grams"); END;
        CREATE TRIGGER IF NOT EXISTS kernel_search_au AFTER UPDATE OF "Grams" ON kernel_search BEGIN
          INSERT INTO kernel_search_fts(kernel_search_fts, rowid, "Grams") VALUES ('delete', old."Row", old."Grams");
          INSERT INTO kernel_search_fts(rowid, "Grams") VALUES (new."Row", new."Grams"); END;
        """ + SqliteTexts.Prepare);

    public async Task Backup(string file, CancellationToken ct)
    {
        await using var reader = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        await reader.OpenAsync(ct);
        await using var command = reader.CreateCommand();
        command.CommandText = "VACUUM INTO $file";
        command.Parameters.AddWithValue("$file", Path.GetFullPath(file));
        await command.ExecuteNonQueryAsync(ct);
    }

    public Task Restore(string file, CancellationToken ct)
    {
        // The copy lies whole beside the old database before that one goes.
        File.Copy(file, path + ".arriving", overwrite: true);
        if (!IsWhole(path + ".arriving"))
        {
            File.Delete(path + ".arriving");
            throw new InvalidDataException($"{file} は、SQLiteのまちのバックアップとして読めません。まちは元のままです。");
        }
        Discard();
        CloseWriter();
        CloseReaders();
        foreach (var rest in new[] { path + "-wal", path + "-shm" }) File.Delete(rest);
        File.Move(path + ".arriving", path, overwrite: true);
        (connection, say, writerOptions) = OpenWriter();
        return Task.CompletedTask;
    }

    // The file is held by this program alone (above): only what this program itself does can be in the way.
    public Task<IAsyncDisposable> Live() => Task.FromResult<IAsyncDisposable>(new Hours(this));

    public Task<IAsyncDisposable> Alone() =>
        live == 0 ? Task.FromResult<IAsyncDisposable>(Nothing.Held) : throw new DatabaseBusy("動いているサーバー");

    public Task<IAsyncDisposable> Making() => Task.FromResult<IAsyncDisposable>(Nothing.Held);

    int live;

    sealed class Hours : IAsyncDisposable
    {
        readonly SqliteDatabase of;

        public Hours(SqliteDatabase of)
        {
            this.of = of;
            Interlocked.Increment(ref of.live);
        }

        public ValueTask DisposeAsync()
        {
            Interlocked.Decrement(ref of.live);
            return ValueTask.CompletedTask;
        }
    }

    sealed class Nothing : IAsyncDisposable
    {
        public static readonly Nothing Held = new();
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    static bool IsWhole(string file)
    {
        try
        {
            using var copy = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
            copy.Open();
            using var check = copy.CreateCommand();
            check.CommandText = "PRAGMA quick_check(1)";
            return check.ExecuteScalar() as string == "ok";
        }
        catch (SqliteException) { return false; }
    }

    public async Task<string?> Trouble(CancellationToken ct)
    {
        try
        {
            await Turn(async (db, c) => await db.Database.ExecuteSqlRawAsync("SELECT 1", c)).WaitAsync(TimeSpan.FromSeconds(5), ct);
            return null;
        }
        catch (Exception e) { return e.GetType().Name; }
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await writer;
        Discard();
        CloseReaders();
        CloseWriter();
        serverLock.Dispose();
    }

    void CloseWriter()
    {
        say.Dispose();
        connection.Dispose();
    }

    /// <summary>What the writer says around every turn, prepared once per connection.</summary>
    sealed class Sentences(SqliteConnection connection) : IDisposable
    {
        readonly SqliteCommand begin = Prepare(connection, "BEGIN IMMEDIATE"), commit = Prepare(connection, "COMMIT"),
            savepoint = Prepare(connection, "SAVEPOINT turn"), release = Prepare(connection, "RELEASE turn"),
            rollBack = Prepare(connection, "ROLLBACK TO turn");

        public void Begin() => begin.ExecuteNonQuery();
        public void Commit() => commit.ExecuteNonQuery();
        public void Savepoint() => savepoint.ExecuteNonQuery();
        public void Release() => release.ExecuteNonQuery();
        public void RollBack() => rollBack.ExecuteNonQuery();

        static SqliteCommand Prepare(SqliteConnection connection, string sql)
        {
            var command = connection.CreateCommand();
            command.CommandText = sql;
            command.Prepare();
            return command;
        }

        public void Dispose()
        {
            foreach (var command in new[] { begin, commit, savepoint, release, rollBack }) command.Dispose();
        }
    }

    abstract class Member
    {
        public abstract Task Run(CityDb db, CancellationToken ct);
        public abstract void Lost(Exception e);
        public abstract void Release();
    }

    sealed class Member<T>(Func<CityDb, CancellationToken, Task<T>> work) : Member
    {
        readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Exception? error;
        T? result;

        public Task<T> Answer => done.Task;

        public override async Task Run(CityDb db, CancellationToken ct)
        {
            result = await work(db, ct);
            await db.SaveChangesAsync(ct);
        }

        public override void Lost(Exception e) => error ??= e;

        public override void Release()
        {
            if (error is not null) done.TrySetException(error);
            else done.TrySetResult(result!);
        }
    }
}

/// <summary>Another program holds this database.</summary>
public sealed class DatabaseBusy(string who) : Exception($"{who} が、このまちのデータベースを使っています。サーバーを止めてから実行してください。");

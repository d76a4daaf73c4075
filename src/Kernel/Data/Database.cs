using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Caching.Memory;

namespace Keyaki.Kernel;

/// <summary>The one place that knows which database this is. SQLite and PostgreSQL implement it; nobody else asks.</summary>
public interface IDatabase
{
    /// <summary>A connection that only reads.</summary>
    CityDb OpenReader();

    /// <summary>Whether its tables are those of this version.</summary>
    Task<bool> IsCurrent();

    /// <summary>A context that may change tables, for migrations only, while nobody else writes.</summary>
    CityDb OpenForMigration();

    /// <summary>
    /// Runs work as one transaction; it may be run again, so it changes nothing but its database. The answer comes after the commit is
    /// durable.
    /// Not <paramref name="serial"/> is for work that guards its rows itself, by conditional statements (claims): it gets in nobody's way.
    /// </summary>
    Task<T> Turn<T>(Func<CityDb, CancellationToken, Task<T>> work, bool serial = true);

    /// <summary>Until the answer is disposed, no commit waits for the disk: for what could be made again from the beginning. Its end
    /// writes everything down for good.</summary>
    Task<IAsyncDisposable> Hurry();

    /// <summary>The rule behind a unique violation, or null when the error is something else.</summary>
    Rule? Explain(CityDb db, Exception error);

    /// <summary>Rows of the search index that match, as SQL for this database. See <see cref="Search"/>.</summary>
    FormattableString SearchSql(string kind, IReadOnlyList<SearchGrams.Phrase> phrases);

    /// <summary>The newest of them that carry one of these marks, found in one of these ways.</summary>
    /// <param name="recent">Among so many of the newest it is looked first, where the index has no order.</param>
    FormattableString NewestSql(string kind, IReadOnlyList<IReadOnlyList<SearchGrams.Phrase>> ways, IReadOnlyList<string> marks, int most,
        int recent);

    /// <summary>The index of long texts. See <see cref="FullText"/>.</summary>
    ITextIndex Texts { get; }

    /// <summary>What must exist beside the tables (full-text index); safe to run again.</summary>
    void PrepareSearch(CityDb db);

    /// <summary>Writes a consistent copy to the file.</summary>
    Task Backup(string file, CancellationToken ct);

    /// <summary>Brings the copy back; the server must be stopped.</summary>
    Task Restore(string file, CancellationToken ct);

    /// <summary>Says that a server serves this city, until the answer is disposed. Asked of the database, not of a file: the servers
    /// may stand on several machines.</summary>
    /// <exception cref="DatabaseBusy">Somebody needs the city for himself (a restore, a new master key).</exception>
    Task<IAsyncDisposable> Live();

    /// <summary>The city for oneself, while no server serves it anywhere.</summary>
    /// <exception cref="DatabaseBusy">One does.</exception>
    Task<IAsyncDisposable> Alone();

    /// <summary>Waits until nobody else makes tables.</summary>
    Task<IAsyncDisposable> Making();

    /// <summary>A sentence for the readiness page, null when all is well.</summary>
    Task<string?> Trouble(CancellationToken ct);
}

static class DatabaseOptions
{
    /// <summary>What the library has laid out, for all cities of one process on the same kind of database. By itself it keeps a thousand
    /// things, a way and its sentence each one; the program asks more than half as many questions, and what had no room was laid out anew
    /// at each asking.</summary>
    public static readonly IMemoryCache OnSqlite = Ways(), OnPostgres = Ways();

    static MemoryCache Ways() => new(new MemoryCacheOptions { SizeLimit = 100_000 });

    public static DbContextOptionsBuilder<CityDb> House(this DbContextOptionsBuilder<CityDb> b, IMemoryCache ways)
    {
        b.UseMemoryCache(ways);
        b.ReplaceService<IMigrationsAssembly, ModuleMigrations>();
        b.ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning)
            .Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning));
        return b;
    }
}

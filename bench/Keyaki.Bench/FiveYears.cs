using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Keyaki.Bench;

/// <summary>Writes five years of sealed journal straight into an SQLite file that nobody else has open: made by SQLite itself, because
/// every row that comes from outside costs more than its writing.</summary>
static class FiveYears
{
    public const int BatchSize = 1000;
    const long Seconds = 157_766_400, Trial = 200_000, AtOnce = 1_000_000;
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    /// <summary>As many as asked, or the fewer when a trial says that it would take more than four minutes or half of the disk; how
    /// many were written, in whole batches.</summary>
    public static long Fill(string file, long asked, long otherwise)
    {
        using var c = new SqliteConnection($"Data Source={file};Pooling=False");
        c.Open();
        foreach (var pragma in new[] { "journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "cache_size=-262144",
            "temp_store=MEMORY" }) Run(c, "PRAGMA " + pragma);
        var count = asked > otherwise && !Feasible(c, file, asked) ? otherwise : asked;
        for (var from = 0L; from < count; from += AtOnce) Write(c, from, Math.Min(from + AtOnce, count), count);
        return count;
    }

    /// <summary>The same, not sealed yet, and with the rows of the persons.</summary>
    public static void Waiting(string file, long count)
    {
        Fill(file, count, count);
        using var c = new SqliteConnection($"Data Source={file};Pooling=False");
        c.Open();
        Run(c, """
            DELETE FROM kernel_journal_batches; UPDATE kernel_journal SET "Batch" = NULL;
            INSERT INTO kernel_journal_persons ("EntryId", "PersonId")
            SELECT "Id", upper(substr(p, 1, 8) || '-' || substr(p, 9, 4) || '-' || substr(p, 13, 4) || '-' || substr(p, 17, 4) || '-' || substr(p, 21))
            FROM (SELECT "Id", "Persons" AS p FROM kernel_journal)
            """);
    }

    static bool Feasible(SqliteConnection c, string file, long asked)
    {
        var (begun, before) = (Stopwatch.GetTimestamp(), new FileInfo(file).Length);
        Write(c, 0, Trial, asked);
        var (time, size) = (Stopwatch.GetElapsedTime(begun) * (asked / (double)Trial),
            (new FileInfo(file).Length - before) * (asked / Trial));
        Run(c, "DELETE FROM kernel_journal; DELETE FROM kernel_journal_batches");
        return time < Longest && size < new DriveInfo(Path.GetDirectoryName(file) ?? "/").AvailableFreeSpace / 2;
    }

    // Of two hundred entries one is an application, one a paid one, one a decision, and twenty are what other measures will read; the
    // rest is looking, saving and signing in.
    static void Write(SqliteConnection c, long from, long to, long count)
    {
        using var transaction = c.BeginTransaction();
        Run(c, $$"""
            WITH RECURSIVE n(i) AS (SELECT {{from}} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {{to}})
            INSERT INTO kernel_journal ("Id", "At", "Code", "ActorKind", "Account", "Post", "Department", "Channel", "RecordKind", "RecordId", "Persons", "Facts", "Batch")
            SELECT printf('%08X-%04X-7000-8000-%012X', i >> 16, i & 65535, i), {{At("i", count)}},
                CASE WHEN i % 200 = 0 THEN 'application.submitted' WHEN i % 200 = 1 THEN 'application.paid' WHEN i % 200 = 2 THEN 'approvals.decide' WHEN i % 200 < 23 THEN printf('bench.%02d', i % 200 - 3)
                    WHEN i % 3 = 0 THEN 'office.case.look' WHEN i % 3 = 1 THEN 'draft.saved' ELSE 'residents.signed-in' END,
                CASE WHEN i % 200 = 1 THEN 'System' WHEN i % 3 = 0 THEN 'Officer' ELSE 'Resident' END,
                printf('%08X-0000-7000-8000-%012X', i % 75000, i % 75000), CASE WHEN i % 3 = 0 THEN 'shimin-shuji' END, CASE WHEN i % 3 = 0 THEN 'shimin' END,
                CASE WHEN i % 200 = 1 THEN 'system' WHEN i % 200 > 22 AND i % 3 = 0 THEN 'office' ELSE 'online' END,
                'application', printf('%08X-%04X-7000-8000-%012X', i >> 18, (i >> 2) & 65535, i >> 2), printf('%032x', i % 75000),
                CASE WHEN i % 200 = 1 THEN '{"channel":"online","procedure":"bulky-waste"}' WHEN i % 200 = 2 THEN printf('{"act":"2","approval":"%032x"}', i) WHEN i % 200 BETWEEN 3 AND 22 THEN CASE i / 200 % 3 WHEN 0 THEN '{"door":"online"}' WHEN 1 THEN '{"door":"counter"}' ELSE '{"door":"paper"}' END ELSE '{}' END,
                i / {{BatchSize}} + 1
            FROM n
            """);
        Run(c, $$"""
            WITH RECURSIVE n(i) AS (SELECT {{from / BatchSize}} UNION ALL SELECT i + 1 FROM n WHERE (i + 1) * {{BatchSize}} < {{to}})
            INSERT INTO kernel_journal_batches ("Number", "Count", "Root", "Head", "Signature", "Key", "SealedAt")
            SELECT i + 1, min({{BatchSize}}, {{to}} - i * {{BatchSize}}), '', '', '', '00000000-0000-0000-0000-000000000000', {{At($"(i + 1) * {BatchSize}", count)}} FROM n
            """);
        transaction.Commit();
    }

    static string At(string number, long count) => $"datetime(unixepoch() - {Seconds} + {number} * {Seconds} / {count}, 'unixepoch')";

    static void Run(SqliteConnection c, string sql)
    {
        using var command = c.CreateCommand();
        command.CommandTimeout = 300; // of waiting for somebody else, who should not be there
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

using System.Globalization;
using System.Text;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Bench;

/// <summary>Documents of 3 KB of Japanese each: words of two letters, the common ones often and the rare ones seldom, as in a
/// language.</summary>
static class WrittenDocuments
{
    const int Letters = 1000, Known = 4000;

    /// <summary>A word of two letters that nearly all have, one that some have, and one of four letters that 5 % and 20 have.</summary>
    public const string All = "令和", Some = "湧水", Four = "環境調査", Rare = "竹丘古墳";

    public static async Task Write(IServiceProvider services, int count, string file)
    {
        var (clock, index) = (services.GetRequiredService<TimeProvider>(), services.GetRequiredService<FullText>());
        Guid officer;
        long before;
        await using (var db = services.GetRequiredService<IDatabase>().OpenReader())
        {
            officer = (await db.Database.SqlQuery<Guid>($"""SELECT "Id" AS "Value" FROM staff_officers WHERE "Login" = 'tanaka'""")
                .ToListAsync()).Single();
            before = await Size(db);
        }
        var (session, token) = Doors.Open(clock, ActorKind.Officer, officer);
        await Prepared.Insert(services, "kernel_sessions", ["Id", "TokenHash", "Kind", "Account", "StartedAt", "ExpiresAt", "SeenAt"],
            [[session.Id, session.TokenHash, "Officer", officer, session.StartedAt.UtcDateTime, session.ExpiresAt.UtcDateTime,
                session.SeenAt.UtcDateTime]]);
        var made = new Words(1);
        var ids = Enumerable.Range(0, count).Select(_ => clock.NewId()).ToArray();
        string Department(int i) => i % 10 < 4 ? "shimin" : i % 10 < 7 ? "kankyo" : "kenko";
        await Prepared.Insert(services, "documents_documents", ["Id", "Department", "FiscalYear", "Series", "Run", "Serial", "Number",
            "Subject", "RecordClass", "ClassName", "ClassPath", "RetentionYears", "Start", "AtExpiry", "CreatedOn", "State", "SubjectKind",
            "SubjectId", "Direction", "Disclosure", "RegisteredAt"],
            ids.Select((id, i) => new object?[] { id, Department(i), 2026, "", $"{Department(i)}:bench", (long)i, $"令和8年度 第{i}号",
                $"通知 {i}", "bench", "通知", "通知", 5, "Made", "Destroy", clock.Today(), "Kept", "bench", id, "Received", "Open",
                clock.GetUtcNow().UtcDateTime }));
        long bytes = 0;
        await Prepared.Insert(services, "kernel_texts", ["Kind", "Record", "Page", "Text", "Grams"], ids.SelectMany((id, i) =>
        {
            var text = made.Text(i);
            bytes += Encoding.UTF8.GetByteCount(text);
            return index.Pieces("document", id, null, [text], [$"department:{Department(i)}", "class:bench", "year:2026"]);
        }).Select(p => new object?[] { p.Kind, p.Record, p.Page, p.Text, p.Grams }));
        await using var after = services.GetRequiredService<IDatabase>().OpenReader();
        var index1 = await Size(after) - before - bytes;
        await File.WriteAllTextAsync(file, string.Create(CultureInfo.InvariantCulture, $"{token} {bytes} {index1}"));
    }

    /// <summary>What the database is on the disk.</summary>
    static async Task<long> Size(CityDb db) => db.Database.IsSqlite()
        ? (await db.Database.SqlQuery<long>($"SELECT page_count * page_size AS \"Value\" FROM pragma_page_count(), pragma_page_size()")
            .ToListAsync()).Single()
        : (await db.Database.SqlQuery<long>($"SELECT pg_total_relation_size('kernel_texts') AS \"Value\"").ToListAsync()).Single();

    internal sealed class Words(int seed)
    {
        static readonly string[] Ties = ["の", "を", "に", "は", "が", "と、", "より", "について", "から", "した。", "する。", "であり、"];
        readonly Random random = new(seed);
        readonly string[] known = [.. Enumerable.Range(0, Known)
            .Select(i => new string([(char)(0x4E00 + i * 37 % 2900), (char)(0x4E00 + i * 101 % 2900)]))];

        public string Text(int i)
        {
            var text = new StringBuilder(Letters + 20);
            if (i % 10 != 0) text.Append(All).Append("八年度の");
            if (i % 40 == 0) text.Append(Some).Append("の");
            if (i % 20 == 0) text.Append(Four).Append("について");
            if (i % 10_000 == 0) text.Append(Rare).Append("の");
            // The rank of a word falls as its number: Zipf.
            while (text.Length < Letters)
                text.Append(known[(int)Math.Min(Known - 1, Math.Pow(Known, random.NextDouble()))]).Append(Ties[random.Next(Ties.Length)]);
            return text.ToString();
        }
    }
}

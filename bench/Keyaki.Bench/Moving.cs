using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Keyaki.Documents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Bench;

/// <summary>An old system's register comes in: each record with 3 KB of text in a file, each tenth with a second one; then all of it is
/// written out again.</summary>
static class Moving
{
    const double Most = 600, Whole = 100_000;

    public static async Task Measure(string folder, string city, int mail, int count)
    {
        await Measure("SQLite", Directory.CreateDirectory(Path.Combine(folder, "moving")).FullName, city, mail, count, []);
        if (Postgres.Server is { } cluster)
            await Measure("PostgreSQL", Directory.CreateDirectory(Path.Combine(folder, "moving-pg")).FullName, city, mail, count,
                [("database", cluster)]);
    }

    static async Task Measure(string database, string folder, string city, int mail, int count, (string, string)[] more)
    {
        using var server = await Server.Open(folder, city, mail, slow: false, [("moving", "yes"), .. more]);
        var said = (await server.Ask(string.Create(CultureInfo.InvariantCulture, $"move {count}"))).Split(' ')
            .Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        var (read, taken, texts, left) = (said[0], said[1], said[2], said[3]);
        Figures.Note($"{database}, {count:#,0} records: read and judged {read:0.0} s, taken in {taken:0.0} s");
        Figures.Note($"until the last text was found {texts:0.0} s more; written out {left:0.0} s");
        Figures.Say($"import of 100,000 records with their files on {database}, s",
            $"{(read + taken) * Whole / count:0} s, {count / (read + taken):0} rows/s", (read + taken) * Whole / count, Most,
            atLeast: false);
    }

    public static Dictionary<string, string?> Folders(string folder) => new()
    {
        ["Keyaki:Documents:Incoming"] = Directory.CreateDirectory(Path.Combine(folder, "in")).FullName,
        ["Keyaki:Documents:Outgoing"] = Directory.CreateDirectory(Path.Combine(folder, "out")).FullName,
    };

    /// <summary>In the server: the seconds of reading, taking in, the texts that are left then, and writing out.</summary>
    public static async Task<string> Run(IServiceProvider services, int count)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        var folder = services.GetRequiredService<IConfiguration>()["Keyaki:Documents:Incoming"] ?? "";
        var import = await Bring(services, clock, Table(folder, count));
        var arguments = JsonSerializer.Serialize(new { Import = import, List = "documents" });
        var read = await Timed(() => Done(services, clock, "documents.import.read", arguments));
        var taken = await Timed(() => Done(services, clock, "documents.import.take", arguments));
        var texts = await Timed(async () =>
        {
            while (await Read(services, db => db.Set<DocumentFile>().AnyAsync(f => f.ReadAt == null))) await Task.Delay(200);
        });
        var left = await Timed(() => Done(services, clock, "documents.write-out", "{}"));
        var came = await Read(services, db => db.Set<Document>().CountAsync(d => d.Series == Document.Brought));
        if (came != count) throw new InvalidOperationException($"{came} of {count} came");
        return string.Create(CultureInfo.InvariantCulture, $"{read} {taken} {texts} {left}");
    }

    static byte[] Table(string folder, int count)
    {
        var table = new StringBuilder("文書番号,件名,課,文書分類,作成日,完結日,相手方,公開区分,保存年限,簿冊,ファイル\n");
        var body = string.Concat(Enumerable.Repeat("生ごみ処理機器の購入費補助について、下記のとおり交付する。", 36));
        for (var i = 0; i < count; i++)
        {
            var place = $"{i / 1000}/{i}.txt";
            var hash = Lay(folder, place, $"文書 {i}\n{body}");
            table.Append(CultureInfo.InvariantCulture, $"旧{i / 5000}年 環収第{i}号,補助金の交付について その{i},環境課,kankyo-hojo,2019-06-01,2019-07-01,")
                .Append(CultureInfo.InvariantCulture, $"相手方 {i},公開,10,補助金{i / 500},\"本文|{place}|{hash}");
            if (i % 10 == 0) table.Append(CultureInfo.InvariantCulture, $"\n添付|{place}.b|{Lay(folder, place + ".b", $"添付 {i}")}|別紙{i}.txt");
            table.Append("\"\n");
        }
        return Encoding.UTF8.GetBytes(table.ToString());
    }

    static string Lay(string folder, string place, string text)
    {
        var (path, bytes) = (Path.Combine(folder, place), Encoding.UTF8.GetBytes(text));
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? folder);
        File.WriteAllBytes(path, bytes);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    static async Task<Guid> Bring(IServiceProvider services, TimeProvider clock, byte[] table)
    {
        var file = await services.GetRequiredService<FileStore>()
            .Take(new MemoryStream(table), "old.csv", [FileBytes.Csv], null, default, Tables.MostBytes);
        await using var content = services.GetRequiredService<FileStore>().Open(file);
        var columns = services.GetRequiredService<Listings>()["/office/moving", "documents"].Columns;
        var rows = Tables.Read("", content, FileBytes.Csv, columns).Count();
        return await services.GetRequiredService<Turns>().Run((_, db, _) =>
        {
            var import = new Moved
            {
                Id = clock.NewId(), Sheet = "documents", Name = "old.csv", At = clock.GetUtcNow(), File = file.Id, Rows = rows,
            };
            file.UsedBy = import.Id;
            db.AddRange(file, import);
            return Task.FromResult(import.Id);
        });
    }

    internal static async Task Done(IServiceProvider services, TimeProvider clock, string kind, string arguments)
    {
        var turns = services.GetRequiredService<Turns>();
        var run = await turns.Run((scope, db, ct) => Runs.Order(db, scope.GetServices<IRunWork>().Single(w => w.Kind == kind), "bench",
            arguments, clock.NewId(), trial: false, clock, ct));
        for (; ; await Task.Delay(50))
        {
            var now = await Read(services, db => db.Set<Run>().SingleAsync(r => r.Id == run));
            if (now.IsWaiting)
                await turns.Run(async (_, db, ct) =>
                {
                    var waits = await db.Set<Run>().AsTracking().SingleAsync(r => r.Id == run, ct);
                    waits.Check(clock.NewId(), true, null, clock.GetUtcNow());
                    return true;
                });
            if (now.EndedAt is null) continue;
            if (now.Done != now.Count) throw new InvalidOperationException($"{kind}: {now.Done} of {now.Count}");
            return;
        }
    }

    static async Task<T> Read<T>(IServiceProvider services, Func<CityDb, Task<T>> read)
    {
        await using var db = services.GetRequiredService<IDatabase>().OpenReader();
        return await read(db);
    }

    static async Task<double> Timed(Func<Task> what)
    {
        var begun = Stopwatch.GetTimestamp();
        await what();
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}

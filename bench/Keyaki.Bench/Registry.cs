using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Keyaki.Assets;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Bench;

/// <summary>A register of a million records: its list, its search, the list as of a day, and a table that is taken in.</summary>
static class Registry
{
    const int Times = 40, Rounds = 4, Brought = 100_000;
    const string List = "/office/assets/equipment", Rare = "竹丘のやぐら";

    public static async Task Measure(string folder, string city, int mail, int count)
    {
        await On("SQLite", Directory.CreateDirectory(Path.Combine(folder, "register")).FullName, city, mail, count);
        if (Postgres.Server is { } cluster)
            await On("PostgreSQL", Directory.CreateDirectory(Path.Combine(folder, "register-pg")).FullName, city, mail, count,
                ("database", cluster));
        else Figures.Note($"PostgreSQL is not installed: left out");
    }

    static async Task On(string name, string here, string city, int mail, int count, params (string, string)[] more)
    {
        using var server = await Server.Open(here, city, mail, slow: false, [("queries", "counted"), ("register", $"{count}"), .. more]);
        if (name != "SQLite") Postgres.Settle();
        var token = await File.ReadAllTextAsync(Path.Combine(here, "register.txt"));
        using var line = new Line(server.Office);
        foreach (var (what, query, most) in new[]
        {
            ("the list", "", 30), ("narrowed to a class", "?class=vehicle", 30), ("as of a day", "?asof=2020-01-01", 10),
            ("a word that all have", "?q=" + Uri.EscapeDataString("備品"), 50),
                ("a word that 20 have", "?q=" + Uri.EscapeDataString(Rare), 50),
        })
        {
            var request = Load.Get(List + query, "__Host-keyaki-office=" + token);
            var queries = int.MaxValue;
            var (p95, median) = line.Time(request, query, Rounds, Times, () => queries = Math.Min(queries, Queries(line.Text)));
            Figures.Say($"a register of {count:#,0} on {name}, {what}: p95", $"{p95:0.0} ms (median {median:0.0} ms, {queries} queries)",
                p95,
                most, atLeast: false);
        }
        var taken = double.Parse(await server.Ask($"register {Brought}"), CultureInfo.InvariantCulture);
        Figures.Say($"a table of {Brought:#,0} rows into it on {name}, s", $"{taken:0.0} s", taken, 60, atLeast: false);
    }

    static int Queries(string answer)
    {
        var at = answer.IndexOf(QueryCount.Header, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? int.MaxValue : int.Parse(answer[(at + QueryCount.Header.Length + 1)..].Split('\r', '\n')[0],
            CultureInfo.InvariantCulture);
    }

    /// <summary>In the server: fills it before the doors open.</summary>
    public static async Task Fill(IServiceProvider services, int count, string file)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        Guid officer;
        await using (var db = services.GetRequiredService<IDatabase>().OpenReader())
            officer = (await db.Database.SqlQuery<Guid>($"""SELECT "Id" AS "Value" FROM staff_officers WHERE "Login" = 'kobayashi'""")
                .ToListAsync()).Single();
        var (session, token) = Doors.Open(clock, ActorKind.Officer, officer);
        await Prepared.Insert(services, "kernel_sessions", ["Id", "TokenHash", "Kind", "Account", "StartedAt", "ExpiresAt", "SeenAt"],
            [[session.Id, session.TokenHash, "Officer", officer, session.StartedAt.UtcDateTime, session.ExpiresAt.UtcDateTime,
                session.SeenAt.UtcDateTime]]);
        var register = services.GetRequiredService<EquipmentRegister>();
        var ids = Enumerable.Range(0, count).Select(_ => clock.NewId()).ToArray();
        Equipment Of(int i) => new()
        {
            Id = ids[i], Code = $"A-{i:0000000}", Name = i % (count / 20) == 7 ? $"{Rare} {i}" : $"備品 {i}", Department =
                i % 10 < 4 ? "dx" : "kankyo",
            Place = $"{i % 5 + 1}階", State = AssetState.Used, Class = (EquipmentClass)(i % 8), AcquiredOn = new DateOnly(2010, 4, 1),
            Version = 1,
        };
        await Prepared.Insert(services, "assets_equipment",
            ["Id", "Code", "CodeKey", "Name", "Class", "Department", "Place", "State", "AcquiredOn", "Version"],
            Enumerable.Range(0, count).Select(Of).Select(e => new object?[] { e.Id, e.Code, e.CodeKey, e.Name, $"{e.Class}", e.Department,
                e.Place, $"{e.State}", e.AcquiredOn, 1L }));
        var (first, at) = (new DateOnly(2010, 4, 1), new DateTime(2010, 4, 1, 0, 0, 0, DateTimeKind.Utc));
        await Prepared.Insert(services, "assets_equipment_history",
            ["Subject", "Number", "ValidFrom", "RecordedAt", "Reason", "Line", "Void", "Code", "Content"],
            Enumerable.Range(0, count).Select(Of).Select(e => new object?[] { e.Id, 1L, first, at, "", 1L, false, e.Code,
                JsonSerializer.Serialize(register.Fields.Texts(e)) }));
        await Prepared.Insert(services, "kernel_search", ["Kind", "RecordId", "Grams"], Enumerable.Range(0, count).Select(Of)
            .Select(e => new object?[] { register.Kind, e.Id, Search.Grams(register.Kind, $"{e.Code} {e.Name} {e.Place}", "") }));
        await File.WriteAllTextAsync(file, token);
    }

    /// <summary>In the server: the seconds of reading a table and taking it in.</summary>
    public static async Task<string> Run(IServiceProvider services, int count)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        var table = new StringBuilder("番号,品名,分類,担当課,場所,状態\n");
        for (var i = 0; i < count; i++)
            table.Append(CultureInfo.InvariantCulture, $"T-{i:0000000},取り込んだ備品 {i},事務機器,DX推進課,{i % 5 + 1}階,使用中\n");
        var store = services.GetRequiredService<FileStore>();
        var file = await store.Take(new MemoryStream(Encoding.UTF8.GetBytes(table.ToString())), "t.csv", [FileBytes.Csv], null, default,
            Tables.MostBytes);
        var import = await services.GetRequiredService<Turns>().Run((_, db, _) =>
        {
            var made = new Import
            {
                Id = clock.NewId(), Sheet = "equipment", Name = "t.csv", At = clock.GetUtcNow(), File = file.Id,
                Rows = count
            };
            file.UsedBy = made.Id;
            db.AddRange(file, made);
            return Task.FromResult(made.Id);
        });
        var arguments = JsonSerializer.Serialize(new { Import = import, List = "equipment" });
        var begun = Stopwatch.GetTimestamp();
        await Moving.Done(services, clock, "assets.import.read", arguments);
        await Moving.Done(services, clock, "assets.import.take", arguments);
        var took = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await using var reader = services.GetRequiredService<IDatabase>().OpenReader();
        var came = await reader.Set<Equipment>().CountAsync(e => e.Code.StartsWith("T-"));
        return came == count ? took.ToString(CultureInfo.InvariantCulture) : throw new InvalidOperationException($"{came} of {count} came");
    }
}

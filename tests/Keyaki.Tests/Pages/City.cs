using System.Net;
using System.Net.Sockets;
using Keyaki.Kernel;
using Keyaki.Simulator;
using Keyaki.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Keyaki.Tests.Pages;

/// <summary>
/// A whole city hall for one test: the real host on a port of its own, the story town, the payment company and the mail server over the wire,
/// on the database that the test names. The seeded town is made once per database and copied.
/// </summary>
public sealed class City : IAsyncDisposable
{
    static readonly string Root = FindRoot();
    static readonly SemaphoreSlim templates = new(1);
    static readonly Dictionary<string, string> made = [];
    readonly WebApplication app;
    readonly string folder;
    readonly string? postgres;

    City(WebApplication app, SimulatorHost simulator, TestClock clock, string folder, string? postgres, Uri address, QueryCount queries) =>
        (this.app, Simulator, Clock, this.folder, this.postgres, Address, Queries) = (app, simulator, clock, folder, postgres, address, queries);

    public SimulatorHost Simulator { get; }
    public TestClock Clock { get; }
    public Uri Address { get; }
    public QueryCount Queries { get; }
    public IServiceProvider Services => app.Services;
    public IDatabase Database => Services.GetRequiredService<IDatabase>();
    public Turns Turns => Services.GetRequiredService<Turns>();
    public string Folder => folder;

    /// <summary>Opens the hall on this database with the story town; settings may be added or replaced.</summary>
    public static async Task<City> Start(string database, IReadOnlyDictionary<string, string?>? settings = null, bool seeded = true, string environment = "Development")
    {
        var folder = Directory.CreateTempSubdirectory("keyaki-city-").FullName;
        string? postgres = null;
        if (seeded)
        {
            var template = await Template(database, environment);
            if (database == BothDatabases.Sqlite) CopyFolder(template, folder);
            else
            {
                postgres = "city_" + Path.GetFileName(folder)[12..].ToLowerInvariant() + "_" + Environment.ProcessId;
                await Administer($"CREATE DATABASE {postgres} TEMPLATE {template}");
                File.Copy(KeyOf(template), Path.Combine(folder, "master.key"));
            }
        }
        else if (database == BothDatabases.Postgres) await Administer($"CREATE DATABASE {postgres = "empty_" + Path.GetFileName(folder)[12..].ToLowerInvariant() + "_" + Environment.ProcessId}");
        return await Open(folder, postgres, settings, environment);
    }

    /// <summary>Opens the hall on a practice city as `./dev run` makes it: the story town, and what has happened in it.</summary>
    public static async Task<City> Told(string database)
    {
        var folder = Directory.CreateTempSubdirectory("keyaki-city-").FullName;
        string? postgres = null;
        if (database == BothDatabases.Postgres) await Administer($"CREATE DATABASE {postgres = "told_" + Path.GetFileName(folder)[12..].ToLowerInvariant() + "_" + Environment.ProcessId}");
        return await Open(folder, postgres, null, "Development", told: true);
    }

    /// <summary>Stops this hall and opens it again on the same data, as after a restart of the machine.</summary>
    public async Task<City> Restart(IReadOnlyDictionary<string, string?>? settings = null)
    {
        await app.DisposeAsync();
        var again = await Open(folder, postgres, settings, "Development", Simulator, Clock, Address.Port);
        return again;
    }

    static async Task<City> Open(string folder, string? postgres, IReadOnlyDictionary<string, string?>? settings, string environment, SimulatorHost? simulator = null, TestClock? clock = null, int port = 0, bool told = false)
    {
        simulator ??= await SimulatorHost.Start(new SimulatorOptions { WebhookDelay = TimeSpan.FromMilliseconds(30), RefundTakes = TimeSpan.FromMilliseconds(30), RetryDelays = [.. Enumerable.Repeat(TimeSpan.FromMilliseconds(200), 20)] });
        clock ??= new TestClock(TestClock.StoryDay);
        var address = new Uri($"http://127.0.0.1:{(port == 0 ? FreePort() : port)}");
        var queries = new QueryCount();
        var app = Hall.Build(["--environment", environment], b =>
        {
            b.WebHost.UseUrls(address.ToString().TrimEnd('/'));
            b.Configuration.AddInMemoryCollection(Settings(folder, postgres, simulator, address));
            if (settings is not null) b.Configuration.AddInMemoryCollection(settings);
            b.Services.AddSingleton(queries);
            b.Services.AddSingleton<IStartupFilter>(new CountQueries(queries));
        }, o => o.AddInterceptors(queries), services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(told ? new StoryClock(clock) : clock)));
        app.Services.GetRequiredService<ILoggerFactory>();
        await House.Migrate(app.Services);
        await Hall.Warm(app.Services);
        if (told) await Seeds.Plant(app.Services, app.Configuration);
        await app.StartAsync();
        return new City(app, simulator, clock, folder, postgres, address, queries);
    }

    static Dictionary<string, string?> Settings(string folder, string? postgres, SimulatorHost simulator, Uri address) => new Dictionary<string, string?>
    {
        ["Keyaki:City"] = Path.Combine(Root, "cities", "kiyose"),
        ["Keyaki:Data"] = Path.Combine(folder, "data"),
        ["Keyaki:Database"] = postgres is null ? "" : new NpgsqlConnectionStringBuilder(Server) { Database = postgres, MaxPoolSize = 40 }.ToString(),
        ["Keyaki:MasterKeyFile"] = Path.Combine(folder, "master.key"),
        ["Keyaki:AnchorFile"] = Path.Combine(folder, "anchors.txt"),
        ["Keyaki:CreateKey"] = "true",
        ["Keyaki:PublicAddress"] = address.ToString().TrimEnd('/'),
        ["Keyaki:Mail:Host"] = "127.0.0.1",
        ["Keyaki:Mail:Port"] = simulator.SmtpPort.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["Keyaki:Payments:Url"] = simulator.Http.ToString(),
        ["Keyaki:Mail:Tls"] = "false",
        ["Keyaki:Mail:From"] = "uketsuke@kiyose.example.jp",
        ["Keyaki:Payments:ApiKey"] = simulator.ApiKey,
        ["Keyaki:Payments:WebhookSecret"] = simulator.WebhookSecret,
        ["Keyaki:Dev:Simulator"] = simulator.Http.ToString(),
        ["Logging:LogLevel:Default"] = "Error",
    }.Where(s => !s.Key.StartsWith("Keyaki:", StringComparison.Ordinal) || s.Key == "Keyaki:CreateKey" || Hall.Settings.Any(k => k.Name == s.Key)).ToDictionary();

    /// <summary>The seeded town, made once per database: a folder on SQLite, the name of a template database on PostgreSQL.</summary>
    static async Task<string> Template(string database, string environment)
    {
        await templates.WaitAsync();
        try
        {
            if (made.TryGetValue(database, out var template)) return template;
            var folder = Directory.CreateTempSubdirectory("keyaki-town-").FullName;
            string? postgres = null;
            if (database == BothDatabases.Postgres) await Administer($"CREATE DATABASE {postgres = "town_" + Environment.ProcessId}");
            await using (var city = await Open(folder, postgres, null, environment))
            {
                await Seeds.All(city.Services, city.Services.GetRequiredService<IConfiguration>());
                city.keep = true;
            }
            if (postgres is not null)
            {
                NpgsqlConnection.ClearAllPools();
                File.Copy(Path.Combine(folder, "master.key"), KeyOf(postgres));
            }
            return made[database] = postgres ?? folder;
        }
        finally { templates.Release(); }
    }

    bool keep;

    static string KeyOf(string template) => Path.Combine(Path.GetTempPath(), template + ".key");

    static string Server => Environment.GetEnvironmentVariable("KEYAKI_TEST_POSTGRES") ?? throw new InvalidOperationException("KEYAKI_TEST_POSTGRES がありません。`./dev test` で実行してください。");

    static async Task Administer(string sql)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Does all outbox work that is due now, so that a test can look at what came of it.</summary>
    public async Task Settle()
    {
        for (var i = 0; i < 20 && await Services.GetRequiredService<OutboxWorker>().Drain() > 0; i++) { }
    }

    public Visitor Visitor() => new(this);

    /// <summary>A visitor with a session of this account; the pages of signing in have tests of their own.</summary>
    public async Task<Visitor> SignedIn(ActorKind kind, Guid account)
    {
        var token = await Turns.Run((_, db, _) =>
        {
            var (session, t) = Doors.Open(Clock, kind, account);
            db.Add(session);
            return Task.FromResult(t);
        });
        return new Visitor(this).With(kind is ActorKind.Officer ? Doors.OfficerCookie : Doors.ResidentCookie, token, kind is ActorKind.Officer ? "/office" : "/");
    }

    /// <summary>An officer of the story by login, such as tanaka.</summary>
    public async Task<Visitor> Officer(string login)
    {
        await using var db = Database.OpenReader();
        return await SignedIn(ActorKind.Officer, (await db.Database.SqlQuery<Guid>($"""SELECT "Id" AS "Value" FROM staff_officers WHERE "Login" = {login}""").ToListAsync()).Single());
    }

    public async Task<T> Read<T>(Func<CityDb, Task<T>> read)
    {
        await using var db = Database.OpenReader();
        return await read(db);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await Simulator.DisposeAsync();
        if (keep) return;
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        try { Directory.Delete(folder, recursive: true); } catch (IOException) { /* a file is still held; the machine's own cleaning takes it */ }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            if (file.EndsWith(".lock", StringComparison.Ordinal) || file.EndsWith(".sock", StringComparison.Ordinal)) continue;
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? to);
            File.Copy(file, copy);
        }
    }

    static string FindRoot()
    {
        var d = new DirectoryInfo(AppContext.BaseDirectory);
        while (d is not null && !File.Exists(Path.Combine(d.FullName, "Keyaki.slnx"))) d = d.Parent;
        return d?.FullName ?? throw new DirectoryNotFoundException("Keyaki.slnx");
    }
}

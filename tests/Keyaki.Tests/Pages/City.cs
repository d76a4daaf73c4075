using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Keyaki.Kernel;
using Keyaki.Simulator;
using Keyaki.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace Keyaki.Tests.Pages;

/// <summary>
/// A whole city hall for one test: the real host on a port of its own, the story town, the payment company and the mail server over the
/// wire, on the database that the test names. The seeded town is made once per database and copied.
/// </summary>
public sealed class City : IAsyncDisposable
{
    static readonly SemaphoreSlim templates = new(1);
    static readonly HashSet<string> made = [];

    // What the hall's own worker has begun ends, however busy the machine is.
    static readonly TimeSpan LongestWork = TimeSpan.FromSeconds(40);
    readonly WebApplication app;

    City(WebApplication app, SimulatorHost simulator, TestClock clock, Site site, Uri address, Uri office, QueryCount queries) =>
        (this.app, Simulator, Clock, Site, Address, Office, Queries) = (app, simulator, clock, site, address, office, queries);

    public SimulatorHost Simulator { get; }
    public TestClock Clock { get; }
    public Uri Address { get; }

    /// <summary>The officers' door: the same address, unless the test asked for a listener of its own.</summary>
    public Uri Office { get; }
    public QueryCount Queries { get; }
    public IServiceProvider Services => app.Services;
    public IDatabase Database => Services.GetRequiredService<IDatabase>();
    public Turns Turns => Services.GetRequiredService<Turns>();
    public Site Site { get; }
    public string Folder => Site.Folder;

    /// <summary>Opens the hall on this database with the story town; settings may be added or replaced, pages of the test's own
    /// mapped.</summary>
    public static async Task<City> Start(string database, IReadOnlyDictionary<string, string?>? settings = null, bool seeded = true,
        string environment = "Development", Action<WebApplication>? map = null, bool twoDoors = false,
        Action<IServiceCollection>? services = null, Action<DbContextOptionsBuilder<CityDb>>? tables = null) =>
        await Open(await Copy(database, seeded ? Life.Seeded : Life.Opened, environment), settings, environment, map: map,
            twoDoors: twoDoors, services: services, tables: tables);

    /// <summary>What a place has seen before a test opens its hall there: the hall itself, once; its people; a year of theirs.</summary>
    enum Life { Opened, Seeded, Told }

    /// <summary>The story town (or an empty place, with no tables yet) before a hall opens there.</summary>
    public static async Task<Site> Furnish(string database, bool seeded = true, string environment = "Development")
    {
        if (seeded) return await Copy(database, Life.Seeded, environment);
        var (folder, name) = Place("empty");
        if (database == BothDatabases.Sqlite) return new(folder, null);
        await Administer($"CREATE DATABASE {name}");
        return new(folder, name);
    }

    /// <summary>Opens the hall on a practice city as `./dev run` makes it: the story town, and what has happened in it. What was told
    /// once of this build is copied.</summary>
    public static async Task<City> Told(string database, bool twoDoors = false) =>
        await Open(await Copy(database, Life.Told, "Development"),
            // What was told last was told a moment ago.
            clock: new TestClock(TestClock.StoryDay.AddSeconds(1)), twoDoors: twoDoors);

    /// <summary>The same, told to this very hall; at another moment, of fewer months than a year, or with so many applications beside
    /// those that are written out.</summary>
    public static async Task<City> Telling(string database, int crowd = 0, DateTimeOffset? at = null, int months = 12) => await Open(
        await Furnish(database, seeded: false),
        new Dictionary<string, string?> { [Seeds.Crowd] = $"{crowd}", [Seeds.Months] = $"{months}" },
        clock: new(at ?? TestClock.StoryDay), told: true);

    static (string Folder, string Database) Place(string kind)
    {
        var folder = Directory.CreateTempSubdirectory("keyaki-city-").FullName;
        return (folder, $"{kind}_{Path.GetFileName(folder)[12..].ToLowerInvariant()}_{Environment.ProcessId}");
    }

    static async Task<Site> Copy(string database, Life life, string environment)
    {
        var (template, (folder, name)) = (await Template(database, life, environment), Place("city"));
        CopyFolder(template, folder);
        return database == BothDatabases.Sqlite ? new(folder, null)
            : new(folder, await PostgresTowns.Lend(Name(life), name)) { Lent = true };
    }

    /// <summary>Stops this hall and opens it again on the same data, as after a restart of the machine.</summary>
    public async Task<City> Restart(IReadOnlyDictionary<string, string?>? settings = null)
    {
        await app.DisposeAsync();
        return await Open(Site, settings, "Development", Simulator, Clock, Address.Port);
    }

    /// <summary>Opens a hall on a place that was furnished, or that a restore has filled.</summary>
    public static async Task<City> Open(Site site, IReadOnlyDictionary<string, string?>? settings = null,
        string environment = "Development", SimulatorHost? simulator = null, TestClock? clock = null, int port = 0,
        Action<WebApplication>? map = null, bool told = false, bool twoDoors = false, Action<IServiceCollection>? services = null,
        Action<DbContextOptionsBuilder<CityDb>>? tables = null)
    {
        clock ??= new TestClock(TestClock.StoryDay);
        simulator ??= await Simulate(clock.Running());
        var address = new Uri($"http://127.0.0.1:{(port == 0 ? FreePort() : port)}");
        var office = twoDoors || environment != "Development" ? new Uri($"http://127.0.0.1:{FreePort()}") : address;
        var queries = new QueryCount();
        var app = Build(site, settings, environment, simulator, told ? new StoryClock(clock) : clock, address, office, queries, services,
            tables);
        try
        {
            await House.Migrate(app.Services);
            await Hall.Warm(app.Services);
            map?.Invoke(app);
            if (told) await Seeds.Plant(app.Services, app.Configuration);
            await app.StartAsync();
            return new City(app, simulator, clock, site, address, office, queries);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>A hall whose doors are closed, for commands that run alone on the database.</summary>
    public static WebApplication Closed(Site site, IReadOnlyDictionary<string, string?>? settings = null) =>
        Build(site, settings, "Production", null, new TestClock(TestClock.StoryDay), new Uri("http://127.0.0.1:9"),
            new Uri("http://127.0.0.1:10"), new QueryCount());

    static WebApplication Build(Site site, IReadOnlyDictionary<string, string?>? settings, string environment, SimulatorHost? simulator,
        TimeProvider clock, Uri address, Uri office, QueryCount queries,
        Action<IServiceCollection>? more = null, Action<DbContextOptionsBuilder<CityDb>>? tables = null) =>
        Hall.Build(["--environment", environment], b =>
    {
        b.Configuration.AddInMemoryCollection(Settings(site, simulator, address, office));
        if (settings is not null) b.Configuration.AddInMemoryCollection(settings);
        b.Services.AddSingleton(queries);
        b.Services.AddSingleton<IStartupFilter>(new CountQueries(queries));
        // Test and hall share two processors: a visitor that reads late is not one who is slow on purpose.
        b.Services.Configure<KestrelServerOptions>(o => (o.Limits.MinResponseDataRate, o.Limits.MinRequestBodyDataRate) = (null, null));
    }, o =>
    {
        o.AddInterceptors(queries);
        tables?.Invoke(o);
    }, services =>
    {
        services.Replace(ServiceDescriptor.Singleton(clock));
        if (site is { Lent: true, Postgres: { } name }) services.AddSingleton(PostgresTowns.Connections(name));
        Profiles.Lend(services, settings?.GetValueOrDefault("Keyaki:City") ?? Profiles.Kiyose);
        BorderWatch.Post(services);
        more?.Invoke(services);
    });

    /// <summary>The payment company and the mail server, quicker than real ones.</summary>
    public static Task<SimulatorHost> Simulate(TimeProvider clock) => SimulatorHost.Start(new SimulatorOptions
    {
        Clock = clock, WebhookDelay = TimeSpan.FromMilliseconds(30), RefundTakes = TimeSpan.FromMilliseconds(30),
        RetryDelays = [.. Enumerable.Repeat(TimeSpan.FromMilliseconds(200), 20)],
    });

    /// <summary>The settings of a hall on that place; with a simulator it can send mail and take money.</summary>
    public static Dictionary<string, string?> Settings(Site site, SimulatorHost? simulator, Uri address, Uri office) =>
        new Dictionary<string, string?>
        {
            ["Keyaki:City"] = Profiles.Kiyose,
            ["Keyaki:Data"] = Path.Combine(site.Folder, "data"),
            ["Keyaki:Database"] = site.Postgres is null ? ""
            : new NpgsqlConnectionStringBuilder(Server) { Database = site.Postgres, MaxPoolSize = 40 }.ToString(),
            ["Keyaki:MasterKeyFile"] = Path.Combine(site.Folder, "master.key"),
            ["Keyaki:AnchorFile"] = Path.Combine(site.Folder, "anchors.txt"),
            ["Keyaki:CreateKey"] = "true",
            [House.FileCheck] = House.NoCheck,
            ["Keyaki:PublicUrls"] = address.ToString().TrimEnd('/'),
            ["Keyaki:OfficeUrls"] = office.ToString().TrimEnd('/'),
            ["Keyaki:PublicAddress"] = address.ToString().TrimEnd('/'),
            ["Keyaki:OfficeAddress"] = office.ToString().TrimEnd('/'),
            ["Keyaki:Mail:Host"] = simulator is null ? "" : "127.0.0.1",
            ["Keyaki:Mail:Port"] = $"{simulator?.SmtpPort ?? 25}",
            ["Keyaki:Payments:Url"] = simulator?.Http.ToString(),
            ["Keyaki:Mail:Tls"] = "false",
            ["Keyaki:Mail:From"] = "uketsuke@kiyose.example.jp",
            ["Keyaki:Payments:ApiKey"] = simulator?.ApiKey,
            ["Keyaki:Payments:WebhookSecret"] = simulator?.WebhookSecret,
            ["Keyaki:Payments:Terminals"] = simulator is null ? "" : $"shimin-1=127.0.0.1:{simulator.Terminal.Port}",
            ["Keyaki:Dev:Simulator"] = simulator?.Http.ToString(),
            [Seeds.Crowd] = "0",
            ["Logging:LogLevel:Default"] = "Error",
        }.Where(s => !s.Key.StartsWith("Keyaki:", StringComparison.Ordinal) || s.Key == "Keyaki:CreateKey"
            || Hall.Settings.Any(k => k.Name == s.Key)).ToDictionary();

    static string Name(Life life) => $"town_{TownOf.Value}_{life}".ToLowerInvariant();

    /// <summary>A place with such a life behind it, made once per database and build, also for other processes: a folder, and on
    /// PostgreSQL a template database.</summary>
    static async Task<string> Template(string database, Life life, string environment)
    {
        var name = Name(life);
        var place = Path.Combine(Path.GetTempPath(), $"keyaki-{name}-{database}".ToLowerInvariant());
        await templates.WaitAsync();
        try
        {
            if (made.Contains(place)) return place;
            await using var turn = await Alone(place + ".lock");
            if (!Directory.Exists(place) || database == BothDatabases.Postgres && !await Has(name))
            {
                await Tidy();
                if (Directory.Exists(place)) Directory.Delete(place, recursive: true);
                var site = new Site(Directory.CreateTempSubdirectory("keyaki-town-").FullName,
                    database == BothDatabases.Postgres ? $"{name}_{Environment.ProcessId}" : null);
                if (site.Postgres is not null) await Administer($"CREATE DATABASE {site.Postgres}");
                if (life is Life.Told) await Tell(site);
                else
                    await using (var city = await Open(site, environment: environment))
                    {
                        if (life is Life.Seeded) await Seeds.All(city.Services, city.Services.GetRequiredService<IConfiguration>());
                        city.Keep();
                    }
                if (site.Postgres is not null)
                {
                    NpgsqlConnection.ClearAllPools();
                    await Administer($"ALTER DATABASE {site.Postgres} RENAME TO {name}");
                }
                Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
                Directory.Move(site.Folder, place);
            }
            made.Add(place);
            return place;
        }
        finally { templates.Release(); }
    }

    /// <summary>Tells the story on that place before its doors open: what the hall then does by itself it does in each copy.</summary>
    static async Task Tell(Site site)
    {
        var clock = new TestClock(TestClock.StoryDay);
        await using var simulator = await Simulate(clock.Running());
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        await using var app = Build(site, null, "Development", simulator, new StoryClock(clock), address, address, new QueryCount());
        await House.Migrate(app.Services);
        await Hall.Warm(app.Services);
        await Seeds.Plant(app.Services, app.Configuration);
    }

    /// <summary>What the town is made by: the program as it was built, and the city's files.</summary>
    static readonly Lazy<string> TownOf = new(NameTown);

    static string NameTown()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory, "*eyaki*.dll").Order(StringComparer.Ordinal)
            .Where(f => !f.EndsWith("Tests.dll", StringComparison.Ordinal) && !f.EndsWith("Browser.dll", StringComparison.Ordinal))
            .Concat(new[] { "cities", "rules" }.Where(f => Directory.Exists(Path.Combine(Root, f)))
                .SelectMany(f => Directory.GetFiles(Path.Combine(Root, f), "*", SearchOption.AllDirectories))
                    .Order(StringComparer.Ordinal)))
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    /// <summary>Waits until no other process makes the same town.</summary>
    static async Task<FileStream> Alone(string file)
    {
        while (true)
        {
            try { return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); }
            catch (IOException) { await Task.Delay(100); }
        }
    }

    static async Task<bool> Has(string database)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_database WHERE datname = @name", connection);
        command.Parameters.AddWithValue("name", database);
        return await command.ExecuteScalarAsync() is 1L;
    }

    /// <summary>Towns of builds of yesterday are not needed any more.</summary>
    static async Task Tidy()
    {
        foreach (var place in Directory.GetDirectories(Path.GetTempPath(), "keyaki-town_*"))
        {
            if (TimeProvider.System.GetUtcNow() - Directory.GetCreationTimeUtc(place) < TimeSpan.FromDays(1)) continue;
            if (place.EndsWith("-postgresql", StringComparison.Ordinal))
                await Administer($"DROP DATABASE IF EXISTS {Path.GetFileName(place)[7..].Split('-')[0]}");
            Directory.Delete(place, recursive: true);
            File.Delete(place + ".lock");
        }
    }

    bool keep;

    /// <summary>Leaves the place as it is when this hall closes; whoever opens it next clears it.</summary>
    public void Keep() => keep = true;

    internal static string Server => Environment.GetEnvironmentVariable("KEYAKI_TEST_POSTGRES")
        ?? throw new InvalidOperationException("KEYAKI_TEST_POSTGRES がありません。`./dev test` で実行してください。");

    internal static async Task Administer(string sql)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Does all outbox work that is due now, so that a test can look at what came of it.</summary>
    public async Task Settle()
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < LongestWork;)
        {
            if (await Services.GetRequiredService<OutboxWorker>().Drain() > 0) continue;
            // The hall's own worker may be at one of them.
            if (!await Read(db => db.Set<OutboxItem>().AnyAsync(o => o.ClaimedUntil != null && o.DoneAt == null && o.DeadAt == null)))
                return;
            await Task.Delay(20);
        }
    }

    /// <summary>Does what all jobs do, due or not, each in a turn of its own as the hall does it.</summary>
    public async Task Sweep(DateTimeOffset? at = null)
    {
        List<Type> jobs;
        await using (var scope = Services.CreateAsyncScope())
            jobs = [.. scope.ServiceProvider.GetServices<IJob>().Select(j => j.GetType())];
        foreach (var kind in jobs)
            await Turns.Run(async (services, db, ct) =>
            {
                await services.GetServices<IJob>().First(j => j.GetType() == kind).Do(db, Due.At(at ?? Clock.GetUtcNow()), ct);
                return true;
            });
    }

    public Visitor Visitor() => new(this);

    /// <summary>A visitor with a session of this account; the pages of signing in have tests of their own.</summary>
    public async Task<Visitor> SignedIn(ActorKind kind, Guid account)
    {
        var token = await Token(kind, account, Clock);
        return new Visitor(this).Visits(kind, token);
    }

    /// <summary>An officer of the story by login, such as tanaka.</summary>
    public async Task<Visitor> Officer(string login) => await SignedIn(ActorKind.Officer, await OfficerId(login));

    public Task<Guid> OfficerId(string login) =>
        Read(async db => (await db.Database.SqlQuery<Guid>($"""SELECT "Id" AS "Value" FROM staff_officers WHERE "Login" = {login}""")
        .ToListAsync()).Single());

    /// <summary>A token for a visit of this account by that clock; a hall in another process has the machine's.</summary>
    public Task<string> Token(ActorKind kind, Guid account, TimeProvider clock) => Turns.Run((_, db, _) =>
    {
        var (session, token) = Doors.Open(clock, kind, account);
        db.Add(session);
        return Task.FromResult(token);
    });

    public async Task<T> Read<T>(Func<CityDb, Task<T>> read)
    {
        await using var db = Database.OpenReader();
        return await read(db);
    }

    bool closed;

    public async ValueTask DisposeAsync()
    {
        if (closed) return;
        closed = true;
        await app.DisposeAsync();
        await Simulator.DisposeAsync();
        if (keep) return;
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await Site.Clear();
    }

    static int lastPort = 20_000 + Random.Shared.Next(10_000);

    /// <summary>A port for a hall, told to nobody else. It lies below those that the system gives to outgoing calls: one of these could
    /// take it before the hall opens.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = 20_000 + Interlocked.Increment(ref lastPort) % 12_000;
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException) { } // somebody's
        }
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

    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = FindRoot();

    static string FindRoot()
    {
        var d = new DirectoryInfo(AppContext.BaseDirectory);
        while (d is not null && !File.Exists(Path.Combine(d.FullName, "Keyaki.slnx"))) d = d.Parent;
        return d?.FullName ?? throw new DirectoryNotFoundException("Keyaki.slnx");
    }
}

/// <summary>Where a city lies: its folder, and on PostgreSQL the name of its database.</summary>
public sealed record Site(string Folder, string? Postgres)
{
    /// <summary>Its database is the seeded town, which another test may have afterwards.</summary>
    public bool Lent { get; init; }

    int cleared;

    /// <summary>Takes the place away, and its database with it; once, whoever shared it.</summary>
    public async Task Clear()
    {
        if (Interlocked.Exchange(ref cleared, 1) == 1) return;
        if (Postgres is not null
            && !(Lent && await PostgresTowns.TakeBack(Postgres))) await City.Administer($"DROP DATABASE IF EXISTS {Postgres} WITH (FORCE)");
        try { Directory.Delete(Folder, recursive: true); }
        catch (
            IOException)
        { /* a file is still held; the machine's own cleaning takes it */ }
    }
}

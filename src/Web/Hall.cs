using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Web;

/// <summary>The host: lists the modules, wires the kernel, and puts the doors in order. Tests build the same hall with their own
/// settings.</summary>
public static class Hall
{
    public static readonly IReadOnlyList<IModule> Modules =
    [
        new Kits.KitsModule(), new Staff.StaffModule(), new Residents.ResidentsModule(),
        new Messages.MessagesModule(), new Documents.DocumentsModule(),
        new Payments.PaymentsModule(), new Approvals.ApprovalsModule(), new Procedures.ProceduresModule(), new Plan.PlanModule(),
        new Drafting.DraftingModule(), new Assets.AssetsModule(),
        new Website.WebsiteModule(),
    ];

    /// <summary>No single value that is posted is longer, in bytes on the wire: the longest answer, all of it kana.</summary>
    const int LongestValue = Ui.Form.LongestAnswer * 9 + 64 * 1024;

    static Hall() => CityDb.UseParts(Modules.Select(m => m.GetType().Assembly));

    public static IEnumerable<Setting> Settings =>
        [.. House.Settings, .. Listeners.Settings, .. Seeds.Settings, .. Modules.SelectMany(m => m.Settings)];

    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null,
        Action<DbContextOptionsBuilder<CityDb>>? db = null, Action<IServiceCollection>? last = null)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.GetCultureInfo("ja-JP");
        // Settings are read once. Who waits for changes of their files is told of every file that is written below the working folder,
        // and the data may lie there.
        string[] once = ["--hostBuilder:reloadConfigOnChange=false"];
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. once, .. args] });
        adjust?.Invoke(builder);
        Configuration.Check(builder.Configuration, builder.Environment, Settings);
        Logs.Set(builder);
        var services = builder.Services;
        services.AddSingleton<TimeProvider>(builder.Environment.IsDevelopment() ? new StoryClock(new CityClock()) : new CityClock());
        services.AddHouse(builder.Configuration, db);
        services.AddTasks();
        services.AddAntiforgery(o =>
        {
            var strict = !builder.Environment.IsDevelopment();
            (o.Cookie.Name, o.Cookie.Path, o.Cookie.HttpOnly, o.Cookie.SameSite) =
                (Doors.Named("keyaki-form", strict), "/", true, SameSiteMode.Lax);
            o.Cookie.SecurePolicy = strict ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            o.SuppressXFrameOptionsHeader = true;
        });
        services.Configure<FormOptions>(o => (o.ValueLengthLimit, o.MultipartBodyLengthLimit) = (LongestValue, Takes.Attachments.Whole));
        // Nobody whom the program calls may send it on to somebody else.
        services.AddHttpClient().ConfigureHttpClientDefaults(c =>
            c.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false }));
        services.AddHttpContextAccessor();
        services.AddSingleton(Modules);
        services.AddSingleton(_ => CityProfile.Load(builder.Configuration["Keyaki:City"] ?? "cities/kiyose",
            Path.Combine(AppContext.BaseDirectory, "rules", "japan"), Modules));
        services.AddSingleton(sp =>
            new TownList([.. sp.GetRequiredService<CityProfile>().Addresses.Select(a => new Town(a.Postal, a.Town, a.Kana, a.Latin))])
            { Map = sp.GetRequiredService<CityProfile>().Files<CityMaps>().Towns });
        services.AddSingleton<Surroundings>();
        services.AddHostedService<Rounds>();
        Telemetry.Add(services, builder.Configuration);
        services.Configure<ForwardedHeadersOptions>(o =>
        {
            o.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            o.ForwardLimit = int.Parse(builder.Configuration["Keyaki:ProxyCount"] ?? "1", CultureInfo.InvariantCulture);
            foreach (var range in Configuration.Proxies(builder.Configuration["Keyaki:Proxies"] ?? ""))
                if (range is { } believed) o.KnownIPNetworks.Add(believed);
        });
        foreach (var module in Modules) module.Services(services, builder.Configuration);
        // It would make the framework's own ring of keys at each start, in the home folder; what it is for lies under the master key
        // (Protection).
        foreach (var ring in services.Where(s => s.ImplementationType?.Name == "DataProtectionHostedService").ToList())
            services.Remove(ring);
        builder.WebHost.ConfigureKestrel(o =>
            { o.AddServerHeader = false; o.Limits.MaxRequestBodySize = Takes.Button.Whole; Listeners.Open(o, builder.Configuration); });

        last?.Invoke(services);
        var app = builder.Build();
        Telemetry.Use(app);
        // The framework would put its own authentication before everything, and what gives tokens would answer before the guard has
        // looked at door and size.
        foreach (var first in new[] { "__AuthenticationMiddlewareSet", "__AuthorizationMiddlewareSet" })
            ((IApplicationBuilder)app).Properties[first] = true;
        app.UseForwardedHeaders();
        app.UseMiddleware<Headers>();
        app.UseRouting();
        app.UseMiddleware<ErrorPages>();
        app.UseMiddleware<FormBody>();
        app.UseMiddleware<Guard>();
        var surroundings = app.Services.GetRequiredService<Surroundings>();
        app.Use((http, next) =>
        {
            surroundings.Set(http);
            return next(http);
        });
        Front.Map(app);
        foreach (var module in Modules) module.Map(app);
        if (app.Environment.IsDevelopment()) Front.MapDevelopment(app);
        app.Services.GetRequiredService<OwnPages>().Open(((IEndpointRouteBuilder)app).DataSources, surroundings.Set);
        return app;
    }

    /// <summary>What must not happen first inside a turn: the key ring is made, the city's files and fonts are read.</summary>
    public static async Task Warm(IServiceProvider services)
    {
        await using (var db = services.GetRequiredService<IDatabase>().OpenReader())
        {
            var master = services.GetRequiredService<MasterKey>();
            if (!await JournalKey.Opens(db, master))
                throw new SettingFault([$"Keyaki:MasterKeyFile: この鍵（{master.Ids[0]}）では、このまちの記録の封を開けられません。このまちで使っていた鍵のファイルを置いてください"]);
            if (await Rotation.LacksOld(db, master))
                throw new SettingFault(["Keyaki:MasterKeyFile: 鍵の取り替えが終わっていないので、前の鍵の行がまだ要ります。前の鍵を2行目に戻してから、`keyaki key rotate` で終わりまで進めてください"]);
            await Reaches(services.GetRequiredService<Anchor>(), db);
            if (await JournalKey.Standing(db) is { } signer
                && await Anchor.Read(services.GetRequiredService<IConfiguration>()["Keyaki:AnchorFile"] ?? "") is { } outside
                && outside.Leaked.ContainsKey(signer.Public))
                throw new SettingFault(["Keyaki:AnchorFile: 漏れたと書かれた鍵で封をするデータベースです（漏れる前の写しから戻しています）。`keyaki key rotate --leaked` で鍵を替えてから始めてください"]);
        }
        await services.GetRequiredService<Proofs>().Prepare();
        var profile = services.GetRequiredService<CityProfile>();
        await ImportedVersion.Import(services.GetRequiredService<Turns>(), profile, services.GetRequiredService<TimeProvider>());
        foreach (var module in Modules) await module.Open(services);
        services.GetRequiredService<PaperFonts>();
    }

    /// <summary>An anchor on a medium that is away closes no city: sealing waits for it.</summary>
    static async Task Reaches(Anchor anchor, CityDb db)
    {
        try { await anchor.Follow(db); }
        catch (BehindAnchor e) { throw new SettingFault(["Keyaki:AnchorFile: " + e.Message]); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { /* the rounds say it */ }
    }
}

using System.Reflection;
using System.Collections.Concurrent;
using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Payments;
using Keyaki.Contracts.Residents;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Payments;
using Keyaki.Simulator;
using Keyaki.Tests.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Keyaki.Tests.InPayments;

/// <summary>
/// The kernel and Payments on a port of this machine, with the simulator as the payment company: everything between them goes over
/// the wire. Records of the kind "test" owe money; <see cref="TestDesk"/> answers for them.
/// </summary>
sealed partial class PaymentHall : IAsyncDisposable
{
    readonly WebApplication app;
    readonly string folder;

    PaymentHall(WebApplication app, SimulatorHost company, Shifted clock, string folder) =>
        (this.app, Company, Clock, this.folder) = (app, company, clock, folder);

    public SimulatorHost Company { get; }
    public Shifted Clock { get; }
    public IServiceProvider Services => app.Services;
    public TestDesk Desk => Services.GetRequiredService<TestDesk>();
    public Uri Address => new(app.Urls.First() + "/");
    public HttpClient Client => Services.GetRequiredService<IHttpClientFactory>().CreateClient("test");

    public static async Task<PaymentHall> Start(string database)
    {
        UseParts();
        var folder = Directory.CreateTempSubdirectory("keyaki-payments-").FullName;
        var clock = new Shifted();
        var company = await SimulatorHost.Start(new()
        {
            Clock = clock, WebhookDelay = TimeSpan.Zero, RefundTakes = TimeSpan.Zero,
            RetryDelays = [.. Enumerable.Repeat(TimeSpan.FromMilliseconds(200), 100)],
        });
        var address = $"http://127.0.0.1:{Pages.City.FreePort()}";
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Keyaki:Data"] = folder, ["Keyaki:MasterKeyFile"] = Path.Combine(folder, "key"), ["Keyaki:CreateKey"] = "true",
            ["Keyaki:AnchorFile"] = Path.Combine(folder, "anchors"), [House.FileCheck] = House.NoCheck,
            ["Keyaki:PublicAddress"] = address, ["Keyaki:Database"] = database is "postgres" ? await TestPostgres.Fresh() : "",
            ["Keyaki:Payments:Url"] = company.Http.AbsoluteUri, ["Keyaki:Payments:ApiKey"] = company.ApiKey,
            ["Keyaki:Payments:WebhookSecret"] = company.WebhookSecret,
        });
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", address);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddHouse(builder.Configuration);
        builder.Services.AddRazorComponents();
        builder.Services.AddAntiforgery();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddHttpClient("test")
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        builder.Services.AddScoped<IActorSource, TestResidents>();
        builder.Services.AddScoped<IActorSource, TestOfficers>();
        builder.Services.AddSingleton(_ =>
        {
            // A post for each department of this small hall, of the same name.
            var city = KiyoseTests.Load();
            city.Book.Fill([.. city.Posts, new Post("citizens", "窓口", "citizens", 7), new Post("taxes", "税務", "taxes", 7)]);
            return city;
        });
        builder.Services.AddSingleton<TestDesk>();
        builder.Services.AddSingleton<IHear<ChargePaid>>(services => services.GetRequiredService<TestDesk>());
        builder.Services.AddSingleton<IHear<ChargeFailed>>(services => services.GetRequiredService<TestDesk>());
        builder.Services.AddSingleton<IHear<ChargeRefunded>>(services => services.GetRequiredService<TestDesk>());
        var payments = new PaymentsModule();
        IModule[] modules = [new KitsModule(), payments];
        builder.Services.AddSingleton<IReadOnlyList<IModule>>(modules);
        builder.Services.AddSingleton(DispatchProxy.Create<IStaff, Nobody>());
        builder.Services.AddSingleton(DispatchProxy.Create<IAccounts, Nobody>());
        builder.Services.AddSingleton(DispatchProxy.Create<IRegister, Nobody>());
        builder.Services.AddSingleton(DispatchProxy.Create<IMessages, Nobody>());
        builder.Services.AddSingleton<Tasks>();
        foreach (var module in modules) module.Services(builder.Services, builder.Configuration);
        var app = builder.Build();
        app.Use(Troubles);
        app.Use((http, next) => { http.Features.Set(Door.Both); return next(http); });
        app.UseRouting();
        app.UseMiddleware<Guard>();
        payments.Map(app);
        await House.Migrate(app.Services);
        await app.Services.GetRequiredService<Proofs>().Prepare();
        await app.StartAsync();
        return new(app, company, clock, folder);
    }

    static async Task Troubles(HttpContext http, RequestDelegate next)
    {
        try { await next(http); }
        catch (Exception e)
        {
            http.Response.StatusCode = e switch { NotHere => 404, Rule => 422, NotAllowed => 403, PleaseWait => 503, _ => 500 };
            await http.Response.WriteAsync(e.ToString()); // so that a failed test says why
        }
    }

    public Task<T> Turn<T>(Func<IServiceProvider, CityDb, CancellationToken, Task<T>> work) =>
        Services.GetRequiredService<Turns>().Run(work);

    public async Task<T> Read<T>(Func<CityDb, Task<T>> ask)
    {
        await using var db = Services.GetRequiredService<IDatabase>().OpenReader();
        return await ask(db);
    }

    /// <summary>A resident who owes for a record, signed in.</summary>
    public async Task<Payer> Owe(long yen = 800)
    {
        var (subject, account) = (Clock.NewId(), Clock.NewId());
        var token = await SignIn(ActorKind.Resident, account);
        var charge = await Turn((services, db, ct) => services.GetRequiredService<IPayments>().Open(db,
            new Bill("test", subject, new Yen(yen), "粗大ごみ収集の手数料", "7B3D-K6FG-M", Clock.GetUtcNow()
                .AddMinutes(30), account, "/my/applications/1", "citizens"), ct));
        return new(this, charge, subject, new(this, $"{Doors.ResidentCookie}={token}"));
    }

    /// <summary>An officer of this department, signed in.</summary>
    public async Task<HallVisitor> Officer(string department = "citizens") =>
        new(this, $"{Doors.OfficerCookie}={await SignIn(ActorKind.Officer, Clock.NewId(), department)}");

    // The visit's device says the department: nobody else in this small hall needs it.
    Task<string> SignIn(ActorKind kind, Guid account, string? department = null) => Turn((_, db, _) =>
    {
        var (row, token) = Doors.Open(Clock, kind, account, device: department);
        db.Add(row);
        return Task.FromResult(token);
    });

    public Task Look() => Services.GetRequiredService<Watch>().Look(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await Company.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    sealed class TestResidents : IActorSource
    {
        public ActorKind Kind => ActorKind.Resident;
        public Task<Actor?> Load(CityDb db, Session session, CancellationToken ct) => Task.FromResult<Actor?>(new(Kind, session.Account));
    }

    sealed class TestOfficers : IActorSource
    {
        public ActorKind Kind => ActorKind.Officer;
        public Task<Actor?> Load(CityDb db, Session session, CancellationToken ct) =>
            Task.FromResult<Actor?>(new(Kind, session.Account, "田中", session.Device, session.Device)
            {
                Departments = [.. new[] { session.Device }.OfType<string>()],
                Permissions = new HashSet<string> { PaymentsModule.CanSee.Code, PaymentsModule.CanRefund.Code },
            });
    }
}

/// <summary>Answers for the records of the tests; counts in the payment's own transaction how often one was submitted.</summary>
sealed class TestDesk : IHear<ChargePaid>, IHear<ChargeFailed>, IHear<ChargeRefunded>
{
    public bool PlaceTaken { get; set; }
    public ConcurrentQueue<object> Heard { get; } = [];

    public async Task Hear(ChargePaid paid, CityDb db, CancellationToken ct)
    {
        Heard.Enqueue(paid);
        if (PlaceTaken) paid.RefundReason = "place-taken";
        else await Counter.Next(db, $"submitted-{paid.SubjectId:N}", ct);
    }

    public Task Hear(ChargeFailed failed, CityDb db, CancellationToken ct)
    {
        Heard.Enqueue(failed);
        return Task.CompletedTask;
    }

    public Task Hear(ChargeRefunded refunded, CityDb db, CancellationToken ct)
    {
        Heard.Enqueue(refunded);
        return Task.CompletedTask;
    }
}

/// <summary>A browser without scripting: reads pages, presses their buttons, keeps cookies.</summary>
sealed class HallVisitor(PaymentHall hall, string session)
{
    readonly Dictionary<string, string> cookies = new() { [session.Split('=')[0]] = session.Split('=')[1] };

    public async Task<HttpResponseMessage> Send(HttpMethod method, string url, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, new Uri(hall.Address, url)) { Content = content };
        request.Headers.Add("Cookie", string.Join("; ", cookies.Select(c => $"{c.Key}={c.Value}")));
        var answer = await hall.Client.SendAsync(request);
        if (answer.Headers.TryGetValues("Set-Cookie", out var set))
            foreach (var one in set)
                if (one.Split(';')[0].Split('=', 2) is [var name, var value]) cookies[name] = value;
        return answer;
    }

    public Task<HttpResponseMessage> Get(string url) => Send(HttpMethod.Get, url);

    public async Task<IHtmlDocument> Open(string url) => new HtmlParser().ParseDocument(await (await Get(url)).Content.ReadAsStringAsync());

    /// <summary>Presses the button with these words on the page, with everything that its form holds.</summary>
    public async Task<HttpResponseMessage> Press(string url, string button, params (string Name, string Value)[] typed)
    {
        var page = await Open(url);
        var form = page.QuerySelectorAll("button").OfType<IHtmlButtonElement>()
            .Single(b => b.TextContent.Trim() == button).Form ?? throw new InvalidOperationException(button);
        var fields = form.QuerySelectorAll("input").OfType<IHtmlInputElement>().ToDictionary(i => i.Name ?? "", i => i.Value);
        foreach (var (name, value) in typed) fields[name] = value;
        return await Send(HttpMethod.Post, form.GetAttribute("action") ?? url, new FormUrlEncodedContent(fields));
    }
}

/// <summary>A resident who owes, and the way to the payment company and back.</summary>
sealed class Payer(PaymentHall hall, Guid charge, Guid subject, HallVisitor visitor)
{
    public Guid Charge => charge;
    public Guid Subject => subject;
    public HallVisitor Visitor => visitor;

    /// <summary>Goes to the company's page and returns its number.</summary>
    public async Task<string> Leave()
    {
        var pressed = await visitor.Press(PaymentPaths.Go(charge), "決済会社の画面へ進む");
        Xunit.Assert.True(pressed.StatusCode is HttpStatusCode.SeeOther, await pressed.Content.ReadAsStringAsync());
        var leaving = await visitor.Get(pressed.Headers.Location?.ToString() ?? "");
        Xunit.Assert.True(leaving.Headers.Contains("Refresh"), await leaving.Content.ReadAsStringAsync());
        var url = leaving.Headers.GetValues("Refresh").Single().Split("url=")[1];
        return url.Split('/')[^1];
    }

    /// <summary>Pays at the company, and returns the address that it sends the payer back to.</summary>
    public async Task<string> Pay(Behaviour behaviour, string seconds = "0")
    {
        var checkout = await Leave();
        var answer = await hall.Client.PostAsync(new Uri(hall.Company.Http, $"checkout/{checkout}"),
            new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["method"] = "e_money", ["behaviour"] = behaviour.Word(),
                ["seconds"] = seconds
            }));
        return answer.Headers.Location?.PathAndQuery ?? "";
    }

    public async Task<ChargeFace> Face() =>
        (await hall.Turn((services, db, ct) => services.GetRequiredService<IPayments>().Of(db, "test", subject, ct)))
        .First(f => f.Id == charge);

    /// <summary>How often the record was submitted.</summary>
    public Task<long> Submitted() =>
        hall.Read(async db => (await db.Set<Counter>().FirstOrDefaultAsync(c => c.Name == $"submitted-{subject:N}"))?.Value ?? 0);

    public Task Becomes(ChargeStanding state) => Becomes(face => face.State == state, $"{state}");

    /// <summary>Waits for what is committed; what a desk heard may still be rolled back and said again.</summary>
    public async Task Becomes(Func<ChargeFace, bool> so, string words)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (await Face() is var face && !so(face))
        {
            Xunit.Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{words}にならず{face.State}のまま");
            await Task.Delay(30);
        }
    }
}

/// <summary>A room that this hall does not have; whoever asks it has made a mistake.</summary>
public class Nobody : DispatchProxy
{
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new NotSupportedException(targetMethod?.Name);
}

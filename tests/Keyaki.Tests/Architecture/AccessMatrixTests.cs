using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Plan;
using Keyaki.Procedures;
using Keyaki.Tests.Pages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Architecture;

/// <summary>Every mapped route, tried by every role of the story. What each gets is computed from the route's permission and from
/// <see cref="AccessTable"/>.</summary>
public sealed partial class AccessMatrixTests
{
    sealed record Person(AccessTable.Role Role, HttpClient Http)
    {
        /// <summary>The token of a form, at the residents' door and at the office: it belongs to the visit there.</summary>
        public (string Public, string Office) Tokens { get; set; }
    }

    [Fact]
    public async Task どの入口にも_だれが何を得るかが表に書いてある()
    {
        await using var city = await City.Start(BothDatabases.Sqlite, seeded: false);
        Assert.Equal(Mapped(city).Select(m => m.Key).Order(StringComparer.Ordinal),
            AccessTable.AllRoutes.Select(r => $"{r.Method} {r.Pattern}").Order(StringComparer.Ordinal));
    }

    // Who may what is said by routes, before a database is asked: one of them is enough.
    [Theory, InlineData(BothDatabases.Sqlite)]
    public async Task どの役割も_自分に許されたものだけを得る(string database)
    {
        await using var city = await City.Start(database);
        var records = await Records(city);
        var people = await People(city, records);
        var permissions = Mapped(city).ToDictionary(m => m.Key, m => m.Permission);
        var before = await Changes(city);
        var wrong = new List<string>();
        foreach (var route in AccessTable.AllRoutes)
            foreach (var person in people)
            {
                var may = May(person.Role, permissions[$"{route.Method} {route.Pattern}"], route.Address);
                var owns = route.Whose?.Contains(person.Role.Name) ?? true;
                var token = permissions[$"{route.Method} {route.Pattern}"].ByToken;
                var expected = token ? "401" : !may ? Denied(person.Role, route.Address) : owns ? route.Answer : route.Else;
                var got = await Try(person, route, records, genuine: may && !owns && route.Else == "404");
                if (got != expected) wrong.Add($"{person.Role.Name}: {route.Method} {route.Address} → {got}（{expected} のはず）");
            }
        Assert.True(wrong.Count == 0, $"{wrong.Count} 件\n{string.Join('\n', wrong)}");
        Assert.Equal(before, await Changes(city));
    }

    static bool May(AccessTable.Role role, Permission permission, string address) => permission.Code switch
    {
        "public" or "machine" => true,
        var code => AtTheirDoor(role, address) && role.Powers.Contains(code),
    };

    static bool AtTheirDoor(AccessTable.Role role, string address) =>
        role.Door == (address.StartsWith("/office", StringComparison.Ordinal) ? "office" : "resident");

    /// <summary>A signed-in officer without the power is told so; everybody else is asked to sign in, a guest to sign in as more than a
    /// guest.</summary>
    static string Denied(AccessTable.Role role, string address) =>
        AtTheirDoor(role, address) && role.Door == "office" ? "403" : "sign-in";

    static async Task<string> Try(Person person, AccessTable.Route route, IReadOnlyDictionary<string, string> records, bool genuine)
    {
        var address = Named().Replace(route.Address, m => records[m.Groups[1].Value]);
        using var request = new HttpRequestMessage(route.Method is "POST" ? HttpMethod.Post : HttpMethod.Get, address);
        if (route.Method is "POST")
            request.Content = new FormUrlEncodedContent(genuine
            ? [KeyValuePair.Create("__RequestVerificationToken", address.StartsWith("/office", StringComparison.Ordinal)
            ? person.Tokens.Office : person.Tokens.Public)] : []);
        using var answer = await person.Http.SendAsync(request);
        if (answer.Headers.Location is { } to && to.OriginalString.Split('?')[0] == (address.StartsWith("/office", StringComparison.Ordinal)
            ? Door.Office : Door.Public).SignIn) return "sign-in";
        if (answer.Content.Headers.ContentType?.MediaType == "text/html")
            Assert.Empty(Labels.Missing(new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync())));
        return $"{(int)answer.StatusCode}";
    }

    static IEnumerable<(string Key, Permission Permission)> Mapped(City city) =>
        from endpoint in city.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints)
            .OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"]
        select ($"{method} {endpoint.RoutePattern.RawText}", endpoint.Metadata.GetMetadata<Permission>()
            ?? throw new InvalidOperationException(endpoint.DisplayName));

    /// <summary>One visit of each role, with a form token of its own.</summary>
    static async Task<IReadOnlyList<Person>> People(City city, Dictionary<string, string> records)
    {
        var people = new List<Person>();
        foreach (var role in AccessTable.AllRoles)
        {
            var cookies = new CookieContainer();
            var kind = role.Door switch
            {
                "office" => ActorKind.Officer,
                _ when role.Powers.Contains("resident") => ActorKind.Resident,
                _ => ActorKind.Guest
            };
            if (role.Door != "-")
            {
                var account = kind switch
                {
                    ActorKind.Officer => await city.OfficerId(role.Name),
                    ActorKind.Resident => (await city.Person(role.Name == "hanako" ? "清瀬 花子" : "松山 一郎")).Account,
                    _ => city.Clock.NewId(),
                };
                var (id, token) = await city.Turns.Run((services, db, _) =>
                {
                    var (session, t) = Doors.Open(city.Clock, kind, account, kind is ActorKind.Guest
                        ? Mails.Seal("guest@example.jp", services.GetRequiredService<MasterKey>()) : null);
                    db.Add(session);
                    return Task.FromResult((session.Id, t));
                });
                records["visit-of-" + role.Name] = $"{id}";
                cookies.Add(new Cookie(kind is ActorKind.Officer ? Doors.OfficerCookie : Doors.ResidentCookie, token, "/",
                    city.Address.Host));
            }
            var person = new Person(role,
                new HttpClient(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false })
                {
                    BaseAddress =
                city.Address
                });
            person.Tokens = (await Token(person, "/_dev/as"),
                await Token(person, role.Door == "office" ? "/office/me" : "/office/sign-in"));
            people.Add(person);
        }
        return people;
    }

    static async Task<string> Token(Person person, string page) =>
        new HtmlParser().ParseDocument(await person.Http.GetStringAsync(page))
            .QuerySelector("[name=__RequestVerificationToken]")?.GetAttribute("value") ?? throw new InvalidOperationException("no token");

    /// <summary>花子's things, and where they lie in the office.</summary>
    static async Task<Dictionary<string, string>> Records(City city)
    {
        var (account, person) = await city.Person("清瀬 花子");
        var suzuki = await city.OfficerId("suzuki");
        var (open, granted) = (await city.Composter(), await city.Composter(model: "KC-2"));
        var approval = await OfficeCases.Proposed(city, open, suzuki, "kankyo-kakaricho", "kankyo-kacho");
        await OfficeCases.Proposed(city, granted, suzuki, "kankyo-kacho");
        await OfficeCases.Approve(city, granted, "takahashi");
        await city.Settle();
        var draft = (await city.ComposterDrafts("清瀬 花子", ["KC-3"], city.Clock)).Single();
        var charge = await city.Turns.Run((services, db, ct) => services.GetRequiredService<IPayments>()
            .Open(db, new Bill("test", city.Clock.NewId(), new Yen(300), "手数料", "0001", city.Clock.GetUtcNow()
            .AddMinutes(30), account, "/my", "kankyo"), ct));
        await city.Turns.Run(async (services, db, ct) =>
        {
            await services.GetRequiredService<IMessages>().Send(db, new Message("matrix", account, null, "お知らせ", "本文"), ct);
            return true;
        });
        var (meeting, resolution, risk) = (new Meeting { Id = city.Clock.NewId(), By = suzuki, At = city.Clock.GetUtcNow() },
            city.Clock.NewId(), new Risk { Id = city.Clock.NewId(), Initiative = "6.1.4" });
        await city.Turns.Run((_, db, _) =>
        {
            meeting.Write(null, "第1回", new(2026, 11, 20), "会議室", null);
            risk.Write("遅れる", Level.Low, Level.High, "早めに始める", "dx", false, suzuki, city.Clock.GetUtcNow());
            db.AddRange(meeting, risk, new Resolution
            {
                Id = resolution, Meeting = meeting.Id, Position = 0, Text = "調べる",
                Department = "kankyo", Due = new(2026, 12, 20)
            });
            return Task.FromResult(true);
        });
        var (writ, incoming) = (Drafted(city, suzuki), Incoming(city, suzuki));
        await city.Turns.Run((_, db, _) =>
        {
            db.AddRange(writ, incoming);
            db.Add(new Keyaki.Drafting.BodyVersion
            { Id = city.Clock.NewId(), Draft = writ.Id, Number = 1, Text = "本文", By = suzuki, At = city.Clock.GetUtcNow() });
            return Task.FromResult(true);
        });
        var change = new Staff.PowerChange
        {
            Id = city.Clock.NewId(), By = null, At = city.Clock.GetUtcNow(),
            Kind = Staff.PowerKind.Holding, Officer = suzuki, Json = """{"Post":"shimin-shuji","From":"2026-11-24"}"""
        };
        var disposal = new Documents.DisposalList
        {
            Id = city.Clock.NewId(), FiscalYear = 2026, Department = "kankyo", At = city.Clock.GetUtcNow(),
        };
        var expiring = await city.Read(db => db.Set<Documents.Document>().Select(d => d.Id).FirstAsync());
        var item = new Documents.DisposalItem { Id = city.Clock.NewId(), ListId = disposal.Id, DocumentId = expiring };
        await city.Turns.Run((_, db, _) => { db.AddRange(change, disposal, item); return Task.FromResult(true); });
        return await city.Read(async db => new Dictionary<string, string>
        {
            ["disposal"] = $"{disposal.Id}", ["expiring"] = $"{item.Id}",
            ["own-draft"] = $"{writ.Id}", ["incoming"] = $"{incoming.Id}",
            ["meeting"] = $"{meeting.Id}", ["change"] = $"{change.Id}", ["resolution"] = $"{resolution}", ["risk"] = $"{risk.Id}",
            ["none"] = $"{city.Clock.NewId()}", ["account"] = $"{account}", ["person"] = $"{person}",
            ["officer"] = $"{await city.OfficerId("tanaka")}",
            ["case"] = $"{open}", ["granted"] = $"{granted}", ["draft"] = $"{draft}", ["charge"] = $"{charge}",
            ["approval"] = $"{approval}",
            ["receipt"] = AnswersJson.Read((await db.Set<Application>().SingleAsync(a => a.Id == open)).Answers)["receipt"],
            ["message"] = $"{await db.Set<Messages.InboxMessage>().Where(m => m.Key == "matrix").Select(m => m.Id).SingleAsync()}",
            ["document"] = $"{await db.Set<Documents.DocumentFile>().Select(f => f.DocumentId).SingleAsync()}",
            ["letter"] = $"{await db.Set<Documents.DocumentFile>().Select(f => f.File).SingleAsync()}",
            ["shielded"] = $"{await db.Set<Residents.ProtectionOrder>().Select(o => o.Person).SingleAsync()}",
            ["order"] = $"{await db.Set<Residents.ProtectionOrder>().Select(o => o.Id).SingleAsync()}",
            ["link"] = $"{await db.Set<Residents.AccountLink>().Where(l => l.Account == account).Select(l => l.Id).SingleAsync()}",
            ["holding"] = $"{await db.Set<Staff.PostHolding>().Where(h => db.Set<Staff.Officer>().Any(o => o.Id == h.Officer && o.Login == "tanaka")).Select(h => h.Id).SingleAsync()}",
        });
    }

    static Keyaki.Drafting.Draft Drafted(City city, Guid by)
    {
        var draft = new Keyaki.Drafting.Draft
        { Id = city.Clock.NewId(), Department = "kankyo", By = by, At = city.Clock.GetUtcNow(), Template = "karui" };
        draft.Write(new("伺い", "よろしいか", "", "plain", null, "kankyo-sodai"), "本文");
        return draft;
    }

    static Keyaki.Drafting.Received Incoming(City city, Guid by) => new()
    {
        Id = city.Clock.NewId(), Department = "kankyo", Subject = "照会", Sender = "東京都", Way = Keyaki.Drafting.Arriving.Post,
        On = city.Clock.Today(), RecordClass = "kankyo-sodai", By = by, At = city.Clock.GetUtcNow(), Document = city.Clock.NewId(),
        Number = "第1号",
    };

    /// <summary>What the journal holds of changes; looks and refusals are no changes.</summary>
    static async Task<int> Changes(City city)
    {
        var looks = city.Services.GetRequiredService<Deeds>().All.Where(d => d.IsLook).Select(d => d.Code)
            .Concat([Guard.Denied.Code, Guard.Elsewhere.Code, Guard.Stale.Code, "payments.webhook-refused"]).ToList();
        // What the program does by itself meanwhile nobody asked for.
        return await city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.ActorKind != ActorKind.System && !looks.Contains(e.Code)));
    }

    [GeneratedRegex(@"\{([a-z-]+)\}")]
    private static partial Regex Named();
}

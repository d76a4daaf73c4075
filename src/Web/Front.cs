using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;

namespace Keyaki.Web;

/// <summary>What belongs to no module: assets, health, the plaintext yardstick of the benchmark, and the shell's surroundings.</summary>
static class Front
{
    public static void Map(WebApplication app)
    {
        Ui.Assets.Map(app).With(Permission.Public, Deed.None).WithMetadata(Door.Both);
        app.MapGet("/health/live", () => "ok").With(Permission.Public, Deed.None).WithMetadata(Door.Office);
        app.MapGet("/health/ready", async (IDatabase database, CancellationToken ct) =>
            await database.Trouble(ct) is { } trouble ? Results.Text(trouble, statusCode: StatusCodes.Status503ServiceUnavailable)
                : Results.Text("ok")).With(Permission.Public, Deed.None).WithMetadata(Door.Office);
        app.MapGet("/plaintext", () => "けやき").With(Permission.Public, Deed.None);
        foreach (var door in new[] { Door.Public, Door.Office }) app.MapPage(door.Source, Permission.Public, Deed.None, Source.Ask);
        app.MapFallback("/{*path}", (Func<HttpContext, Task<IResult>>)Elsewhere).With(Permission.Public, Deed.None);
        app.MapFallback("/office/{*path:nonfile}", Nothing).With(Permission.Public, Deed.None);
        app.MapAct(Surroundings.Fold, Permission.Officer, Surroundings.Folds, Surroundings.Remember);
        foreach (var refusal in new[] { Guard.Denied, Guard.Elsewhere, Guard.Stale }) app.Declare(refusal);
        app.Declare(Rotation.Begun);
    }

    /// <summary>No route has it: perhaps a room whose addresses are data does.</summary>
    static async Task<IResult> Elsewhere(HttpContext http)
    {
        var look = new Look(http.RequestServices, http.Actor(), http, http.RequestAborted);
        foreach (var room in http.RequestServices.GetServices<IElsewhere>())
            if (await room.Find(look, http.Request.Path.Value ?? "/") is { } found) return found;
        return Nothing(http);
    }

    static IResult Nothing(HttpContext http) => !http.Request.Query.ContainsKey(Held.Query) ? Trouble.NotFound()
        : Trouble.NotDone(http.Door() == Door.Office ? new("職員のホームを開く", "/office")
            : new("マイページを開く", "/my") { Easy = "マイページへ", English = "Open My page" });

    public static void MapDevelopment(WebApplication app) => app.MapPage("/_dev/components", Permission.Public, Deed.None, Gallery.Ask);
}

/// <summary>Gives every page the city's face, who is signed in, and the menu of what this person may open.</summary>
sealed class Surroundings(CityProfile city, IReadOnlyList<IModule> modules, IHostEnvironment environment, IConfiguration configuration,
    FileStore files, IServiceProvider services)
{
    // Not when the hall is built: that opens no database.
    Contracts.Website.IEmergency Emergency => field ??= services.GetRequiredService<Contracts.Website.IEmergency>();

    readonly string source = configuration[Source.Setting] ?? "";
    readonly Ui.CityFace face = new(city.City.Name, Accent: city.City.Accent) { Called = city.City.Called };
    readonly MenuItem[] menu = [.. modules.SelectMany(m => m.MenuOf(city)).OrderBy(m => m.Group)];
    readonly ShellLink[] foot = [new("お問い合わせ", Links.Contact) { Easy = "わからない ときは", English = "Contact" },
        .. city.Pages.Select(p => new ShellLink(p.Title.Ja, $"/about/{p.Code}") { Easy = p.Title.Easy, English = p.Title.En })];
    readonly Text? practice = environment.IsDevelopment() ? new("これは練習用のまちです。本当の申し込みにはなりません。",
        "れんしゅうの 町です。ほんとうの もうしこみに なりません。",
        "This is a practice town. Nothing that you send is a real application.") : null;

    public void Set(HttpContext http)
    {
        var actor = http.Actor();
        var door = http.Door();
        var here = menu.SelectMany(m => m.Also.Prepend(m.Under).Select(under => (Item: m, Under: under)))
            .Where(m => IsHere(http.Request.Path, m.Under)).OrderByDescending(m => m.Under.Length).Select(m => m.Item).FirstOrDefault();
        var mine = menu.Where(m => m.Url.StartsWith("/office", StringComparison.Ordinal) == (door == Door.Office)
            && actor.Can(m.Permission)).DistinctBy(m => m.Url);
        ShellLink Link(MenuItem item) => new(item.Label, item.Url, item == here) { Easy = item.Easy, English = item.English };
        ShellGroup Group(IGrouping<MenuGroup, MenuItem> items) => Surroundings.Group(items.Key, items.Select(Link), http);
        Language.Remember(http);
        var alerts = Emergency.Now;
        http.Features.Set(new ShellFace(face)
        {
            Person = actor.Kind switch
            {
                ActorKind.Anonymous => null,
                ActorKind.Guest => Language.Of(http) is var l && actor.Mail is null
                ? l.Pick("アカウントなし", "アカウントなし", "No account") : l.Pick("メール確認済み", "メール かくにん ずみ",
                    "Mail confirmed"),
                _ => actor.Name
            },
            SignIn = door.SignIn,
            SignOut = door.SignOut,
            Menu = door == Door.Office ? [] : [.. mine.Select(Link)],
            Groups = door == Door.Office ? [.. mine.GroupBy(m => m.Group).Select(Group)] : [],
            Search = actor.Kind is ActorKind.Officer && door == Door.Office && http.Request.Path != FindAll.Url ? FindAll.Url : null,
            SearchKey = FindKey.IsUsed(http),
            Alerts = [.. alerts.Lines.Select(a => new ShellAlert(a.Title, a.Url))],
            AlertsOf = alerts.Of,
            IsCopy = http.Features.Get<ForCopy>() is not null,
            Foot = door == Door.Office ? [] : foot,
            Practice = practice,
            Unchecked = door == Door.Office && actor.Kind is ActorKind.Officer && !files.IsChecked,
            HeldSince = door == Door.Office && actor.Kind is ActorKind.Officer ? files.HeldSince : null,
            Source = new("ソースコード", source.Length > 0 ? source : door.Source) { Easy = "プログラムの もと", English = "Source code" },
        });
    }

    /// <summary>Where the page's script says that a part of the menu was opened or shut.</summary>
    internal const string Fold = "/office/menu/{part}";

    /// <summary>The parts of the menu that this browser wants otherwise than usual.</summary>
    const string Folded = "keyaki-menu";

    static IReadOnlyList<string> Otherwise(HttpContext http) =>
        (http.Request.Cookies[Doors.Named(Folded, Doors.IsStrict(http))] ?? "").Split('.');

    static bool IsOpen(MenuGroup group) => group is MenuGroup.Today;

    /// <summary>How a page looks in one browser is no act: nothing is written down.</summary>
    internal static readonly Deed Folds = new("house.menu", "メニューの区分を開け閉めした");

    internal static Answer Remember(string part, IFormCollection posted, HttpContext http, Journal journal)
    {
        journal.Nothing();
        if (!Enum.TryParse<MenuGroup>(part, out var group) || !Enum.IsDefined(group)) throw new NotHere();
        var others = Otherwise(http).Where(code => code != $"{group}" && Enum.TryParse<MenuGroup>(code, out _));
        var now = IsOpen(group) == (posted["open"] == "true") ? others : others.Append($"{group}");
        http.Response.Cookies.Append(Doors.Named(Folded, Doors.IsStrict(http)), string.Join('.', now),
            Doors.Options(http, TimeSpan.FromDays(365)));
        return Answer.See("/office");
    }

    /// <summary>Open is the work of today, the part where one is, and what was opened before.</summary>
    static ShellGroup Group(MenuGroup group, IEnumerable<ShellLink> links, HttpContext http)
    {
        var shown = links.ToList();
        return new($"{group}", group.Label(), shown,
            Open: IsOpen(group) != Otherwise(http).Contains($"{group}") || shown.Exists(l => l.Current));
    }

    static bool IsHere(PathString path, string url) => url is "/office" or "/" ? path == url : path.StartsWithSegments(url);
}

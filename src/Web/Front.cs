using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Web;

/// <summary>What belongs to no module: assets, health, the plaintext yardstick of the benchmark, and the shell's surroundings.</summary>
static class Front
{
    static readonly string[] Sources = ["/source", "/office/source"];

    public static void Map(WebApplication app)
    {
        Assets.Map(app).With(Permission.Public, Deed.None);
        app.MapGet("/health/live", () => "ok").With(Permission.Public, Deed.None);
        app.MapGet("/health/ready", async (IDatabase database, CancellationToken ct) =>
            await database.Trouble(ct) is { } trouble ? Results.Text(trouble, statusCode: StatusCodes.Status503ServiceUnavailable) : Results.Text("ok")).With(Permission.Public, Deed.None);
        app.MapGet("/plaintext", () => "けやき").With(Permission.Public, Deed.None);
        // Both doors: the office's network does not forward the residents' pages.
        foreach (var source in Sources) app.MapPage(source, Permission.Public, Deed.None, Source.Ask);
        app.MapFallback((HttpContext http) => !http.Request.Query.ContainsKey(Guard.HeldQuery) ? Trouble.NotFound() : Trouble.NotDone(Doors.IsOffice(http.Request.Path) ? new("職員のホームを開く", "/office") : new("マイページを開く", "/my"))).With(Permission.Public, Deed.None);
        app.Declare(Guard.Denied);
    }

    public static void MapDevelopment(WebApplication app) => app.MapPage("/_dev/components", Permission.Public, Deed.None, Gallery.Ask);
}

/// <summary>Gives every page the city's face, who is signed in, and the menu of what this person may open.</summary>
sealed class Surroundings(CityProfile city, IReadOnlyList<IModule> modules, IHostEnvironment environment, IConfiguration configuration)
{
    readonly string source = configuration[Source.Setting] ?? "";
    readonly Ui.CityFace face = new(city.City.Name, Accent: city.City.Accent);
    readonly MenuItem[] menu = [.. modules.SelectMany(m => m.MenuOf(city)).OrderBy(m => m.Order)];
    readonly ShellLink[] foot = [new("お問い合わせ", "/about/contact") { English = "Contact" }, .. city.Pages.Select(p => new ShellLink(p.Title.Ja, $"/about/{p.Code}") { English = p.Title.En })];
    readonly string? practice = environment.IsDevelopment() ? "これは練習用のまちです。本当の申請にはなりません。" : null;

    public void Set(HttpContext http)
    {
        var actor = http.Actor();
        var office = Doors.IsOffice(http.Request.Path);
        var here = menu.Where(m => IsHere(http.Request.Path, m.Under)).MaxBy(m => m.Under.Length);
        http.Features.Set(new ShellFace(face)
        {
            Person = actor.Kind switch { ActorKind.Anonymous => null, ActorKind.Guest => actor.Mail is null ? "アカウントなし" : "メール確認済み", _ => actor.Name },
            SignIn = Doors.SignInUrl(http.Request.Path),
            SignOut = office ? "/office/sign-out" : "/sign-out",
            Menu = [.. menu.Where(m => m.Url.StartsWith("/office", StringComparison.Ordinal) == office && actor.Can(m.Permission)).Select(m => new ShellLink(m.Label, m.Url, m == here) { English = m.English })],
            Foot = office ? [] : foot,
            Practice = practice,
            Source = new("ソースコード", source.Length > 0 ? source : office ? "/office/source" : "/source") { English = "Source code" },
        });
    }

    static bool IsHere(PathString path, string url) => url is "/office" or "/" ? path == url : path.StartsWithSegments(url);
}

using System.Reflection;
using System.Text.RegularExpressions;
using Keyaki.Kernel;
using Keyaki.Tests.Pages;
using Keyaki.Web;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Architecture;

public sealed class StarTests
{
    static readonly string[] Centre = ["Keyaki.Kernel", "Keyaki.Ui", "Keyaki.Contracts", "Keyaki.Kits"];

    public static TheoryData<string> Modules => [.. Hall.Modules.Select(m => m.GetType().Assembly.GetName().Name ?? "")];

    static IEnumerable<string> Ours(Assembly a) =>
        a.GetReferencedAssemblies().Select(r => r.Name ?? "").Where(n => n.StartsWith("Keyaki.", StringComparison.Ordinal));

    [Theory, MemberData(nameof(Modules))]
    public void 部屋は真ん中だけを知っている(string module) =>
        Assert.Empty(Ours(Assembly.Load(module)).Except(Centre));

    [Fact]
    public void 真ん中は部屋を知らない()
    {
        Assert.Empty(Ours(typeof(CityDb).Assembly));
        Assert.Empty(Ours(Assembly.Load("Keyaki.Contracts")).Except(["Keyaki.Kernel"]));
        Assert.Empty(Ours(Assembly.Load("Keyaki.Ui")).Except(["Keyaki.Kernel"]));
        Assert.Empty(Ours(Assembly.Load("Keyaki.Kits")).Except(["Keyaki.Kernel", "Keyaki.Ui", "Keyaki.Contracts"]));
    }

    /// <summary>A kit that knows one room by its name, its tables or its addresses is of no use to the next one.</summary>
    [Fact]
    public void 道具箱はどの部屋の名前も知らない()
    {
        var modules = Hall.Modules.Where(m => m is not Keyaki.Kits.KitsModule).ToList();
        var names = modules.Select(m => Regex.Escape(m.Name));
        // The pages of all runs and of all letters are the kits', and stand in the menus of the rooms that bring some.
        var routes = modules.SelectMany(m => m.Menu).Select(m => m.Url.Split('?')[0])
            .Where(u => u.Count(c => c == '/') > 1 && u is not (Keyaki.Kits.RunsPage.Url or Keyaki.Kits.ListLetters.Url))
            .Select(Regex.Escape);
        var room = new Regex($"""Keyaki\.({string.Join('|', modules.Select(m => m.GetType().Namespace?.Split('.')[^1]))})\b"""
            + $"|\"({string.Join('|', names)})[._]|{string.Join('|', routes)}");
        Assert.Empty(from file in Source.Files("src/Kits", ".cs", ".razor") from Match hit in room.Matches(file.Text)
                     select $"{file.Path}: {hit.Value}");
    }

    /// <summary>A contract lies with the room that answers it; one that several rooms answer lies with the room that asks them all.
    /// Addresses that rooms promise each other are nobody's.</summary>
    [Fact]
    public void 約束は持ち主の部屋の名前の下に_一つのファイルである()
    {
        var rooms = Hall.Modules.ToDictionary(m => m.GetType().Namespace?.Split('.')[^1] ?? "", m => m.GetType().Assembly.GetTypes());
        var contracts = Assembly.Load("Keyaki.Contracts").GetExportedTypes()
            .Where(t => !t.IsNested && t != typeof(Keyaki.Contracts.Links)).ToLookup(t => t.Namespace?.Split('.')[^1] ?? "");
        Assert.DoesNotContain(contracts.SelectMany(owned => owned),
            t => t.Namespace != $"Keyaki.Contracts.{t.Namespace?.Split('.')[^1]}");
        Assert.Empty(contracts.Select(owned => owned.Key).Except(rooms.Keys));
        Assert.Equal(contracts.Select(owned => $"{owned.Key}.cs").Append("Links.cs").Order(StringComparer.Ordinal),
            Source.Files("src/Contracts", ".cs").Select(file => Path.GetFileName(file.Path)).Order(StringComparer.Ordinal));
        Assert.Empty(from owned in contracts
                     from contract in owned
                     where contract.IsInterface
                     let answer = rooms.Where(r => r.Value.Any(t => t.IsClass && contract.IsAssignableFrom(t))).Select(r => r.Key).ToList()
                     where answer is not [var one] || one != owned.Key
                     where !Source.Files($"src/Modules/{owned.Key}", ".cs")
                        .Any(file => Regex.IsMatch(file.Text, $"(IEnumerable|GetServices)<{contract.Name}>"))
                     select $"{contract.FullName}: {string.Join('、', answer)}");
    }

    [Fact]
    public void 市の名前はコードに書かれていない()
    {
        var root = Path.Combine(Root, "src");
        var found = Directory.EnumerateFiles(root, "*.*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".cs" or ".razor" or ".js" && !f.Contains("/obj/", StringComparison.Ordinal)
                && !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("node_modules", StringComparison.Ordinal))
            .SelectMany(f => File.ReadLines(f).Select((line, n) => (f, n, line)))
            .Where(l => l.line.Contains("清瀬市", StringComparison.Ordinal) && !l.line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .Select(l => $"{Path.GetRelativePath(root, l.f)}:{l.n + 1} {l.line.Trim()}");
        Assert.Empty(found);
    }

    [Fact]
    public async Task どの入口も権限とジャーナルの言葉を持っている()
    {
        await using var city = await City.Start(BothDatabases.Sqlite, seeded: false);
        var endpoints = city.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints)
            .OfType<RouteEndpoint>().ToList();
        Assert.NotEmpty(endpoints);
        Assert.Empty(endpoints.Where(e => e.Metadata.GetMetadata<Permission>() is null).Select(e => e.DisplayName));
        Assert.Empty(endpoints.Where(e => e.Metadata.GetMetadata<Deed>() is null).Select(e => e.DisplayName));
        // Whatever changes something is written down.
        var silent = endpoints.Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Any(m => m is "POST" or "PUT"
            or "DELETE") == true && e.Metadata.GetMetadata<Deed>() is { Code: "" }).Select(e => e.RoutePattern.RawText);
        Assert.Empty(silent);
    }

    [Fact]
    public async Task 職員の画面は職員の権限でしか開かない()
    {
        await using var city = await City.Start(BothDatabases.Sqlite, seeded: false);
        string[] open = ["/office/sign-in", "/office/sign-out", "/office/welcome", "/office/source", "/office/{*path",
            "/office/api/token", "/office/api/openapi.json"];
        var loose = city.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText is { } route && route.StartsWith("/office", StringComparison.Ordinal)
                && !open.Any(o => route.StartsWith(o, StringComparison.Ordinal)))
            .Where(e => e.Metadata.GetMetadata<Permission>() is not { } p || p == Permission.Public || p == Permission.Resident
                || p == Permission.Applicant || p == Permission.Machine)
            .Select(e => e.RoutePattern.RawText);
        Assert.Empty(loose);
    }

    [Fact]
    public void 役割を替える練習用の入口は製品の構成にはない()
    {
        var app = Hall.Build(["--environment", "Production", "--Keyaki:MasterKeyFile", "/nowhere", "--Keyaki:AnchorFile", "/nowhere",
            "--Keyaki:Files:Check", "none",
            "--Keyaki:PublicAddress", "https://example.jp", "--Keyaki:OfficeAddress", "https://office.example.jp", "--Keyaki:PublicUrls",
            "http://127.0.0.1:5000", "--Keyaki:OfficeUrls", "http://127.0.0.1:5001", "--Keyaki:City",
            Path.Combine(Root, "cities", "kiyose"), "--Keyaki:Data", Path.Combine(Path.GetTempPath(), "keyaki-never")]);
        Assert.IsType<CityClock>(app.Services.GetRequiredService<TimeProvider>());
        var routes = ((IEndpointRouteBuilder)app).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Select(e => e.RoutePattern.RawText ?? "");
        Assert.DoesNotContain(routes, r => r.StartsWith("/_dev", StringComparison.Ordinal));
    }

    static string Root
    {
        get
        {
            var d = new DirectoryInfo(AppContext.BaseDirectory);
            while (d is not null && !File.Exists(Path.Combine(d.FullName, "Keyaki.slnx"))) d = d.Parent;
            return d?.FullName ?? throw new DirectoryNotFoundException();
        }
    }
}

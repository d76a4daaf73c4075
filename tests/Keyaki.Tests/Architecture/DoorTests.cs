using System.Net;
using System.Text.RegularExpressions;
using Keyaki.Kernel;
using Keyaki.Tests.Pages;
using Keyaki.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Architecture;

using Visitor = Keyaki.Tests.Pages.Visitor;

/// <summary>Two listeners, two doors: what lies behind one is not found through the other, however its address is spelled.</summary>
public sealed partial class DoorTests
{
    [Fact]
    public async Task どの入口も_どう綴っても_違う扉からは見つからない()
    {
        await using var city = await City.Start(BothDatabases.Sqlite, seeded: false, twoDoors: true);
        Assert.NotEqual(city.Address, city.Office);
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        using var client = new HttpClient(handler);
        var (unknown, wrong) = (await Ask(client, city.Address, "GET", "/nirgends"), new List<string>());
        foreach (var route in AccessTable.AllRoutes)
        {
            var door = DoorOf(city, route);
            var address = Filled(route.Address);
            foreach (var spelling in Spellings(address))
                foreach (var (at, listener) in new[] { (Door.Public, city.Address), (Door.Office, city.Office) })
                {
                    var answer = await Ask(client, listener, route.Method, spelling, at == Door.Public ? "office.example" : "www.example");
                    if (at.LeadsTo(door)) { if (answer.Status is >= 500) wrong.Add($"{route.Method} {spelling}: {answer.Status}"); }
                    else if (answer.Status != 404 || answer.Location is not null
                        || !answer.Text.Contains("ページが見つかりません", StringComparison.Ordinal)) wrong.Add(
                        $"{route.Method} {spelling} は{(at == Door.Public ? "住民" : "職員")}の扉で {answer.Status}");
                }
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} 件\n{string.Join('\n', wrong)}");
        Assert.Equal(404, unknown.Status);
    }

    [Fact]
    public async Task 綴りを変えた職員の画面も_職員の扉では開く()
    {
        await using var city = await City.Start(BothDatabases.Sqlite, seeded: false, twoDoors: true);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        foreach (var spelling in Spellings("/office/sign-in").Append("/OFFICE/SIGN-IN"))
        {
            Assert.Equal(200, (await Ask(client, city.Office, "GET", spelling)).Status);
            Assert.Equal(404, (await Ask(client, city.Address, "GET", spelling)).Status);
        }
        foreach (var health in new[] { "/health/live", "/Health/ready", "/%68ealth/ready" })
        {
            Assert.Equal(200, (await Ask(client, city.Office, "GET", health)).Status);
            Assert.Equal(404, (await Ask(client, city.Address, "GET", health)).Status);
        }
        foreach (var door in new[] { city.Address, city.Office })
            Assert.Equal(200, (await Ask(client, door, "GET", Ui.Assets.Url("keyaki.css"))).Status);
    }

    [Theory, BothDatabases]
    public async Task サインインの印は_待ち受けた扉で決まり_道筋にも宛名にもよらない(string database)
    {
        await using var city = await City.Start(database, twoDoors: true);
        var token = await city.Token(ActorKind.Officer, await city.OfficerId("tanaka"), city.Clock);
        var officer = new Visitor(city.Office).Visits(ActorKind.Officer, token);
        Assert.Contains("市民課 主事", (await officer.Open("/Office/me")).Text, StringComparison.Ordinal);
        // The officer's visit under the residents' name of the cookie, and the other way round.
        Assert.Equal("職員のサインイン", (await new Visitor(city.Office).With(Doors.ResidentCookie, token, "/").Open("/office/me")).Heading);
        Assert.StartsWith("/sign-in", (await new Visitor(city.Address).With(Doors.ResidentCookie, token, "/")
            .With(Doors.OfficerCookie, token, "/").Open("/my")).Path, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await new Visitor(city.Address).With(Doors.ResidentCookie, token, "/")
            .With(Doors.OfficerCookie, token, "/").Open("/office/me")).Status);
        var (hanako, _) = await city.Person("清瀬 花子");
        var visit = await city.Token(ActorKind.Resident, hanako, city.Clock);
        Assert.Equal(HttpStatusCode.NotFound, (await new Visitor(city.Office).Visits(ActorKind.Resident, visit).Open("/my")).Status);
        Assert.Equal(HttpStatusCode.OK, (await new Visitor(city.Address).Visits(ActorKind.Resident, visit).Open("/my")).Status);
    }

    [Fact]
    public void 製品は_二つの扉が別々のアドレスにそろわなければ始まらない()
    {
        string[] house = ["--environment", "Production", "--Keyaki:MasterKeyFile", "/nowhere", "--Keyaki:AnchorFile", "/nowhere",
            "--Keyaki:Files:Check", "none",
            "--Keyaki:PublicAddress", "https://example.jp", "--Keyaki:OfficeAddress", "https://office.example.jp", "--Keyaki:City",
            Path.Combine(City.Root, "cities", "kiyose"), "--Keyaki:Data", Path.Combine(Path.GetTempPath(), "keyaki-never")];
        string Fault(params string[] doors) => Assert.Throws<SettingFault>(() => Hall.Build([.. house, .. doors])).Message;
        Assert.Contains("Keyaki:OfficeUrls", Fault("--Keyaki:PublicUrls", "http://127.0.0.1:5000"), StringComparison.Ordinal);
        Assert.Contains("Keyaki:PublicUrls", Fault("--Keyaki:OfficeUrls", "http://127.0.0.1:5001"), StringComparison.Ordinal);
        Assert.Contains("入口ごとに別の", Fault("--Keyaki:PublicUrls", "http://127.0.0.1:5000", "--Keyaki:OfficeUrls", "http://127.0.0.1:5000"),
            StringComparison.Ordinal);
        Assert.Contains("Keyaki:PublicUrls", Fault("--Keyaki:PublicUrls", "127.0.0.1", "--Keyaki:OfficeUrls", "http://127.0.0.1:5001"),
            StringComparison.Ordinal);
        Assert.Contains("Kestrel:Endpoints", Fault("--Keyaki:PublicUrls", "http://127.0.0.1:5000", "--Keyaki:OfficeUrls",
            "http://127.0.0.1:5001", "--Kestrel:Endpoints:More:Url", "http://127.0.0.1:5002"), StringComparison.Ordinal);
    }

    static Door DoorOf(City city, AccessTable.Route route) =>
        city.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .First(e => e.RoutePattern.RawText == route.Pattern
                && (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(route.Method) ?? true)).Metadata.GetMetadata<Door>()
                ?? throw new InvalidOperationException($"{route.Pattern} has no door");

    /// <summary>As declared, in capitals, its first letter encoded, all of its first part encoded, and with a slash more at its
    /// end.</summary>
    static IEnumerable<string> Spellings(string address)
    {
        var (path, query) = address.Split('?') is [var p, var q] ? (p, "?" + q) : (address, "");
        if (path.Length < 2)
        {
            yield return address;
            yield break;
        }
        var first = path.Split('/')[1];
        yield return address;
        yield return path.ToUpperInvariant() + query;
        yield return $"/%{(int)path[1]:x2}{path[2..]}{query}";
        yield return $"/{string.Concat(first.Select(c => $"%{(int)c:X2}"))}{path[(first.Length + 1)..]}{query}";
        yield return $"{path}/{query}";
    }

    static async Task<(int Status, Uri? Location, string Text)> Ask(HttpClient client, Uri door, string method, string spelling,
        string? host = null)
    {
        // As it is spelled: neither folded nor decoded on the way out.
        using var request = new HttpRequestMessage(method is "POST" ? HttpMethod.Post : HttpMethod.Get,
            new Uri(door.GetLeftPart(UriPartial.Authority) + spelling,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (host is not null) request.Headers.Host = host;
        if (method is "POST") request.Content = new FormUrlEncodedContent([]);
        using var answer = await client.SendAsync(request);
        return ((int)answer.StatusCode, answer.Headers.Location, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The table's address with a record that is not there, as a browser sends it.</summary>
    internal static string Filled(string address) =>
        string.Concat(Named().Replace(address, "00000000-0000-0000-0000-000000000001")
            .Select(c => c < 128 ? $"{c}" : Uri.EscapeDataString($"{c}")));

    [GeneratedRegex(@"\{[a-z-]+\}")]
    private static partial Regex Named();
}

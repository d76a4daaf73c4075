using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Procedures;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Kits;

/// <summary>Another system of the city: how it is linked, gets a token, pulls applications, and reports.</summary>
public sealed partial class SystemTests
{
    const string Reads = "applications.read@bulky-waste", Reports = "applications.report@bulky-waste";

    /// <summary>A system that two officers agreed to, with its secret as the page showed it.</summary>
    static async Task<(string Id, string Secret)> Linked(City city, params string[] powers)
    {
        var kobayashi = await (await city.Officer("nakamura")).Open("/office/systems/new");
        kobayashi.Fill("システムの名前", "収集管理システム").Fill("受け持つ課", "環境課")
            .Fill("何のために", "収集の予定に入れる。電話は環境課へ");
        foreach (var power in powers)
            kobayashi.Choose($"許すこと/{(power == Reads ? "申請を読む" : "処理の様子を返す")}：粗大ごみ収集の申込");
        await kobayashi.Press("確認に回す");
        Assert.Contains("確認を待っています", kobayashi.Text, StringComparison.Ordinal);
        var page = kobayashi.Path;
        // Who asked is not the second person.
        await kobayashi.Open(page + "/check");
        Assert.Contains("ほかの人が確認します", kobayashi.Text, StringComparison.Ordinal);
        var kato = await (await city.Officer("kato")).Open(page + "/check");
        await kato.Choose("この連携を認めますか/はい").Press("確かめた結果を記録する");
        await (await kobayashi.Open(page)).Press("鍵を作る");
        var codes = kobayashi.Page.QuerySelectorAll("[class*=banner] code").Select(c => c.TextContent).ToList();
        Assert.Equal(2, codes.Count);
        // The address that showed it shows it to nobody else.
        Assert.DoesNotContain(codes[1], (await kato.Open(kobayashi.Path)).Text, StringComparison.Ordinal);
        return (codes[0], codes[1]);
    }

    static async Task<(HttpStatusCode Status, JsonElement Said)> Knock(HttpClient http, string id, string secret, string? scope = null)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = id, ["client_secret"] = secret };
        if (scope is not null) form["scope"] = scope;
        using var answer = await http.PostAsync("/office/api/token", new FormUrlEncodedContent(form));
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    static async Task<HttpClient> Signed(City city, string id, string secret, string? scope = null)
    {
        var http = new HttpClient(new HttpClientHandler()) { BaseAddress = city.Office };
        var (status, said) = await Knock(http, id, secret, scope);
        Assert.True(status is HttpStatusCode.OK, said.ToString());
        http.DefaultRequestHeaders.Authorization = new("Bearer", said.GetProperty("access_token").GetString());
        return http;
    }

    static async Task<HttpResponseMessage> Report(HttpClient http, string number, string body, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/office/api/applications/{number}/processing")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await http.SendAsync(request);
    }

    [Theory, BothDatabases]
    public async Task 二人が認めた連携システムだけが札をもらえ_止めるとその場で読めなくなる(string database)
    {
        await using var city = await City.Start(database);
        var (id, secret) = await Linked(city, Reads);
        using var stranger = new HttpClient(new HttpClientHandler()) { BaseAddress = city.Office };
        Assert.Equal(HttpStatusCode.Unauthorized, (await Knock(stranger, id, secret + "x")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Knock(stranger, Guid.Empty.ToString("N"), secret)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Knock(stranger, id, secret, "applications.read@compost-subsidy")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/office/api/applications")).StatusCode);

        using var http = await Signed(city, id, secret, Reads);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/office/api/applications")).StatusCode);
        // A token opens nothing that a person opens, and a person's visit nothing of the interface.
        Assert.StartsWith("/office/sign-in", (await http.GetAsync("/office/systems")).RequestMessage?.RequestUri?.AbsolutePath,
            StringComparison.Ordinal);
        var kato = await city.Officer("kato");
        Assert.Equal(HttpStatusCode.Unauthorized, (await kato.Raw("/office/api/applications")).StatusCode);
        // It may read, not report.
        Assert.Equal(HttpStatusCode.Forbidden, (await Report(http, "x", """{"state":"imported"}""", "a")).StatusCode);

        city.Clock.Pass(TimeSpan.FromMinutes(11));
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/office/api/applications")).StatusCode);
        using var again = await Signed(city, id, secret);
        Assert.Equal(HttpStatusCode.OK, (await again.GetAsync("/office/api/applications")).StatusCode);
        await (await (await city.Officer("kato")).Open($"/office/systems/{Guid.ParseExact(id, "N")}")).Press("連携を止める");
        Assert.Equal(HttpStatusCode.Unauthorized, (await again.GetAsync("/office/api/applications")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Knock(stranger, id, secret)).Status);
        // Every refusal is written down.
        Assert.True(await city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == "systems.token-refused")) >= 4);
    }

    [Theory, BothDatabases]
    public async Task 申請を変わった順に漏れなく二度なく読め_答えとジャーナルが残り_許されない手続は見えない(string database)
    {
        await using var city = await City.Start(database);
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++) ids.Add(await city.Bulky(new DateOnly(2026, 12, 7).AddDays(i)));
        var other = await city.Composter();
        var (id, secret) = await Linked(city, Reads, Reports);
        city.Clock.Pass(TimeSpan.FromSeconds(20));
        using var http = await Signed(city, id, secret);
        var (seen, after) = (new List<string>(), (string?)null);
        for (var round = 0; round < 10; round++)
        {
            var rest = after is null ? "" : $"&after={after}";
            var page = await http.GetFromJsonAsync<CaseHeads>($"/office/api/applications?limit=2{rest}", Api.Json);
            Assert.NotNull(page);
            if (page.Items.Count == 0) break;
            seen.AddRange(page.Items.Select(i => i.Number));
            after = page.Next;
        }
        var numbers = await city.Read(db => db.Set<Application>().Where(a => a.Procedure == "bulky-waste" && a.SubmittedAt != null)
            .Select(a => a.Number).ToListAsync());
        Assert.Equal(numbers.Select(n => $"{n}").Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));

        var mine = await city.Case(ids[0]);
        var whole = await http.GetFromJsonAsync<CaseWhole>($"/office/api/applications/{mine.Number}", Api.Json);
        Assert.NotNull(whole);
        Assert.Equal(mine.Name, whole.Name);
        Assert.NotEmpty(whole.Answers);
        var noted = await city.Read(db => db.Set<JournalEntry>()
            .SingleAsync(e => e.Code == "systems.applications.look" && e.RecordId == mine.Id));
        Assert.Equal((ActorKind.Machine, "machine", Guid.ParseExact(id, "N")), (noted.ActorKind, noted.Channel, noted.Account));
        var foreign = (await city.Case(other)).Number;
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"/office/api/applications/{foreign}")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await http.GetAsync("/office/api/applications?after=none")).StatusCode);
    }

    [Theory, BothDatabases]
    public async Task 処理の様子は同じ鍵では一度だけ受け取り_できなかったものは担当の課の仕事になる(string database)
    {
        await using var city = await City.Start(database);
        var found = await city.Case(await city.Bulky(new DateOnly(2026, 12, 7)));
        var (id, secret) = await Linked(city, Reads, Reports);
        using var http = await Signed(city, id, secret);
        const string failed = """{"state":"failed","reference":"S-1","message":"住所が見つかりません"}""";
        async Task<HttpStatusCode> Says(string body, string? key) => (await Report(http, $"{found.Number}", body, key)).StatusCode;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Says(failed, null));
        foreach (var wrong in new[] { """{"state":"lost"}""", """{"state":"done","more":1}""", """{"state":"failed"}""", "{", "" })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, await Says(wrong, "k0"));
        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Report(http, $"{found.Number}", failed, "key-1")));
        Assert.All(all, a => Assert.Equal(HttpStatusCode.OK, a.StatusCode));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Says("""{"state":"done"}""", "key-1"));
        Assert.Equal(1, await city.Read(db => db.Set<Processing>().CountAsync()));

        var suzuki = await (await city.Officer("suzuki")).Open("/office");
        Assert.Contains("収集管理システムで処理できなかった申請", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Follow("収集管理システムで処理できなかった申請");
        Assert.Contains("住所が見つかりません", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Press("確かめました");
        Assert.DoesNotContain("処理できなかった申請", (await suzuki.Open("/office")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await Says("""{"state":"done","reference":"S-1"}""", "key-2"));
        await suzuki.Open(Keyaki.Contracts.Links.Case(found.Id));
        Assert.Contains("収集管理システム：処理が終わりました", suzuki.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task 呼び出し方の説明に_すべての呼び出しと形があり_住民の入口からは開けない()
    {
        await using var city = await City.Start(BothDatabases.Sqlite, seeded: false, twoDoors: true);
        using var http = new HttpClient(new HttpClientHandler()) { BaseAddress = city.Office };
        var said = await http.GetFromJsonAsync<JsonObject>("/office/api/openapi.json");
        Assert.NotNull(said);
        Assert.StartsWith("3.1", said["openapi"]?.GetValue<string>(), StringComparison.Ordinal);
        var mapped = city.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Count(e => e.Metadata.GetMetadata<Permission>() is { ByToken: true });
        Assert.Equal(mapped, said["paths"]?.AsObject().Sum(p => p.Value?.AsObject().Count) ?? 0);
        Assert.True(mapped >= 4);
        foreach (Match reference in References().Matches(said.ToJsonString()))
            Assert.NotNull(said["components"]?["schemas"]?[reference.Groups[1].Value]);
        using var resident = new HttpClient(new HttpClientHandler()) { BaseAddress = city.Address };
        Assert.Equal(HttpStatusCode.NotFound, (await resident.GetAsync("/office/api/openapi.json")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Raw(resident)).StatusCode);
        static Task<HttpResponseMessage> Raw(HttpClient http) => http.PostAsync("/office/api/token",
            new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials" }));
    }

    [Fact]
    public async Task 見本のプログラムは_申請を一度ずつ引き取って知らせ_もう一度動かすと続きから始める()
    {
        await using var city = await City.Start(BothDatabases.Sqlite);
        for (var i = 0; i < 3; i++) await city.Bulky(new DateOnly(2026, 12, 7).AddDays(i));
        var (id, secret) = await Linked(city, Reads, Reports);
        city.Clock.Pass(TimeSpan.FromSeconds(20));
        var cursor = Path.Combine(city.Folder, "cursor.txt");
        Assert.Equal(3, await Pull());
        Assert.Equal(3, await city.Read(db => db.Set<Processing>().CountAsync(p => p.State == ProcessingState.Imported)));
        Assert.Equal(0, await Pull());
        await city.Bulky(new DateOnly(2026, 12, 14));
        city.Clock.Pass(TimeSpan.FromSeconds(20));
        Assert.Equal(1, await Pull());

        async Task<int> Pull()
        {
            var script = Path.Combine(City.Root, "docs", "samples", "pull-applications.mjs");
            using var node = Process.Start(new ProcessStartInfo("node", [script, "bulky-waste", cursor, "granted"])
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
                Environment = { ["KEYAKI"] = city.Office.ToString().TrimEnd('/'), ["CLIENT_ID"] = id, ["CLIENT_SECRET"] = secret },
            }) ?? throw new InvalidOperationException("no node");
            var said = await node.StandardOutput.ReadToEndAsync();
            var wrong = await node.StandardError.ReadToEndAsync();
            await node.WaitForExitAsync();
            Assert.True(node.ExitCode == 0, wrong);
            return said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
        }
    }

    [GeneratedRegex("#/components/schemas/([A-Za-z]+)")]
    private static partial Regex References();
}
